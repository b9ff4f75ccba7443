// What random masks cost each weight, beside the uniform λ of L2: maps, scatter, table, and a handle on one input.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "gpu/heat_map.h"
#include "kit/announcing.h"
#include "lab/analyses/penalty.h"
#include "run/choices.h"
#include "view/marks.h"
#include "view/tr.h"
#include "views/penalty/penalty.h"

namespace view {
namespace {

double number(float v) { return static_cast<double>(v); }
float line_of(const Context& c) { return std::ceil(line_height(c.style.small)) + 2; }

// Shape first: λ and w of one layer are (units, inputs), row by row.
std::span<const float> part(const PenaltyScene& p, std::span<const float> all) {
  return all.subspan(static_cast<std::size_t>(p.c.run.shape.weight_offset(p.layer)),
                     static_cast<std::size_t>(p.units * p.inputs));
}

std::span<const float> lambdas(const PenaltyScene& p, int arm) {
  return part(p, p.c.environment.inspection->penalty(arm).lambda());
}
std::span<const float> weights(const PenaltyScene& p, int arm) {
  return part(p, p.c.environment.inspection->penalty(arm).weight());
}

// The weights with the largest λ, first in the scratch order.
void sort_by_penalty(const PenaltyScene& p, int most) {
  std::vector<int>& order = p.own.order;
  const auto lambda = lambdas(p, p.arm);
  order.resize(lambda.size());
  std::iota(order.begin(), order.end(), 0);
  const auto count = std::min(static_cast<std::ptrdiff_t>(most), static_cast<std::ptrdiff_t>(order.size()));
  std::partial_sort(order.begin(), order.begin() + count, order.end(),
                    [&](int a, int b) { return nth(lambda, a) > nth(lambda, b); });
}

// The weight that was clicked, else the one with the largest penalty.
void choose_weight(PenaltyScene& p) {
  const PenaltyMemory& own = p.own;
  const bool chosen = (own.unit > 0 || own.input > 0) && own.unit < p.units && own.input < p.inputs;
  sort_by_penalty(p, 12);
  const int first = p.own.order.empty() ? 0 : p.own.order.front();
  p.unit = chosen ? own.unit : first / p.inputs;
  p.input = chosen ? own.input : first % p.inputs;
  const auto index = static_cast<std::size_t>(p.unit * p.inputs + p.input);
  p.lambda = lambdas(p, p.arm)[index];
  p.weight = weights(p, p.arm)[index];
}

void hold(const PenaltyScene& p, int unit, int input) {
  p.own.unit = unit;
  p.own.input = input;
}

void explain_weight(const PenaltyScene& p, int unit, int input) {
  const auto index = static_cast<std::size_t>(unit * p.inputs + input);
  const float lambda = lambdas(p, p.arm)[index], w = weights(p, p.arm)[index];
  const int layers = p.c.run.shape.layers;
  Words words;
  words.add(tr("%s of %s: %s → %s\nw %s · penalty %s"), matrix_name(p.layer).chars, arm_name(p.c.run, p.arm),
            unit_name(p.layer, input, layers).chars, unit_name(p.layer + 1, unit, layers).chars,
            figure(number(w)).chars, figure(number(lambda)).chars);
  if (p.l2 > 0) words.add(" (L2: %s)", figure(number(p.l2)).chars);
  const std::span<const float> squares = p.c.environment.inspection->penalty(p.arm).square(p.layer);
  if (lambda > 0)
    words.add(tr("\nit follows what %s sends (mean square %s), times the cost's curvature"),
              unit_name(p.layer, input, layers).chars, figure(number(nth(squares, input))).chars);
  const float own = 0.5f * lambda * w * w;
  words.add(tr("\nits own part of what masks add to J, ½ · penalty · w²: %s"), figure(number(own)).chars);
  if (p.l2 > 0) words.add(" (L2: %s)", figure(number(0.5f * p.l2 * w * w)).chars);
  const double sum = nth(p.c.environment.inspection->penalty(p.arm).sum, p.layer);
  if (sum > 0) words.add(tr(", %.2g %% of the whole matrix’s"), 100 * number(own) / sum);
  words.add(tr("\nClick: take this weight in hand."));
  hint(p.c.style, words);
}

// One map with its caption; the weight in hand has a frame.
void map(const PenaltyScene& p, int slot, std::span<const float> value, const char* what, const char* brief,
         ImU32 positive, ImU32 negative, Rect r) {
  const Context& c = p.c;
  const float largest = largest_size(value);
  const Words limit = figure(number(largest)), full = Words().add(tr("%s, up to %s"), what, limit.chars);
  const bool fits = text_width(c.style.small, full) <= r.width();
  text_fit(canvas(), c.style.small, r.min, r.width(), c.style.text_muted,
           fits ? full : Words().add(tr("%s, up to %s"), brief, limit.chars));
  r.min.y += line_of(c);
  const HeatPlace place = heat_place(r, p.units, p.inputs, c.style.pixel_ratio);
  const auto iteration = static_cast<std::uint64_t>(c.environment.inspection->penalty(p.arm).iteration);
  const HeatCells cells{
      value,    p.units,
      p.inputs, std::max(largest, 1e-30f),
      true,     positive,
      negative, (iteration * 16 + static_cast<std::uint64_t>(p.layer)) * 8 + static_cast<std::uint64_t>(p.arm)};
  p.own.maps.draw(c.style, c.pictures, slot, place, cells);
  const Rect held = place.cell(p.unit, p.input);
  canvas()->AddRect({held.min.x - 1.5f, held.min.y - 1.5f}, {held.max.x + 0.5f, held.max.y + 0.5f}, c.style.focus, 1, 0,
                    1.5f);
  mark("penalty_map", slot - 8, place.cells.min.x, place.cells.min.y, place.cells.width(), place.cells.height());
  int unit = 0, input = 0;
  if (!pointed_at(place.cells) || !place.at(ImGui::GetIO().MousePos, unit, input)) return;
  explain_weight(p, unit, input);
  if (ImGui::IsMouseClicked(ImGuiMouseButton_Left)) hold(p, unit, input);
}

// λ over |w|, or beside it, in the same arrangement.
void maps(const PenaltyScene& p, Rect r) {
  const Style& style = p.c.style;
  const ImU32 color = arm_color(style, p.c.run, p.arm);
  const bool beside = r.width() > 2.4f * r.height();
  const Rect first = beside ? Rect{r.min, {r.center().x - 6, r.max.y}} : Rect{r.min, {r.max.x, r.center().y - 2}};
  const Rect second = beside ? Rect{{r.center().x + 6, r.min.y}, r.max} : Rect{{r.min.x, r.center().y + 4}, r.max};
  map(p, 8, lambdas(p, p.arm), tr("penalty of each weight"), tr("penalty"), color, color, first);
  map(p, 9, weights(p, p.arm), tr("size |w| of the same"), "|w|", style.class_color[1], style.class_color[0], second);
}

// A rank correlation of a handful of weights says nothing.
bool says_correlations(const PenaltyScene& p) { return p.units * p.inputs >= 10; }

Words correlation_words(double found) {
  if (!std::isfinite(found)) return Words().add("–");
  return Words().add(found <= -0.005 ? "−%.2f" : found >= 0.005 ? "+%.2f" : "%.2f", std::abs(found));
}

// The arm was trained under masks on this layer's inputs, or under their penalty.
bool pays(const PenaltyScene& p) {
  const lab::ArmFigures& arm = nth(p.c.run.arm, p.arm);
  return nth(arm.keep, p.layer) < 1 || (lab::acts(arm.kind, lab::FieldId::keep) && !lab::drops(arm.kind));
}

// "none −0.31 dropout −0.48": how λ and w² go together in each arm.
void correlations(const PenaltyScene& p, Rect r) {
  const Context& c = p.c;
  const Style& style = c.style;
  explain(
      style, r,
      tr("Spearman's rank correlation of penalty and w² over the weights of this matrix, within each arm. Negative: where "
         "masks cost much, the weight is small. Positive: it is large. Arms without masks never paid it. Nothing is "
         "said of fewer than 10 weights."));
  if (!says_correlations(p)) return;
  const char* label = r.width() > 420   ? tr("rank correlation of penalty and w²")
                      : r.width() > 290 ? tr("penalty with w²")
                                        : "";
  float x = r.min.x + text(canvas(), style.small, r.min, style.text_muted, label) + (*label ? 10 : 0);
  for (int a : shown_arms(c.run)) {
    const double found = nth(c.environment.inspection->penalty(a).correlation, p.layer).spearman;
    const Words value = correlation_words(found);
    const float width = text_width(style.small_bold, arm_name(c.run, a)) + 4 + text_width(style.small_bold, value);
    if (x + width > r.max.x + 2) break;
    x += text(canvas(), style.small_bold, {x, r.min.y}, arm_color(style, c.run, a), arm_name(c.run, a)) + 4;
    x += text(canvas(), style.small_bold, {x, r.min.y}, style.text, value) + 11;
    announce_words(r, Words().add(tr("%s: rank correlation of penalty and w² %s"), arm_name(c.run, a), value.chars));
  }
}

void verdict(const PenaltyScene& p, Rect r, const char* full, const char* brief) {
  const bool fits = text_width(p.c.style.small, full) <= r.width();
  text_fit(canvas(), p.c.style.small, r.min, r.width(), p.c.style.text, fits ? full : brief);
  announce_words(r, full);
}

// What the correlation of the arm shown says: of one that met masks, or their penalty, what its sign shows.
void meaning(const PenaltyScene& p, Rect r) {
  static constexpr const char* full[] = {N_("large penalties sit on small weights"),
                                         N_("large penalties sit on large weights"),
                                         N_("penalties and weights hardly go together")};
  static constexpr const char* brief[] = {N_("large penalties, small weights"), N_("large penalties, large weights"),
                                          N_("penalty and w unrelated")};
  if (!says_correlations(p)) return;
  const lab::PenaltyResult& known = p.c.environment.inspection->penalty(p.arm);
  if (std::isfinite(known.shrinkage)) {
    const Words words = Words().add(tr("w²/w² of %s against the penalty: rank correlation %s"),
                                    arm_name(p.c.run, p.c.run.reference), correlation_words(known.shrinkage).chars);
    verdict(p, r, words, words);
    return explain(
        p.c.style, r,
        tr("Without hidden layers shrinkage can be predicted: the penalty at the weights of the reference arm, against how "
           "far this arm's weights came out smaller, log w²/w². Negative: where the penalty is large, w² came out smaller."));
  }
  const double found = nth(known.correlation, p.layer).spearman;
  if (!std::isfinite(found)) return;
  if (!pays(p)) {
    const Words words = Words().add(tr("%s met no masks; penalty with w²: %s"), arm_name(p.c.run, p.arm),
                                    correlation_words(found).chars);
    return verdict(p, r, words, words);
  }
  const std::size_t which = found < -0.15 ? 0 : found > 0.15 ? 1 : 2;
  const Words words = Words().add("%s: %s", arm_name(p.c.run, p.arm), tr(full[which]));
  verdict(p, r, words, tr(brief[which]));
}

struct Decades {
  float low = 0, high = 1;  // powers of ten
  float t(float v) const { return (std::log10(v) - low) / (high - low); }
};

// At most five decades below the largest.
Decades decades_of(float largest) {
  if (!(largest > 0)) return {-5, 0};
  const float high = std::ceil(std::log10(largest) * 2) / 2;
  return {high - 5, high};
}

// λ against w² of every weight, both logarithmic, an arm beside the other on the same axes.
void scatters(const PenaltyScene& p, Rect r) {
  const Context& c = p.c;
  const Style& style = c.style;
  const ShownArms arms = shown_arms(c.run);
  float most_lambda = 0, most_weight = 0;
  for (int a : arms) {
    most_lambda = std::max(most_lambda, largest_size(lambdas(p, a)));
    most_weight = std::max(most_weight, largest_size(weights(p, a)));
  }
  const Decades xs = decades_of(most_lambda), ys = decades_of(most_weight * most_weight);
  const float gap = 10, line = line_of(c), left = 22;
  const float wide = (r.width() - left - gap * static_cast<float>(arms.count - 1)) / static_cast<float>(arms.count);
  text_right(canvas(), style.small, {r.min.x + left - 5, r.min.y + line}, style.text_faint, "w²");
  float x = r.min.x + left;
  for (int a : arms) {
    const Rect area{{std::round(x), r.min.y + line}, {std::round(x + wide), r.max.y - line}};
    text_fit(canvas(), style.small_bold, {area.min.x, r.min.y}, wide, arm_color(style, c.run, a), arm_name(c.run, a));
    canvas()->AddRectFilled(area.min, area.max, style.inset, 3);
    const auto lambda = lambdas(p, a), w = weights(p, a);
    constexpr std::size_t most = 600;
    // Without a divisor in common with the inputs: else some inputs would never be seen.
    std::size_t stride = (lambda.size() + most - 1) / most;
    while (std::gcd(stride, static_cast<std::size_t>(p.inputs)) != 1) ++stride;
    const ImU32 color = with_alpha(arm_color(style, c.run, a), 0.6f);
    for (std::size_t i = 0; i < lambda.size(); i += stride) {
      if (!(lambda[i] > 0) || w[i] == 0) continue;
      const float tx = xs.t(lambda[i]), ty = ys.t(w[i] * w[i]);
      if (!(tx >= 0) || !(ty >= 0)) continue;
      const ImVec2 at(area.min.x + 2 + tx * (area.width() - 5), area.max.y - 2 - ty * (area.height() - 5));
      canvas()->AddRectFilled({at.x - 1, at.y - 1}, {at.x + 1, at.y + 1}, color);
    }
    mark("scatter", a, area.min.x, area.min.y, area.width(), area.height());
    if (pointed_at(area)) {
      const ImVec2 mouse = ImGui::GetIO().MousePos;
      const float tx = (mouse.x - area.min.x) / area.width(), ty = (area.max.y - mouse.y) / area.height();
      hint(style,
           Words().add(tr("%s at the pointer: penalty %s, w² %s\nboth axes are logarithmic, five decades"),
                       arm_name(c.run, a), figure(std::pow(10.0, number(xs.low + tx * (xs.high - xs.low)))).chars,
                       figure(std::pow(10.0, number(ys.low + ty * (ys.high - ys.low)))).chars));
    }
    text_right(canvas(), style.small, {area.max.x, area.max.y + 1}, style.text_faint, tr("penalty, log"));
    x += wide + gap;
  }
}

// How much of the layer's penalty the weights' own parts are.
void own_share(const PenaltyScene& p, Rect r) {
  const lab::PenaltyResult& known = p.c.environment.inspection->penalty(p.arm);
  const double sum = nth(known.sum, p.layer);
  if (!(sum > 0)) return;
  const Words words =
      Words().add(tr("all own parts: %.0f %% of %s’s second-order sum %s"), 100 * nth(known.own_parts, p.layer) / sum,
                  matrix_name(p.layer).chars, figure(sum).chars);
  text_fit(canvas(), p.c.style.small, r.min, r.width(), p.c.style.text_muted, words);
  announce_words(r, words);
}

// The weights that masks cost most.
void table(const PenaltyScene& p, Rect r) {
  const Context& c = p.c;
  const Style& style = c.style;
  const float line = line_of(c) + 1;
  const float at[4] = {r.min.x + r.width() * 0.46f, r.min.x + r.width() * 0.64f, r.min.x + r.width() * 0.82f, r.max.x};
  const char* heads[4] = {"w", tr("penalty"), tr("its part"), tr("L2's part")};
  text_fit(canvas(), style.small, r.min, r.width() * 0.3f, style.text_muted, tr("largest penalty"));
  for (int i = 0; i < 4; ++i) text_right(canvas(), style.small, {at[i], r.min.y}, style.text_muted, heads[i]);
  explain(
      style, rect(r.min, {r.width(), line}),
      tr("The penalty is the price per ½w². Its part, ½ · penalty · w², is what this weight alone adds to the cost under masks, to second order; what "
         "pairs of weights add together is in none of these. The last column is what L2 adds, with the same λ/m for "
         "every weight."));
  const int rows = std::min(static_cast<int>((r.height() - line) / line) - 1, 12);
  sort_by_penalty(p, std::max(rows, 1));
  const std::vector<int>& order = p.own.order;
  const auto lambda = lambdas(p, p.arm), w = weights(p, p.arm);
  float y = r.min.y + line;
  for (int i = 0; i < rows && i < static_cast<int>(order.size()); ++i, y += line) {
    const auto index = static_cast<std::size_t>(nth(order, i));
    const int unit = nth(order, i) / p.inputs, input = nth(order, i) % p.inputs;
    const Rect row = rect({r.min.x - 4, y - 1}, {r.width() + 8, line});
    const bool held = unit == p.unit && input == p.input;
    if (held) canvas()->AddRectFilled(row.min, row.max, style.inset, 3);
    text(canvas(), style.small, {r.min.x, y}, style.text,
         Words().add("%s → %s", unit_name(p.layer, input, c.run.shape.layers).chars,
                     unit_name(p.layer + 1, unit, c.run.shape.layers).chars));
    const float values[4] = {w[index], lambda[index], 0.5f * lambda[index] * w[index] * w[index],
                             0.5f * p.l2 * w[index] * w[index]};
    for (int k = 0; k < 4; ++k)
      text_right(canvas(), style.small, {at[k], y}, style.text,
                 k == 3 && p.l2 == 0 ? Words().add("–") : figure(number(values[k])));
    if (pointed_at(row) && ImGui::IsMouseClicked(ImGuiMouseButton_Left)) hold(p, unit, input);
  }
  own_share(p, {{r.min.x, y}, {r.max.x, y + line}});
}

// Whatever of it is whole beside the lists.
void heading(const Context& c, Rect r) {
  for (const char* words : {tr("what masks cost one weight, and what L2 does"), tr("dropout’s price and L2’s")}) {
    if (text_width(c.style.small_bold, words) > r.width()) continue;
    text(canvas(), c.style.small_bold, r.min, c.style.text_muted, words);
    return;
  }
}

}  // namespace

void PenaltyView::draw(const Context& c, Rect r) {
  const int arm = chosen_arm(c), layer = chosen_layer(c);
  if (arm < 0) return say(c, r, tr("Every arm is muted."));
  if (!c.environment.inspection->fits(c.run, {.penalty = true})) return say_too_large(c, r);
  if (own_.run != c.run.run) own_.unit = own_.input = 0, own_.scale = 1, own_.run = c.run.run;
  const float line = line_of(c);
  const float left = layer_list(c, arm_list(c, r.max.x, r.min.y) - 10, r.min.y);
  heading(c, {r.min, {left - 8, r.min.y + line}});
  PenaltyScene p{c, own_, layer, arm, units_of(c, layer + 1), units_of(c, layer), l2_per_weight(c)};
  r.min.y += line + 5;
  if (c.environment.inspection->penalty(arm).iteration < 0) return say(c, r, tr("Adding up penalties …"));
  if (c.run.mask_arm < 0) return say(c, r, tr("No arm drops anything, so masks cost nothing. Lower a keep_prob."));
  p.keep = nth(lab::common_masks(c.run, arm).keep, layer);
  if (p.keep >= 1)
    return say(c, r,
               Words().add(tr("%s keeps every unit (keep_prob 1.00), so masks put no penalty on %s. Choose another "
                              "matrix, or lower that keep_prob."),
                           layer_name(layer, c.run.shape.layers).chars, matrix_name(layer).chars));
  choose_weight(p);
  const float handle = penalty_handle_height(p, r.width());
  penalty_handle(p, {r.min, {r.max.x, r.min.y + handle}});
  r.min.y += handle + 10;
  if (says_correlations(p) && r.height() > 2 * line + 60) {
    meaning(p, {r.min, {r.max.x, r.min.y + line}});
    r.min.y += line + 4;
    correlations(p, {{r.min.x, r.max.y - line}, r.max});
    r.max.y -= line + 5;
  }
  if (r.width() > 520 && r.height() > 190) {
    const float middle = std::round(r.min.x + r.width() * 0.38f);
    const float split = std::round(r.min.y + std::max(r.height() * 0.5f, 110.0f));
    maps(p, {r.min, {middle - 10, r.max.y}});
    scatters(p, {{middle + 6, r.min.y}, {r.max.x, std::min(split, r.max.y)}});
    if (r.max.y - split > 3 * line) table(p, {{middle + 10, split + 6}, {r.max.x - 4, r.max.y}});
    return;
  }
  if (r.height() > 210) {
    scatters(p, {{r.min.x, r.max.y - 110}, r.max});
    r.max.y -= 118;
  }
  if (r.height() > 40) maps(p, r);
}

std::unique_ptr<Drawing> penalty_view() { return std::make_unique<PenaltyView>(); }

}  // namespace view
