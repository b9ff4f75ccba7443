#include "views/penalty/penalty_handle.h"

#include <algorithm>
#include <cmath>

#include "kit/announcing.h"
#include "run/choices.h"
#include "view/marks.h"
#include "view/tr.h"

namespace view {
namespace {

constexpr float bar_high = 6, narrow = 460, groove_line = 24, between = 6;

float share_line(const Style& style) { return std::ceil(line_height(style.small)) + 1 + bar_high; }

// "dropout leaves 50 % · penalty 0.44" over a bar of that length, with as many words as there is room for.
void share_bar(const Style& style, Rect r, ImU32 color, const char* name, float share, float lambda,
               const char* explanation) {
  const float line = std::ceil(line_height(style.small));
  const float x = r.min.x + text(canvas(), style.small_bold, r.min, color, name) + 4;
  const double percent = static_cast<double>(100 * share);
  const Words at = figure(static_cast<double>(lambda));
  Words words = Words().add(tr("leaves %.0f %% of the weight · penalty %s"), percent, at.chars);
  if (x + text_width(style.small, words) > r.max.x)
    words = Words().add(tr("leaves %.0f %% · penalty %s"), percent, at.chars);
  if (x + text_width(style.small, words) > r.max.x) words = Words().add(tr("leaves %.0f %%"), percent);
  text_fit(canvas(), style.small, {x, r.min.y}, r.max.x - x, style.text, words);
  const float y = r.min.y + line + 1;
  canvas()->AddRectFilled({r.min.x, y}, {r.max.x, y + bar_high}, style.inset, 2);
  canvas()->AddRectFilled({r.min.x, y}, {r.min.x + std::max(share * r.width(), 2.0f), y + bar_high}, color, 2);
  announce_words(r, Words().add("%s: %s", name, words.chars));
  explain(style, r, explanation);
}

ImU32 l2_color(const PenaltyScene& p) {
  for (int a = 0; a < p.c.run.arms; ++a)
    if (lab::acts(nth(p.c.run.arm, a).kind, lab::FieldId::lambda)) return arm_color(p.c.style, p.c.run, a);
  return p.c.style.text_muted;
}

// What the bars show, at this scale and at every other.
Words proof_words(float keep, float l2_share) {
  Words words;
  words.add(tr("To second order dropout leaves keep_prob of a weight, %.0f %%, whatever the size of its input"),
            100 * static_cast<double>(keep));
  if (l2_share < 0) return words.add(".");
  return words.add(tr("; L2, the same for every input, leaves %.0f %% here."), 100 * static_cast<double>(l2_share));
}

float l2_share(const PenaltyScene& p) {
  if (p.l2 <= 0) return -1;
  const float curvature = p.lambda * p.keep / (1 - p.keep) * p.own.scale * p.own.scale;
  return curvature > 0 ? curvature / (curvature + p.l2) : 0;
}

}  // namespace

float penalty_handle_height(const PenaltyScene& p, float width) {
  const Style& style = p.c.style;
  const float words =
      text_wrapped(nullptr, style.small, {0, 0}, width, 0, proof_words(p.keep, p.l2 > 0 ? 1.0f : -1.0f));
  const float bars = p.l2 > 0 && width < narrow ? 2 * share_line(style) + between : share_line(style);
  return words + 6 + groove_line + bars;
}

void penalty_handle(const PenaltyScene& p, Rect r) {
  const Context& c = p.c;
  const Style& style = c.style;
  float& scale = p.own.scale;
  const Words proof = proof_words(p.keep, l2_share(p));
  text_wrapped(canvas(), style.small, r.min, r.width(), style.text, proof);
  announce_words(r, proof);
  r.min.y += text_wrapped(nullptr, style.small, {0, 0}, r.width(), 0, proof_words(p.keep, p.l2 > 0 ? 1.0f : -1.0f)) + 6;
  const Words label = Words().add(tr("if %s were ×"), unit_name(p.layer, p.input, c.run.shape.layers).chars);
  SliderRange range;
  range.low = 0.1f;
  range.high = 10;
  range.reset = 1;
  range.logarithmic = true;
  range.format = "%.2g";
  range.explanation = tr(
      "Imagine the input of the weight in hand larger or smaller by this factor, everything else as it is. A prediction "
      "for this weight alone, to second order.");
  const float x = r.min.x + text(canvas(), style.small, {r.min.x, r.min.y + 1}, style.text, label) + 8;
  const Rect groove{{x, r.min.y - 1}, {r.max.x - 40, r.min.y + 17}};
  call_next("%s", label.chars);
  slider(style, "scale", groove, {{r.max.x - 36, r.min.y - 1}, {r.max.x, r.min.y + 17}}, range, scale);
  mark("penalty_scale", 0, groove.min.x, groove.min.y, groove.width(), groove.height());
  const bool stacked = r.width() < narrow;
  const float y = r.min.y + groove_line, high = share_line(style), middle = r.center().x;
  const Rect first{{r.min.x, y}, {stacked || p.l2 <= 0 ? r.max.x : middle - 8, y + high}};
  share_bar(
      style, first, arm_color(style, c.run, c.run.mask_arm), tr("dropout"), p.keep, p.lambda * scale * scale,
      tr("Dropout's penalty on a weight grows with the square of its input, just as the cost's own curvature does: "
         "it leaves keep_prob of the weight at every scale. That is what adaptive means."));
  if (p.l2 <= 0) return;
  const float below = stacked ? high + between : 0;
  share_bar(
      style, {{stacked ? r.min.x : middle + 8, y + below}, {r.max.x, y + below + high}}, l2_color(p), "L2", l2_share(p),
      p.l2,
      tr("L2's penalty, its λ ÷ m, is the same whatever the input: it presses the weight of a small input to nothing "
         "and hardly touches that of a large one."));
}

}  // namespace view
