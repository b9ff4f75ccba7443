#include "exports/csv_cell.h"

#include <algorithm>

namespace lab {
namespace {

constexpr std::string_view separators = ",;|\"\t\r\n";

bool begins_formula(std::string_view rest) {
  constexpr std::string_view wide[] = {"\xef\xbc\x9d", "\xef\xbc\x8b", "\xef\xbc\x8d", "\xef\xbc\xa0"};  // ＝＋－＠
  return std::string_view("=+-@\t\r").find(rest.front()) != std::string_view::npos ||
         std::any_of(std::begin(wide), std::end(wide), [&](std::string_view sign) { return rest.starts_with(sign); });
}

}  // namespace

std::string csv_cell(std::string_view text) {
  std::string cell;
  bool begins = true;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (begins && begins_formula(text.substr(i))) cell += '\'';
    begins = separators.find(text[i]) != separators.npos;
    cell += text[i];
    if (text[i] == '"') cell += '"';
  }
  return text.find_first_of(separators) == text.npos ? cell : '"' + cell + '"';
}

}  // namespace lab
