#include "kit/plot_axes.h"

#include "kit/round_numbers.h"
#include "view/tr.h"

namespace view {
namespace {

struct Ticks {
  std::array<float, 16> at{};
  int count = 0;
  void add(float v) {
    if (count < static_cast<int>(at.size())) nth(at, count++) = v;
  }
  std::span<const float> all() const { return {at.data(), static_cast<std::size_t>(count)}; }
};

Ticks linear_ticks(float low, float high, int about) {
  Ticks ticks;
  const float step = round_above((high - low) / static_cast<float>(std::max(about, 1)));
  for (float v = std::ceil(low / step - 0.001f) * step; v <= high + step * 0.001f; v += step)
    ticks.add(std::abs(v) < step * 0.01f ? 0 : v);
  return ticks;
}

// Powers of ten; with 2 and 5 between while there are few.
Ticks logarithmic_ticks(float low, float high, int about) {
  Ticks ticks;
  const float decades = std::log10(high / low);
  const bool fine = decades < static_cast<float>(about) / 2;
  const int skip = std::max(1, static_cast<int>(std::ceil(decades / static_cast<float>(std::max(about, 1)))));
  for (int p = static_cast<int>(std::floor(std::log10(low))); p <= static_cast<int>(std::ceil(std::log10(high)));
       p += fine ? 1 : skip)
    for (float m : {1.0f, 2.0f, 5.0f}) {
      const float v = m * std::pow(10.0f, static_cast<float>(p));
      if ((m == 1 || fine) && v >= low * 0.999f && v <= high * 1.001f) ticks.add(v);
    }
  return ticks;
}

Words tick_words(float v, bool logarithmic, float step) {
  if (logarithmic || v == 0) return v == 0 ? Words().add("0") : v >= 1 ? figure(std::round(v)) : Words().add("%g", v);
  if (std::abs(v) >= 1e6f) return figure(v);
  if (step >= 1) return grouped(std::lround(v));
  return Words().add("%.*f", step > 0.099f ? 1 : step > 0.0099f ? 2 : 3, v);
}

}  // namespace

// Ends of the value axis on round numbers; from 0 on, but where only a part of the iterations is looked at closely.
void fit_values(PlotArea& area, std::span<const float> iteration, std::span<const Curve> curves, const Axis& axis,
                int about, bool part) {
  float low = INFINITY, high = -INFINITY;
  for (std::size_t i = 0; axis.band && i < axis.band->iteration.size(); ++i) {
    const float at = axis.band->iteration[i], middle = axis.band->mean[i], half = axis.band->deviation[i];
    if (at < area.x_low || at > area.x_high || !std::isfinite(middle + half)) continue;
    low = std::min(low, middle - half);
    high = std::max(high, middle + half);
  }
  for (const Curve& curve : curves)
    for (std::size_t i = 0; i < std::min(iteration.size(), curve.value.size()); ++i) {
      const float v = curve.value[i];
      if (iteration[i] < area.x_low || iteration[i] > area.x_high) continue;
      if (!std::isfinite(v) || (area.logarithmic && v <= 0)) continue;
      low = std::min(low, v);
      high = std::max(high, v);
    }
  if (std::isfinite(axis.line)) low = std::min(low, axis.line), high = std::max(high, axis.line);
  if (std::isfinite(axis.high)) low = std::min(low, axis.high), high = std::max(high, axis.high);
  if (high < low) low = area.logarithmic ? 0.1f : 0, high = 1;
  if (area.logarithmic) {
    low = std::max(low, high * 1e-6f);
    if (high < low * 2) low /= 1.5f, high *= 1.5f;
    area.y_low = low / 1.06f;
    area.y_high = high * 1.06f;
    return;
  }
  if (low >= 0 && !part && axis.from_zero) low = 0;
  if (high <= low) high = low + 1;
  const float step = round_above((high - low) / static_cast<float>(std::max(about, 1)));
  area.y_low = std::floor(low / step) * step;
  area.y_high = std::max(high + 0.03f * (high - low), area.y_low + step);
}

ValueTicks value_ticks(const Style& style, const PlotArea& area, int about) {
  const auto of = [&](int n) {
    return area.logarithmic ? logarithmic_ticks(area.y_low, area.y_high, n) : linear_ticks(area.y_low, area.y_high, n);
  };
  Ticks ticks = of(about);
  for (int n = about + 1; ticks.count < 2 && n < 8; ++n) ticks = of(n);  // one number alone is no scale
  ValueTicks values{ticks.at, {}, ticks.count, 0};
  const float step = ticks.count > 1 ? ticks.at[1] - ticks.at[0] : 1;
  for (std::size_t i = 0; i < static_cast<std::size_t>(ticks.count); ++i) {
    values.words[i] = tick_words(ticks.at[i], area.logarithmic, step);
    values.width = std::max(values.width, text_width(style.small, values.words[i]));
  }
  return values;
}

void draw_axes(const Style& style, const PlotArea& area, const ValueTicks& values) {
  ImDrawList* draw = canvas();
  const float half = line_height(style.small) * 0.5f;
  for (int i = 0; i < values.count; ++i) {
    const auto index = static_cast<std::size_t>(i);
    const float y = std::round(area.y(values.at[index])) + 0.5f;
    draw->AddLine({area.place.min.x, y}, {area.place.max.x, y}, values.at[index] == 0 ? style.track : style.grid, 1);
    text_right(draw, style.small, {area.place.min.x - 6, y - half}, style.text_faint, values.words[index]);
  }
  const float below = area.place.max.y + 4;
  const Words end = Words().add(tr("iteration %s"), grouped(std::lround(area.x_high)).chars);
  const float name_left = area.place.max.x - text_width(style.small, end);
  text(draw, style.small, {name_left, below}, style.text_faint, end);
  const int about = std::max(1, static_cast<int>(area.place.width() / 90));
  const Ticks iterations = linear_ticks(area.x_low, area.x_high, about);
  for (float v : iterations.all()) {
    const Words words = grouped(std::lround(v));
    const float width = text_width(style.small, words), x = area.x(v);
    const float left = std::max(x - width * 0.5f, area.place.min.x - 3);
    if (left + width > name_left - 8) break;
    text(draw, style.small, {left, below}, style.text_faint, words);
    draw->AddLine({x, area.place.max.y}, {x, area.place.max.y + 3}, style.track, 1);
  }
}

}  // namespace view
