// Histogram of the activations of a hidden layer on the test set, for every arm on one axis.
#include "views/activations/activations.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "kit/announcing.h"
#include "lab/analyses/activations.h"
#include "run/choices.h"
#include "view/marks.h"
#include "view/tr.h"

namespace view {
namespace {

using Found = lab::ActivationsResult;
using Layer = lab::ActivationsHead::Layer;
constexpr int bins = Found::bins;

const Found& found_of(const Context& c, int arm) { return c.environment.inspection->activations(arm); }
const Layer& layer_of(const Context& c, int arm, int row) { return nth(found_of(c, arm).layer, row - 1); }
net::Activation activation(const Context& c, int row) { return nth(c.run.shape.activation, row - 1); }
bool relu(const Context& c, int row) { return activation(c, row) == net::Activation::relu; }
bool has_ends(const Context& c, int row) {
  return activation(c, row) == net::Activation::tanh || activation(c, row) == net::Activation::sigmoid;
}

// The share that says how sparse: zeros of a ReLU, else activations at an end of the range.
double share_of(const Context& c, const Layer& layer, int row) {
  return static_cast<double>(has_ends(c, row) ? layer.at_end : layer.zeros) /
         static_cast<double>(std::max<std::int64_t>(layer.all, 1));
}

const char* row_word(int i) {
  static constexpr const char* words[] = {"a¹", "a²", "a³", "a⁴", "a⁵", "a⁶", "a⁷"};
  return words[i];
}

// "a¹₄, a¹₉ and 3 more"
Words names_of_silent(const Context& c, const Found& found, int row) {
  constexpr int most = 6;
  Words words;
  int named = 0, all = 0;
  const std::size_t first = first_of_row(c, row);
  for (int u = 0; u < units_of(c, row); ++u) {
    if (found[found.silent][first + static_cast<std::size_t>(u)] == 0) continue;
    if (++all <= most) words.add("%s%s", named++ > 0 ? ", " : "", unit_name(row, u, c.run.shape.layers).chars);
  }
  if (all > most) words.add(tr(" and %d more"), all - most);
  return words;
}

const char* share_name(const Context& c, int row) { return has_ends(c, row) ? tr("at an end") : tr("zeros"); }
const char* silent_name(const Context& c, int row) { return has_ends(c, row) ? tr("stuck") : tr("silent"); }

const char* explain_silent(const Context& c, int row) {
  return has_ends(c, row)
             ? tr("Units whose activation is within 0.05 of one and the same end of its range for every training example.")
             : tr("Units whose activation is 0 for every training example, dropout off.");
}

// The tallest of all arms' bars as a share of their activations.
float tallest(const Context& c, int row) {
  float most = 0;
  for (int a : shown_arms(c.run)) {
    const Layer& layer = layer_of(c, a, row);
    for (const int n : layer.count)
      most = std::max(most, static_cast<float>(n) / static_cast<float>(std::max<std::int64_t>(layer.all, 1)));
  }
  return most > 0 ? most : 1;
}

// An outline for each arm; a ReLU's zeros stand to the left as bars of their own, from 0 to all.
void histogram(const Context& c, int row, Rect r) {
  const Style& style = c.style;
  const ShownArms arms = shown_arms(c.run);
  const float line = std::ceil(line_height(style.small));
  const bool zeros = relu(c, row);
  const float zeros_wide = zeros ? std::clamp(r.width() * 0.17f, 44.0f, 90.0f) : 0;
  const Rect area{{r.min.x + zeros_wide, r.min.y + line + 4}, {r.max.x, r.max.y - line - 4}};
  mark("activations", row, area.min.x, area.min.y, area.width(), area.height());
  const Layer& any = layer_of(c, *arms.begin(), row);
  const float top = tallest(c, row), width = area.width() / bins;
  const auto share = [&](int a, int b) {
    const Layer& layer = layer_of(c, a, row);
    return static_cast<float>(nth(layer.count, b)) / static_cast<float>(std::max<std::int64_t>(layer.all, 1));
  };
  const auto y_of = [&](float s) { return std::round(area.max.y - s / top * area.height()); };
  text_fit(canvas(), style.small, {area.min.x, r.min.y}, area.width(), style.text_faint,
           Words().add(tr("share of activations, up to %s"), percent(static_cast<double>(top)).chars));
  canvas()->AddRectFilled({area.min.x, area.min.y}, {area.max.x, area.min.y + 1}, style.grid);
  canvas()->AddRectFilled({area.min.x, area.max.y}, {area.max.x, area.max.y + 1}, style.track);
  for (int a : arms) {
    const ImU32 color = arm_color(style, c.run, a);
    std::array<ImVec2, 2 * bins + 1> outline;
    int corners = 0;
    float before = -1;
    for (int b = 0; b < bins; ++b) {
      const float x = area.min.x + width * static_cast<float>(b), y = y_of(share(a, b));
      if (y != before) {  // from the former height to this one
        if (b > 0) nth(outline, corners++) = {x, before + 0.5f};
        nth(outline, corners++) = {x, y + 0.5f};
      }
      before = y;
      if (y < area.max.y) canvas()->AddRectFilled({x, y}, {x + width, area.max.y}, with_alpha(color, 0.10f));
    }
    nth(outline, corners++) = {area.max.x, before + 0.5f};
    canvas()->AddPolyline(outline.data(), corners, color, 0, 1.6f);
  }
  const auto value = [](float v) { return Words().add(v < 0 ? "−%g" : "%g", static_cast<double>(std::abs(v))); };
  text(canvas(), style.small, {area.min.x, area.max.y + 3}, style.text_faint,
       zeros ? Words().add("> 0") : value(any.low));
  text_right(canvas(), style.small, {area.max.x, area.max.y + 3}, style.text_faint,
             Words().add(tr("activation %s"), value(any.high).chars));
  if (any.low < 0) text_center(canvas(), style.small, {area.center().x, area.max.y + 3}, style.text_faint, "0");
  if (zeros) {
    const Rect bars{{r.min.x, area.min.y}, {area.min.x - 14, area.max.y}};
    const float pitch = bars.width() / static_cast<float>(arms.count);
    float x = bars.min.x;
    canvas()->AddRectFilled({bars.min.x, bars.max.y}, {bars.max.x, bars.max.y + 1}, style.track);
    text_fit(canvas(), style.small, {bars.min.x, r.min.y}, area.min.x - bars.min.x - 4, style.text_faint, "100 %");
    text_center(canvas(), style.small, {bars.center().x, bars.max.y + 3}, style.text_faint, "= 0");
    canvas()->AddRectFilled({bars.min.x, bars.min.y}, {bars.max.x, bars.min.y + 1}, style.grid);
    for (int a : arms) {
      const auto s = static_cast<float>(share_of(c, layer_of(c, a, row), row));
      canvas()->AddRectFilled({std::round(x), std::round(bars.max.y - s * bars.height())},
                              {std::round(x + pitch * 0.8f), bars.max.y}, arm_color(style, c.run, a));
      x += pitch;
    }
    explain(style, bars,
            tr("The share of activations that are exactly 0, of all; the histogram beside it holds the others."));
  }
  if (!pointed_at(area)) return;
  const int bin = std::clamp(static_cast<int>((ImGui::GetIO().MousePos.x - area.min.x) / width), 0, bins - 1);
  const float step = (any.high - any.low) / bins, low = any.low + step * static_cast<float>(bin);
  Words hinted =
      Words().add(tr("activations from %.3g to %.3g"), static_cast<double>(low), static_cast<double>(low + step));
  for (int a : arms) hinted.add("\n%s: %s", arm_name(c.run, a), percent(static_cast<double>(share(a, bin))).chars);
  hint(style, hinted);
}

// A row of figures for each arm.
void table(const Context& c, int row, Rect r, float line) {
  const Style& style = c.style;
  const bool ends = has_ends(c, row);
  const float names = std::min(r.width() * 0.34f, 130.0f), room = (r.width() - names) / 3;
  const char* mean_name = activation(c, row) == net::Activation::tanh || activation(c, row) == net::Activation::linear
                              ? tr("mean |a|")
                              : tr("mean a");
  const char* heads[] = {mean_name, share_name(c, row), silent_name(c, row)};
  const char* help[] = {tr("Of all units and test examples, dropout off."),
                        ends ? tr("The share of activations within 0.05 of an end of the range.")
                             : tr("The share of activations that are exactly 0."),
                        explain_silent(c, row)};
  for (int i = 0; i < 3; ++i) {
    const float right = r.min.x + names + room * static_cast<float>(i + 1);
    text_right(canvas(), style.small, {right, r.min.y}, style.text_muted, heads[i]);
    explain(style, {{right - room, r.min.y}, {right, r.min.y + line}}, help[i]);
  }
  float y = r.min.y + line;
  for (int a : shown_arms(c.run)) {
    const Layer& layer = layer_of(c, a, row);
    const double mean = layer.low < 0 ? layer.mean_size : layer.mean;
    const Words value[] = {figure(mean), percent(share_of(c, layer, row)),
                           Words().add(tr("%d of %d"), layer.silent, units_of(c, row))};
    text_fit(canvas(), style.small_bold, {r.min.x, y}, names - 6, arm_color(style, c.run, a), arm_name(c.run, a));
    for (int i = 0; i < 3; ++i)
      text_right(canvas(), style.small, {r.min.x + names + room * static_cast<float>(i + 1), y}, style.text, value[i]);
    const Rect place{{r.min.x, y}, {r.max.x, y + line}};
    Words words =
        Words().add("%s, %s: %s %s, %s %s, %s %s", arm_name(c.run, a), layer_name(row, c.run.shape.layers).chars,
                    heads[0], value[0].chars, heads[1], value[1].chars, heads[2], value[2].chars);
    if (layer.silent > 0) words.add(": %s", names_of_silent(c, found_of(c, a), row).chars);
    announce_words(place, words);
    if (layer.silent > 0)
      explainf(style, place, "%s %s: %s", arm_name(c.run, a), heads[2], names_of_silent(c, found_of(c, a), row).chars);
    y += line;
  }
}

// "silent: a²₃, a²₉", for each arm that has such units; returns the y below.
float silent_units(const Context& c, int row, Rect r) {
  const Style& style = c.style;
  const float line = std::ceil(line_height(style.small)) + 3;
  float y = r.min.y;
  for (int a : shown_arms(c.run)) {
    if (layer_of(c, a, row).silent == 0 || y + line > r.max.y + 2) continue;
    const Words names = names_of_silent(c, found_of(c, a), row);
    const float name = text_fit(canvas(), style.small_bold, {r.min.x, y}, r.width() * 0.4f, arm_color(style, c.run, a),
                                arm_name(c.run, a)) +
                       6;
    text_fit(canvas(), style.small, {r.min.x + name, y}, r.width() - name, style.text_muted,
             Words().add("%s: %s", silent_name(c, row), names.chars));
    explain(style, {{r.min.x, y}, {r.max.x, y + line}}, explain_silent(c, row));
    y += line;
  }
  return y;
}

// What this run shows of the claim that dropout makes activations sparser.
Words verdict(const Context& c, int row) {
  const int dropout = c.run.mask_arm, other = c.run.reference;
  if (dropout < 0 || dropout == other || nth(c.run.arm, dropout).muted || nth(c.run.arm, other).muted || !relu(c, row))
    return {};
  const Layer &own = layer_of(c, dropout, row), &others = layer_of(c, other, row);
  if (!std::isfinite(own.mean) || !std::isfinite(others.mean)) return {};
  const bool sparser = own.zeros > others.zeros, smaller = own.mean < others.mean;
  return Words().add(sparser && smaller ? tr("Sparser with %s than with %s here: more zeros, and a smaller mean.")
                     : sparser ? tr("With %s there are more zeros here than with %s, but the mean is not smaller.")
                     : smaller ? tr("With %s the mean is smaller here than with %s, but there are no more zeros.")
                               : tr("Not sparser with %s than with %s here: neither more zeros nor a smaller mean."),
                     arm_name(c.run, dropout), arm_name(c.run, other));
}

}  // namespace

int ActivationsView::chosen(const Context& c) const {
  const int hidden = c.run.shape.layers - 1;
  return row_ >= 1 && row_ <= hidden ? row_ : hidden;
}

float ActivationsView::layers(const Context& c, float right, float y) {
  int choice = chosen(c) - 1;
  const Rect place{{right - dropdown_width(c.style, DropdownKind::link, row_word(choice)), y - 3}, {right, y + 19}};
  call_next(tr("hidden layer"));
  if (dropdown(c.style, "row", place, DropdownKind::link, c.run.shape.layers - 1, row_word, choice,
               tr("Whose activations are shown.")))
    row_ = choice + 1;
  mark("activations_layer", 0, place.min.x, place.min.y, place.width(), place.height());
  return place.min.x;
}

void ActivationsView::draw(const Context& c, Rect r) {
  const Style& style = c.style;
  if (c.run.shape.layers < 2)
    return say(c, r, tr("This network has no hidden unit, so nothing is active. Add a layer."));
  if (shown_arms(c.run).count == 0) return say(c, r, tr("Every arm is muted."));
  if (!c.environment.inspection->fits(c.run, {.activations = true})) return say_too_large(c, r);
  if (found_of(c, 0).iteration < 0)
    return say(c, r,
               Words().add(tr("Counting activations … %.0f %%"),
                           100 * static_cast<double>(c.environment.inspection->activations_progress())));
  const int row = chosen(c);
  const float line = std::ceil(line_height(style.small)) + 3, left = layers(c, r.max.x, r.min.y);
  text_fit(canvas(), style.small, {r.min.x, r.min.y + 1}, left - r.min.x - 8, style.text_muted,
           tr("activations on the test set, dropout off"));
  r.min.y += line + 5;
  const Words words = verdict(c, row);
  const float table_high = line * static_cast<float>(shown_arms(c.run).count + 1);
  const bool wide = r.width() > 560;
  const auto below = [&](Rect place) {
    table(c, row, {place.min, {place.max.x, place.min.y + table_high}}, line);
    if (words.length == 0) {
      if (wide) silent_units(c, row, {{place.min.x, place.min.y + table_high + 10}, place.max});
      return;
    }
    const Rect at{{place.min.x, place.min.y + table_high + (wide ? 10 : 4)}, place.max};
    const float words_end = at.min.y + text_wrapped(nullptr, style.small, {}, at.width(), 0, words);
    if (wide) silent_units(c, row, {{at.min.x, words_end + 10}, at.max});
    announce_words(at, words);
    if (words_end <= place.max.y + 2) text_wrapped(canvas(), style.small, at.min, at.width(), style.text, words);
    explain(
        style, at,
        tr("Srivastava and others (2014, section 7.2) found sparser activations with dropout, on images: few are large "
           "for any one example."));
  };
  if (wide) {
    const float middle = std::round(r.min.x + r.width() * 0.64f);
    histogram(c, row, {r.min, {middle - 16, r.max.y}});
    return below({{middle + 8, r.min.y}, r.max});
  }
  const float words_high = words.length > 0 ? text_wrapped(nullptr, style.small, {}, r.width(), 0, words) + 4 : 0;
  const float bottom = std::max(table_high, std::min(table_high + words_high, r.height() - 90));
  histogram(c, row, {r.min, {r.max.x, r.max.y - bottom - 8}});
  below({{r.min.x, r.max.y - bottom}, r.max});
}

std::unique_ptr<Drawing> activations_view() { return std::make_unique<ActivationsView>(); }

}  // namespace view
