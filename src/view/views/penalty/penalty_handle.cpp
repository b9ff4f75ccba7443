#include "views/penalty/penalty_handle.h"

#include <algorithm>
#include <cmath>

#include "kit/announcing.h"
#include "run/choices.h"
#include "view/marks.h"
#include "view/tr.h"

namespace view {
namespace {

// "dropout leaves 50 % · λ 0.44" over a bar of that length, with as many words as there is room for.
void share_bar(const Style& style, Rect r, ImU32 color, const char* name, float share, float lambda,
               const char* explanation) {
  const float line = std::ceil(line_height(style.small));
  const float x = r.min.x + text(canvas(), style.small_bold, r.min, color, name) + 4;
  const double percent = static_cast<double>(100 * share);
  const Words at = figure(static_cast<double>(lambda));
  Words words = Words().add(tr("leaves %.0f %% of the weight · λ %s"), percent, at.chars);
  if (x + text_width(style.small, words) > r.max.x) words = Words().add(tr("leaves %.0f %% · λ %s"), percent, at.chars);
  if (x + text_width(style.small, words) > r.max.x) words = Words().add(tr("leaves %.0f %%"), percent);
  text_fit(canvas(), style.small, {x, r.min.y}, r.max.x - x, style.text, words);
  const float y = r.min.y + line + 1;
  canvas()->AddRectFilled({r.min.x, y}, {r.max.x, y + 4}, style.inset, 2);
  canvas()->AddRectFilled({r.min.x, y}, {r.min.x + std::max(share * r.width(), 2.0f), y + 4}, color, 2);
  explain(style, r, explanation);
}

ImU32 l2_color(const PenaltyScene& p) {
  for (int a = 0; a < p.c.run.arms; ++a)
    if (lab::acts(nth(p.c.run.arm, a).kind, lab::FieldId::lambda)) return arm_color(p.c.style, p.c.run, a);
  return p.c.style.text_muted;
}

}  // namespace

void penalty_handle(const PenaltyScene& p, Rect r) {
  const Context& c = p.c;
  const Style& style = c.style;
  float& scale = p.own.scale;
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
  const float curvature = p.lambda * p.keep / (1 - p.keep) * scale * scale;
  const float y = r.min.y + 22, middle = r.center().x;
  share_bar(style, {{r.min.x, y}, {middle - 8, r.max.y}}, arm_color(style, c.run, c.run.mask_arm), tr("dropout"),
            p.keep, p.lambda * scale * scale,
            tr("Dropout's λ on a weight grows with the square of its input, just as the cost's own curvature does: "
               "it leaves keep_prob of the weight at every scale. That is what adaptive means."));
  if (p.l2 <= 0) return;
  share_bar(
      style, {{middle + 8, y}, r.max}, l2_color(p), "L2", curvature > 0 ? curvature / (curvature + p.l2) : 0, p.l2,
      tr("L2's penalty is the same whatever the input: it presses the weight of a small input to nothing and hardly "
         "touches that of a large one."));
}

}  // namespace view
