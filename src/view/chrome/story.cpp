#include "chrome/story.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "chrome/regions.h"
#include "chrome/view_card.h"
#include "kit/announcing.h"
#include "run/arms.h"
#include "run/removal_bar.h"
#include "run/removed_units.h"
#include "run/unit_words.h"
#include "view/marks.h"
#include "view/tr.h"

namespace view {
namespace {

// What it says of this run: a question or an invitation, and what the run shows so far. Both are true of any run.
struct Story {
  Words heading, text;
  const char* view = nullptr;  // the key of the one that shows more; null: none
};

int arm_of(const lab::Snapshot& run, lab::ArmKind kind) {
  for (int a : shown_arms(run))
    if (nth(run.arm, a).kind == kind) return a;
  return -1;
}

double points(double fraction) { return 100 * fraction; }

// "none 63.7 %, dropout 76.2 %, L2 80.5 %"
template <class Value>
void each_arm(const Frame& c, Words& words, Value value) {
  bool first = true;
  for (int a : shown_arms(c.run)) {
    words.add("%s%s %s", first ? "" : ", ", arm_name(c.run, a), value(a).chars);
    first = false;
  }
  words.add(".");
}

void test_accuracies(const Frame& c, Words& words) {
  words.add("%s", c.run.classes > 0 ? tr("Test accuracy: ") : tr("Test cost J: "));
  each_arm(c, words, [&](int a) {
    const lab::ArmFigures& arm = nth(c.run.arm, a);
    return c.run.classes > 0 ? percent(static_cast<double>(arm.accuracy_test))
                             : figure(static_cast<double>(arm.cost_test));
  });
}

// Trained under masks, and which of the shown arms is: -1 for none.
int masked_arm(const lab::Snapshot& run) {
  const int dropout = arm_of(run, lab::ArmKind::dropout);
  if (dropout < 0) return -1;
  const auto& keep = nth(run.arm, dropout).keep;
  return std::any_of(keep.begin(), keep.begin() + run.shape.layers, [](float p) { return p < 1; }) ? dropout : -1;
}

// Points of test accuracy that the units that are gone have cost an arm; or would, its worst.
double points_lost(const Context& c, int arm) {
  const lab::RemovalResult& found = *known_without(c, arm);
  if (most_removed(c) > 0) return points(found.accuracies[0] - found.accuracy());
  if (found.worst_row == 0) return 0;
  const auto at = first_of_row(c, found.worst_row) + static_cast<std::size_t>(nth(found.worst, found.worst_row));
  return points(static_cast<double>(found.losses()[at].accuracy));
}

// Over how many inputs a unit of the last hidden layer spreads its weights, where dropout has it spread them further.
bool add_spread(const Frame& c, int dropout, Story& story) {
  const int none = arm_of(c.run, lab::ArmKind::none), layer = c.run.shape.layers - 2;
  if (dropout < 0 || none < 0 || layer < 0) return false;
  const auto mean = [&](int arm) {
    const auto course = c.environment.inspection->course_participation(arm, layer);
    return course.empty() ? 0.0f : course.back();
  };
  const float with = mean(dropout), without = mean(none);
  if (!(without > 0 && with > 1.05f * without)) return false;
  story.text.add(tr(" A unit of %s spreads its weights over %s of %d inputs in %s, %s in %s."),
                 layer_name(layer + 1, c.run.shape.layers).chars, figure(static_cast<double>(with)).chars,
                 nth(c.run.shape.units, layer), arm_name(c.run, dropout), figure(static_cast<double>(without)).chars,
                 arm_name(c.run, none));
  story.view = "lens";
  return true;
}

// What the removal of units has cost; or would, of the worst alone.
void add_removal(const Frame& c, Story& story) {
  c.intents.inspect.removal = true;
  const int dropout = masked_arm(c.run), l2 = arm_of(c.run, lab::ArmKind::l2);
  const auto test = [&](int a) { return static_cast<double>(nth(c.run.arm, a).accuracy_test); };
  const int gone = most_removed(c);
  if (gone > 0)
    story.heading.add(tr("What is left? Take another one away."));
  else if (l2 >= 0 && dropout >= 0 && c.run.iteration > 0 && test(l2) > test(dropout) - 0.02)
    story.heading.add(test(l2) > test(dropout) + 0.02 ? tr("%s does better than %s at test. Now take a unit away.")
                                                      : tr("%s does as well as %s at test. Now take a unit away."),
                      arm_name(c.run, l2), arm_name(c.run, dropout));
  else
    story.heading.add(tr("Which arm can do without the unit that matters most? Take it away."));
  bool known = true, alike = true;
  for (int a : shown_arms(c.run)) {
    known &= known_without(c, a) != nullptr;
    alike &= nth(c.selection.removed, a).count == gone;
  }
  if (gone > 0 && !known) {
    story.text.add("…");
    return;
  }
  // While the run trains what is known of removals is of an earlier iteration than what stands beside it.
  const Words at = grouped(c.environment.inspection->removal(c.run.reference).iteration);
  if (gone > 0 && c.run.classes == 0) {
    story.text.add(tr("Test cost J at iteration %s: "), at.chars);
    return each_arm(c, story.text, [&](int a) {
      const lab::RemovalResult& found = *known_without(c, a);
      return Words().add("%s → %s", figure(found.costs[0]).chars, figure(found.cost()).chars);
    });
  }
  if (!known || c.run.classes == 0) return test_accuracies(c, story.text);
  if (gone == 0)
    story.text.add(tr("At stake at iteration %s, in points of test accuracy: "), at.chars);
  else if (!alike)
    story.text.add(tr("Lost at iteration %s, in points of test accuracy (with so many units): "), at.chars);
  else
    story.text.add(gone == 1 ? tr("Lost at iteration %s with %d unit, in points of test accuracy: ")
                             : tr("Lost at iteration %s with %d units, in points of test accuracy: "),
                   at.chars, gone);
  each_arm(c, story.text, [&](int a) {
    Words value = Words().add("%.0f", std::round(points_lost(c, a)) + 0.0);
    if (!alike) value.add(" (%d)", nth(c.selection.removed, a).count);
    return value;
  });
  if (gone == 0 && add_spread(c, dropout, story)) return;
  double least = 1e9;
  for (int a : shown_arms(c.run))
    if (a != dropout) least = std::min(least, points_lost(c, a));
  if (dropout >= 0 && alike && least < 1e9 && points_lost(c, dropout) < 0.5 * least && least > 2)
    story.text.add(
        gone > 1 ? tr(" Trained under masks, %s can spare them.") : tr(" Trained under masks, %s can spare it."),
        arm_name(c.run, dropout));
}

// ‖W‖² of the dropout arm beside the reference.
void add_norms(const Frame& c, Story& story) {
  story.heading.add(tr("Masks spread the weights. What does that do to their squared norm?"));
  const int dropout = arm_of(c.run, lab::ArmKind::dropout);
  const float times = dropout >= 0 ? norm_ratio(c.run, dropout, -1) : 0;
  if (times > 0)
    story.text.add(tr("%s: %s times that of %s after %s iterations. "), arm_name(c.run, dropout), figure(times).chars,
                   arm_name(c.run, c.run.reference), grouped(c.run.measured_at).chars);
  test_accuracies(c, story.text);
}

void add_first_input(const Frame& c, Story& story) {
  story.heading.add(tr("Four inputs say nearly the same, the first says it best. How much of the weight sits on it?"));
  each_arm(c, story.text, [&](int a) {
    const auto w = c.run[nth(c.run.arm, a).parameters].first(static_cast<std::size_t>(c.run.shape.inputs()));
    float sum = 0;
    for (const float one : w) sum += std::abs(one);
    return sum > 0 ? Words().add("%.0f %%", 100.0 * static_cast<double>(std::abs(w[0]) / sum)) : Words().add("–");
  });
  story.view = "lens";
}

void add_comparison(const Frame& c, Story& story) {
  test_accuracies(c, story.text);
  const int none = arm_of(c.run, lab::ArmKind::none), dropout = arm_of(c.run, lab::ArmKind::dropout);
  if (none < 0 || dropout < 0 || c.run.classes == 0 || c.run.iteration == 0) return;
  const double gained = points(static_cast<double>(nth(c.run.arm, dropout).accuracy_test) -
                               static_cast<double>(nth(c.run.arm, none).accuracy_test));
  if (std::abs(gained) < 1) return;
  story.text.add(gained > 0 ? tr(" So far dropout gains %.0f points.") : tr(" So far dropout costs %.0f points."),
                 std::abs(gained));
}

bool is(const char* key, const char* name) { return std::strcmp(key, name) == 0; }

Story story_of(const Frame& c) {
  Story story;
  if (shown_arms(c.run).count == 0) {
    story.heading.add(tr("Every arm is muted."));
    return story;
  }
  const int preset = preset_of(c);
  const char* key = preset < 0 ? "" : nth(lab::presets(), preset).key;
  if (most_removed(c) > 0) {
    add_removal(c, story);
  } else if (is(key, "exercise") || is(key, "lecture")) {
    add_norms(c, story);
  } else if (is(key, "hurts")) {
    story.heading.add(tr("Few units and right labels. Does dropout help here?"));
    add_comparison(c, story);
  } else if (is(key, "four-inputs")) {
    add_first_input(c, story);
  } else if (is(key, "digits")) {
    story.heading.add(tr("Few digits for so many inputs, a fifth of them labelled wrongly. Does dropout help here?"));
    add_comparison(c, story);
  } else if (is(key, "twelve-units")) {
    story.heading.add(tr("Twelve units: all 4,096 sub-networks can be looked at. Does their average answer as one?"));
    test_accuracies(c, story.text);
    story.view = "averaging";
  } else if (removable(c)) {
    add_removal(c, story);
  } else {
    story.heading.add(tr("What does each arm make of the same data, from the same start?"));
    test_accuracies(c, story.text);
  }
  return story;
}

}  // namespace

float draw_story(const Frame& c, ImVec2 pos, float width) {
  if (c.page.story_hidden || c.run.arms == 0) return 0;
  constexpr float pad = 12, edge = 8, button_high = 28;
  const Style& style = c.style;
  const Story story = story_of(c);
  const float hit = style.touch ? style.hit * 0.5f : 16.0f;
  const View* more = nullptr;
  for (const View& view : views())
    if (story.view != nullptr && is(view.key, story.view)) more = &view;
  const char* show = more != nullptr ? tr(more->word) : "";
  const float button_wide = more != nullptr && width >= 420 ? button_width(style, ButtonKind::quiet, show) : 0;
  const float room = width - 2 * pad - 24 - (button_wide > 0 ? button_wide + 8 : 0);
  const float heading = text_wrapped(nullptr, style.bold, {0, 0}, room, 0, story.heading) + 2;
  const float high =
      std::max(2 * edge + heading + text_wrapped(nullptr, style.body, {0, 0}, room, 0, story.text), 2 * hit);
  const Rect r = rect(pos, {width, high});
  ImGui::PushID("story");
  region(Place::network, tr("Story"), r.min);
  canvas()->AddRectFilled(r.min, r.max, mix(style.panel, style.accent, 0.07f), style.panel_rounding);
  canvas()->AddRect(r.min, r.max, mix(style.panel_border, style.accent, 0.3f), style.panel_rounding, 0, 1);
  text_wrapped(canvas(), style.bold, {r.min.x + pad, r.min.y + edge}, room, style.text, story.heading);
  text_wrapped(canvas(), style.body, {r.min.x + pad, r.min.y + edge + heading}, room, style.text_muted, story.text);
  announce_words(r, Words(story.heading).add(" %s", story.text.chars));
  mark("story", 0, r.min.x, r.min.y, r.width(), r.height());
  if (button_wide > 0) {
    const Rect place =
        rect({r.max.x - 30 - button_wide, r.center().y - button_high * 0.5f}, {button_wide, button_high});
    if (button(style, "show", place, ButtonKind::quiet, show)) show_view(c, story.view);
    mark("story_view", 0, place.min.x, place.min.y, place.width(), place.height());
  }
  const ImVec2 x{r.max.x - hit, r.min.y + hit};
  const Press close = press_area(style, "close", rect({x.x - 10, x.y - 10}, {20, 20}), 4);
  call_last(tr("hide the story"));
  mark("story_close", 0, x.x - 10, x.y - 10, 20, 20);
  explain_last(style, tr("Hide these words. The ? brings them back."));
  const ImU32 ink = close.hovered ? style.text : style.text_faint;
  canvas()->AddLine({x.x - 4, x.y - 4}, {x.x + 4, x.y + 4}, ink, 1.5f);
  canvas()->AddLine({x.x + 4, x.y - 4}, {x.x - 4, x.y + 4}, ink, 1.5f);
  if (close.pressed) c.page.story_hidden = true;
  ImGui::PopID();
  return high;
}

}  // namespace view
