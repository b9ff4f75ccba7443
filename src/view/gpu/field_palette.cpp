#include "gpu/field_palette.h"

#include <algorithm>
#include <cmath>

namespace view {

ImU32 field_color(const Style& style, float value) {
  const float strength = 1.0f - std::pow(1.0f - std::min(std::abs(value), 1.0f), 1.5f);
  return mix(style.field_middle, style.field_color[value < 0.0f ? 0 : 1], strength);
}

void FieldPalette::follow(const Style& style) {
  const std::array<ImU32, 3> of{style.field_color[0], style.field_middle, style.field_color[1]};
  if (of == of_) return;
  of_ = of;
  for (int i = -half; i <= half; ++i) {
    nth(colors_, i + half) = field_color(style, static_cast<float>(i) / half);
  }
}

ImU32 FieldPalette::at(float value) const {
  if (!std::isfinite(value)) return of_[1];
  const float place = std::clamp(value, -1.0f, 1.0f) * half + (half + 0.5f);
  return nth(colors_, place);
}

}  // namespace view
