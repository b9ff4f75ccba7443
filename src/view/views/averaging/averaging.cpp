// One network or many: the sub-networks of the dropout arm, what they answer, and the averages of it.
#include "views/averaging/averaging.h"

#include <algorithm>
#include <cmath>

#include "kit/announcing.h"
#include "lab/analyses/averaging.h"
#include "lab/analyses/crowd.h"
#include "run/choices.h"
#include "run/data_words.h"
#include "view/marks.h"
#include "view/tr.h"

namespace view {
namespace {

using Averaging = lab::AveragingResult;

// "4,096", "2⁴⁸"
Words all_of(const Averaging& found) { return power_of_two(found.droppable); }

int masked_rows_in_front(const Context& c) {
  int rows = 0;
  for (int row = 0; row + 1 < c.run.shape.layers; ++row) rows += nth(nth(c.run.arm, c.run.mask_arm).keep, row) < 1;
  return rows;
}

// "x and a¹": rows before the last that are masked.
Words masked_in_front(const Context& c) {
  Words words;
  int left = masked_rows_in_front(c);
  const auto& keep = nth(c.run.arm, c.run.mask_arm).keep;
  for (int row = 0; row + 1 < c.run.shape.layers; ++row) {
    if (!(nth(keep, row) < 1)) continue;
    words.add("%s%s",
              words.length == 0 ? ""
              : left == 1       ? tr(" and ")
                                : ", ",
              layer_name(row, c.run.shape.layers).chars);
    --left;
  }
  return words;
}

// Which averages are equal here, and why; or by how much they differ.
Words verdict(const Context& c, const Averaging& found, bool brief) {
  const double whole = found.weight_scaling, to_geometric = std::abs(whole - found.geometric),
               to_arithmetic = std::abs(whole - found.arithmetic);
  const Words last = layer_name(c.run.shape.layers - 1, c.run.shape.layers);
  Words words;
  if (c.run.scaling == net::Scaling::wrong)
    return words.add(tr("Nothing is scaled at test: all units at once answer %.3f, %.3f away from the sub-networks’ "
                        "arithmetic mean."),
                     whole, to_arithmetic);
  if (found.of_class < 0) {
    if (found.exact && brief) return words.add(tr("Exactly the mean: only %s, which ŷ reads, is masked."), last.chars);
    if (found.exact)
      words.add(tr("Weight scaling is the mean of all %s, exactly, since only %s, which ŷ reads, is masked."),
                all_of(found).chars, last.chars);
    if (!found.enumerated && found.exact)
      return words.add(tr(" That of the %s drawn is %.3f away."), grouped(lab::drawn_masks).chars, to_arithmetic);
    if (found.exact) return words;
    return words.add(tr("Weight scaling is %.3f away from the mean%s."), to_arithmetic,
                     found.enumerated ? "" : tr(" of those drawn"));
  }
  if (found.exact && brief) return words.add(tr("Exactly equal: only %s, which ŷ reads, is masked."), last.chars);
  if (found.exact) {
    words.add(tr("Weight scaling is the normalized geometric mean of all %s, exactly, since only %s, which ŷ reads, is "
                 "masked"),
              all_of(found).chars, last.chars);
    if (!found.enumerated)
      words.add(tr(" (that of the %s drawn is %.4f away)"), grouped(lab::drawn_masks).chars, to_geometric);
    return words.add(tr(". The arithmetic mean is %.3f away."), to_arithmetic);
  }
  if (brief)
    return words.add(tr("Weight scaling: %.3f from geometric, %.3f from arithmetic"), to_geometric, to_arithmetic);
  const Words front = masked_in_front(c);
  const char* format =
      masked_rows_in_front(c) > 1
          ? tr("Weight scaling is %.3f from the geometric and %.3f from the arithmetic mean%s: only if nothing but %s, "
               "which ŷ reads, were masked would it be the geometric one exactly; here %s are, too.")
          : tr("Weight scaling is %.3f from the geometric and %.3f from the arithmetic mean%s: only if nothing but %s, "
               "which ŷ reads, were masked would it be the geometric one exactly; here %s is, too.");
  return words.add(format, to_geometric, to_arithmetic, found.enumerated ? "" : tr(" of those drawn"), last.chars,
                   front.chars);
}

// The slider of K with its words: the mean's distance, and what is to be expected of it.
float masks_row(const Context& c, const Averaging& found, CrowdState& state, Rect r, bool words_below) {
  const Style& style = c.style;
  const char* label = r.width() > 420 ? tr("masks averaged, K") : tr("K");
  const char* melt = state.all ? tr("apart") : tr("melt all");
  const float button_wide = button_width(style, ButtonKind::quiet, tr("melt all")) - 6;
  const Rect press{{r.max.x - button_wide, r.min.y - 2}, {r.max.x, r.min.y + 22}};
  const float x = r.min.x + text(canvas(), style.small, {r.min.x, r.min.y + 3}, style.text, label) + 8;
  const Rect value{{press.min.x - 50, r.min.y + 1}, {press.min.x - 12, r.min.y + 19}};
  const Rect groove{{x, r.min.y + 1}, {value.min.x - 4, r.min.y + 19}};
  SliderRange range;
  range.low = 1;
  range.high = lab::drawn_masks;
  range.reset = 10;
  range.logarithmic = true;
  range.format = nullptr;
  range.color = arm_color(style, c.run, c.run.mask_arm);
  range.explanation =
      tr("The mean of so many random masks, each drawn once for every point: what dropout left on at test "
         "time would answer. It comes closer to the mean of all as sd/√K does.");
  call_next(tr("masks averaged"));
  if (slider(style, "masks", groove, value, range, state.masks)) state.all = false;
  mark("crowd_masks", 0, groove.min.x, groove.min.y, groove.width(), groove.height());
  if (button(style, "melt", press, ButtonKind::quiet, melt)) state.all = !state.all;
  last_is(Role::toggle, state.all);
  explain_last(style,
               state.all ? tr("Back to the mean of K masks.") : tr("Lets the whole crowd melt into its average."));
  mark("crowd_melt", 0, press.min.x, press.min.y, press.width(), press.height());
  const int count = state.all ? lab::drawn_masks : state.count();
  const double mean = mean_of(found, count), off = std::abs(mean - found.arithmetic),
               expected = found.deviation / std::sqrt(count);
  Words words = Words().add(tr("▾ mean of %s: %.3f"), grouped(count).chars, mean);
  if (found.enumerated)
    words.add(tr(", off by %.4f · sd/√K %.4f"), off, expected);
  else
    words.add(tr(" · sd/√K %.4f · off the mean of %s by %.4f"), expected, grouped(lab::drawn_masks).chars, off);
  const float y = r.min.y + 22, line = std::ceil(line_height(style.small)) + 2;
  const Rect place{{r.min.x, y}, {r.max.x, y + line}};
  announce_words(place, words);
  if (!words_below) return y;
  text_fit(canvas(), style.small, place.min, r.width(), style.text, words);
  explain(style, place,
          tr("How far the mean of these K masks is from the mean of all, and the standard deviation sd of one answer "
             "divided by √K: as far as a mean of K is off typically."));
  return place.max.y;
}

// "test set: one alone 93.3 % · their average 98.3 % · weight scaling 98.2 %"
void test_row(const Context& c, const lab::CrowdResult& found, Rect r) {
  const Style& style = c.style;
  const bool accuracy = std::isfinite(found.arithmetic.accuracy);
  const auto word = [&](const net::Judgement& j) {
    return accuracy ? percent(j.accuracy) : Words().add("J %s", figure(j.cost).chars);
  };
  const char* scaled = c.run.scaling == net::Scaling::wrong ? tr("all units unscaled") : tr("weight scaling");
  const Words alone = word(found.alone), mean = word(found.arithmetic), whole = word(found.weight_scaling);
  Words words = Words().add(tr("test set: one sub-network alone %s · their average %s · %s %s"), alone.chars,
                            mean.chars, scaled, whole.chars);
  announce_words(r, words);
  if (text_width(style.small, words) > r.width())
    words = Words().add(tr("test: one alone %s · average %s · scaled %s"), alone.chars, mean.chars, whole.chars);
  if (text_width(style.small, words) > r.width())
    words = Words().add(tr("alone %s · average %s"), alone.chars, mean.chars);
  text_fit(canvas(), style.small, r.min, r.width(), style.text, words);
  explainf(
      style, r,
      tr("On the test set. One sub-network: the mean over the %d drawn, J %s. The arithmetic mean of %s: J %s. The "
         "normalized geometric mean: J %s. %s: J %s."),
      lab::drawn_masks, figure(found.alone.cost).chars, found.enumerated ? tr("all") : tr("those drawn"),
      figure(found.arithmetic.cost).chars, figure(found.geometric.cost).chars,
      c.run.scaling == net::Scaling::wrong ? tr("All units, nothing scaled") : tr("Weight scaling, as the page tests"),
      figure(found.weight_scaling.cost).chars);
}

// How many there are, whose answers they are.
void heading_row(const Context& c, const Averaging& found, Rect r) {
  Words words;
  if (found.enumerated)
    words.add(tr("all %s sub-networks"), all_of(found).chars);
  else
    words.add(tr("%s of %s sub-networks, drawn"), grouped(lab::drawn_masks).chars, all_of(found).chars);
  announce_words(r, words);
  Words whole = words;
  if (found.of_class >= 0) whole.add(tr(" · probability of %.40s"), class_name(c, found.of_class));
  text_fit(canvas(), c.style.small, r.min, r.width(), c.style.text_muted,
           text_width(c.style.small, whole) <= r.width() ? whole : words);
}

// Why there are none.
const char* no_surfaces(const Context& c, bool crowded) {
  if (!crowded)
    return tr("This network is too large for a crowd of surfaces: what its sub-networks answer stands on the line.");
  if (c.run.shape.inputs() == 2)
    return tr("A regression has no surface: what the sub-networks answer stands on the line.");
  return tr("These inputs are no plane, so there are no surfaces: what the sub-networks answer stands on the line.");
}

}  // namespace

void AveragingView::draw(const Context& c, Rect r) {
  const lab::Inspection& inspection = *c.environment.inspection;
  if (c.run.mask_arm < 0)
    return say(c, r, tr("No arm drops anything: there is one network and no other. Lower a keep_prob."));
  if (!inspection.fits(c.run, {.averaging = true})) return say_too_large(c, r);
  const Averaging& found = inspection.averaging(c.run.mask_arm);
  const lab::CrowdResult& crowd = inspection.crowd(c.run.mask_arm);
  if (found.iteration < 0) return say(c, r, tr("Running through the sub-networks …"));
  if (found.droppable == 0)
    return say(c, r, tr("keep_prob is 1 everywhere: every mask leaves the same network. Lower a keep_prob."));
  const Style& style = c.style;
  state_.move(ImGui::GetIO().DeltaTime, c.environment.reduced_motion);
  const float line = std::ceil(line_height(style.small)) + 2, wide = r.width();
  const bool crowded = inspection.fits(c.run, {.crowd = true}), plane = crowded && Pictures::has_plane(c.run);
  heading_row(c, found, {r.min, {point_chooser(c, r.max.x, r.min.y) - 6, r.min.y + line}});
  r.min.y += line + 6;

  const char* instead = no_surfaces(c, crowded);
  const float instead_high = text_wrapped(nullptr, style.body, {}, wide, 0, instead);

  // From below: what there is room for.
  const float needles = AnswerLine::words_height(c, found), least_pictures = plane ? 52.0f : instead_high;
  const Words full = verdict(c, found, false), brief = verdict(c, found, true);
  const float full_high = text_wrapped(nullptr, style.small, {}, wide, 0, full),
              brief_high = text_wrapped(nullptr, style.small, {}, wide, 0, brief);
  float left = r.height() - needles - 24 /* band */ - 24 /* slider */ - 8 - least_pictures;
  const auto takes = [&](float high) {
    if (left < high) return false;
    left -= high;
    return true;
  };
  const bool k_words = takes(line), says_brief = takes(brief_high + 4), says_test = crowded && takes(line + 2),
             says_full = says_brief && takes(full_high - brief_high);
  float y = r.max.y;
  if (says_brief) {
    const Words& words = says_full ? full : brief;
    y -= says_full ? full_high : brief_high;
    text_wrapped(canvas(), style.small, {r.min.x, y}, wide, style.text, words);
    y -= 4;
  }
  announce_words({{r.min.x, y}, r.max}, full);
  if (says_test) {
    y -= line;
    if (crowd.iteration >= 0)
      test_row(c, crowd, {{r.min.x, y}, {r.max.x, y + line}});
    else
      text_fit(canvas(), style.small, {r.min.x, y}, wide, style.text_muted,
               Words().add(tr("test set: … %.0f %%"), 100 * static_cast<double>(inspection.crowd_progress())));
    y -= 2;
  }
  y -= k_words ? 24 + line : 24;
  masks_row(c, found, state_, {{r.min.x, y}, {r.max.x, y + 22}}, k_words);
  y -= 4;
  const float band = std::clamp(24 + left * (plane ? 0.22f : 0.9f), 24.0f, plane ? 64.0f : 260.0f);
  line_.draw(c, found, state_.all ? lab::drawn_masks : state_.count(), {{r.min.x, y - needles - band}, {r.max.x, y}});
  y -= needles + band + 10;
  const Rect pictures{r.min, {r.max.x, y}};
  if (plane) return pictures_.draw(c, crowd, state_, pictures, wide > 560 && pictures.height() > 110);
  if (instead_high <= pictures.height() + 8) return say(c, pictures, instead);
  announce_words(pictures, instead);
}

std::unique_ptr<Drawing> averaging_view() { return std::make_unique<AveragingView>(); }

}  // namespace view
