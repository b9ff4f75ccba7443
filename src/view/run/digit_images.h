// Images from the test set as pictures for the atlas, each pixel of an image a square of whole screen pixels.
#pragma once
#include <cstdint>
#include <vector>

#include "gpu/pictures.h"

namespace view {

class DigitImages {
public:
  // The image `index` of the test set, `side` units large or a little less, in `slot` (0 … slots-1). `drawn_side`
  // becomes its true size in units.
  Tile tile(const lab::Snapshot&, const Style&, Pictures&, int slot, int index, float side, float& drawn_side);
  static constexpr int slots = 160;

private:
  struct Slot {
    std::uint64_t version = 0;
    int side = 0;  // pixels
    std::vector<ImU32> pixels;
  };
  std::vector<Slot> slots_{slots};
};

}  // namespace view
