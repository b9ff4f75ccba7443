#include "tape_strip.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace view {
namespace {

constexpr float group_gap = 3;

bool drops(const lab::Snapshot& s, int layer) {
  return s.arm[static_cast<std::size_t>(s.mask_arm)].keep[static_cast<std::size_t>(layer)] < 1.0f;
}

int rows_at(const TapeLayout& layout, int units_per_row) {
  int rows = 0;
  for (int g = 0; g < layout.groups; ++g) {
    rows += (layout.group[static_cast<std::size_t>(g)].units + units_per_row - 1) / units_per_row;
  }
  return rows;
}

// Kept fraction of a row's units in one mask.
float kept_fraction(const TapeGroup& g, int row, const float* mask) {
  const int first = row * g.units_per_row, count = std::min(g.units_per_row, g.units - first);
  float kept = 0;
  for (int u = 0; u < count; ++u) kept += mask[g.first_bit + first + u];
  return kept / static_cast<float>(count);
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
    const int units = s.shape.units[static_cast<std::size_t>(l)];
    if (drops(s, l)) {
      TapeGroup& g = layout.group[static_cast<std::size_t>(layout.groups++)];
      g.layer = l;
      g.units = units;
      g.first_bit = bit;
    }
    bit += units;
  }
  if (layout.groups == 0) return layout;
  layout.gap = group_gap;
  const float usable = height - layout.gap * static_cast<float>(layout.groups - 1);
  const float lowest_row = 2.0f;
  const int most_rows = std::max(layout.groups, static_cast<int>(usable / lowest_row));
  int per_row = 1;
  while (rows_at(layout, per_row) > most_rows) ++per_row;
  for (int i = 0; i < layout.groups; ++i) {
    TapeGroup& g = layout.group[static_cast<std::size_t>(i)];
    g.units_per_row = per_row;
    g.rows = (g.units + per_row - 1) / per_row;
    g.first_row = layout.rows;
    layout.rows += g.rows;
  }
  const float exact = std::min(usable / static_cast<float>(layout.rows), 8.0f);
  layout.row_height = std::max(1.0f, std::floor(exact * ratio)) / ratio;
  return layout;
}

TapeStrip::~TapeStrip() {
  if (texture_) glDeleteTextures(1, &texture_);
}

ImTextureID TapeStrip::texture() const { return reinterpret_cast<ImTextureID>(static_cast<std::intptr_t>(texture_)); }

void TapeStrip::update(const lab::Snapshot& s, const Style& style, const TapeLayout& layout, int columns) {
  const Key key{s.run, s.iteration, layout.rows, columns, style.dark};
  if (texture_ && key == key_) return;
  key_ = key;
  const ImU32 kept = mix(style.panel, style.accent, 0.78f), dropped = mix(style.panel, style.dropped, 0.28f);
  pixels_.resize(static_cast<std::size_t>(columns * layout.rows));
  const int first = s.tape_rows - columns;
  for (int c = 0; c < columns; ++c) {
    const float* mask = s[s.tape].data() + static_cast<std::ptrdiff_t>(first + c) * s.mask_units;
    for (int i = 0; i < layout.groups; ++i) {
      const TapeGroup& g = layout.group[static_cast<std::size_t>(i)];
      for (int r = 0; r < g.rows; ++r) {
        pixels_[static_cast<std::size_t>((g.first_row + r) * columns + c)] =
            mix(dropped, kept, kept_fraction(g, r, mask));
      }
    }
  }
  if (!texture_) {
    glGenTextures(1, &texture_);
    glBindTexture(GL_TEXTURE_2D, texture_);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  }
  glBindTexture(GL_TEXTURE_2D, texture_);
  glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, columns, layout.rows, 0, GL_RGBA, GL_UNSIGNED_BYTE, pixels_.data());
}

}  // namespace view
