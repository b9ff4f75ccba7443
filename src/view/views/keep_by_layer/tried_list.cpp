// The choices of keep_prob that were trained in this visit, the lowest J at test first.
#include <algorithm>
#include <array>
#include <cmath>

#include "kit/announcing.h"
#include "run/choices.h"
#include "view/marks.h"
#include "view/tr.h"
#include "views/keep_by_layer/keep_by_layer.h"
#include "views/keep_by_layer/ranked.h"

namespace view {
namespace {

const char* after_word(int i) {
  static Words words;
  return words = grouped(nth(lab::tried_after, i));
}

Words rows_words(const Context& c) {
  Words words;
  for (int row = 0; row < c.run.shape.layers; ++row)
    words.add("%s%s", row > 0 ? " · " : "", layer_name(row, c.run.shape.layers).chars);
  return words;
}

struct TriedColumns {
  float choice = 0, bar = 0, cost = 0;  // right ends; the accuracy stands at the right edge
};

// Sets the keep_probs again where it is pressed.
void run_row(const Context& c, int arm, const Run& run, int after, double most, const TriedColumns& at, Rect r) {
  const Style& style = c.style;
  const bool set = is_set(c, arm, run), fails = diverged(run, after);
  const Run::Test& test = nth(run.test, after);
  const Press press = press_area(style, "run", r, style.control_rounding);
  const Words cost = cost_words(run, after);
  const Words accuracy = std::isfinite(test.accuracy) && !fails ? percent(static_cast<double>(test.accuracy)) : Words();
  call_last(run_words(c, run, after));
  last_is(Role::toggle, set);
  if (test.iteration == nth(lab::tried_after, after) || fails)
    explain_last(style, tr("Trained here from the start with these keep_probs. A press sets them again."));
  else
    explain_last(style, Words().add(tr("Trained here from the start with these keep_probs, and measured at iteration "
                                       "%s. A press sets them again."),
                                    grouped(test.iteration).chars));
  if (press.hovered || press.held) canvas()->AddRectFilled(r.min, r.max, style.inset, style.control_rounding);
  const ImFont* font = set ? style.small_bold : style.small;
  const float y = std::round(middle(font, r));
  text_fit(canvas(), font, {r.min.x, y}, at.choice - r.min.x, style.text, choice_words(c, run, " · "));
  const Rect bar{{at.choice + 8, std::round(r.center().y) - 4}, {at.bar, std::round(r.center().y) + 4}};
  if (!fails && std::isfinite(test.cost) && bar.width() > 8) {
    canvas()->AddRectFilled(bar.min, bar.max, style.inset, 2);
    const float share = static_cast<float>(std::clamp(static_cast<double>(test.cost) / most, 0.0, 1.0));
    const ImU32 color = arm_color(style, c.run, arm);
    canvas()->AddRectFilled(bar.min, {bar.min.x + std::max(share * bar.width(), 1.0f), bar.max.y},
                            set ? color : with_alpha(color, 0.5f), 2);
  }
  text_right(canvas(), font, {at.cost, y}, style.text, cost);
  text_right(canvas(), font, {r.max.x, y}, style.text_muted, accuracy);
  if (press.pressed) set_choice(c, arm, run);
}

// What is to be known of the present run and of the list.
Words standing(const Context& c, int arm, int after, const Ranked& all, int shown) {
  const lab::Tried& tried = *c.environment.tried;
  const std::int64_t mixed = tried.mixed_since(arm);
  Words words;
  if (mixed >= 0)
    return words.add(tr("Changed at iteration %s: from there on this run is mixed, and not listed."),
                     grouped(mixed).chars);
  if (c.run.iteration < nth(lab::tried_after, after))
    return words.add(tr("This run is at iteration %s of %s."), grouped(c.run.iteration).chars, after_word(after));
  if (shown < all.count) return words.add(tr("The best %d of %d runs."), shown, all.count);
  if (all.count < 2) return words.add(tr("Move a slider and try another choice."));
  return words.add(tr("One start each: small differences may be chance."));
}

}  // namespace

// The run that was asked for stands when it has come so far.
void KeepByLayerView::go_on_trying(const Context& c) {
  if (trial_.state == Trial::asked && c.run.run != trial_.run) trial_ = {Trial::runs, c.run.run};
  if (trial_.state != Trial::runs) return;
  if (c.run.run != trial_.run || !c.environment.playing) {
    trial_ = {};
  } else if (c.run.iteration >= nth(lab::tried_after, after_)) {
    c.intents.toggle_play = true;
    trial_ = {};
  }
}

float KeepByLayerView::tried_head(const Context& c, Rect r) {
  const Style& style = c.style;
  const float high = style.touch ? 36.0f : 24.0f;
  const Rect line{r.min, {r.max.x, r.min.y + high}};
  const char *label = tr("try this choice"), *title = tr("Test J at iteration");
  const Rect press{{r.max.x - button_width(style, ButtonKind::quiet, label), line.min.y}, line.max};
  const bool pressed = button(style, "try", press, ButtonKind::quiet, label);
  mark_item("try");
  explain_last(style, tr("Starts again with the keep_probs that are set, trains up to this iteration and stands. Undo "
                         "brings the former run back."));
  if (pressed) {
    trial_ = {Trial::asked, c.run.run};
    c.intents.reset = true;
    if (!c.environment.playing) c.intents.toggle_play = true;
  }
  const float y = std::round(middle(style.body, line));
  const float width = dropdown_width(style, DropdownKind::link, after_word(after_)), room = press.min.x - width - 14;
  const char* words = r.min.x + text_width(style.bold, title) <= room ? title : tr("Test J at");
  const float drawn = text_fit(canvas(), style.bold, {r.min.x, y}, room - r.min.x, style.text, words) + 6;
  const Rect place{{r.min.x + drawn, y - 3}, {r.min.x + drawn + width, y + 19}};
  call_next("%s", title);
  dropdown(style, "after", place, DropdownKind::link, static_cast<int>(lab::tried_after.size()), after_word, after_,
           tr("After how many iterations runs are compared; as many does a trial train."));
  mark("tried_after", 0, place.min.x, place.min.y, place.width(), place.height());
  return line.max.y + 2;
}

void KeepByLayerView::tried(const Context& c, int arm, Rect r) {
  const Style& style = c.style;
  const float line = std::ceil(line_height(style.small)) + 2, row = style.touch && r.height() > 150 ? 36.0f : 24.0f;
  float y = tried_head(c, r);
  const std::vector<Run>& runs = c.environment.tried->runs(arm);
  const Ranked all = ranked(runs, after_);
  const float room = r.max.y - y;
  const bool heads = room >= 2 * line + row;  // rather a run than words about it
  const int shown = std::clamp(static_cast<int>((room - (heads ? 2 * line : 0)) / row), 0, all.count);
  double most = 0;
  float choices = text_width(style.small, rows_words(c));
  for (int i = 0; i < all.count; ++i) {
    const Run& run = runs[nth(all.index, i)];
    if (std::isfinite(nth(run.test, after_).cost))
      most = std::max(most, static_cast<double>(nth(run.test, after_).cost));
    choices = std::max(choices, text_width(style.small_bold, choice_words(c, run, " · ")));
  }
  if (!(most > 0)) most = 1;
  const bool regression = c.run.classes == 0;
  const float wide = std::max(text_width(style.small_bold, "100.0 %"), text_width(style.small, tr("accuracy")));
  TriedColumns at;
  at.cost = r.max.x - (regression ? 0 : std::ceil(wide) + 10);
  at.bar = at.cost - std::ceil(text_width(style.small_bold, tr("diverged"))) - 6;
  at.choice = std::min(r.min.x + std::ceil(choices), at.bar - 24);
  if (shown > 0 && heads) {
    text_fit(canvas(), style.small, {r.min.x, y}, at.choice - r.min.x, style.text_faint, rows_words(c));
    text_right(canvas(), style.small, {at.cost, y}, style.text_faint, "J");
    if (!regression) text_right(canvas(), style.small, {r.max.x, y}, style.text_faint, tr("accuracy"));
    y += line;
  }
  for (int i = 0; i < shown; ++i, y += row) {
    ImGui::PushID(i);
    run_row(c, arm, runs[nth(all.index, i)], after_, most, at, {{r.min.x, y}, {r.max.x, y + row}});
    mark_item("tried", i);
    ImGui::PopID();
  }
  if (all.count == 0) {
    const Rect place{{r.min.x, y}, {r.max.x, y + line}};
    const char* none = tr("No run with one choice of keep_prob has come so far.");
    announce_words(place, none);
    if (y + 2 * line <= r.max.y) {
      text_fit(canvas(), style.small, place.min, r.width(), style.text_muted, none);
      y += line;
    }
  }
  const Words words = standing(c, arm, after_, all, shown);
  const Rect place{{r.min.x, y + 1}, {r.max.x, y + 1 + line}};
  announce_words(place, words);
  if (place.max.y <= r.max.y + 4) text_wrapped(canvas(), style.small, place.min, r.width(), style.text_muted, words);
}

}  // namespace view
