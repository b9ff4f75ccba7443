#include "lab/json.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <numeric>

#include "experiment/text.h"

namespace lab {
namespace {

// Characters, not bytes.
std::size_t length(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::count_if(utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

void append_utf8(unsigned code, std::string& out) {
  const auto last = [](unsigned bits) { return static_cast<char>(0x80 | (bits & 63)); };
  if (code < 0x80)
    out += static_cast<char>(code);
  else if (code < 0x800)
    (out += static_cast<char>(0xc0 | code >> 6)) += last(code);
  else if (code < 0x10000)
    ((out += static_cast<char>(0xe0 | code >> 12)) += last(code >> 6)) += last(code);
  else
    (((out += static_cast<char>(0xf0 | code >> 18)) += last(code >> 12)) += last(code >> 6)) += last(code);
}

class Reader {
public:
  explicit Reader(std::string_view text) : text_(text) {}

  bool document(Json& out) {
    if (const std::size_t sound = sound_utf8(text_); sound < text_.size()) return fail("this is not UTF-8", sound);
    if (!value(out, 0)) return false;
    space();
    return at_ == text_.size() || fail("nothing can follow the value");
  }
  std::string why() const {
    const auto before = text_.substr(0, at_);
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const std::size_t start = before.rfind('\n') + 1;  // npos + 1 is 0
    return "line " + std::to_string(line) + ", column " + std::to_string(1 + length(before.substr(start))) + ": " +
           wrong_;
  }

private:
  static constexpr int deepest = 32;

  bool fail(const char* wrong) {
    wrong_ = wrong;
    return false;
  }
  bool fail(const char* wrong, std::size_t at) {
    at_ = at;
    return fail(wrong);
  }
  char here() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void space() { at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size()); }
  bool take(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  bool value(Json& out, int depth) {
    space();
    if (depth > deepest) return fail("more than 32 brackets within each other");
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
    if (here() == '-' || is_digit(here())) return number(out);
    if (here() == '+' || here() == '.') return fail("a number begins with a digit or '-'");
    return fail(at_ == text_.size() ? "a value is missing at the end"
                                    : "a value is expected: an object, an array, a text in double quotes, a number, "
                                      "true, false or null");
  }
  bool word(std::string_view w) {
    if (text_.substr(at_, w.size()) != w) return false;
    at_ += w.size();
    return true;
  }
  bool number(Json& out) {
    const std::size_t begin = at_;
    take('-');
    const bool zero = take('0');
    if (zero && is_digit(here())) return fail("a number has no 0 before its other digits", begin);
    if (!zero && !digits()) return fail("a digit is missing behind '-'");
    if (take('.') && !digits()) return fail("a digit is missing behind the point");
    if (take('e') || take('E')) {
      if (!take('-')) take('+');
      if (!digits()) return fail("a digit is missing in the exponent");
    }
    out.kind = Json::Kind::number;
    out.number = std::strtod(std::string(text_.substr(begin, at_ - begin)).c_str(), nullptr);
    return std::isfinite(out.number) || fail("the number is too large", begin);
  }
  // One at least.
  bool digits() {
    const std::size_t begin = at_;
    while (is_digit(here())) ++at_;
    return at_ > begin;
  }
  bool string(std::string& out) {
    for (; at_ < text_.size() && text_[at_] != '"'; ++at_) {
      if (static_cast<unsigned char>(text_[at_]) < ' ')
        return fail("a line break, a tab or another control character in a text is written as \\n, \\t or \\u000a");
      if (text_[at_] != '\\')
        out += text_[at_];
      else if (!escape(out))
        return false;
    }
    return take('"') || fail("the text has no closing quote");
  }
  // At a backslash: appends what it stands for and moves to the escape's last character.
  bool escape(std::string& out) {
    constexpr std::string_view codes = "\"\\/bfnrt", meanings = "\"\\/\b\f\n\r\t";
    const std::size_t begin = at_++;
    if (here() == 'u') return code_point(begin, out);
    const std::size_t code = at_ < text_.size() ? codes.find(text_[at_]) : codes.npos;
    if (code == codes.npos)
      return fail("behind a backslash stands one of \" \\ / b f n r t, or u and four hexadecimal digits", begin);
    out += meanings[code];
    return true;
  }
  // At the u of \uXXXX, whose pair may follow: appends what it stands for in UTF-8.
  bool code_point(std::size_t begin, std::string& out) {
    unsigned code = 0, low = 0;
    if (!hexadecimal(code)) return fail("\\u is followed by four hexadecimal digits", begin);
    if (code >= 0xd800 && code < 0xe000) {
      const bool pairs = code < 0xdc00 && text_.substr(at_ + 1, 2) == "\\u";
      if (pairs) at_ += 2;
      if (!pairs || !hexadecimal(low) || low < 0xdc00 || low >= 0xe000)
        return fail("half of a pair stands alone: \\ud800 to \\udbff go before \\udc00 to \\udfff", begin);
      code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
    }
    append_utf8(code, out);
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
      if (!take(',')) return fail("',' or ']' is expected");
    }
  }
  bool object(Json& out, int depth) {
    out.kind = Json::Kind::object;
    std::vector<std::size_t> places;  // of the names
    space();
    if (take('}')) return true;
    for (;;) {
      space();
      places.push_back(at_);
      if (!take('"')) return fail("a name in double quotes is expected");
      if (!string(out.keys.emplace_back())) return false;
      space();
      if (!take(':')) return fail("':' is expected");
      if (!value(out.items.emplace_back(), depth + 1)) return false;
      space();
      if (take('}')) return each_once(out.keys, places);
      if (!take(',')) return fail("',' or '}' is expected");
    }
  }
  bool each_once(const std::vector<std::string>& names, const std::vector<std::size_t>& places) {
    std::vector<std::size_t> order(names.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return names[a] != names[b] ? names[a] < names[b] : a < b; });
    const auto twice = std::adjacent_find(order.begin(), order.end(),
                                          [&](std::size_t a, std::size_t b) { return names[a] == names[b]; });
    return twice == order.end() || fail("this name stands twice in its object", places[twice[1]]);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  const char* wrong_ = "";
};

}  // namespace

const Json* Json::find(std::string_view key) const {
  const auto found = std::find(keys.begin(), keys.end(), key);
  return found == keys.end() ? nullptr : &items[static_cast<std::size_t>(found - keys.begin())];
}

bool read_json(std::string_view text, Json& out, std::string& why) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  Reader reader(text);
  Json json;
  if (!reader.document(json)) {
    why = reader.why();
    return false;
  }
  out = std::move(json);
  return true;
}

}  // namespace lab
