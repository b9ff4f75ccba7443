// The squared weight norm of each arm, as the ratio to the reference arm's or as it is.
#include <algorithm>
#include <array>
#include <cmath>

#include "kit/announcing.h"
#include "run/arms.h"
#include "run/guess.h"
#include "run/unit_words.h"
#include "view/marks.h"
#include "view/tr.h"
#include "views/curves/curve_card.h"
#include "views/curves/curves.h"
#include "views/curves/growth.h"

namespace view {
namespace {

using History = std::array<float, lab::history_capacity>;

const char* layer_choice(int i) {
  static constexpr const char* words[] = {N_("all layers"), "W¹", "W²", "W³", "W⁴", "W⁵", "W⁶", "W⁷", "W⁸"};
  return tr(words[i]);
}

const char* brief_layer_choice(int i) { return i == 0 ? tr("all") : layer_choice(i); }

// dropdown() takes plain functions, so the name of the first scale passes through here.
Words ratio_scale;
const char* scale_choice(int i) { return i == 0 ? ratio_scale.chars : i == 1 ? tr("linear") : "log"; }
const char* plain_scale_choice(int i) { return scale_choice(i + 1); }

std::span<const float> norms_of(const lab::Snapshot& run, int arm, int layer, History& sum) {
  const lab::ArmFigures& figures = nth(run.arm, arm);
  if (layer >= 0) return run[nth(figures.history_norm, layer)];
  const std::size_t n = std::min<std::size_t>(run.history.count, sum.size());
  sum.fill(0);
  for (int l = 0; l < run.shape.layers; ++l) {
    const auto of_layer = run[nth(figures.history_norm, l)];
    for (std::size_t i = 0; i < std::min(n, of_layer.size()); ++i) sum[i] += of_layer[i];
  }
  return {sum.data(), n};
}

std::span<const float> ratios(std::span<const float> norm, std::span<const float> base, History& into) {
  const std::size_t n = std::min(norm.size(), base.size());
  for (std::size_t i = 0; i < n; ++i) into[i] = base[i] > 0 ? norm[i] / base[i] : NAN;
  return {into.data(), n};
}

// Is there an arm that is shown beside the reference?
bool comparable(const lab::Snapshot& run) {
  const ShownArms arms = shown_arms(run);
  return run.reference < run.arms && std::any_of(arms.begin(), arms.end(), [&](int a) { return a != run.reference; });
}

// The arm of which the sentence speaks: the first that drops units, else the first beside the reference.
int arm_told(const lab::Snapshot& run) {
  int told = -1;
  for (int a : shown_arms(run)) {
    if (a == run.reference) continue;
    if (lab::drops(nth(run.arm, a).kind)) return a;
    if (told < 0) told = a;
  }
  return told;
}

// One large number for each arm; returns what is left below.
Rect large_figures(const Context& c, Rect r, int layer, bool ratio) {
  const lab::Snapshot& run = c.run;
  const Style& style = c.style;
  const ShownArms arms = shown_arms(run);
  const float line = std::ceil(line_height(style.small)) + 1, figure_line = std::ceil(line_height(style.figure));
  const float wide = r.width() / static_cast<float>(arms.count);
  float x = r.min.x;
  for (int a : arms) {
    const float norm = norm_now(run, a, layer), base = ratio ? norm_now(run, run.reference, layer) : 1;
    const Words large = figure(static_cast<double>(base > 0 ? norm / base : NAN)),
                plain = Words().add("‖W‖² %s", figure(static_cast<double>(norm)).chars);
    text_fit(canvas(), style.small_bold, {x, r.min.y}, wide - 10, arm_color(style, run, a), arm_name(run, a));
    explain(style, rect({x, r.min.y}, {wide - 10, line}), tr(lab::explanation(nth(run.arm, a).kind)));
    const float y = r.min.y + line;
    const float end = x + text(canvas(), style.figure, {x, y}, arm_color(style, run, a), large);
    mark("norm_figure", a, x, y, end - x, figure_line);
    const float baseline = y + ascent(style.figure);
    float after = end + 5;
    if (ratio)
      after += text(canvas(), style.title, {end, baseline - ascent(style.title)}, arm_color(style, run, a), "×");
    if (ratio && after + text_width(style.small, plain) <= x + wide - 10)
      text(canvas(), style.small, {after, baseline - ascent(style.small)}, style.text_muted, plain);
    announce_words({{x, r.min.y}, {x + wide, y + figure_line}},
                   ratio ? Words().add(tr("%s: %s times the weight norm of %s"), arm_name(run, a), large.chars,
                                       arm_name(run, run.reference))
                         : Words().add(tr("%s: weight norm %s"), arm_name(run, a), large.chars));
    x += wide;
  }
  r.min.y += line + figure_line + 8;
  return r;
}

}  // namespace

void NormsView::draw(const Context& c, Rect r) {
  const lab::Snapshot& run = c.run;
  const Style& style = c.style;
  ImGui::PushID("norms");
  card(style, r);
  if (layer_ >= run.shape.layers) layer_ = -1;
  std::array<History, lab::max_arms> sums, shares;
  std::array<std::span<const float>, lab::max_arms> norms;
  for (int a = 0; a < run.arms; ++a) nth(norms, a) = norms_of(run, a, layer_, nth(sums, a));
  const bool guessed = guessed_on(c, "norms");
  const int told = arm_told(run);
  Words sentence;
  const auto growth = [&](int arm) {
    const auto& norm = nth(norms, arm);
    return Growth{arm_name(run, arm), norm.empty() ? NAN : norm.front(), norm_now(run, arm, layer_)};
  };
  if (told >= 0 && run.reference < run.arms) {
    const Words of_layer = Words().add("‖%s‖²", layer_ < 0 ? "W" : matrix_name(layer_).chars);
    sentence = growth_words(growth(told), growth(run.reference), of_layer);
  }
  explain(style, rect({r.min.x + style.padding, r.min.y + 8}, {200, 24}),
          Words().add(tr("Squared Frobenius norm: the sum of the squares of all weights, biases left out. The number "
                         "with × is the ratio to the reference arm, here %s.%s%s"),
                      run.arms > 0 ? arm_name(run, run.reference) : tr("none"), sentence.length > 0 ? "\n" : "",
                      sentence.chars));
  region(Place::curves, tr("Squared weight norm"), r.min);
  mark("curve", 0, r.min.x, r.min.y, r.width(), r.height());

  const bool compared = comparable(run);
  ratio_scale = Words().add(tr("times %s"), run.arms > 0 ? arm_name(run, run.reference) : tr("none"));
  if (text_width(style.body, ratio_scale) > r.width() * 0.4f) ratio_scale = Words().add(tr("ratio"));
  float right = r.max.x - style.padding;
  const float top = r.min.y + 11;
  int scale = compared ? scale_ : std::max(scale_ - 1, 0), layer = layer_ + 1;
  const int before = scale;
  right = card_list(style, "norm_scale", tr("axis of ‖W‖²"), right, top, compared ? 3 : 2,
                    compared ? scale_choice : plain_scale_choice, scale,
                    tr("‖W‖² as so many times that of the reference arm, whose line is at 1, or ‖W‖² itself."));
  right = card_list(style, "norm_layer", tr("weights of"), right - 8, top, run.shape.layers + 1,
                    r.width() < 260 ? brief_layer_choice : layer_choice, layer,
                    tr("Whose weights are squared and summed."));
  if (scale != before) scale_ = compared ? scale : scale + 1;
  layer_ = layer - 1;
  const bool ratio = compared && (scale_ == 0 || guessed);
  const Words against = Words().add("‖W‖² ÷ %s", run.arms > 0 ? arm_name(run, run.reference) : "");
  Rect inner =
      ratio ? card_title(style, r, right - 8,
                         {Words().add(tr("Weight norm %s"), against.chars), against.chars, tr("‖W‖², ratio"), "‖W‖²"})
            : card_title(style, r, right - 8, {tr("Squared weight norm ‖W‖²"), tr("Weight norm ‖W‖²"), "‖W‖²"});

  const ImFont* font = r.width() < 420 ? style.small : style.body;
  const float high = text_wrapped(nullptr, font, {0, 0}, inner.width(), 0, sentence);
  if (sentence.length > 0 && inner.height() - high > 110) {
    text_wrapped(canvas(), font, inner.min, inner.width(), style.text, sentence);
    announce_words({inner.min, {inner.max.x, inner.min.y + high}}, sentence);
    inner.min.y += high + 6;
  }
  if (inner.height() > 160 && shown_arms(run).count > 0) inner = large_figures(c, inner, layer_, ratio);

  std::array<Curve, lab::max_arms> curves;
  std::size_t count = 0;
  for (int a : shown_arms(run)) {
    Curve& curve = curves[count];
    curve.value = ratio ? ratios(nth(norms, a), nth(norms, run.reference), shares[count]) : nth(norms, a);
    curve.color = arm_color(style, run, a);
    curve.name = arm_name(run, a);
    const float base = ratio ? norm_now(run, run.reference, layer_) : 1;
    curve.newest = base > 0 ? norm_now(run, a, layer_) / base : NAN;
    curve.ratio = ratio ? 0 : norm_ratio(run, a, layer_);
    curve.unit = ratio ? "×" : "";
    ++count;
  }
  Axis axis{ratio ? tr("‖W‖² ÷ the reference’s") : "‖W‖²", scale_ == 2};
  if (ratio) axis.line = 1;
  curve_plot(c, inner, {curves.data(), count}, axis, ratio ? "norms" : nullptr);
  ImGui::PopID();
}

std::unique_ptr<Drawing> norms_view() { return std::make_unique<NormsView>(); }

}  // namespace view
