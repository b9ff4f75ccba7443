#include <array>
#include <cmath>
#include <cstdio>

#include "experiment/text.h"
#include "lab/json.h"

namespace lab {

void JsonWriter::separate() {
  if (!first_ && !after_key_) text_ += brief_ ? "," : ", ";
  first_ = after_key_ = false;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  value(name);
  text_ += brief_ ? ":" : ": ";
  after_key_ = true;
  return *this;
}

JsonWriter& JsonWriter::value(double number) {
  if (!std::isfinite(number)) return null();
  separate();
  std::array<char, 32> digits{};
  std::snprintf(digits.data(), digits.size(), "%.9g", number);
  text_ += digits.data();
  return *this;
}

JsonWriter& JsonWriter::exact(double number) {
  if (!std::isfinite(number)) return null();
  separate();
  text_ += shortest(number);
  return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) {
  separate();
  text_ += '"';
  for (std::size_t sound; (sound = sound_utf8(text)) < text.size(); text.remove_prefix(sound + 1)) {
    quote(text.substr(0, sound));
    text_ += "\xef\xbf\xbd";  // U+FFFD
  }
  quote(text);
  text_ += '"';
  return *this;
}

void JsonWriter::quote(std::string_view text) {
  for (const char c : text) {
    std::array<char, 8> code{};
    if (c == '"' || c == '\\')
      (text_ += '\\') += c;
    else if (static_cast<unsigned char>(c) >= ' ')
      text_ += c;
    else if (brief_)
      text_ += ' ';
    else
      std::snprintf(code.data(), code.size(), "\\u%04x", c), text_ += code.data();
  }
}

JsonWriter& JsonWriter::value(bool truth) {
  separate();
  text_ += truth ? "true" : "false";
  return *this;
}

JsonWriter& JsonWriter::value(long long number) {
  separate();
  text_ += std::to_string(number);
  return *this;
}

JsonWriter& JsonWriter::null() {
  separate();
  text_ += "null";
  return *this;
}

JsonWriter& JsonWriter::written(std::string_view json) {
  separate();
  text_ += json;
  return *this;
}

JsonWriter& JsonWriter::open(char bracket) {
  separate();
  text_ += bracket;
  closing_ += bracket == '{' ? '}' : ']';
  first_ = true;
  return *this;
}

JsonWriter& JsonWriter::close() {
  text_ += closing_.back();
  closing_.pop_back();
  first_ = false;
  return *this;
}

}  // namespace lab
