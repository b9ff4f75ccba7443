// What each arm loses when one of its units is taken away: a bar for every hidden unit, the worst of each layer first.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "kit/announcing.h"
#include "kit/round_numbers.h"
#include "lab/analyses/removal.h"
#include "net/sort.h"
#include "run/choices.h"
#include "view/marks.h"
#include "view/tr.h"
#include "views/removal/removal.h"

namespace view {
namespace {

using KillTest = lab::RemovalResult;

bool regression(const Context& c) { return c.run.classes == 0; }

// Points of accuracy, or the rise of J where there is no accuracy.
float height_of(const Context& c, const net::Removal::Loss& loss) {
  return regression(c) ? loss.cost : 100 * loss.accuracy;
}

struct Scale {
  float low = 0, high = 5;
  float y(Rect strip, float value) const {
    const float t = (std::clamp(value, low, high) - low) / (high - low);
    return std::round(strip.max.y - t * strip.height());
  }
};

// The same for all arms; a little below 0 for units that the net is better without.
Scale fit(const Context& c) {
  float low = 0, high = 0;
  for (int a : shown_arms(c.run))
    for (const net::Removal::Loss& loss : c.environment.inspection->removal(a).losses()) {
      const float v = height_of(c, loss);
      if (std::isfinite(v)) low = std::min(low, v), high = std::max(high, v);
    }
  high = std::max(high, regression(c) ? 0.01f : 4.0f) * 1.04f;
  return {std::max(low, -0.35f * high), high};
}

Words loss_words(const Context& c, const net::Removal::Loss& loss) {
  if (regression(c)) return Words().add(loss.cost < 0 ? "J −%s" : "J +%s", figure(std::abs(loss.cost)).chars);
  const double points = 100 * static_cast<double>(loss.accuracy);
  return Words().add(points < -0.05 ? tr("gains %.1f") : tr("%.1f points"),
                     std::abs(points) < 0.05 ? 0.0 : std::abs(points));
}

// The places of one row's bars, in whole pixels.
struct Group {
  int row = 0;
  Rect place;
  float pitch = 1, width = 1;
};

struct Groups {
  std::array<Group, net::max_layers> at{};
  int count = 0;
  const Group* begin() const { return at.data(); }
  const Group* end() const { return at.data() + count; }
};

Groups groups_of(const Context& c, Rect bars) {
  constexpr float gap = 12;
  Groups groups;
  const int hidden = c.run.shape.layers - 1;
  const float room = bars.width() - gap * static_cast<float>(hidden - 1);
  const float pitch = std::min(room / static_cast<float>(first_of_row(c, c.run.shape.layers)), 34.0f);
  float x = bars.min.x;
  for (int row = 1; row <= hidden; ++row) {
    const float width = pitch * static_cast<float>(units_of(c, row));
    nth(groups.at, groups.count++) = {
        row, {{x, bars.min.y}, {x + width, bars.max.y}}, pitch, std::max(pitch > 4 ? pitch * 0.76f : pitch, 1.0f)};
    x += width + gap;
  }
  return groups;
}

// The units of a row, the worst first.
std::span<const int> sorted(const Context& c, const KillTest& test, int row, std::vector<int>& order) {
  order.resize(static_cast<std::size_t>(units_of(c, row)));
  std::iota(order.begin(), order.end(), 0);
  const net::Removal::Loss* loss = test.losses().data() + first_of_row(c, row);
  net::sort(order, [&](int a, int b) {
    const float x = height_of(c, loss[a]), y = height_of(c, loss[b]);
    if (std::isnan(x) || std::isnan(y)) return std::isnan(x) ? std::isnan(y) && a < b : true;  // not yet known: last
    return x != y ? x > y : loss[a].cost != loss[b].cost ? loss[a].cost > loss[b].cost : a < b;
  });
  return order;
}

void explain_bar(const Context& c, int arm, const KillTest& test, UnitPlace place, bool chosen) {
  const net::Removal::Loss& loss = test.losses()[first_of_row(c, place.row) + static_cast<std::size_t>(place.unit)];
  Words words;
  words.add(tr("%s without unit %s\n"), arm_name(c.run, arm),
            unit_name(place.row, place.unit, c.run.shape.layers).chars);
  if (test.iteration >= 0 && !chosen) {
    if (!regression(c))
      words.add(tr("test accuracy %s → %s (%s)\n"), percent(test.accuracy()).chars,
                percent(test.accuracy() - static_cast<double>(loss.accuracy)).chars, loss_words(c, loss).chars);
    words.add(tr("test cost J %s → %s\n"), figure(test.cost()).chars,
              figure(test.cost() + static_cast<double>(loss.cost)).chars);
  }
  words.add(chosen ? tr("Click: put it back.") : tr("Click: see the surface without it."));
  hint(c.style, words);
}

// A click takes the unit out of the arm, or puts it back, and lays it under the lens.
void toggle(const Context& c, int arm, UnitPlace place) {
  lab::Removed& removed = nth(c.selection.removed, arm);
  removed.holds(place) ? removed.put_back(place) : removed.add(place);
  c.selection.lens = place;
}

// One arm's bars.
void strip(const Context& c, int arm, const KillTest& test, const Scale& scale, Rect place, std::vector<int>& scratch) {
  const Style& style = c.style;
  const ImU32 color = arm_color(style, c.run, arm);
  const lab::Removed& removed = nth(c.selection.removed, arm);
  const float zero = scale.y(place, 0), tick = round_below(scale.high * 0.9f);
  canvas()->AddRectFilled({place.min.x, scale.y(place, tick)}, {place.max.x, scale.y(place, tick) + 1}, style.grid);
  const float half = line_height(style.small) * 0.5f;
  for (const float value : {tick, 0.0f})
    text_right(canvas(), style.small, {place.min.x - 5, scale.y(place, value) - half}, style.text_faint,
               Words().add("%g", static_cast<double>(value)));
  canvas()->AddRectFilled({place.min.x, zero}, {place.max.x, zero + 1}, style.track);
  const Press press = press_area(style, "bars", place, 2);
  call_last(Words().add(tr("take the worst unit out of %s"), arm_name(c.run, arm)));
  mark("kill_test", arm, place.min.x, place.min.y, place.width(), place.height());
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  UnitPlace at;
  for (const Group& group : groups_of(c, place)) {
    const std::span<const int> order = sorted(c, test, group.row, scratch);
    const net::Removal::Loss* loss = test.losses().data() + first_of_row(c, group.row);
    for (std::size_t i = 0; i < order.size(); ++i) {
      const UnitPlace unit{group.row, order[i]};
      const float left = group.place.min.x + group.pitch * static_cast<float>(i), v = height_of(c, loss[order[i]]);
      const bool gone = removed.holds(unit);
      if (std::isnan(v) && !gone) continue;
      const float x = std::round(left), end = std::max(std::round(left + group.width), x + 1),
                  y = scale.y(place, gone ? 0 : v);
      const bool under = press.hovered && mouse.x >= left && mouse.x < left + group.pitch;
      if (under) at = unit;
      const bool lit = under || (c.selection.hovered_layer == group.row && c.selection.hovered_unit == order[i]);
      if (lit) canvas()->AddRectFilled({x - 1, place.min.y}, {end + 1, place.max.y}, style.hover);
      if (gone)
        canvas()->AddLine({x, zero - (end - x)}, {end, zero}, style.text_muted, 1.5f);
      else
        canvas()->AddRectFilled({x, std::min(y, zero)}, {end, std::max(y, zero) + 1}, color);
    }
  }
  const UnitPlace worst{test.worst_row, nth(test.worst, test.worst_row)};
  if (press.pressed && worst.row > 0) toggle(c, arm, at.row > 0 ? at : worst);
  if (at.row > 0) explain_bar(c, arm, test, at, removed.holds(at));
}

// Whose bars, what the worst unit takes with it, and which it is.
void label(const Context& c, int arm, const KillTest& test, Rect place) {
  const Style& style = c.style;
  if (test.worst_row == 0) {
    text_fit(canvas(), style.small_bold, place.min, place.width() - 24, arm_color(style, c.run, arm),
             arm_name(c.run, arm));
    return;
  }
  const UnitPlace worst{test.worst_row, nth(test.worst, test.worst_row)};
  const net::Removal::Loss& loss = test.losses()[first_of_row(c, worst.row) + static_cast<std::size_t>(worst.unit)];
  const float line = std::ceil(line_height(style.small)) + 1, width = place.width() - 24;
  const bool three = place.height() >= 3 * line;
  float y = std::round(place.min.y + std::max(0.0f, (place.height() - (three ? 3 : 2) * line) * 0.5f));
  const Words unit = unit_name(worst.row, worst.unit, c.run.shape.layers);
  announce_words(place, Words().add(tr("%s without its worst unit %s: %s"), arm_name(c.run, arm), unit.chars,
                                    loss_words(c, loss).chars));
  const float room = three ? width : width - text_width(style.small, unit) - 5;
  const float name =
      text_fit(canvas(), style.small_bold, {place.min.x, y}, room, arm_color(style, c.run, arm), arm_name(c.run, arm));
  if (!three) text(canvas(), style.small, {place.min.x + name + 5, y}, style.text_muted, unit);
  text_fit(canvas(), style.small_bold, {place.min.x, y += line}, width, style.text, loss_words(c, loss));
  if (!three) return;
  text_fit(canvas(), style.small, {place.min.x, y += line}, width, style.text_muted,
           Words().add(tr("worst: %s"), unit.chars));
}

// "accuracy while units are dropped: none 50.8 % · dropout 93.4 %": how each arm bears what dropout does in training.
void masked_line(const Context& c, Rect place) {
  const Style& style = c.style;
  explain(
      style, place,
      tr("Test accuracy while units are dropped at random with the dropout arm's keep_prob, the mean over 20 draws."));
  const char* label = tr("accuracy while units are dropped");
  float needed = text_width(style.small, label) + 10;
  for (int a : shown_arms(c.run))
    needed += text_width(style.small_bold, arm_name(c.run, a)) + text_width(style.small, "00.0 %") + 14;
  if (needed > place.width()) label = tr("under masks");
  float x = place.min.x + text(canvas(), style.small, place.min, style.text_muted, label) + 10;
  for (int a : shown_arms(c.run)) {
    const double accuracy = c.environment.inspection->removal(a).masked_accuracy;
    const Words value = std::isnan(accuracy) ? Words().add("…") : percent(accuracy);
    const float width = text_width(style.small_bold, arm_name(c.run, a)) + 4 + text_width(style.small, value);
    if (x + width > place.max.x + 2) break;
    x += text(canvas(), style.small_bold, {x, place.min.y}, arm_color(style, c.run, a), arm_name(c.run, a)) + 4;
    x += text(canvas(), style.small, {x, place.min.y}, style.text, value) + 10;
  }
}

void captions(const Context& c, Rect bars, float y) {
  for (const Group& group : groups_of(c, bars)) {
    const Words name = layer_name(group.row, c.run.shape.layers);
    Words whole = name;
    whole.add(tr(" · %d units, worst first"), units_of(c, group.row));
    Words shorter = name;
    shorter.add(tr(", worst first"));
    const char* fits = text_width(c.style.small, whole) <= group.place.width()     ? whole.chars
                       : text_width(c.style.small, shorter) <= group.place.width() ? shorter.chars
                                                                                   : name.chars;
    text(canvas(), c.style.small, {group.place.min.x, y}, c.style.text_faint, fits);
  }
}

}  // namespace

void RemovalView::draw(const Context& c, Rect r) {
  const Style& style = c.style;
  const ShownArms arms = shown_arms(c.run);
  if (c.run.shape.layers < 2) return say(c, r, tr("This network has no hidden unit to remove. Add a layer."));
  if (arms.count == 0) return say(c, r, tr("Every arm is muted."));
  if (!c.environment.inspection->fits(c.run, {.removal = true})) return say_too_large(c, r);
  const bool first_round = c.environment.inspection->removal(0).iteration < 0;
  const float line = std::ceil(line_height(style.small));
  const bool masked = c.run.mask_arm >= 0 && !regression(c);
  const Rect heads{r.min, {r.max.x, r.min.y + line + 3}};
  const float left = std::clamp(r.width() * 0.29f, 100.0f, 150.0f);
  const Words removing = Words().add(tr("removing unit after unit … %.0f %%"),
                                     100 * static_cast<double>(c.environment.inspection->removal_progress()));
  text_right(canvas(), style.small, {r.max.x, heads.min.y}, style.text_muted,
             first_round              ? removing.chars
             : regression(c)          ? tr("rise of test cost J without the unit")
             : r.width() - left < 240 ? tr("points of test accuracy lost")
                                      : tr("points of test accuracy lost without the unit"));
  if (!first_round)  // an earlier one than is shown beside it, while the run trains
    text_fit(canvas(), style.small, r.min, left - 8, style.text_faint,
             Words().add(tr("iteration %s"), grouped(c.environment.inspection->removal(0).iteration).chars));
  const float bottom = r.max.y - (masked ? line + 5 : 0), bars_end = bottom - line - 4;
  const float gap = 8, high = (bars_end - heads.max.y - gap * static_cast<float>(arms.count - 1)) /
                              static_cast<float>(arms.count);
  const Scale scale = fit(c);
  float y = heads.max.y;
  for (int a : arms) {
    ImGui::PushID(a);
    const KillTest& test = c.environment.inspection->removal(a);
    const Rect row{{r.min.x, std::round(y)}, {r.max.x, std::round(y + high)}};
    label(c, a, test, {row.min, {r.min.x + left, row.max.y}});
    if (!test.losses().empty()) strip(c, a, test, scale, {{r.min.x + left, row.min.y}, row.max}, order_);
    ImGui::PopID();
    y += high + gap;
  }
  captions(c, {{r.min.x + left, 0}, {r.max.x, 0}}, bars_end + 3);
  if (masked) masked_line(c, {{r.min.x, r.max.y - line}, r.max});
}

std::unique_ptr<Drawing> removal_view() { return std::make_unique<RemovalView>(); }

}  // namespace view
