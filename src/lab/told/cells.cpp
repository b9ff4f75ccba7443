#include "told/cells.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

#include "experiment/text.h"

namespace lab {
namespace {

constexpr char blank = ' ';
constexpr std::size_t longest = 60;

bool digit(char c) { return c >= '0' && c <= '9'; }

// With "-" for U+2212, one blank for any that parts thousands, without blanks at the ends; "" if it is no number for
// sure.
std::string plain_signs(std::string_view cell) {
  constexpr std::array<std::string_view, 6> blanks{"\xc2\xa0", "\xe2\x80\xaf", "\xe2\x80\x89", "\xe2\x80\x99", "'",
                                                   " "};
  if (cell.size() > longest) return "";
  std::string out;
  while (!cell.empty()) {
    const auto starts = [&](std::string_view sign) { return cell.starts_with(sign); };
    const auto found = std::find_if(blanks.begin(), blanks.end(), starts);
    if (found != blanks.end()) {
      out += blank;
      cell.remove_prefix(found->size());
    } else if (cell.starts_with("\xe2\x88\x92")) {
      out += '-';
      cell.remove_prefix(3);
    } else {
      out += cell[0];
      cell.remove_prefix(1);
    }
  }
  const std::size_t first = out.find_first_not_of(blank);
  if (first == out.npos) return "";
  return out.substr(first, out.find_last_not_of(blank) - first + 1);
}

// Digits in groups: the first of one to three without a leading zero, the others of three, all parted by `sign`.
bool grouped(std::string_view text, char sign) {
  const auto groups = split(text, sign);
  if (groups.size() < 2 || groups[0].empty() || groups[0].size() > 3 || groups[0][0] == '0') return false;
  for (std::size_t i = 1; i < groups.size(); ++i) {
    if (groups[i].size() != 3) return false;
  }
  return std::all_of(text.begin(), text.end(), [&](char c) { return digit(c) || c == sign; });
}

std::string_view without_sign(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  if (text.ends_with('%')) text.remove_suffix(1);
  while (text.ends_with(blank)) text.remove_suffix(1);
  return text;
}

}  // namespace

bool read_cell(std::string_view cell, Notation notation, Number& out) {
  Number number;
  const bool plain = notation == Notation::point || cell.find('.') == cell.npos;
  if (plain && read_number(cell, number.value) && std::abs(number.value) < 1e30) return out = number, true;  // most are
  std::string text = plain_signs(cell);
  if (text.ends_with('%')) {
    number.percent = true;
    text.pop_back();
    while (text.ends_with(blank)) text.pop_back();
  }
  const char decimal = notation == Notation::comma ? ',' : '.', group = notation == Notation::comma ? '.' : ',';
  const std::size_t from = text.starts_with('-') || text.starts_with('+') ? 1 : 0;
  const std::size_t end = std::min(text.find_first_of(std::string{decimal, 'e', 'E'}), text.size());
  std::string whole = text.substr(from, end > from ? end - from : 0), rest = text.substr(end);
  if (!rest.empty() && rest[0] == decimal) rest[0] = '.';
  for (const char sign : {group, blank}) {
    if (grouped(whole, sign)) std::erase(whole, sign);
  }
  if (!read_number(text.substr(0, from) + whole + rest, number.value) || !(std::abs(number.value) < 1e30)) return false;
  out = number;
  return true;
}

bool is_missing(std::string_view cell, bool among_numbers) {
  constexpr std::array<std::string_view, 6> always{"", "na", "n/a", "nan", "?", "#n/a"};
  constexpr std::array<std::string_view, 9> words{"null", "none", "-",       "--",          ".",
                                                  "inf",  "-inf", "missing", "\xe2\x80\x93"};
  if (cell.size() > 7) return false;
  std::string small(cell);
  for (char& c : small) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  const auto among = [&](const auto& list) { return std::find(list.begin(), list.end(), small) != list.end(); };
  return among(always) || (among_numbers && among(words));
}

void NotationVotes::count(std::string_view cell) {
  if (cell.find_first_of(",.") == cell.npos) return;
  const std::string text = plain_signs(cell);
  const std::string_view number = without_sign(text);
  const auto commas = std::count(number.begin(), number.end(), ','),
             points = std::count(number.begin(), number.end(), '.');
  Number read;
  if (commas > 0 && points > 0) {
    if (number.rfind(',') < number.rfind('.'))
      point_ += read_cell(text, Notation::point, read);
    else
      comma_ += read_cell(text, Notation::comma, read);
  } else if (commas > 1) {
    point_ += read_cell(text, Notation::point, read);
  } else if (points > 1) {
    comma_ += read_cell(text, Notation::comma, read);
  } else if (points == 1) {
    if (read_cell(text, Notation::point, read)) ++(grouped(number, '.') ? grouped_point_ : point_);
  } else if (read_cell(text, Notation::comma, read)) {
    ++(grouped(number, ',') ? grouped_comma_ : comma_);
  }
}

Notation NotationVotes::most(char separator) const {
  const bool either = comma_ == point_ && grouped_point_ == 0 && grouped_comma_ > 0 && separator == ';';
  return comma_ > point_ || either ? Notation::comma : Notation::point;
}

}  // namespace lab
