#include "views/tape/tape_strip.h"

#include <algorithm>
#include <cstdint>

namespace view {
namespace {

// Kept fraction of a row's units in one mask.
float kept_fraction(const TapeGroup& g, int row, const float* mask) {
  const int first = row * g.units_per_row, count = std::min(g.units_per_row, g.units - first);
  float kept = 0;
  for (int u = 0; u < count; ++u) kept += mask[g.first_bit + first + u];
  return kept / static_cast<float>(count);
}

}  // namespace

TapeStrip::~TapeStrip() {
  if (texture_) glDeleteTextures(1, &texture_);
}

ImTextureID TapeStrip::texture() const { return reinterpret_cast<ImTextureID>(static_cast<std::intptr_t>(texture_)); }

void TapeStrip::update(const lab::Snapshot& s, const Style& style, const TapeLayout& layout, int columns, bool still) {
  Key key{s.run, s.iteration, layout.rows, columns, style.dark};
  if (still) key.iteration = key_.iteration;
  if (texture_ && key == key_) return;
  key_ = key;
  const ImU32 kept = mix(style.panel, style.accent, 0.78f), dropped = mix(style.panel, style.dropped, 0.28f);
  pixels_.resize(static_cast<std::size_t>(columns * layout.rows));
  const int first = s.tape_rows - columns;
  for (int c = 0; c < columns; ++c) {
    const float* mask = s[s.tape].data() + static_cast<std::ptrdiff_t>(first + c) * s.mask_units;
    for (int i = 0; i < layout.groups; ++i) {
      const TapeGroup& g = nth(layout.group, i);
      for (int r = 0; r < g.rows; ++r) {
        nth(pixels_, (g.first_row + r) * columns + c) = mix(dropped, kept, kept_fraction(g, r, mask));
      }
    }
  }
  if (!texture_) texture_ = make_texture(GL_NEAREST);
  glBindTexture(GL_TEXTURE_2D, texture_);
  glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, columns, layout.rows, 0, GL_RGBA, GL_UNSIGNED_BYTE, pixels_.data());
}

}  // namespace view
