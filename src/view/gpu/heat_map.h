// A weight matrix as a picture: one cell for each weight.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "gpu/pictures.h"
#include "ink/canvas.h"

namespace view {

// Values (units, inputs), row by row, and the colour of a value that is 1 (and -1, where there are two signs).
struct HeatCells {
  std::span<const float> value;
  int units = 0, inputs = 0;
  float largest = 1;  // of the values' sizes; their shade goes with the root of value / largest
  bool root = false;  // false: with value / largest
  ImU32 positive = 0, negative = 0;
  std::uint64_t version = 0;  // grows when values change
};

// Where the cells lie: inputs to the right and units downwards, or the other way round where that fills the place
// better.
struct HeatPlace {
  Rect cells;
  bool turned = false;  // units to the right
  int columns = 0, lines = 0;
  // The weight at a place, false if there is none.
  bool at(ImVec2, int& unit, int& input) const;
  Rect cell(int unit, int input) const;
};

HeatPlace heat_place(Rect, int units, int inputs, float pixel_ratio);

// Draws matrices; the large ones by way of the atlas.
class HeatMaps {
public:
  static constexpr int slots = 16;
  void draw(const Style&, Pictures&, int slot, const HeatPlace&, const HeatCells&);

private:
  struct Slot {
    std::uint64_t version = 0;
    std::uint64_t key = 0;
    int width = 0, height = 0;
    std::vector<ImU32> pixels;
  };
  std::array<Slot, slots> slots_;
  std::uint64_t versions_ = 0;
};

}  // namespace view
