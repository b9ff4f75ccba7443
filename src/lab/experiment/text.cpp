#include "experiment/text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace lab {

bool read_number(std::string_view text, double& out) {
  constexpr std::string_view signs = "+-0123456789.eE";
  std::array<char, 40> copy{};
  if (text.empty() || text.size() >= copy.size()) return false;
  if (!std::all_of(text.begin(), text.end(), [&](char c) { return signs.find(c) != signs.npos; })) return false;
  std::copy(text.begin(), text.end(), copy.begin());
  char* end = nullptr;
  const double number = std::strtod(copy.data(), &end);
  if (end != copy.data() + text.size() || !std::isfinite(number)) return false;
  out = number;
  return true;
}

namespace {

// With digits as many as a float or a double takes.
std::string shortest_of(double number, bool single) {
  std::array<char, 40> text{};
  for (int digits = 6; digits <= (single ? 9 : 17); ++digits) {
    std::snprintf(text.data(), text.size(), "%.*g", digits, number);
    double back = 0;
    if (!read_number(text.data(), back)) continue;
    if (single ? static_cast<float>(back) == static_cast<float>(number) : back == number) break;
  }
  std::string out = text.data();  // "1e-07"
  const std::size_t e = out.find('e');
  if (e == out.npos) return out;
  const std::size_t digit = out.find_first_not_of("+-0", e + 1);
  return out.substr(0, e + 1) + (out[e + 1] == '-' ? "-" : "") + out.substr(digit);
}

}  // namespace

std::string shortest(float number) { return shortest_of(static_cast<double>(number), true); }
std::string shortest(double number) { return shortest_of(number, false); }

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t from = 0;;) {
    const std::size_t to = text.find(separator, from);
    parts.push_back(text.substr(from, to - from));
    if (to == text.npos) return parts;
    from = to + 1;
  }
}

std::string escape(std::string_view text, std::string_view signs) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte != 0x7f && signs.find(c) == signs.npos)
      out += c;
    else
      (out += '%').append({digits[byte / 16], digits[byte % 16]});
  }
  return out;
}

bool unescape(std::string_view text, std::string& out) {
  const auto digit = [](char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  };
  out.clear();
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    const bool whole = i + 2 < text.size();
    const int high = whole ? digit(text[i + 1]) : -1, low = whole ? digit(text[i + 2]) : -1;
    if (high < 0 || low < 0) return false;
    out += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return true;
}

std::size_t sound_utf8(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size()) {
    const auto byte = [&](std::size_t k) { return i + k < text.size() ? static_cast<unsigned char>(text[i + k]) : 0u; };
    const unsigned first = byte(0), second = byte(1);
    const std::size_t length = first < 0x80   ? 1
                               : first < 0xc2 ? 0
                               : first < 0xe0 ? 2
                               : first < 0xf0 ? 3
                               : first < 0xf5 ? 4
                                              : 0;
    if (length == 0) return i;
    for (std::size_t k = 1; k < length; ++k) {
      if ((byte(k) & 0xc0) != 0x80) return i;
    }
    // overlong forms, surrogates, beyond U+10FFFF
    if ((first == 0xe0 && second < 0xa0) || (first == 0xed && second > 0x9f)) return i;
    if ((first == 0xf0 && second < 0x90) || (first == 0xf4 && second > 0x8f)) return i;
    i += length;
  }
  return i;
}

}  // namespace lab
