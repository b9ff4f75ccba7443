// What is written by hand, and the image that the digits of the data would be of it.
#pragma once
#include <span>
#include <vector>

namespace net {

// A square of paper. Places on it are shares of its side, from the upper left; ink is 0 … 1.
class Sheet {
public:
  static constexpr int side = 140;     // grains of paper
  static constexpr float pen = 0.09f;  // the width of a line: as the data's digits have it, where one fills the sheet
  struct Place {
    float x = 0, y = 0;
  };

  Sheet();  // blank
  void clear();
  bool blank() const;
  void line(Place from, Place to);  // with round ends; from = to: a dot
  // Lays an image of image_side × image_side pixels, row by row, over the square of this size.
  void print(std::span<const float> image, int image_side, Place corner, float size);

  // As MNIST was made of what people wrote: scaled with its proportions into 20 × 20 pixels, these put into 28 × 28 by
  // whole pixels, so that the centre of mass is in the middle; then as web/setup/pack_digits.mjs does: means of the
  // pixels under each of image_side × image_side, in 4 bits. Of a blank sheet: nothing but zeros.
  void centred(int image_side, std::span<float> image) const;

private:
  float& ink(int x, int y) { return ink_[static_cast<std::size_t>(y * side + x)]; }
  float ink(int x, int y) const { return ink_[static_cast<std::size_t>(y * side + x)]; }
  std::vector<float> ink_;
};

}  // namespace net
