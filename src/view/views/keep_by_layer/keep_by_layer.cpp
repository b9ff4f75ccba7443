// A row for each layer: its keep_prob, its weight matrix, and what a typical mask leaves of that.
#include "views/keep_by_layer/keep_by_layer.h"

#include <algorithm>
#include <cmath>

#include "kit/announcing.h"
#include "lab/mask_size.h"
#include "run/choices.h"
#include "run/keep_slider.h"
#include "view/marks.h"
#include "view/tr.h"

namespace view {
namespace {

constexpr float least_row = 15;  // of a network of many layers on a phone

// "12", "193.5", "5,017": an expectation may be a fraction.
Words amount(double count) {
  const bool whole = std::abs(count - std::round(count)) < 0.05;
  return whole || count >= 1000 ? grouped(std::llround(count)) : Words().add("%.1f", count);
}

// For a tight place.
Words brief(double count) { return count < 10'000 ? amount(count) : compact(std::llround(count)); }

std::int64_t weights_of(const Context& c, int layer) {
  return static_cast<std::int64_t>(units_of(c, layer)) * units_of(c, layer + 1);
}

Words left_of(const Context& c, const lab::KeptUnits& kept, int layer) {
  return Words().add(tr("%s of %s"), brief(kept.weights(layer)).chars, compact(weights_of(c, layer)).chars);
}

// Where the parts of a row stand.
struct Columns {
  float name = 0, groove = 0, value = 0;  // right ends
  float bar = 0, longest = 0;             // left end of the bars, length of the largest matrix
};

Columns columns(const Context& c, const lab::KeptUnits& kept, Rect r) {
  float counts = 0;
  for (int l = 0; l < c.run.shape.layers; ++l)
    counts = std::max(counts, text_width(c.style.small, left_of(c, kept, l)));
  const float right = r.max.x - std::ceil(counts) - 6, value = 38, gap = 12;
  Columns at;
  at.name = r.min.x + 24;
  at.groove = std::round(at.name + (right - at.name - value - gap) * 0.55f);
  at.value = at.groove + value;
  at.bar = at.value + gap;
  at.longest = right - at.bar;
  return at;
}

// The matrix as long as it is large, and in full colour what a typical mask leaves.
void matrix(const Context& c, int arm, const lab::KeptUnits& kept, int layer, Rect r, float longest) {
  const Style& style = c.style;
  std::int64_t most = 1;
  for (int l = 0; l < c.run.shape.layers; ++l) most = std::max(most, weights_of(c, l));
  const std::int64_t all = weights_of(c, layer);
  const double left = kept.weights(layer);
  const float high = std::round(std::clamp(r.height() * 0.22f, 4.0f, 8.0f)), y = std::round(r.center().y);
  const float length = std::max(2.0f, longest * static_cast<float>(all) / static_cast<float>(most));
  const auto part = static_cast<float>(left / static_cast<double>(std::max<std::int64_t>(all, 1)));
  canvas()->AddRectFilled({r.min.x, y - high}, {r.min.x + length, y + high}, style.bar, 2);
  canvas()->AddRectFilled({r.min.x, y - high}, {r.min.x + length * part, y + high}, arm_color(style, c.run, arm), 2);
  mark("layer_left", layer + 1, r.min.x, y - high, length * part, 2 * high);
  text_right(canvas(), style.small, {r.max.x, std::round(middle(style.small, r))}, style.text_muted,
             left_of(c, kept, layer));
  const Words words =
      Words().add(tr("%s: %d × %d = %s weights, of which a typical mask leaves %s"), matrix_name(layer).chars,
                  units_of(c, layer + 1), units_of(c, layer), grouped(all).chars, amount(left).chars);
  announce_words(r, words);
  explain(style, r, words);
}

void layer(const Context& c, int arm, const lab::KeptUnits& kept, int row, const Columns& at, Rect r) {
  const Style& style = c.style;
  const int rows = c.run.shape.layers;
  ImGui::PushID(row);
  text(canvas(), style.bold, {r.min.x, std::round(middle(style.bold, r))}, style.text, layer_name(row, rows));
  if (row < rows) {
    float keep = nth(nth(c.experiment.arm, arm).keep, row);
    const float half = std::min(track_height(style), r.height()) * 0.5f, y = r.center().y;
    const Rect groove{{at.name, y - half}, {at.groove, y + half}};
    call_keep(c, row, arm);
    if (slider(style, "keep", groove, {{at.groove, r.min.y}, {at.value, r.max.y}},
               keep_range(style, row, arm_color(style, c.experiment, arm)), keep))
      c.intents.edit(lab::FieldId::keep, keep, row, arm);
    mark("layer_keep", row, groove.min.x, groove.min.y, groove.width(), groove.height());
  } else {
    text_fit(canvas(), style.small, {at.name, std::round(middle(style.small, r))}, at.value - at.name, style.text_faint,
             tr("never dropped"));
  }
  const Rect rest{{at.bar, r.min.y}, r.max};
  if (row > 0) {
    matrix(c, arm, kept, row - 1, rest, at.longest);
  } else {
    const Words count = grouped(units_of(c, 0));
    Words words = Words().add(tr("%s inputs, columns of W¹"), count.chars);
    if (text_width(style.small, words) > rest.width()) words = Words().add(tr("%s inputs"), count.chars);
    text_fit(canvas(), style.small, {rest.min.x, std::round(middle(style.small, r))}, rest.width(), style.text_faint,
             words);
    explain(style, rest, tr("No matrix leads to the inputs: one that is dropped takes its column of W¹ with it."));
  }
  ImGui::PopID();
}

// What a typical mask leaves of all parameters, and the mask shown.
void total(const Context& c, int arm, const lab::KeptUnits& kept, const ShownMasks& shown, Rect r) {
  const Style& style = c.style;
  const int layers = c.run.shape.layers;
  const auto all = static_cast<std::int64_t>(c.run.shape.parameters());
  const Words words = Words().add(tr("A typical mask leaves %s of %s parameters"),
                                  amount(kept.parameters(layers)).chars, grouped(all).chars);
  const float end = text_fit(canvas(), style.small_bold, r.min, r.width(), style.text, words);
  announce_words(r, words);
  explain(style, r,
          tr("On average over all masks, exactly: a weight is left where both its ends are kept, a bias where its unit "
             "is. Layers are drawn independently of each other, so their keep_probs multiply."));
  const std::int64_t row = shown.iteration - c.run.tape_first;
  if (arm != c.run.mask_arm || row < 0 || row >= c.run.tape_rows) return;
  const Words one = Words().add(tr("; the mask of this iteration, %s"),
                                amount(lab::units_on_tape(c.run, static_cast<int>(row)).parameters(layers)).chars);
  announce_words(r, Words().add(tr("iteration %s%s"), grouped(shown.iteration).chars, one.chars));
  if (text_width(style.small, one) <= r.width() - end)
    text(canvas(), style.small, {r.min.x + end, r.min.y}, style.text_muted, one);
}

// Where keep_prob matters most to the size of what a mask leaves.
Words where_it_matters(const Context& c, int arm, const lab::KeptUnits& kept) {
  const int layers = c.run.shape.layers;
  Words words;
  if (kept.parameters(layers) >= c.run.shape.parameters())
    words.add(tr("Every mask leaves everything: nothing is dropped. "));
  if (layers < 2) return words.add(tr("Without hidden layers only inputs can be dropped."));
  int most = 0;
  for (int row = 1; row < layers; ++row)
    if (lab::slope_of_keep(c.run, arm, row) > lab::slope_of_keep(c.run, arm, most)) most = row;
  int largest = 0, ties = 0;
  for (int l = 1; l < layers; ++l)
    if (weights_of(c, l) > weights_of(c, largest)) largest = l;
  for (int l = 0; l < layers; ++l) ties += weights_of(c, l) == weights_of(c, largest);
  // whose masks thin it: those of the units at its ends that drop
  const auto thins = [&](int row) {
    return row < layers && nth(kept.row, row) < static_cast<double>(nth(c.run.shape.units, row));
  };
  const Words from = layer_name(largest, layers), to = layer_name(largest + 1, layers);
  if (ties == 1 && thins(largest) && thins(largest + 1))
    words.add(tr("%s is the largest, and the masks of %s and %s both thin it. "), matrix_name(largest).chars,
              from.chars, to.chars);
  else if (ties == 1 && (thins(largest) || thins(largest + 1)))
    words.add(tr("%s is the largest, and the mask of %s thins it. "), matrix_name(largest).chars,
              (thins(largest) ? from : to).chars);
  words.add(tr("0.1 less of keep_prob takes most away at %s: %s parameters"), layer_name(most, layers).chars,
            amount(0.1 * lab::slope_of_keep(c.run, arm, most)).chars);
  for (int row = 0; row < std::min(layers, 6); ++row)
    if (row != most)
      words.add(tr("; %s %s"), layer_name(row, layers).chars, amount(0.1 * lab::slope_of_keep(c.run, arm, row)).chars);
  return words.add(".");
}

}  // namespace

void KeepByLayerView::layers(const Context& c, int arm, Rect r) {
  const Style& style = c.style;
  const lab::KeptUnits kept = lab::expected_units(c.run, arm);
  masks_.follow(c.run.run, c.run.iteration, c.selection.time, c.environment.reduced_motion);
  const int rows = c.run.shape.layers + 1;
  const Words words = where_it_matters(c, arm, kept);
  const float line = std::ceil(line_height(style.small)) + 2;
  float spoken = text_wrapped(nullptr, style.small, {}, r.width(), 0, words) + 2;
  const float least = style.touch ? 30.0f : 18.0f;
  if (r.height() - line - spoken < least * static_cast<float>(rows)) spoken = 0;
  const float high = std::clamp((r.height() - line - spoken - 4) / static_cast<float>(rows), least_row, 44.0f);
  const Columns at = columns(c, kept, r);
  float y = r.min.y;
  for (int row = 0; row < rows; ++row, y += high) layer(c, arm, kept, row, at, {{r.min.x, y}, {r.max.x, y + high}});
  y += 4;
  total(c, arm, kept, masks_, {{r.min.x, y}, {r.max.x, y + line}});
  const Rect below{{r.min.x, y + line}, {r.max.x, y + line + spoken}};
  announce_words(below, words);
  if (spoken > 0) text_wrapped(canvas(), style.small, below.min, r.width(), style.text_muted, words);
}

void KeepByLayerView::draw(const Context& c, Rect r) {
  const int arm = chosen_arm(c);
  go_on_trying(c);
  if (arm < 0) return say(c, r, tr("Every arm is muted."));
  const bool drops = lab::drops(nth(c.run.arm, arm).kind);
  const float line = std::ceil(line_height(c.style.bold)) + 6;
  if (!drops && c.run.mask_arm < 0)
    return say(c, r, tr("No arm that is shown drops units. Give one the kind dropout, or show it again."));
  if (!drops || dropping_arms(c.experiment) > 1) {
    arm_list(c, r.max.x, r.min.y);
    if (!drops) r.max.x -= 120;
    if (!drops) return say(c, r, Words().add(tr("%s drops no units. Choose another arm."), arm_name(c.run, arm)));
    text_fit(canvas(), c.style.small, r.min, r.width() * 0.6f, c.style.text_muted, tr("keep_prob, weights left"));
    r.min.y += line;
  }
  mark("keep_by_layer", arm, r.min.x, r.min.y, r.width(), r.height());
  if (r.width() > 620) {
    const float dots_high = r.height() > 330 ? std::round(std::min(r.height() * 0.42f, 300.0f)) : 0;
    if (dots_high > 0) dots(c, arm, {{r.min.x, r.max.y - dots_high}, r.max});
    r.max.y -= dots_high + (dots_high > 0 ? 16.0f : 0.0f);
    const float middle = std::round(r.min.x + r.width() * 0.54f);
    layers(c, arm, {r.min, {middle - 16, r.max.y}});
    return tried(c, arm, {{middle + 16, r.min.y}, r.max});
  }
  const float small = std::ceil(line_height(c.style.small)) + 2;
  const float row = c.style.touch ? 36.0f : 20.0f, least = row * static_cast<float>(c.run.shape.layers + 1) + small + 4;
  const std::size_t runs = std::clamp<std::size_t>(c.environment.tried->runs(arm).size(), 1, 3);
  const float list = row * static_cast<float>(runs + 1) + 2 * small + 4;  // what the list of runs needs at least
  const float spare = std::max(r.height() - least - list - 8, 0.0f);
  const float wanted = least + std::max(spare * 0.4f, std::min(spare, 2 * small + 2));
  const float lowest = least_row * static_cast<float>(c.run.shape.layers + 1) + small + 4;
  const float upper = std::max(std::min(wanted, r.height() - 2 * row), lowest);
  layers(c, arm, {r.min, {r.max.x, r.min.y + upper}});
  tried(c, arm, {{r.min.x, r.min.y + upper + 8}, r.max});
}

std::unique_ptr<Drawing> keep_by_layer_view() { return std::make_unique<KeepByLayerView>(); }

}  // namespace view
