#include "views/tape/tape_layout.h"
#include "ink/nth.h"

#include <algorithm>
#include <cmath>

namespace view {
namespace {

constexpr float group_gap = 3;

bool drops(const lab::Snapshot& s, int layer) { return nth(nth(s.arm, s.mask_arm).keep, layer) < 1.0f; }

int rows_at(const TapeLayout& layout, int units_per_row) {
  int rows = 0;
  for (int g = 0; g < layout.groups; ++g) {
    rows += (nth(layout.group, g).units + units_per_row - 1) / units_per_row;
  }
  return rows;
}

}  // namespace

float TapeLayout::top_of(const TapeGroup& g) const {
  const auto index = &g - group.data();
  return row_height * static_cast<float>(g.first_row) + gap * static_cast<float>(index);
}

TapeLayout tape_layout(const lab::Snapshot& s, float height, float ratio) {
  TapeLayout layout;
  if (s.mask_arm < 0) return layout;
  int bit = 0;
  for (int l = 0; l < s.shape.layers; ++l) {
    const int units = nth(s.shape.units, l);
    if (drops(s, l)) {
      TapeGroup& g = nth(layout.group, layout.groups++);
      g.layer = l;
      g.units = units;
      g.first_bit = bit;
    }
    bit += units;
  }
  if (layout.groups == 0) return layout;
  layout.gap = group_gap;
  const float usable = height - layout.gap * static_cast<float>(layout.groups - 1);
  constexpr float lowest_of_one = 2, lowest_of_several = 4;
  int per_row = 1;
  if (static_cast<float>(rows_at(layout, 1)) * lowest_of_one > usable) {
    const int most_rows = std::max(layout.groups, static_cast<int>(usable / lowest_of_several));
    while (rows_at(layout, per_row) > most_rows) ++per_row;
  }
  for (int i = 0; i < layout.groups; ++i) {
    TapeGroup& g = nth(layout.group, i);
    g.units_per_row = per_row;
    g.rows = (g.units + per_row - 1) / per_row;
    g.first_row = layout.rows;
    layout.rows += g.rows;
  }
  const float room = usable / static_cast<float>(layout.rows), exact = std::min(room, room > 20 ? 28.0f : 12.0f);
  layout.row_height = std::max(1.0f, std::floor(exact * ratio)) / ratio;
  return layout;
}

}  // namespace view
