// The axes of a plot: which values it shows, the round numbers beside them and the iterations below.
#pragma once
#include <algorithm>
#include <array>
#include <cmath>

#include "kit/plot.h"

namespace view {

// Values to screen: x linear, y linear or logarithmic.
struct PlotArea {
  Rect place;
  float x_low = 0, x_high = 1, y_low = 0, y_high = 1;
  bool logarithmic = false;

  float x(float iteration) const { return place.min.x + (iteration - x_low) / (x_high - x_low) * place.width(); }
  float y(float value) const {
    float t = (value - y_low) / (y_high - y_low);
    if (logarithmic) t = std::log(std::max(value, y_low) / y_low) / std::log(y_high / y_low);
    return place.max.y - std::clamp(t, 0.0f, 1.0f) * place.height();
  }
};

// The value axis ends on round numbers: about so many stand beside it. From 0 on, but where only a part of the
// iterations is looked at closely.
void fit_values(PlotArea&, std::span<const float> iteration, std::span<const Curve>, const Axis&, int about, bool part);

// The numbers beside it, about so many, and how wide they are.
struct ValueTicks {
  std::array<float, 16> at{};
  std::array<Words, 16> words;
  int count = 0;
  float width = 0;
};
ValueTicks value_ticks(const Style&, const PlotArea&, int about);

void draw_axes(const Style&, const PlotArea&, const ValueTicks&);

}  // namespace view
