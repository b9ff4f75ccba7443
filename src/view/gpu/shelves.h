// Packs rectangles into a square, for the atlas.
#pragma once

namespace view {

struct TilePlace {
  int x = 0, y = 0, width = 0, height = 0;  // pixels, y downwards
};

// Packs rectangles into a square in rows, in the order in which they come, each with a free pixel all around. The same
// sequence of sizes gets the same places, so that an unchanged page need not be drawn again.
class Shelves {
public:
  void clear(int side);
  // False if there is no room left.
  bool place(int width, int height, TilePlace& out);

private:
  int side_ = 0, x_ = 0, y_ = 0, shelf_height_ = 0;
};

}  // namespace view
