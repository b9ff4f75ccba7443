// One unit under the lens, in every arm: how its incoming weights are spread over its inputs.
#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <string_view>

#include "kit/announcing.h"
#include "kit/plot.h"
#include "lab/analyses/units.h"
#include "net/sort.h"
#include "run/choices.h"
#include "view/marks.h"
#include "view/tr.h"
#include "views/lens/lens.h"

namespace view {
namespace {

using Units = lab::UnitsResult;

// The unit under the pointer in the network, else the chosen one, else the first of the last hidden layer.
UnitPlace lens_unit(const Context& c) {
  const Selection& selection = c.selection;
  const auto exists = [&](UnitPlace p) {
    return p.row > 0 && p.row <= c.run.shape.layers && p.unit < units_of(c, p.row);
  };
  const UnitPlace pointed{std::max(selection.hovered_layer, 0), std::max(selection.hovered_unit, 0)};
  if (selection.hovered_unit >= 0 && exists(pointed)) return pointed;
  if (exists(selection.lens)) return selection.lens;
  return {std::max(c.run.shape.layers - 1, 1), 0};
}

void next_unit(const Context& c, UnitPlace place, int step) {
  const int all = static_cast<int>(first_of_row(c, c.run.shape.layers + 1));
  int index = (static_cast<int>(first_of_row(c, place.row)) + place.unit + step + all) % all;
  place.row = 1;
  for (; index >= units_of(c, place.row); ++place.row) index -= units_of(c, place.row);
  place.unit = index;
  c.selection.lens = place;
}

// "‹ a²₇ ›" on the right of the first line; returns its left end.
float unit_chooser(const Context& c, UnitPlace place, float right, float y) {
  const Style& style = c.style;
  const Words name = unit_name(place.row, place.unit, c.run.shape.layers);
  const float width = std::max(text_width(style.bold, name), 30.0f), high = line_height(style.bold) + 4;
  const Rect next{{right - 20, y - 2}, {right, y - 2 + high}},
      back{{right - 44 - width, y - 2}, {right - 24 - width, y - 2 + high}};
  if (button(style, "back", back, ButtonKind::link, "‹")) next_unit(c, place, -1);
  call_last(tr("the unit before"));
  explain_last(style, tr("The unit before; or click a bar of the kill test, or point at a unit of the network."));
  if (button(style, "next", next, ButtonKind::link, "›")) next_unit(c, place, 1);
  call_last(tr("the next unit"));
  explain_last(style, tr("The next unit; or click a bar of the kill test, or point at a unit of the network."));
  mark("lens_next", 0, next.min.x, next.min.y, next.width(), next.height());
  text_center(canvas(), style.bold, {right - 22 - width * 0.5f, y}, style.text, name);
  return back.min.x;
}

// To the run whose unit the lecture draws, where weights spread before the eyes; returns its left end.
float lecture_link(const Context& c, float right, float y) {
  const auto all = lab::presets();
  const auto four = std::find_if(all.begin(), all.end(),
                                 [](const lab::Preset& p) { return p.key == std::string_view("four-inputs"); });
  if (four == all.end() || c.experiment.source == four->experiment.source) return right;
  const char* label = tr("lecture’s unit");
  const float width = button_width(c.style, ButtonKind::link, label);
  const Rect place{{right - 10 - width, y - 3}, {right - 10, y + line_height(c.style.bold) + 3}};
  if (button(c.style, "lecture_unit", place, ButtonKind::link, label))
    c.intents.preset = static_cast<int>(four - all.begin());
  mark_item("lecture_unit");
  explain_last(c.style,
               tr("Starts the run of the lecture's own picture: one unit with four inputs that say nearly the same. "
                  "Without dropout it relies on the first; with it the bars level out."));
  return place.min.x;
}

struct Incoming {
  net::ConstMatrixView w;
  int unit;
  int size() const { return static_cast<int>(w.cols()); }
  float operator[](int input) const { return w(unit, input); }
};

Incoming incoming(const Context& c, int arm, UnitPlace place) {
  const float* parameters = c.run[nth(c.run.arm, arm).parameters].data();
  return {net::weights(c.run.shape, place.row - 1, parameters), place.unit};
}

// The inputs of the unit, the largest weight first; returns Σ|w|.
float sort_inputs(const Incoming& w, std::vector<int>& order) {
  order.resize(static_cast<std::size_t>(w.size()));
  std::iota(order.begin(), order.end(), 0);
  net::sort(order, [&](int a, int b) { return std::abs(w[a]) > std::abs(w[b]); });
  float sum = 0;
  for (int j = 0; j < w.size(); ++j) sum += std::abs(w[j]);
  return sum;
}

// The largest share of Σ|w| that one input holds, over all arms: the end of the common axis.
float largest_share(const Context& c, UnitPlace place) {
  float most = 0;
  for (int a : shown_arms(c.run)) {
    const Incoming w = incoming(c, a, place);
    float sum = 0, largest = 0;
    for (int j = 0; j < w.size(); ++j) sum += std::abs(w[j]), largest = std::max(largest, std::abs(w[j]));
    if (sum > 0 && std::isfinite(sum)) most = std::max(most, largest / sum);
  }
  return most > 0 ? most : 1;
}

// Why there is nothing to see where a layer's inputs are never dropped; empty elsewhere.
Words no_reason(const Context& c, UnitPlace place) {
  Words words;
  if (c.run.mask_arm < 0) return words;
  const auto layer = static_cast<std::size_t>(place.row - 1);
  if (nth(c.run.arm, c.run.mask_arm).keep[layer] < 1) return words;
  const int layers = c.run.shape.layers;
  return words.add(tr("%s is never dropped: masks give %s no reason to spread its weights over it"),
                   layer_name(place.row - 1, layers).chars, layer_name(place.row, layers).chars);
}

// One arm: bars of |w| as shares of their sum.
void bars(const Context& c, int arm, UnitPlace place, float most, Rect r, std::vector<int>& order) {
  const Style& style = c.style;
  const Incoming w = incoming(c, arm, place);
  const float sum = sort_inputs(w, order);
  canvas()->AddRectFilled({r.min.x, r.max.y}, {r.max.x, r.max.y + 1}, style.track);
  mark("lens", arm, r.min.x, r.min.y, r.width(), r.height());
  if (!(sum > 0) || !std::isfinite(sum)) return;
  const float pitch = std::min(r.width() / static_cast<float>(w.size()), 26.0f), fill = pitch > 4 ? 0.76f : 1.0f;
  const bool hovered = pointed_at(r);
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  for (int i = 0; i < w.size(); ++i) {
    const int input = nth(order, i);
    const float left = r.min.x + pitch * static_cast<float>(i), share = std::abs(w[input]) / sum;
    const float x = std::round(left), end = std::max(x + 1, std::round(left + pitch * fill));
    const bool under = hovered && mouse.x >= left && mouse.x < left + pitch;
    if (under) canvas()->AddRectFilled({x - 1, r.min.y}, {end + 1, r.max.y}, style.hover);
    canvas()->AddRectFilled({x, std::round(r.max.y - share / most * r.height())}, {end, r.max.y},
                            arm_color(style, c.run, arm));
    if (!under) continue;
    const int layers = c.run.shape.layers;
    hint(style,
         Words().add(tr("%s → %s of %s\nw = %.3f, %.0f %% of Σ|w|"), unit_name(place.row - 1, input, layers).chars,
                     unit_name(place.row, place.unit, layers).chars, arm_name(c.run, arm),
                     static_cast<double>(w[input]), static_cast<double>(100 * share)));
  }
}

// Each arm's bars with its two figures.
void columns(const Context& c, UnitPlace place, Rect r, std::vector<int>& scratch) {
  const Style& style = c.style;
  const ShownArms arms = shown_arms(c.run);
  const float gap = 12, line = std::ceil(line_height(style.small)) + 1;
  const float wide = (r.width() - gap * static_cast<float>(arms.count - 1)) / static_cast<float>(arms.count);
  const float most = largest_share(c, place);
  const std::size_t index = first_of_row(c, place.row) + static_cast<std::size_t>(place.unit);
  float x = r.min.x;
  for (int a : arms) {
    const Rect column{{std::round(x), r.min.y}, {std::round(x + wide), r.max.y}};
    const Units& units = c.environment.inspection->units(a);
    text_fit(canvas(), style.small_bold, column.min, wide, arm_color(style, c.run, a), arm_name(c.run, a));
    const float words = column.max.y - 2 * line;
    bars(c, a, place, most, {{column.min.x, column.min.y + line + 2}, {column.max.x, words - 4}}, scratch);
    const Words participation = figure(static_cast<double>(units.participation()[index]));
    const Words effective = figure(static_cast<double>(units.effective_inputs()[index]));
    announce_words(column, Words().add(tr("%s, unit %s: participation %s of %d inputs, effective inputs %s"),
                                       arm_name(c.run, a), unit_name(place.row, place.unit, c.run.shape.layers).chars,
                                       participation.chars, units_of(c, place.row - 1), effective.chars));
    const float end =
        column.min.x + text(canvas(), style.bold, {column.min.x, words - 2}, style.text, participation) + 4;
    const int inputs = units_of(c, place.row - 1);
    Words of = Words().add(tr("participation")),
          sizes = Words().add(tr("effective inputs %s of %d"), effective.chars, inputs);
    if (end + text_width(style.small, of) > column.max.x) of = Words().add(tr("of %d"), inputs);
    if (text_width(style.small, sizes) > wide) sizes = Words().add(tr("effective inputs %s"), effective.chars);
    if (text_width(style.small, sizes) > wide) sizes = Words().add(tr("effective %s"), effective.chars);
    text_fit(canvas(), style.small, {end, words}, column.max.x - end, style.text_muted, of);
    text_fit(canvas(), style.small, {column.min.x, words + line}, wide, style.text_muted, sizes);
    explain(style, {{column.min.x, words}, column.max},
            tr("Participation (Σw²)²/Σw⁴: 1 where all weight is on one input, all of them where it is even. Effective "
               "inputs (Σ|w|)²/Σw² say the same of sizes, in which large weights count less."));
    x += wide + gap;
  }
}

// Every unit of the layer as a dot on an axis of participation, the unit under the lens ringed, the mean a stroke.
void dots(const Context& c, UnitPlace place, Rect r) {
  const Style& style = c.style;
  const ShownArms arms = shown_arms(c.run);
  const int inputs = units_of(c, place.row - 1), count = units_of(c, place.row);
  const float line = std::ceil(line_height(style.small)) + 2;
  text_fit(
      canvas(), style.small, r.min, r.width(), style.text_muted,
      Words().add(count == 1 ? tr("participation of the %d unit of %s") : tr("participation of all %d units of %s"),
                  count, layer_name(place.row, c.run.shape.layers).chars));
  const Rect area{{r.min.x, r.min.y + line}, {r.max.x - 4, r.max.y - line}};
  const float high = area.height() / static_cast<float>(arms.count);
  const auto x_of = [&](float v) {
    return area.min.x + 4 + (v - 1) / static_cast<float>(std::max(inputs - 1, 1)) * (area.width() - 8);
  };
  float y = area.min.y;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const bool hovered = pointed_at(area);
  for (int a : arms) {
    const Units& units = c.environment.inspection->units(a);
    const ImU32 color = arm_color(style, c.run, a);
    const float middle = std::round(y + high * 0.5f), size = std::clamp(high * 0.22f, 2.0f, 4.0f);
    canvas()->AddRectFilled({area.min.x, middle}, {area.max.x, middle + 1}, style.grid);
    const float* value = units.participation().data() + first_of_row(c, place.row);
    for (int u = 0; u < count; ++u) {
      if (value[u] < 1) continue;  // a unit without any weight
      const float x = x_of(value[u]);
      canvas()->AddRectFilled({x - size * 0.6f, middle - size}, {x + size * 0.6f, middle + size},
                              with_alpha(color, 0.45f));
    }
    const auto mean = static_cast<float>(nth(units.mean, place.row - 1).participation);
    canvas()->AddRectFilled({x_of(mean) - 1.5f, middle - high * 0.42f}, {x_of(mean) + 1.5f, middle + high * 0.42f},
                            color);
    if (value[place.unit] >= 1)
      canvas()->AddCircle({x_of(value[place.unit]), middle + 0.5f}, size + 2, style.focus, 12, 1.5f);
    if (hovered && mouse.y >= y && mouse.y < y + high) {
      const Words words =
          Words().add(tr("%s: mean %s of %d inputs (stroke; units that are emptied left out)\nunit %s: %s (ring)"),
                      arm_name(c.run, a), figure(static_cast<double>(mean)).chars, inputs,
                      unit_name(place.row, place.unit, c.run.shape.layers).chars,
                      figure(static_cast<double>(value[place.unit])).chars);
      hint(style, words);
    }
    y += high;
  }
  text(canvas(), style.small, {area.min.x, area.max.y + 1}, style.text_faint, "1");
  text_right(canvas(), style.small, {r.max.x, area.max.y + 1}, style.text_faint, grouped(inputs));
}

// The layer's mean against iterations.
void course(const Context& c, UnitPlace place, Rect r) {
  const Style& style = c.style;
  const lab::Inspection& inspection = *c.environment.inspection;
  text_fit(canvas(), style.small, r.min, r.width(), style.text_muted,
           Words().add(tr("mean participation of %s in the course of the run"),
                       layer_name(place.row, c.run.shape.layers).chars));
  r.min.y += std::ceil(line_height(style.small)) + 4;
  std::array<Curve, lab::max_arms> curves;
  std::size_t count = 0;
  for (int a : shown_arms(c.run)) {
    Curve& curve = curves[count++];
    curve.value = inspection.course_participation(a, place.row - 1);
    curve.color = arm_color(style, c.run, a);
    curve.name = arm_name(c.run, a);
    curve.newest = curve.value.empty() ? 0 : curve.value.back();
  }
  const Axis axis{tr("mean participation"), false, tr("The curves begin with the first iteration.")};
  plot(style, "plot", r, inspection.course(), {curves.data(), count}, axis, {}, c.selection.curves);
}

}  // namespace

void LensView::draw(const Context& c, Rect r) {
  if (shown_arms(c.run).count == 0) return say(c, r, tr("Every arm is muted."));
  if (!c.environment.inspection->fits(c.run, {.units = true})) return say_too_large(c, r);
  if (c.environment.inspection->units(0).iteration < 0) return say(c, r, tr("Measuring …"));
  const Style& style = c.style;
  const UnitPlace place = lens_unit(c);
  const float line = std::ceil(line_height(style.bold)) + 5;
  float left = unit_chooser(c, place, r.max.x, r.min.y);
  left = lecture_link(c, left, r.min.y);
  const char* title =
      left - r.min.x > 260 ? tr("incoming weights, largest first, share of Σ|w|") : tr("incoming weights |w|");
  if (text_width(style.small, title) > left - r.min.x - 6) title = "|w|";
  text_fit(canvas(), style.small, {r.min.x, r.min.y + 1}, left - r.min.x - 6, style.text_muted, title);
  r.min.y += line;
  if (const Words words = no_reason(c, place); words.length > 0) {
    text_fit(canvas(), style.small, {r.min.x, r.min.y - 2}, r.width(), style.text, words);
    announce_words({r.min, {r.max.x, r.min.y + line}}, words);
    r.min.y += line;
  }
  const float dots_high = 26 + 13 * static_cast<float>(shown_arms(c.run).count);
  if (r.width() > 560 && r.height() > 150) {
    const float middle = std::round(r.min.x + r.width() * 0.54f);
    columns(c, place, {r.min, {middle - 12, r.max.y}}, order_);
    dots(c, place, {{middle + 12, r.min.y}, {r.max.x, r.min.y + dots_high + 14}});
    return course(c, place, {{middle + 12, r.min.y + dots_high + 24}, r.max});
  }
  if (r.height() < dots_high + 90) return columns(c, place, r, order_);
  const bool tall = r.height() > 330;
  const float course_high = tall ? r.height() * 0.36f : 0, columns_end = r.max.y - dots_high - 8 - course_high;
  columns(c, place, {r.min, {r.max.x, columns_end}}, order_);
  dots(c, place, {{r.min.x, columns_end + 8}, {r.max.x, columns_end + 8 + dots_high}});
  if (tall) course(c, place, {{r.min.x, columns_end + dots_high + 16}, r.max});
}

std::unique_ptr<Drawing> lens_view() { return std::make_unique<LensView>(); }

}  // namespace view
