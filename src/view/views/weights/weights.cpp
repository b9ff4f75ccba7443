// The weights of each arm: how large they are, and each of them.
#include <algorithm>
#include <cmath>

#include "gpu/heat_map.h"
#include "lab/analyses/histogram.h"
#include "run/choices.h"
#include "view/marks.h"
#include "view/tr.h"
#include "views/weights/weights.h"

namespace view {
namespace {

using Histogram = lab::HistogramResult;

std::span<const int> counts(const Context& c, int arm, int layer) {
  return c.environment.inspection->histogram(arm).count[static_cast<std::size_t>(layer) + 1];
}

// How many weights are how large: an outline for each arm over one axis; the counts on a logarithmic one, since many
// weights are small and the few large ones matter.
void histogram(const Context& c, int layer, Rect r) {
  const Style& style = c.style;
  const float line = std::ceil(line_height(style.small));
  Rect area{{r.min.x + 30, r.min.y + 4}, {r.max.x, r.max.y - line - 4}};
  int most = 1;
  for (int a : shown_arms(c.run))
    for (const int n : counts(c, a, layer)) most = std::max(most, n);
  const float top = std::log1p(static_cast<float>(most));
  const auto y_of = [&](int n) {
    return std::round(area.max.y - std::log1p(static_cast<float>(n)) / top * area.height());
  };
  for (int n = 1; n <= most; n *= 10) {
    canvas()->AddRectFilled({area.min.x, y_of(n)}, {area.max.x, y_of(n) + 1}, style.grid);
    text_right(canvas(), style.small, {area.min.x - 5, y_of(n) - line * 0.5f}, style.text_faint, grouped(n));
  }
  canvas()->AddRectFilled({area.min.x, area.max.y}, {area.max.x, area.max.y + 1}, style.track);
  constexpr int bins = Histogram::bins;
  const float width = area.width() / bins;
  for (int a : shown_arms(c.run)) {
    const ImU32 color = arm_color(style, c.run, a);
    std::array<ImVec2, 2 * bins> outline;
    int corners = 0;
    const auto count = counts(c, a, layer);
    for (std::size_t b = 0; b < bins; ++b) {
      const float x = area.min.x + width * static_cast<float>(b), y = y_of(count[b]) + 0.5f;
      if (b == 0 || count[b] != count[b - 1]) nth(outline, corners++) = {x, y};
      if (b + 1 == bins || count[b] != count[b + 1]) nth(outline, corners++) = {x + width, y};
      if (count[b] > 0) canvas()->AddRectFilled({x, y}, {x + width, area.max.y}, with_alpha(color, 0.10f));
    }
    canvas()->AddPolyline(outline.data(), corners, color, 0, 1.6f);
  }
  const float limit = c.environment.inspection->histogram(0).limit_of(layer);
  const auto words = [](float v) { return Words().add(v < 0 ? "−%g" : "%g", static_cast<double>(std::abs(v))); };
  text(canvas(), style.small, {area.min.x, area.max.y + 3}, style.text_faint, words(-limit));
  text_center(canvas(), style.small, {area.center().x, area.max.y + 3}, style.text_faint, "0");
  text_right(canvas(), style.small, {area.max.x, area.max.y + 3}, style.text_faint,
             Words().add(tr("weight %s"), words(limit).chars));
  mark("histogram", 0, area.min.x, area.min.y, area.width(), area.height());
  if (!pointed_at(area)) return;
  const int bin = std::clamp(static_cast<int>((ImGui::GetIO().MousePos.x - area.min.x) / width), 0, bins - 1);
  const float low = limit * (2.0f * static_cast<float>(bin) / bins - 1), high = low + 2 * limit / bins;
  Words hinted;
  hinted.add(tr("weights from %s to %s"), words(std::round(low * 1000) / 1000).chars,
             words(std::round(high * 1000) / 1000).chars);
  for (int a : shown_arms(c.run)) hinted.add("\n%s: %d", arm_name(c.run, a), nth(counts(c, a, layer), bin));
  hint(style, hinted);
}

// Where the norm is not smaller the page says so.
Words norm_words(const Context& c, int layer, bool names_reference) {
  Words words;
  const int reference = c.run.reference;
  for (int a : shown_arms(c.run)) {
    const float ratio = norm_ratio(c.run, a, layer);
    if (a == reference || ratio <= 0) continue;
    words.add(words.length == 0 ? "‖%s‖²: " : ", ", matrix_name(layer).chars);
    words.add("%s %s×", arm_name(c.run, a), figure(static_cast<double>(ratio)).chars);
    if (names_reference) words.add(" %s", arm_name(c.run, reference));
    if (ratio > 1) words.add(tr(" (larger, not smaller)"));
  }
  return words;
}

void norm_line(const Context& c, int layer, Rect r) {
  Words words = norm_words(c, layer, true);
  if (text_width(c.style.small, words) > r.width()) words = norm_words(c, layer, false);
  text_fit(canvas(), c.style.small, r.min, r.width(), c.style.text, words);
  explain(c.style, r,
          tr("The sum of the squares of these weights, as a multiple of the reference arm's. Dropout shrinks it where "
             "training under its masks cannot reach zero cost; elsewhere it can grow."));
}

void explain_weight(const Context& c, int arm, int layer, int unit, int input) {
  Words words;
  const int layers = c.run.shape.layers;
  words.add("%s: %s → %s", matrix_name(layer).chars, unit_name(layer, input, layers).chars,
            unit_name(layer + 1, unit, layers).chars);
  for (int a : shown_arms(c.run)) {
    const auto w = net::weights(c.run.shape, layer, c.environment.inspection->histogram(a).weight().data());
    words.add("\n%s %s%.3f", arm_name(c.run, a), a == arm ? tr("(here) ") : "", static_cast<double>(w(unit, input)));
  }
  hint(c.style, words);
}

// Each W, beside or below one another, on one scale of colour.
void maps(const Context& c, int layer, Rect r, HeatMaps& pictures) {
  const Style& style = c.style;
  const ShownArms arms = shown_arms(c.run);
  const float gap = 10, line = std::ceil(line_height(style.small)) + 2;
  const float wide =
      std::floor((r.width() - gap * static_cast<float>(arms.count - 1)) / static_cast<float>(arms.count));
  const int offset = c.run.shape.weight_offset(layer), units = units_of(c, layer + 1), inputs = units_of(c, layer);
  const auto n = static_cast<std::size_t>(units * inputs);
  float x = r.min.x;
  for (int a : arms) {
    const Histogram& known = c.environment.inspection->histogram(a);
    const auto value = known.weight().subspan(static_cast<std::size_t>(offset), n);
    const float largest = largest_size(value);
    float end =
        x + text_fit(canvas(), style.small_bold, {x, r.min.y}, wide, arm_color(style, c.run, a), arm_name(c.run, a));
    text_fit(canvas(), style.small, {end + 5, r.min.y}, x + wide - end - 5, style.text_muted,
             Words().add("±%s", figure(static_cast<double>(largest)).chars));
    const HeatPlace place = heat_place({{x, r.min.y + line}, {x + wide, r.max.y}}, units, inputs, style.pixel_ratio);
    const HeatCells cells{value,
                          units,
                          inputs,
                          std::max(largest, 1e-12f),
                          true,
                          style.class_color[1],
                          style.class_color[0],
                          static_cast<std::uint64_t>(known.iteration) * 16 + static_cast<std::uint64_t>(layer)};
    pictures.draw(style, c.pictures, a, place, cells);
    mark("weight_map", a, place.cells.min.x, place.cells.min.y, place.cells.width(), place.cells.height());
    int unit = 0, input = 0;
    if (pointed_at(place.cells) && place.at(ImGui::GetIO().MousePos, unit, input))
      explain_weight(c, a, layer, unit, input);
    x += wide + gap;
  }
}

}  // namespace

void WeightsView::draw(const Context& c, Rect r) {
  if (shown_arms(c.run).count == 0) return say(c, r, tr("Every arm is muted."));
  if (!c.environment.inspection->fits(c.run, {.histogram = true})) return say_too_large(c, r);
  if (c.environment.inspection->histogram(0).iteration < 0) return say(c, r, tr("Counting weights …"));
  const Style& style = c.style;
  const int layer = chosen_layer(c);
  const float line = std::ceil(line_height(style.small)) + 3;
  const float left = layer_list(c, r.max.x, r.min.y);
  norm_line(c, layer, {r.min, {left - 8, r.min.y + line}});
  r.min.y += line + 5;
  if (r.width() > 560 && r.height() < r.width() * 0.8f) {
    const float middle = r.min.x + r.width() * 0.42f;
    histogram(c, layer, {r.min, {middle - 20, r.max.y}});
    return maps(c, layer, {{middle, r.min.y}, r.max}, maps_);
  }
  const float split = std::round(r.min.y + r.height() * 0.46f);
  histogram(c, layer, {r.min, {r.max.x, split - 6}});
  maps(c, layer, {{r.min.x, split}, r.max}, maps_);
}

std::unique_ptr<Drawing> weights_view() { return std::make_unique<WeightsView>(); }

}  // namespace view
