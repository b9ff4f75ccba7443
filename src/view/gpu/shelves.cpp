#include "gpu/shelves.h"

#include <algorithm>

namespace view {

void Shelves::clear(int side) {
  side_ = side;
  x_ = y_ = shelf_height_ = 0;
}

bool Shelves::place(int width, int height, TilePlace& out) {
  const int wide = width + 2, high = height + 2;
  if (wide > side_) return false;
  if (x_ + wide > side_) {
    x_ = 0;
    y_ += shelf_height_;
    shelf_height_ = 0;
  }
  if (y_ + high > side_) return false;
  out = {x_ + 1, y_ + 1, width, height};
  x_ += wide;
  shelf_height_ = std::max(shelf_height_, high);
  return true;
}

}  // namespace view
