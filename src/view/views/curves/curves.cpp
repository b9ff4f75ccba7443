// The two families of curves: squared weight norms and cost J.
#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>

#include "kit/announcing.h"
#include "kit/plot.h"
#include "run/arms.h"
#include "run/changes.h"
#include "run/context.h"
#include "view/marks.h"
#include "view/tr.h"
#include "views/curves/curves.h"

namespace view {
namespace {

using History = std::array<float, lab::history_capacity>;

const char* layer_choice(int i) {
  static constexpr const char* words[] = {N_("all layers"), "W¹", "W²", "W³", "W⁴", "W⁵", "W⁶", "W⁷", "W⁸"};
  return tr(words[i]);
}
const char* scale_choice(int i) { return i == 0 ? tr("linear") : "log"; }

std::span<const float> sum_of_layers(const lab::Snapshot& run, int arm, History& sum) {
  const std::size_t n = std::min<std::size_t>(run.history.count, sum.size());
  sum.fill(0);
  for (int l = 0; l < run.shape.layers; ++l) {
    const auto layer = run[nth(nth(run.arm, arm).history_norm, l)];
    for (std::size_t i = 0; i < std::min(n, layer.size()); ++i) sum[i] += layer[i];
  }
  return {sum.data(), n};
}

// The longest of these titles that ends before `right`; returns the inside of the card below it.
Rect titled(const Style& style, Rect card, float right, std::initializer_list<const char*> titles) {
  const float left = card.min.x + style.padding, top = card.min.y + 11;
  const auto fits = [&](const char* title) { return left + text_width(style.title, title) <= right; };
  const auto found = std::find_if(titles.begin(), titles.end(), fits);
  if (found != titles.end()) text(ImGui::GetWindowDrawList(), style.title, {left, top}, style.text, *found);
  return {{left, top + line_height(style.title) + 8}, {card.max.x - style.padding, card.max.y - 12}};
}

void link_list(const Style& style, const char* id, float right, float y, int count, const char* (*name)(int),
               int& choice, const char* explanation, float& left) {
  const float width = dropdown_width(style, DropdownKind::link, name(choice));
  left = right - width;
  call_next("%s", id);
  dropdown(style, id, {{left, y - 3}, {right, y + 21}}, DropdownKind::link, count, name, choice, explanation);
}

// A short piece of line with the word that says what it is; returns the x to its left.
float line_key(const Style& style, float right, float y, float thickness, const char* words, const char* explanation) {
  const float width = text_width(style.small, words), left = right - width - 22,
              middle = y + line_height(style.small) * 0.5f;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddLine({left, middle}, {left + 16, middle}, style.text_muted, thickness);
  text(draw, style.small, {left + 22, y}, style.text_muted, words);
  explain(style, {{left, y}, {right, y + 16}}, explanation);
  return left;
}

// The curves with a mark on the axis for every change in mid-run.
void curve_plot(const Context& c, Rect place, std::span<const Curve> curves, const Axis& axis) {
  std::array<float, most_changes> marks;
  const int count = change_marks(c.run, marks);
  const PlotMarks pointed = plot(c.style, "plot", place, c.run[c.run.history], curves, axis,
                                 {marks.data(), static_cast<std::size_t>(count)}, c.selection.curves)
                                .marks;
  if (pointed.count > 0) explain_changes(c.style, c.run, pointed.first, pointed.count);
}

}  // namespace

void NormsView::draw(const Context& c, Rect r) {
  const lab::Snapshot& run = c.run;
  const Style& style = c.style;
  ImGui::PushID("norms");
  card(style, r);
  explainf(
      style, rect({r.min.x + style.padding, r.min.y + 8}, {200, 24}),
      tr("Squared Frobenius norm: the sum of the squares of all weights, biases left out. The number with × is the "
         "ratio to the reference arm, here %s."),
      run.arms > 0 ? arm_name(run, run.reference) : tr("none"));
  region(Place::curves, tr("Squared weight norm"), r.min);
  mark("curve", 0, r.min.x, r.min.y, r.width(), r.height());

  if (layer_ >= run.shape.layers) layer_ = -1;
  float left = 0;
  const float top = r.min.y + 11, right = r.max.x - style.padding;
  int scale = log_ ? 1 : 0, layer = layer_ + 1;
  link_list(style, "scale", right, top, 2, scale_choice, scale, tr("Scale of the axis of ‖W‖²."), left);
  link_list(style, "layer", left - 8, top, run.shape.layers + 1, layer_choice, layer,
            tr("Whose weights are squared and summed."), left);
  log_ = scale == 1;
  layer_ = layer - 1;
  const Rect inner = titled(style, r, left - 8, {tr("Squared weight norm ‖W‖²"), tr("Weight norm ‖W‖²"), "‖W‖²"});

  std::array<History, lab::max_arms> sums;
  std::array<Curve, lab::max_arms> curves;
  std::size_t count = 0;
  for (int a : shown_arms(run)) {
    const lab::ArmFigures& arm = nth(run.arm, a);
    Curve& curve = curves[count];
    curve.value = layer_ < 0 ? sum_of_layers(run, a, sums[count]) : run[nth(arm.history_norm, layer_)];
    curve.color = arm_color(style, run, a);
    curve.name = arm_name(run, a);
    curve.newest = norm_now(run, a, layer_);
    curve.ratio = norm_ratio(run, a, layer_);
    ++count;
  }
  const Axis axis{"‖W‖²", log_, tr("The curves begin with the first iteration.")};
  curve_plot(c, inner, {curves.data(), count}, axis);
  ImGui::PopID();
}

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

  float right = r.max.x - style.padding;
  const float top = r.min.y + 13;
  if (r.width() >= 400) {
    int scale = log_ ? 1 : 0;
    link_list(style, "scale", right, r.min.y + 11, 2, scale_choice, scale, tr("Scale of the axis of J."), right);
    log_ = scale == 1;
    right -= 18;
  }
  const bool brief = r.width() < 260;
  right = line_key(style, right, top, 2.2f, brief ? tr("off") : tr("dropout off"),
                   tr("J on the training set with every unit in place."));
  right =
      line_key(style, right - 14, top, 1, brief ? tr("masks") : tr("with masks"),
               tr("J of the batch under the masks of that iteration: another network at every step, so it is jagged."));
  const Rect inner = titled(style, r, right - 8, {tr("Cost J"), "J"});

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
  const Axis axis{"J", log_ && r.width() >= 400, tr("The curves begin with the first iteration.")};
  curve_plot(c, inner, {curves.data(), count}, axis);
  ImGui::PopID();
}

std::unique_ptr<Drawing> norms_view() { return std::make_unique<NormsView>(); }
std::unique_ptr<Drawing> cost_view() { return std::make_unique<CostView>(); }

}  // namespace view
