// Cost J of each arm, with masks and with dropout off.
#include <array>

#include "kit/announcing.h"
#include "run/arms.h"
#include "view/marks.h"
#include "view/tr.h"
#include "views/curves/curve_card.h"
#include "views/curves/curves.h"

namespace view {
namespace {

const char* scale_choice(int i) {
  static constexpr const char* words[] = {N_("fitted"), N_("from 0"), "log"};
  return tr(words[i]);
}

}  // namespace

void CostView::draw(const Context& c, Rect r) {
  const lab::Snapshot& run = c.run;
  const Style& style = c.style;
  ImGui::PushID("cost");
  card(style, r);
  const bool regression = run.classes == 0;
  explain(
      style, rect({r.min.x + style.padding, r.min.y + 8}, {60, 24}),
      regression
          ? tr("Half the mean squared error on the training set. The L2 term of J is left out, so that arms compare.")
          : tr("Mean cross-entropy on the training set, in nats. The L2 term of J is left out, so that arms compare."));
  region(Place::curves, tr("Cost J"), r.min);
  mark("curve", 1, r.min.x, r.min.y, r.width(), r.height());

  const float top = r.min.y + 13;
  float right = r.max.x - style.padding;
  right = card_list(style, "cost_scale", tr("axis of J"), right, r.min.y + 11, 3, scale_choice, scale_,
                    tr("The axis of J: fitted to what is shown, from 0 on, or logarithmic.")) -
          (r.width() < 400 ? 10 : 18);
  const bool brief = r.width() < 400;
  right = line_key(style, right, top, 2.2f, brief ? tr("off") : tr("dropout off"),
                   tr("J on the training set with every unit in place."));
  right =
      line_key(style, right - 14, top, 1, brief ? tr("masks") : tr("with masks"),
               tr("J of the batch under the masks of that iteration: another network at every step, so it is jagged."));
  const Rect inner = card_title(style, r, right - 8, {tr("Cost J"), "J"});

  std::array<Curve, 2 * lab::max_arms> curves;
  std::size_t count = 0;
  std::array<Words, lab::max_arms> masked_names;
  for (int a : shown_arms(run)) {
    const lab::ArmFigures& arm = nth(run.arm, a);
    if (!lab::drops(arm.kind)) continue;
    Curve& curve = curves[count++];
    curve.value = run[arm.history_cost_masked];
    curve.color = with_alpha(arm_color(style, run, a), 0.55f);
    curve.thickness = 1;
    curve.name = nth(masked_names, a).add(tr("%s, with masks"), arm_name(run, a));
    curve.labelled = false;
  }
  for (int a : shown_arms(run)) {
    const lab::ArmFigures& arm = nth(run.arm, a);
    Curve& curve = curves[count++];
    curve.value = run[arm.history_cost_train];
    curve.color = arm_color(style, run, a);
    curve.name = arm_name(run, a);
    curve.newest = arm.cost_train;
  }
  Axis axis{"J", scale_ == 2};
  axis.from_zero = scale_ == 1;
  curve_plot(c, inner, {curves.data(), count}, axis, axis.logarithmic ? nullptr : "cost");
  ImGui::PopID();
}

std::unique_ptr<Drawing> cost_view() { return std::make_unique<CostView>(); }

}  // namespace view
