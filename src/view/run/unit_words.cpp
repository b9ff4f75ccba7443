#include "run/unit_words.h"

namespace view {

int units_of(const Context& c, int row) { return nth(c.run.shape.units, row); }

std::size_t first_of_row(const Context& c, int row) {
  int first = 0;
  for (int r = 1; r < row; ++r) first += units_of(c, r);
  return static_cast<std::size_t>(first);
}

Words unit_name(int row, int unit, int layers) {
  static constexpr const char* sign[] = {"₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"};
  Words words = layer_name(row, layers), digits;
  digits.add("%d", unit + 1);
  for (int i = 0; i < digits.length; ++i) words.add("%s", sign[digits.chars[i] - '0']);
  return words;
}

const char* matrix_word(int layer) {
  static constexpr const char* words[] = {"W¹", "W²", "W³", "W⁴", "W⁵", "W⁶", "W⁷", "W⁸"};
  return words[layer];
}

Words matrix_name(int layer) { return Words().add("%s", matrix_word(layer)); }

}  // namespace view
