#include "text.h"

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

std::string shortest(float number) {
  std::array<char, 40> text{};
  for (int digits = 6; digits <= 9; ++digits) {
    std::snprintf(text.data(), text.size(), "%.*g", digits, static_cast<double>(number));
    double back = 0;
    if (read_number(text.data(), back) && static_cast<float>(back) == number) break;
  }
  return text.data();
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t from = 0;;) {
    const std::size_t to = text.find(separator, from);
    parts.push_back(text.substr(from, to - from));
    if (to == text.npos) return parts;
    from = to + 1;
  }
}

}  // namespace lab
