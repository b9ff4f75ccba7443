// JSON as RFC 8259 has it: a reader that refuses everything else, and a writer.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace lab {

struct Json {
  enum class Kind { null, boolean, number, string, array, object };
  Kind kind = Kind::null;
  double number = 0;  // of a boolean 0 or 1
  std::string text;
  std::vector<std::string> keys;  // of an object's items, each once
  std::vector<Json> items;

  bool is(Kind k) const { return kind == k; }
  const Json* find(std::string_view key) const;  // null if there is none
};

// Reads one value, in UTF-8 with a byte order mark or without, at most 32 levels deep. On failure returns false; `why`
// says where (line and column, in characters) and what is wrong. Numbers beyond a double are refused, as is a name that
// stands twice in an object.
bool read_json(std::string_view text, Json& out, std::string& why);

// Writes nested values in order; commas and quotes are its care. A number that is not finite becomes null, and what is
// no UTF-8 in a text U+FFFD.
class JsonWriter {
public:
  JsonWriter() : text_(own_) {}
  // At the end of a text, without spaces between values; control characters in texts become spaces.
  explicit JsonWriter(std::string& text) : text_(text), brief_(true) {}
  JsonWriter(const JsonWriter&) = delete;
  JsonWriter& operator=(const JsonWriter&) = delete;
  JsonWriter& key(std::string_view name);
  JsonWriter& value(double number);  // as many digits as a float needs
  JsonWriter& exact(double number);  // as many as it takes
  JsonWriter& value(std::string_view text);
  JsonWriter& value(bool truth);
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(long long number);
  JsonWriter& null();
  JsonWriter& written(std::string_view json);  // what another writer wrote
  template <class Value>
  JsonWriter& member(std::string_view name, Value of_it) {
    return key(name).value(of_it);
  }
  JsonWriter& open(char bracket);  // '{' or '['
  JsonWriter& close();
  const std::string& text() const { return text_; }

private:
  void separate();
  void quote(std::string_view utf8);

  std::string own_;
  std::string& text_;
  std::string closing_;  // brackets still to close
  bool brief_ = false, first_ = true, after_key_ = false;
};

}  // namespace lab
