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
#include "views/lens/layer.h"
#include "views/lens/lens.h"

namespace view {
namespace {

using Units = lab::UnitsResult;

// The unit under the pointer in the network, else the chosen one, else the typical one.
UnitPlace lens_unit(const Context& c, UnitPlace typical) {
  const Selection& selection = c.selection;
  const auto exists = [&](UnitPlace p) {
    return p.row > 0 && p.row <= c.run.shape.layers && p.unit < units_of(c, p.row);
  };
  const UnitPlace pointed{std::max(selection.hovered_layer, 0), std::max(selection.hovered_unit, 0)};
  if (selection.hovered_unit >= 0 && exists(pointed)) return pointed;
  if (exists(selection.lens)) return selection.lens;
  return typical;
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
  const Rect place{{right - 10 - width, y - 3}, {right - 10, y + line_height(c.style.bold) + 2}};
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
  const bool hovered = pointed_at(r) && !ImGui::IsAnyItemHovered();  // a button's reach may lie over the bars
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
  const ArmColumns columns = arm_columns(c, r);
  const float line = std::ceil(line_height(style.small)) + 1, most = largest_share(c, place);
  const std::size_t index = first_of_row(c, place.row) + static_cast<std::size_t>(place.unit);
  const int inputs = units_of(c, place.row - 1);
  const bool sizes_too = r.height() > 100;
  for (int i = 0; i < columns.arms.count; ++i) {
    const int a = columns.arms.index[static_cast<std::size_t>(i)];
    const Rect column = columns.at(i);
    const float wide = column.width();
    const Units& units = c.environment.inspection->units(a);
    const float words = column.max.y - (sizes_too ? 2 : 1) * line;
    bars(c, a, place, most, {column.min, {column.max.x, words - 4}}, scratch);
    const Words participation = figure(static_cast<double>(units.participation()[index]));
    const Words effective = figure(static_cast<double>(units.effective_inputs()[index]));
    announce_words(column, Words().add(tr("%s, unit %s: participation %s of %d inputs, effective inputs %s"),
                                       arm_name(c.run, a), unit_name(place.row, place.unit, c.run.shape.layers).chars,
                                       participation.chars, inputs, effective.chars));
    const float end =
        column.min.x + text(canvas(), style.bold, {column.min.x, words - 2}, style.text, participation) + 4;
    Words of = Words().add(tr("of %d inputs"), inputs),
          sizes = Words().add(tr("effective inputs %s of %d"), effective.chars, inputs);
    if (end + text_width(style.small, of) > column.max.x) of = Words().add(tr("of %d"), inputs);
    if (text_width(style.small, sizes) > wide) sizes = Words().add(tr("effective inputs %s"), effective.chars);
    if (text_width(style.small, sizes) > wide) sizes = Words().add(tr("effective %s"), effective.chars);
    text_fit(canvas(), style.small, {end, words}, column.max.x - end, style.text_muted, of);
    if (sizes_too) text_fit(canvas(), style.small, {column.min.x, words + line}, wide, style.text_muted, sizes);
    explain(style, {{column.min.x, words}, column.max},
            tr("Participation (Σw²)²/Σw⁴: 1 where all weight is on one input, all of them where it is even. Effective "
               "inputs (Σ|w|)²/Σw² say the same of sizes, in which large weights count less."));
  }
}

// The layer's mean against iterations.
void course(const Context& c, UnitPlace place, Rect r) {
  const Style& style = c.style;
  const lab::Inspection& inspection = *c.environment.inspection;
  const Words layer = layer_name(place.row, c.run.shape.layers);
  Words title = Words().add(tr("mean participation of %s in the course of the run"), layer.chars);
  if (text_width(style.small, title) > r.width()) title = Words().add(tr("mean participation of %s"), layer.chars);
  text_fit(canvas(), style.small, r.min, r.width(), style.text_muted, title);
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

// The unit's own part: whose weights they are, in every arm.
void unit_part(const Context& c, UnitPlace place, bool typical, Rect r, std::vector<int>& scratch) {
  const Style& style = c.style;
  const float line = std::ceil(line_height(style.bold)) + 5;
  const float left = unit_chooser(c, place, r.max.x, r.min.y) - 6;
  const Words name = unit_name(place.row, place.unit, c.run.shape.layers);
  const std::array<Words, 4> titles{
      typical ? Words().add(tr("a typical unit, %s: its incoming weights, largest first"), name.chars)
              : Words().add(tr("unit %s: its incoming weights, largest first"), name.chars),
      typical ? Words().add(tr("a typical unit’s weights, largest first"))
              : Words().add(tr("weights of %s, largest first"), name.chars),
      typical ? Words().add(tr("a typical unit’s weights")) : Words().add(tr("weights of %s"), name.chars),
      Words().add("|w|")};
  const auto fits = [&](const Words& title) { return text_width(style.small_bold, title) <= left - r.min.x; };
  const auto found = std::find_if(titles.begin(), titles.end() - 1, fits);
  text_fit(canvas(), style.small_bold, {r.min.x, r.min.y + 1}, left - r.min.x, style.text, *found);
  announce_words({r.min, {left, r.min.y + line}}, titles[0]);
  explain(
      style, {r.min, {left, r.min.y + line}},
      tr("Each bar is one incoming weight’s share of Σ|w|, the largest first: the steeper they fall, the fewer inputs "
         "the unit relies on. A typical unit is one in the middle of its layer, by its participation in the arm that "
         "drops units."));
  r.min.y += line;
  columns(c, place, r, scratch);
}

}  // namespace

void LensView::draw(const Context& c, Rect r) {
  if (shown_arms(c.run).count == 0) return say(c, r, tr("Every arm is muted."));
  if (!c.environment.inspection->fits(c.run, {.units = true})) return say_too_large(c, r);
  if (c.environment.inspection->units(0).iteration < 0) return say(c, r, tr("Measuring …"));
  const Style& style = c.style;
  choose_typical(c, typical_, order_);
  const UnitPlace place = lens_unit(c, typical_);
  const float line = std::ceil(line_height(style.small)) + 4;
  if (const Words words = no_reason(c, place); words.length > 0) {
    text_fit(canvas(), style.small, {r.min.x, r.min.y}, r.width(), style.text, words);
    announce_words({r.min, {r.max.x, r.min.y + line}}, words);
    r.min.y += line;
  }
  const bool wide = r.width() > 560 && r.height() > 150, tall = !wide && r.height() > 380;
  Rect left = r;
  if (wide) left.max.x = std::round(r.min.x + r.width() * 0.62f) - 12;
  if (tall) left.max.y -= std::round(r.height() * 0.3f);
  const float split = std::round(left.min.y + left.height() * (left.height() < 180 ? 0.46f : 0.44f));
  const float title_end = lecture_link(c, left.max.x + 10, left.min.y - 1) - 6;
  histograms(c, place, {left.min, {left.max.x, split - 6}}, title_end);
  unit_part(c, place, place == typical_, {{left.min.x, split + 2}, left.max}, order_);
  if (wide) course(c, place, {{left.max.x + 24, r.min.y}, r.max});
  if (tall) course(c, place, {{r.min.x, left.max.y + 10}, r.max});
}

std::unique_ptr<Drawing> lens_view() { return std::make_unique<LensView>(); }

}  // namespace view
