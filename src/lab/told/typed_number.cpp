#include "lab/typed_number.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <string>

#include "experiment/text.h"

namespace lab {
namespace {

constexpr std::size_t longest = 60;  // bytes; fields cut what is longer, and nothing cut is read

// What is typed, sign by sign: digits, '+', '-', '.', ',', '\'' and ' ' between thousands, 'd' for a mark that is of
// decimals alone, 'e', 'x' for the sign before a power of ten, 'A' … 'J' for its digits and 'M' for its minus, '%'.
struct Same {
  std::uint32_t code;
  char sign;
};
constexpr Same same[] = {
    {'\t', ' '},   {'\n', ' '},    {'\r', ' '},    {0xa0, ' '},    {0x2007, ' '}, {0x2009, ' '}, {0x202f, ' '},
    {0x3000, ' '}, {0xfeff, ' '},  {0x2212, '-'},  {0x2010, '-'},  {0x2011, '-'}, {0x2013, '-'}, {0xff0d, '-'},
    {0xff0b, '+'}, {0x2019, '\''}, {0x02bc, '\''}, {0x066c, '\''}, {0x066b, 'd'}, {0xff0c, ','}, {0xff0e, '.'},
    {0x066a, '%'}, {0xff05, '%'},  {'E', 'e'},     {0xb7, 'x'},    {0xd7, 'x'},   {0x2070, 'A'}, {0xb9, 'B'},
    {0xb2, 'C'},   {0xb3, 'D'},    {0x207b, 'M'},  {0x200b, 0},    {0x200e, 0},   {0x200f, 0},   {0x061c, 0},
};

// 0: passed over. False if no number has it.
bool sign_of(std::uint32_t code, char& out) {
  for (const std::uint32_t zero : {0x30u, 0x660u, 0x6f0u, 0xff10u}) {
    if (code >= zero && code < zero + 10) return out = static_cast<char>('0' + (code - zero)), true;
  }
  if (code >= 0x2074 && code <= 0x2079) return out = static_cast<char>('E' + (code - 0x2074)), true;
  for (const Same& one : same) {
    if (one.code == code) return out = one.sign, true;
  }
  out = static_cast<char>(code);
  return code < 0x80 && std::string_view("+-.,' e%").find(out) != std::string_view::npos;
}

bool signs_of(std::string_view text, std::string& out) {
  if (text.size() > longest || sound_utf8(text) != text.size()) return false;
  for (std::size_t i = 0; i < text.size();) {
    const auto first = static_cast<unsigned char>(text[i]);
    const std::size_t length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    std::uint32_t code = length == 1 ? first : first & (0xffu >> (length + 1));
    for (std::size_t k = 1; k < length; ++k) code = code << 6 | (static_cast<unsigned char>(text[i + k]) & 0x3fu);
    char sign = 0;
    if (!sign_of(code, sign)) return false;
    if (sign != 0) out += sign;
    i += length;
  }
  return true;
}

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

bool all_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// "1,234,567"
bool in_thousands(std::string_view text, char mark) {
  const auto parts = split(text, mark);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (!all_digits(parts[i]) || (i > 0 && parts[i].size() != 3)) return false;
  }
  return parts.size() == 1 || (parts[0].size() <= 3 && parts[0][0] != '0');
}

// "20" of "1.2e20" or "1.2·10²⁰", "" where there is none.
bool take_exponent(std::string_view& text, std::string& out) {
  const std::size_t at = text.find_first_of("ex");
  if (at == text.npos) return true;
  std::string_view power = trimmed(text.substr(at + 1));
  const bool raised = text[at] == 'x';
  text = trimmed(text.substr(0, at));
  if (raised) {
    if (!power.starts_with("10")) return false;
    power.remove_prefix(2);
    for (const char c : power) {
      if (c != 'M' && (c < 'A' || c > 'J')) return false;
      out += c == 'M' ? '-' : static_cast<char>(c - 'A' + '0');
    }
  } else {
    out = power;
  }
  const bool sign = out.starts_with('-') || out.starts_with('+');
  return all_digits(std::string_view(out).substr(sign)) && out.size() <= 4;
}

// What the text may mean: marks between thousands left out, a point for the decimal mark; "" if it may not be read so.
struct Readings {
  std::string decimal, grouped;
  char mark = 0;
};

std::string without(std::string_view text, char mark) {
  std::string out;
  std::copy_if(text.begin(), text.end(), std::back_inserter(out), [mark](char c) { return c != mark; });
  return out;
}

Readings readings(std::string_view text) {
  Readings out;
  const std::size_t last = text.find_last_of(".,d' ");
  if (last == text.npos) {
    if (all_digits(text)) out.decimal = text;
    return out;
  }
  out.mark = text[last];
  if (out.mark != 'd' && in_thousands(text, out.mark)) out.grouped = without(text, out.mark);
  if (out.mark == '\'' || out.mark == ' ') return out;
  const std::string_view whole = text.substr(0, last), part = text.substr(last + 1);
  const std::size_t other = whole.find_first_of(".,d' ");
  const bool plain = other == whole.npos;
  const bool sound = plain ? whole.empty() || all_digits(whole)
                           : whole[other] != out.mark && whole[other] != 'd' && in_thousands(whole, whole[other]);
  if (!sound || (whole.empty() && part.empty()) || (!part.empty() && !all_digits(part))) return out;
  out.decimal = plain ? whole : without(whole, whole[other]);
  out.decimal += (out.decimal.empty() ? "0." : ".") + std::string(part);
  return out;
}

}  // namespace

TypedNumber read_typed(std::string_view text, const NumberField& field) {
  std::string signs, exponent;
  if (!signs_of(text, signs)) return {};
  std::string_view rest = trimmed(signs);
  const bool percent = rest.ends_with('%');
  if (percent) rest = trimmed(rest.substr(0, rest.size() - 1));
  if (percent && !field.share) return {};
  const bool minus = rest.starts_with('-');
  if (minus || rest.starts_with('+')) rest = trimmed(rest.substr(1));
  if (!take_exponent(rest, exponent)) return {};
  const Readings read = readings(rest);
  const auto value_of = [&](const std::string& digits, float& out) {
    double number = 0;
    const std::string all = (minus ? "-" : "") + digits + (exponent.empty() ? "" : "e" + exponent);
    if (digits.empty() || !read_number(all, number)) return false;
    if (field.whole && number != std::floor(number)) return false;
    out = static_cast<float>(number / (percent ? 100.0 : static_cast<double>(field.shown)));
    return true;
  };
  const auto inside = [&](float value) { return value >= field.low && value <= field.high; };
  float decimal = 0, grouped = 0;
  const bool may_decimal = value_of(read.decimal, decimal);
  const bool may_grouped = exponent.empty() && value_of(read.grouped, grouped);
  if (!may_decimal && !may_grouped) return {};
  // Both are "1,250" and "1.250". What is no whole number is written with a point, as the page does, or a comma.
  const bool both = may_decimal && may_grouped;
  const bool thousands = both ? field.whole || (!inside(decimal) && inside(grouped)) : may_grouped;
  TypedNumber out;
  out.value = std::clamp(thousands ? grouped : decimal, field.low, field.high);
  out.answer = (thousands ? grouped : decimal) < field.low                 ? TypedNumber::Answer::least
               : (thousands ? grouped : decimal) > field.high              ? TypedNumber::Answer::most
               : both && !thousands && read.mark == ',' && inside(grouped) ? TypedNumber::Answer::doubtful
                                                                           : TypedNumber::Answer::taken;
  return out;
}

}  // namespace lab
