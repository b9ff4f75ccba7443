#include "views/surfaces/lifeline.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "kit/announcing.h"
#include "run/arms.h"
#include "run/removed_units.h"
#include "run/unit_words.h"
#include "view/marks.h"
#include "view/tr.h"

namespace view {
namespace {

// Accuracy from 0 to 1 upwards, or J from 0 to the largest of the arms; removals from left to right.
struct Axes {
  Rect place;
  int removals = Guesses::removals;
  float most = 1;
  float x(int removed) const {
    return place.min.x + place.width() * static_cast<float>(removed) / static_cast<float>(removals);
  }
  float y(float value) const { return place.max.y - std::clamp(value / most, 0.0f, 1.0f) * place.height(); }
};

float value_of(const Context& c, const lab::RemovalResult& found, int removed) {
  return static_cast<float>(c.run.classes > 0 ? nth(found.accuracies, removed) : nth(found.costs, removed));
}

Words value_words(const Context& c, float value) {
  return c.run.classes > 0 ? percent(static_cast<double>(value)) : figure(static_cast<double>(value));
}

// The ring of the guess, on the line of the third removal: dragged, or moved by arrow keys.
void guess(const Context& c, int arm, const Axes& axes, float now) {
  const Style& style = c.style;
  float& guessed = nth(c.selection.guesses.accuracy, arm);
  if (guessed == 0) guessed = std::max(now, 0.01f);
  const bool open = most_removed(c.selection) == 0;
  const float x = axes.x(Guesses::removals);
  if (open) {
    const ImGuiID id = ImGui::GetID("guess");
    const Rect reach{{axes.place.min.x, axes.place.min.y - 6}, {axes.place.max.x + 8, axes.place.max.y + 6}};
    const Press press = item(id, reach, Way::click);
    take_keys(id, {ImGuiKey_UpArrow, ImGuiKey_DownArrow});
    call_next(tr("your guess for %s"), arm_name(c.run, arm));
    if (Announcement* a = announce(id, Role::slider, reach)) {
      a->low = 0.01f, a->high = 1, a->step = 0.01f;
      a->number = guessed;
    }
    if (press.focused) focus_ring(style, reach, 4);
    if (held_down(id)) {
      const float t = (axes.place.max.y - ImGui::GetIO().MousePos.y) / axes.place.height();
      guessed = std::clamp(std::round(t * 100) * 0.01f, 0.01f, 1.0f);
    }
    if (press.navigated)
      guessed = std::clamp(guessed + 0.01f * static_cast<float>(key_steps(ImGuiKey_UpArrow, ImGuiKey_DownArrow)), 0.01f,
                           1.0f);
    if (float number = 0; asked_number(id, number)) guessed = std::clamp(number, 0.01f, 1.0f);
    last_says(percent(static_cast<double>(guessed)));
    mark("guess_of", arm, reach.min.x, reach.min.y, reach.width(), reach.height());
  }
  const ImVec2 at{x, axes.y(guessed)};
  const ImU32 color = arm_color(style, c.run, arm);
  if (open) {
    constexpr int dashes = 9;
    const ImVec2 from{axes.x(0), axes.y(now)};
    for (int i = 0; i < dashes; ++i) {
      const float a = (static_cast<float>(i) + 0.2f) / dashes, b = (static_cast<float>(i) + 0.7f) / dashes;
      canvas()->AddLine({from.x + (at.x - from.x) * a, from.y + (at.y - from.y) * a},
                        {from.x + (at.x - from.x) * b, from.y + (at.y - from.y) * b}, style.text_faint, 1);
    }
  }
  canvas()->AddCircleFilled(at, 5, style.panel);
  canvas()->AddCircle(at, 5, open ? color : style.text_faint, 0, 1.5f);
  const Words words = open ? Words().add(tr("your guess %s"), percent(static_cast<double>(guessed)).chars)
                           : Words().add(tr("guessed %s"), percent(static_cast<double>(guessed)).chars);
  const float wide = text_width(style.small, words), high = line_height(style.small);
  const float top = at.y + 8 + high > axes.place.max.y + 4 ? at.y - 8 - high : at.y + 8;
  if (open || axes.place.width() > 160) text(canvas(), style.small, {at.x + 6 - wide, top}, style.text_muted, words);
  if (!open) explain(style, rect({at.x - 8, at.y - 8}, {16, 16}), words);
}

}  // namespace

void lifeline(const Context& c, int arm, Rect r) {
  const Style& style = c.style;
  const lab::RemovalResult& found = c.environment.inspection->removal(arm);
  const bool known = found.iteration >= 0;
  const float now = nth(c.run.arm, arm).accuracy_test;
  const int gone = known ? found.without.count : 0;
  Axes axes{{{r.min.x + 5, r.min.y + 6}, {r.max.x - 8, r.max.y - 5}}, std::max(Guesses::removals, gone), 1};
  if (c.run.classes == 0) {
    axes.most = 0;
    for (int a : shown_arms(c.run)) {
      const lab::RemovalResult& other = c.environment.inspection->removal(a);
      for (int i = 0; i <= other.without.count; ++i) axes.most = std::max(axes.most, value_of(c, other, i));
    }
    axes.most = std::max(axes.most, 1e-6f);
  }
  const float line = line_height(style.small);
  if (r.height() > 80) {
    axes.place.max.y -= line + 4;
    text_right(canvas(), style.small, {axes.place.max.x, axes.place.max.y + 4}, style.text_faint,
               Words().add(tr("%d units removed"), axes.removals));
    text(canvas(), style.small, {axes.place.min.x, axes.place.max.y + 4}, style.text_faint,
         c.run.classes > 0 ? "0 %" : "J 0");
  }
  canvas()->AddRectFilled({axes.place.min.x, axes.place.max.y}, {axes.place.max.x, axes.place.max.y + 1}, style.grid);
  if (c.selection.guesses.asked) guess(c, arm, axes, now);
  if (!known || gone == 0) return;
  const ImU32 color = arm_color(style, c.run, arm);
  std::array<ImVec2, lab::Removed::most + 1> at{};
  for (int i = 0; i <= gone; ++i) nth(at, i) = {axes.x(i), axes.y(value_of(c, found, i))};
  canvas()->AddPolyline(at.data(), gone + 1, color, 0, 2);
  Words words;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const float step = axes.place.width() / static_cast<float>(axes.removals);
  for (int i = 0; i <= gone; ++i) {
    const ImVec2 p = nth(at, i);
    const float radius = step < 8 ? 2.0f : 3.25f;
    canvas()->AddCircleFilled(p, radius, style.panel);
    canvas()->AddCircle(p, radius, color, 0, 1.5f);
    if (std::abs(mouse.x - p.x) > step * 0.5f || !pointed_at(r)) continue;
    words.add("%s: ", arm_name(c.run, arm));
    if (i == 0) words.add("%s", tr("with all units"));
    if (i > 0) words.add(i == 1 ? tr("without %d unit") : tr("without %d units"), i);
    words.add(" %s", value_words(c, value_of(c, found, i)).chars);
    if (i > 0) {
      const UnitPlace last = nth(found.without.unit, i - 1);
      words.add(tr("\nthe last was %s"), unit_name(last.row, last.unit, c.run.shape.layers).chars);
    }
  }
  if (words.length > 0) hint(style, words);
}

}  // namespace view
