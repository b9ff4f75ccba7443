#include "run/digit_images.h"

#include <algorithm>

namespace view {
namespace {

void paint(const lab::Snapshot& s, int index, int scale, ImU32 ink, std::vector<ImU32>& pixels) {
  const auto x = s[s.test_x];
  const int side = s.image_side * scale;
  pixels.resize(static_cast<std::size_t>(side * side));
  for (int row = 0; row < side; ++row) {
    for (int column = 0; column < side; ++column) {
      const int input = row / scale * s.image_side + column / scale;
      const float value = nth(x, input * s.test_size + index);
      nth(pixels, row * side + column) = with_alpha(ink, std::clamp(value, 0.0f, 1.0f));
    }
  }
}

}  // namespace

Tile DigitImages::tile(const lab::Snapshot& s, const Style& style, Pictures& pictures, int slot, int index, float side,
                       float& drawn_side) {
  const int scale = std::max(1, static_cast<int>(side * style.pixel_ratio) / s.image_side);
  Slot& place = nth(slots_, slot);
  const std::uint64_t version =
      (((std::uint64_t{s.run} * 65536 + static_cast<std::uint64_t>(index)) * 64 + static_cast<std::uint64_t>(scale)) *
           2 +
       (style.dark ? 1 : 0)) *
          slots +
      static_cast<std::uint64_t>(slot) + 1;
  if (place.version != version) {
    paint(s, index, scale, style.text, place.pixels);
    place.version = version;
    place.side = s.image_side * scale;
  }
  drawn_side = static_cast<float>(place.side) / style.pixel_ratio;
  return pictures.picture(place.pixels.data(), place.side, place.side, version);
}

}  // namespace view
