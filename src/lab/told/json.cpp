#include "lab/json.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace lab {
namespace {

class Reader {
public:
  explicit Reader(std::string_view text) : text_(text) {}

  bool document(Json& out) {
    if (!value(out, 0)) return false;
    space();
    return at_ == text_.size() || fail("nothing more");
  }
  std::string why() const {
    const auto before = text_.substr(0, at_);
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const std::size_t start = before.rfind('\n');
    const std::size_t column = start == before.npos ? at_ + 1 : at_ - start;
    return "line " + std::to_string(line) + ", column " + std::to_string(column) + ": expected " + expected_;
  }

private:
  static constexpr int deepest = 32;

  bool fail(const char* expected) {
    expected_ = expected;
    return false;
  }
  void space() {
    while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos) ++at_;
  }
  bool take(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  bool value(Json& out, int depth) {
    space();
    if (depth > deepest) return fail("less deeply nested values");
    if (take('{')) return object(out, depth);
    if (take('[')) return array(out, depth);
    if (take('"')) {
      out.kind = Json::Kind::string;
      return string(out.text);
    }
    if (word("null")) return true;
    if (word("true") || word("false")) {
      out.kind = Json::Kind::boolean;
      out.number = text_[at_ - 2] == 'u';
      return true;
    }
    return number(out);
  }
  bool word(std::string_view w) {
    if (text_.substr(at_, w.size()) != w) return false;
    at_ += w.size();
    return true;
  }
  bool number(Json& out) {
    const std::size_t begin = at_;
    take('-');
    bool sound = take('0') || digits();
    if (take('.')) sound &= digits();
    if (take('e') || take('E')) {
      if (!take('-')) take('+');
      sound &= digits();
    }
    if (!sound) {
      at_ = begin;
      return fail("a value");
    }
    out.kind = Json::Kind::number;
    out.number = std::strtod(std::string(text_.substr(begin, at_ - begin)).c_str(), nullptr);
    return true;
  }
  // One at least.
  bool digits() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9') ++at_;
    return at_ > begin;
  }
  bool string(std::string& out) {
    for (; at_ < text_.size() && text_[at_] != '"'; ++at_) {
      if (text_[at_] != '\\')
        out += text_[at_];
      else if (!escape(out))
        return fail("an escape such as \\n");
    }
    return take('"') || fail("a closing quote");
  }
  // At a backslash: appends what it stands for and moves to the escape's last character.
  bool escape(std::string& out) {
    constexpr std::string_view codes = "\"\\/bfnrt", meanings = "\"\\/\b\f\n\r\t";
    const char letter = ++at_ < text_.size() ? text_[at_] : 0;
    if (letter == 'u') return code_point(out);
    const std::size_t code = letter ? codes.find(letter) : codes.npos;
    if (code == codes.npos) return false;
    out += meanings[code];
    return true;
  }
  // At the u of \uXXXX, of one half of a pair or not: appends what it stands for in UTF-8.
  bool code_point(std::string& out) {
    unsigned code = 0, low = 0;
    if (!hexadecimal(code)) return false;
    if (code >= 0xd800 && code < 0xe000) {
      if (code >= 0xdc00 || text_.substr(at_ + 1, 2) != "\\u") return false;  // a half alone
      at_ += 2;
      if (!hexadecimal(low) || low < 0xdc00 || low >= 0xe000) return false;
      code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
    }
    const auto last = [](unsigned bits) { return static_cast<char>(0x80 | (bits & 63)); };
    if (code < 0x80)
      out += static_cast<char>(code);
    else if (code < 0x800)
      (out += static_cast<char>(0xc0 | code >> 6)) += last(code);
    else if (code < 0x10000)
      ((out += static_cast<char>(0xe0 | code >> 12)) += last(code >> 6)) += last(code);
    else
      (((out += static_cast<char>(0xf0 | code >> 18)) += last(code >> 12)) += last(code >> 6)) += last(code);
    return true;
  }
  // Four digits after the character that it stands at; moves to the last of them.
  bool hexadecimal(unsigned& out) {
    const char* begin = text_.data() + std::min(at_ + 1, text_.size());
    const char* end = text_.data() + std::min(at_ + 5, text_.size());
    const auto [parsed, error] = std::from_chars(begin, end, out, 16);
    if (error != std::errc() || parsed != begin + 4) return false;
    at_ += 4;
    return true;
  }
  bool array(Json& out, int depth) {
    out.kind = Json::Kind::array;
    space();
    if (take(']')) return true;
    for (;;) {
      if (!value(out.items.emplace_back(), depth + 1)) return false;
      space();
      if (take(']')) return true;
      if (!take(',')) return fail("',' or ']'");
    }
  }
  bool object(Json& out, int depth) {
    out.kind = Json::Kind::object;
    space();
    if (take('}')) return true;
    for (;;) {
      space();
      if (!take('"')) return fail("a name in quotes");
      if (!string(out.keys.emplace_back())) return false;
      space();
      if (!take(':')) return fail("':'");
      if (!value(out.items.emplace_back(), depth + 1)) return false;
      space();
      if (take('}')) return true;
      if (!take(',')) return fail("',' or '}'");
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  const char* expected_ = "";
};

}  // namespace

const Json* Json::find(std::string_view key) const {
  const auto found = std::find(keys.begin(), keys.end(), key);
  return found == keys.end() ? nullptr : &items[static_cast<std::size_t>(found - keys.begin())];
}

bool read_json(std::string_view text, Json& out, std::string& why) {
  Reader reader(text);
  Json json;
  if (!reader.document(json)) {
    why = reader.why();
    return false;
  }
  out = std::move(json);
  return true;
}

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

JsonWriter& JsonWriter::value(std::string_view text) {
  separate();
  text_ += '"';
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
  text_ += '"';
  return *this;
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
