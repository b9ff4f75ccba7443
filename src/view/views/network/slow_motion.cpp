// The beats of slow motion: their buttons and their words.
#include "views/network/slow_motion.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "ink/text.h"
#include "kit/announcing.h"
#include "run/data_words.h"
#include "view/marks.h"
#include "view/tr.h"

namespace view {
namespace {

struct BeatWords {
  const char *full, *brief;
};
constexpr std::array<BeatWords, lab::beats> words_of{{{N_("draw masks"), N_("masks")},
                                                      {N_("forward"), N_("forward")},
                                                      {N_("cost"), N_("cost")},
                                                      {N_("backward"), N_("backward")},
                                                      {N_("update"), N_("update")}}};

double number(float value) { return static_cast<double>(value); }

void add_example(const NetworkScene& scene, Words& words) {
  const lab::Snapshot& s = scene.s;
  const lab::Rehearsal& r = s.rehearsal;
  words.add(tr("example %s"), grouped(r.example + 1).chars);
  if (scene.c.selection.pinned >= 0 && scene.c.selection.pinned != r.example)
    words.add(tr(" (the pinned one is not in this batch)"));
  if (s.shape.inputs() > 4) return;
  words.add(":");
  for (int i = 0; i < s.shape.inputs(); ++i) {
    const float x = nth(s[s.train_x], i * s.train_size + r.example);
    words.add("%s %s = %.2f", i > 0 ? "," : "", input_name(scene.c, i).chars, in_own_units(scene.c, i, x));
  }
}

void masks_words(const NetworkScene& scene, Words& words) {
  const lab::Snapshot& s = scene.s;
  int all = 0, kept = 0;
  const bool hidden = s.shape.layers > 1;  // else the inputs are what may be dropped
  for (int l = hidden ? 1 : 0; l < s.shape.layers; ++l) {
    for (int u = 0; u < scene.row(l).count; ++u, ++all) kept += scene.kept(l, u) ? 1 : 0;
  }
  const char* units = hidden ? tr("hidden units") : tr("inputs");
  if (s.mask_arm >= 0)
    words.add(tr("draw the masks: %d of %d %s are kept"), kept, all, units);
  else
    words.add(tr("draw the masks: no arm drops units, all %d %s are kept"), all, units);
  words.add(tr(". On the edges that are left: their weights. Shown is "));
  add_example(scene, words);
  words.add(".");
}

void forward_words(const NetworkScene& scene, Words& words) {
  words.add(tr("forward: on each edge w times what its unit passes on; the next unit sums them up with its bias."));
  if (scene.s.mask_arm < 0) return;
  words.add(scene.s.scaling == net::Scaling::inverted ? tr(" Kept units pass on activation ÷ keep_prob.")
                                                      : tr(" Kept units pass on their activation as it is."));
}

void cost_words(const NetworkScene& scene, Words& words) {
  const lab::Snapshot& s = scene.s;
  const lab::Rehearsal& r = s.rehearsal;
  const float target = nth(s[s.train_label], r.example);
  const auto outputs = s[r.passed_on].last(static_cast<std::size_t>(s.shape.outputs()));
  if (s.classes > 2) {
    const auto right = static_cast<std::size_t>(target);
    words.add(tr("cost: the right class, %s, has ŷ = %.3f"), class_name(scene.c, static_cast<int>(target)),
              number(outputs[right]));
  } else {
    words.add(tr("cost: ŷ = %.3f where y = %.4g"), number(outputs[0]), number(target));
  }
  words.add(tr(" costs %s. Over the batch of %s%s: J = %s"), figure(number(r.cost_example)).chars,
            grouped(s.batch).chars,
            s.mask_arm >= 0 && s.mask_per == net::MaskPer::example ? tr(", each under its own mask") : "",
            figure(number(r.cost_batch + r.cost_l2)).chars);
  words.add(r.cost_l2 > 0 ? tr(", of which L2 %s.") : ".", figure(number(r.cost_l2)).chars);
}

void update_words(const NetworkScene& scene, Words& words) {
  const bool alone = scene.s.batch == 1;
  words.add(tr("update: on each edge %s. %s follows dW, %s%s."),
            brief_change(scene) ? tr("the change of its weight") : tr("the weight before → after"),
            scene.c.experiment.optimizer == net::OptimizerKind::sgd ? tr("The step") : tr("The optimizer"),
            alone ? tr("this example's slope") : tr("the mean of such slopes over the batch of "),
            alone ? "" : grouped(scene.s.batch).chars);
  if (scene.s.rehearsal.cost_l2 > 0) words.add(tr(" L2 adds λ/m·w to it."));
}

Words beat_words(const NetworkScene& scene) {
  Words words;
  words.add(tr("%d of %d · "), static_cast<int>(scene.beat), lab::beats);
  switch (scene.beat) {
    case Beat::masks:
      masks_words(scene, words);
      break;
    case Beat::forward:
      forward_words(scene, words);
      break;
    case Beat::cost:
      cost_words(scene, words);
      break;
    case Beat::backward:
      words.add(
          tr("backward: on each edge this example's slope ∂J/∂w, the δ of the unit ahead times what is passed on. None "
             "comes through a dropped unit."));
      break;
    case Beat::update:
      update_words(scene, words);
      break;
    case Beat::off:
      break;
  }
  return words;
}

// Where there is little room the words of a beat stand in its explanation alone.
bool compact(ImVec2 size) { return size.y < 290; }
float button_height(const Style& style, ImVec2 size) { return style.touch && !compact(size) ? 34.0f : 24.0f; }
const ImFont* font_of(const Style& style, float width) { return width < 420 ? style.small : style.body; }

}  // namespace

bool slowed(const Context& c) { return c.environment.beat != Beat::off && c.run.rehearsal.iteration >= 0; }

float slow_motion_button(const Context& c, float right, float middle) {
  const Style& style = c.style;
  const bool on = c.environment.beat != Beat::off;
  const char* label = on ? tr("full speed") : tr("slow motion");
  const float width = button_width(style, ButtonKind::link, label), half = style.touch ? 18.0f : 12.0f;
  if (button(style, "slow_motion", {{right - width, middle - half}, {right, middle + half}}, ButtonKind::link, label))
    c.intents.slow_motion = true;
  mark_item("slow_motion");
  explain_last(style,
               on ? tr("Back to whole iterations.")
                  : tr("One iteration in five beats, with the numbers of one example on the edges. Step (→) goes from "
                       "beat to beat, play does so slowly. Pin another example by a click on its point."));
  return right - width;
}

float slow_motion_height(const Context& c, ImVec2 size) {
  const ImFont* font = font_of(c.style, size.x);
  const float words = compact(size) ? 0 : 6 + line_height(font) * (size.x < 420 ? 4.0f : 2.0f);
  return button_height(c.style, size) + words + 6;
}

namespace later {

void slow_motion_bar(const NetworkScene& scene, Rect r, ImVec2 size, int left_out) {
  const Style& style = scene.style;
  constexpr float gap = 4;
  const float high = button_height(style, size);
  const bool full = r.width() > 480;
  const auto label = [&](int i) {
    const BeatWords& words = nth(words_of, i);
    return tr(full ? words.full : words.brief);
  };
  float taken = gap * (lab::beats - 1);
  for (int i = 0; i < lab::beats; ++i) taken += text_width(style.bold, label(i));
  const float pad = std::max(0.0f, (r.width() - taken) / lab::beats);
  Words words = beat_words(scene);
  if (left_out > 0 || scene.focus.unit >= 0) words.add(tr(" Point at a unit for its numbers."));
  say_aloud(words);
  float x = r.min.x;
  for (int i = 0; i < lab::beats; ++i) {
    const Beat beat = static_cast<Beat>(i + 1);
    const float right = x + text_width(style.bold, label(i)) + pad;
    const Rect place{{std::round(x), r.min.y}, {std::round(right), r.min.y + high}};
    ImGui::PushID(i);
    if (button(style, "beat", place, ButtonKind::quiet, label(i), scene.beat == beat)) scene.c.intents.beat = beat;
    last_is(Role::toggle, scene.beat == beat);
    mark_item("beat", i + 1);
    if (compact(size) && scene.beat == beat) explain_last(style, words);
    ImGui::PopID();
    x = right + gap;
  }
  if (compact(size)) return;
  text_wrapped(canvas(), font_of(style, size.x), {r.min.x, r.min.y + high + 6}, r.width(), style.text, words);
}

}  // namespace later

}  // namespace view
