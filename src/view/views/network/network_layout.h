// Where the units of a network stand in a panel of any size. Numbers only: no drawing.
#pragma once
#include <array>

#include "imgui.h"
#include "net/shape.h"

namespace view {

// One row of units (the inputs, a hidden layer, the outputs), drawn as a column.
// units: one circle each, in a zigzag of two files where one file would make them too small;
// grid: a block of cells, column by column, for more than most_units; image: the inputs as the image that they are.
struct RowLayout {
  enum class Kind { units, grid, image } kind = Kind::units;
  int count = 0;                            // units of the row
  int shown = 0;                            // of them drawn; fewer only where they would be too small to see
  ImVec2 min, max;                          // of what is drawn
  float radius = 0, pitch = 0, zigzag = 0;  // units: distance of neighbours; of the two files
  int columns = 1, lines = 1;               // grid, image
  float cell = 0;                           // with its gap

  ImVec2 center(int unit) const;
  // Where edges arrive at and leave a unit: its left and right side; of a block, the block's.
  float left(int unit) const;
  float right(int unit) const;
  float middle() const { return (min.x + max.x) * 0.5f; }
  // The unit at a place, or -1.
  int unit_at(ImVec2) const;
};

struct NetworkLayout {
  static constexpr int most_units = 24;  // of a row that is drawn unit by unit
  int rows = 0;
  std::array<RowLayout, net::max_layers + 1> row{};
  float column_width = 0;  // free for a caption
};

// Fills min … max; sizes are whole pixels at `ratio` pixels a unit. image_side: 0 if the inputs are no image;
// `output_labels`: units to leave free to the right of the outputs.
NetworkLayout network_layout(const net::Shape&, int image_side, float output_labels, ImVec2 min, ImVec2 max,
                             float ratio);

}  // namespace view
