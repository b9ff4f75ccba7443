#include "views/lens/layer.h"

#include <algorithm>
#include <cmath>

#include "kit/announcing.h"
#include "lab/analyses/units.h"
#include "run/choices.h"
#include "view/marks.h"
#include "view/tr.h"

namespace view {
namespace {

double number_of(float v) { return static_cast<double>(v); }
bool has_weight(float participation) { return participation >= 1; }

float largest_of(const Context& c, int row) {
  float most = 1;
  for (int a : shown_arms(c.run))
    for (const float v : participation_of(c, a, row))
      if (std::isfinite(v)) most = std::max(most, v);
  return most;
}

}  // namespace

Rect ArmColumns::at(int i) const {
  const float left = std::round(place.min.x + static_cast<float>(i) * (wide + gap));
  return {{left, place.min.y}, {std::round(left + wide), place.max.y}};
}

ArmColumns arm_columns(const Context& c, Rect r) {
  ArmColumns columns{shown_arms(c.run), r};
  const float count = static_cast<float>(columns.arms.count);
  columns.wide = (r.width() - columns.gap * (count - 1)) / count;
  return columns;
}

std::span<const float> participation_of(const Context& c, int arm, int row) {
  return c.environment.inspection->units(arm).participation().subspan(first_of_row(c, row),
                                                                      static_cast<std::size_t>(units_of(c, row)));
}

int median_unit(std::span<const float> participation, std::vector<int>& scratch) {
  scratch.clear();
  for (int u = 0; u < static_cast<int>(participation.size()); ++u)
    if (has_weight(nth(participation, u))) scratch.push_back(u);
  if (scratch.empty()) return -1;
  const auto middle = scratch.begin() + static_cast<std::ptrdiff_t>((scratch.size() - 1) / 2);
  std::nth_element(scratch.begin(), middle, scratch.end(),
                   [&](int a, int b) { return nth(participation, a) < nth(participation, b); });
  return *middle;
}

bool in_the_middle(std::span<const float> participation, int unit) {
  if (unit < 0 || unit >= static_cast<int>(participation.size())) return false;
  const float own = nth(participation, unit);
  if (!has_weight(own)) return false;
  int all = 0, below = 0, above = 0;
  for (const float v : participation) {
    if (!has_weight(v)) continue;
    ++all, below += v < own ? 1 : 0, above += v > own ? 1 : 0;
  }
  return 3 * below <= 2 * all && 3 * above <= 2 * all;
}

void choose_typical(const Context& c, UnitPlace& typical, std::vector<int>& scratch) {
  const ShownArms arms = shown_arms(c.run);
  const int row = std::max(c.run.shape.layers - 1, 1);
  const bool drops = std::find(arms.begin(), arms.end(), c.run.mask_arm) != arms.end();
  const auto of_row = participation_of(c, drops ? c.run.mask_arm : arms.index[0], row);
  if (typical.row == row && in_the_middle(of_row, typical.unit)) return;
  typical = {row, std::max(median_unit(of_row, scratch), 0)};
}

int Histogram::bin_of(float v) const {
  return std::clamp(static_cast<int>((v - 1) / (high - 1) * static_cast<float>(bins)), 0, bins - 1);
}

Histogram histogram_of(std::span<const float> participation, int bins, float high) {
  Histogram h;
  h.bins = std::clamp(bins, 1, Histogram::most_bins);
  h.high = std::max(high, 1.001f);
  for (const float v : participation)
    if (has_weight(v)) h.tallest = std::max(h.tallest, ++nth(h.count, h.bin_of(v)));
  return h;
}

void histograms(const Context& c, UnitPlace place, Rect r, float title_end) {
  const Style& style = c.style;
  const int count = units_of(c, place.row), inputs = units_of(c, place.row - 1);
  const float line = std::ceil(line_height(style.small)) + 2;
  const Words layer = layer_name(place.row, c.run.shape.layers);
  std::array<Words, 3> titles;
  titles[0].add(count == 1 ? tr("over how many of %d inputs the unit of %s spreads its weight")
                           : tr("over how many of %d inputs the units of %s spread their weight"),
                inputs, layer.chars);
  titles[1].add(tr("inputs that units of %s spread over"), layer.chars);
  titles[2].add(tr("participation in %s"), layer.chars);
  const float room = title_end - r.min.x;
  const auto fits = [&](const Words& title) { return text_width(style.small_bold, title) <= room; };
  const auto found = std::find_if(titles.begin(), titles.end() - 1, fits);
  text_fit(canvas(), style.small_bold, r.min, room, style.text, *found);
  explain(
      style, {r.min, {title_end, r.min.y + line}},
      tr("Participation (Σw²)²/Σw⁴ of each unit’s incoming weights: 1 where all weight is on one input, all of them "
         "where it is even. Bars count units, the stroke is their mean, without those that are emptied; the sign "
         "below is the unit under the lens."));
  r.min.y += line + 1;

  const ArmColumns columns = arm_columns(c, r);
  const float high = std::min(std::ceil(largest_of(c, place.row) * 1.02f), static_cast<float>(std::max(inputs, 2)));
  const int bins = std::clamp(count / 2, 4, Histogram::most_bins);
  std::array<Histogram, lab::max_arms> all;
  int tallest = 1;
  for (int i = 0; i < columns.arms.count; ++i) {
    nth(all, i) = histogram_of(participation_of(c, nth(columns.arms.index, i), place.row), bins, high);
    tallest = std::max(tallest, nth(all, i).tallest);
  }
  bool brief = count == 1;
  for (int a : columns.arms)
    brief |= text_width(style.small_bold, Words().add("%s %s", arm_name(c.run, a),
                                                      Words().add(tr("mean %s"), "88.88").chars)) > columns.wide;
  for (int i = 0; i < columns.arms.count; ++i) {
    const int a = nth(columns.arms.index, i);
    const Histogram& h = nth(all, i);
    const Rect column = columns.at(i);
    const ImU32 color = arm_color(style, c.run, a);
    const auto mean = static_cast<float>(nth(c.environment.inspection->units(a).mean, place.row - 1).participation);
    const Words number = figure(static_cast<double>(mean));
    const Words words = Words().add(brief ? "%s" : tr("mean %s"), number.chars);
    const float figures = text_width(style.small_bold, words);
    text_fit(canvas(), style.small_bold, column.min, column.width() - figures - 6, color, arm_name(c.run, a));
    explain(style, {column.min, {column.max.x - figures - 6, column.min.y + line}},
            tr(lab::explanation(nth(c.run.arm, a).kind)));
    text_right(canvas(), style.small_bold, {column.max.x, column.min.y}, style.text, words);
    announce_words(column, Words().add(tr("%s: mean participation %s of %d inputs in %s"), arm_name(c.run, a),
                                       number.chars, inputs, layer.chars));
    const Rect area{{column.min.x, column.min.y + line}, {column.max.x, column.max.y - line - 3}};
    mark("participation", a, area.min.x, area.min.y, area.width(), area.height());
    const float wide = area.width() / static_cast<float>(h.bins);
    canvas()->AddRectFilled({area.min.x, area.max.y}, {area.max.x, area.max.y + 1}, style.track);
    for (int b = 0; b < h.bins; ++b) {
      if (nth(h.count, b) == 0) continue;
      const float x = std::round(area.min.x + wide * static_cast<float>(b));
      const float up = area.height() * static_cast<float>(nth(h.count, b)) / static_cast<float>(tallest);
      canvas()->AddRectFilled({x, std::round(area.max.y - up)}, {std::max(x + 1, std::round(x + wide - 1)), area.max.y},
                              with_alpha(color, 0.5f));
    }
    const auto x_of = [&](float v) { return area.min.x + (v - 1) / (h.high - 1) * area.width(); };
    if (mean >= 1) {
      const float x = std::round(x_of(mean));
      canvas()->AddRectFilled({x - 1, area.min.y}, {x + 1, area.max.y}, color);
    }
    const float own = nth(participation_of(c, a, place.row), place.unit);
    if (own >= 1) {
      const float x = std::round(x_of(own)), y = area.max.y + 2;
      canvas()->AddTriangleFilled({x, y}, {x - 4, y + 6}, {x + 4, y + 6}, style.focus);
    }
    if (own < 1 || x_of(own) > area.min.x + 12)
      text(canvas(), style.small, {area.min.x, area.max.y + 5}, style.text_faint, "1");
    if (own < 1 || x_of(own) < area.max.x - 20)  // else the sign stands there
      text_right(canvas(), style.small, {area.max.x, area.max.y + 5}, style.text_faint, grouped(std::lround(h.high)));
    if (!pointed_at(area)) continue;
    const int b = h.bin_of(1 + (ImGui::GetIO().MousePos.x - area.min.x) / area.width() * (h.high - 1));
    const float step = (h.high - 1) / static_cast<float>(h.bins), low = 1 + step * static_cast<float>(b);
    hint(style,
         Words().add(tr("%s: %d of %d units with a participation of %s to %s\nmean %s of %d inputs; unit %s: %s"),
                     arm_name(c.run, a), nth(h.count, b), count, figure(number_of(low)).chars,
                     figure(number_of(low + step)).chars, number.chars, inputs,
                     unit_name(place.row, place.unit, c.run.shape.layers).chars, figure(number_of(own)).chars));
  }
}

}  // namespace view
