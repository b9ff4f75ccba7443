// How the units of a mask are arranged in the rows of the tape. Numbers only: no drawing.
#pragma once
#include <array>

#include "lab/snapshot.h"

namespace view {

// Rows of the strip that stand for the units of one layer; each for `units_per_row` of them, the last for the rest.
struct TapeGroup {
  int layer = 0, units = 0;  // row of units (0: the inputs) and how many there are
  int first_bit = 0;         // within a mask
  int first_row = 0, rows = 0, units_per_row = 1;
};

struct TapeLayout {
  std::array<TapeGroup, net::max_layers> group{};
  int groups = 0, rows = 0;
  float row_height = 0, gap = 0;           // units; the gap is between groups
  float top_of(const TapeGroup& g) const;  // from the top of the strip
};

// Fits the layers that drop anything into `height`. A row is one unit while rows are at least two pixels high; else
// rows stand for several units each, at least four high, since their shade has to be seen. Few rows in much room become
// tall, up to 28. Heights are whole pixels.
TapeLayout tape_layout(const lab::Snapshot&, float height, float ratio);

}  // namespace view
