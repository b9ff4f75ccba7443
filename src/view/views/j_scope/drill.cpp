// The debugging drill: with dropout off and plain gradient descent J must fall in every iteration; then dropout on.
#include <algorithm>

#include "kit/announcing.h"
#include "run/choices.h"
#include "view/marks.h"
#include "view/tr.h"
#include "views/j_scope/cost_plot.h"
#include "views/j_scope/j_scope.h"
#include "views/j_scope/verdict.h"

namespace view {
namespace {

constexpr float drill_rate = 0.1f;

// Does any arm drop units in the run as it is set now?
bool drops_now(const Context& c) {
  for (int a = 0; a < c.experiment.arms; ++a) {
    const lab::Arm& arm = nth(c.experiment.arm, a);
    const auto end = arm.keep.begin() + c.run.shape.layers;
    if (lab::drops(arm.kind) && std::any_of(arm.keep.begin(), end, [](float k) { return k < 1; })) return true;
  }
  return false;
}

// keep_prob(arm, layer) for every arm with masks.
template <class Keep>
void set_keep(const Context& c, Keep keep) {
  for (int a = 0; a < c.experiment.arms; ++a) {
    if (!lab::drops(nth(c.experiment.arm, a).kind)) continue;
    for (int l = 0; l < c.run.shape.layers; ++l)
      if (nth(nth(c.experiment.arm, a).keep, l) != keep(a, l)) c.intents.edit(lab::FieldId::keep, keep(a, l), l, a);
  }
}

}  // namespace

void JScopeView::drill_button(const Context& c, Rect r) {
  const bool ready = drill_settings(c.run, c.experiment), drops = drops_now(c);
  const bool can_drop = dropping_arms(c.experiment) > 0;
  if (ready && !drops && !can_drop) return;
  const char* label = !ready ? tr("start the drill") : drops ? tr("turn dropout off") : tr("turn dropout on");
  const Rect place{r.min, {r.min.x + button_width(c.style, ButtonKind::quiet, label), r.max.y}};
  const bool pressed = button(c.style, "drill", place, ButtonKind::quiet, label, !ready);
  mark_item("drill");
  explain_last(c.style, !ready ? tr("A new run with SGD, rate 0.1, the full batch and keep_prob 1 in every layer. Undo "
                                    "brings this one back.")
                        : drops ? tr("keep_prob becomes 1 in every layer, from the next iteration on.")
                                : tr("keep_prob becomes what it was before, from the next iteration on."));
  if (!pressed) return;
  if (drops || !ready) {
    for (int a = 0; drops && a < c.experiment.arms; ++a) nth(keep_before_, a) = nth(c.experiment.arm, a).keep;
    has_keep_ |= drops;
    if (!ready) {
      c.intents.edit(lab::FieldId::optimizer, static_cast<double>(net::OptimizerKind::sgd));
      c.intents.edit(lab::FieldId::rate, static_cast<double>(drill_rate));
      c.intents.edit(lab::FieldId::batch, 0);
    }
    set_keep(c, [](int, int) { return 1.0f; });
  } else {
    set_keep(c, [&](int a, int l) {
      return has_keep_ && nth(keep_before_, a)[0] > 0 ? nth(nth(keep_before_, a), l) : nth(lab::Arm().keep, l);
    });
  }
  if (!c.environment.playing) c.intents.toggle_play = true;
}

void JScopeView::draw_drill(const Context& c, int arm, Rect r) {
  const Style& style = c.style;
  const float high = std::max(style.control_height - 2, style.touch ? 40.0f : 0.0f);
  const Words count = counted(c.run, arm), words = verdict(c.run, c.experiment, arm);
  const float spoken = text_wrapped(nullptr, style.small, {}, r.width(), 0, words);
  const float bold = count.length > 0 ? std::ceil(line_height(style.bold)) + 2 : 0;
  const float below = high + 6 + bold + spoken + 4;
  if (r.height() - below > 60) cost_plot(c, arm, {r.min, {r.max.x, r.max.y - below}}, nullptr, 0);
  float y = r.max.y - below + 4;
  const Rect said{{r.min.x, y}, {r.max.x, y + bold + spoken}};
  if (count.length > 0) {
    text_fit(canvas(), style.bold, {r.min.x, y}, r.width(), style.text, count);
    announce_words(said, Words().add("%s: %s", arm_name(c.run, arm), count.chars));
    mark("counted", arm, r.min.x, y, r.width(), bold);
  }
  text_wrapped(canvas(), style.small, {r.min.x, y + bold}, r.width(), style.text_muted, words);
  announce_words(said, words);
  explain(
      style, said,
      tr("Counted from where the settings changed last: J of each iteration against that of the one before, as the arm "
         "is trained, with its masks and its L2 term."));
  drill_button(c, {{r.min.x, r.max.y - high}, r.max});
}

}  // namespace view
