// Training and test must see the same: mean activations in training, under masks, and at test, with every unit.
#include "views/scaling/scaling.h"

#include <algorithm>
#include <cmath>

#include "kit/announcing.h"
#include "lab/analyses/scaling.h"
#include "run/choices.h"
#include "view/marks.h"
#include "view/tr.h"

namespace view {
namespace {

using Found = lab::ScalingResult;

constexpr const char* names[net::scalings] = {N_("inverted"), N_("classic"), N_("neither")};
constexpr const char* helps[net::scalings] = {
    N_("Inverted: in training what a kept unit passes on is divided by keep_prob; at test nothing is done."),
    N_("Classic: in training nothing is scaled; at test what each unit passes on is multiplied by keep_prob."),
    N_("Neither: nothing is scaled in training nor at test, so that the layers behind see more at test than they ever did.")};
constexpr int neither = static_cast<int>(net::Scaling::wrong);

double in_training(const Found& found, int scaling, int row) { return nth(nth(found.in_training, scaling), row); }
double at_test(const Found& found, int scaling, int row) { return nth(nth(found.at_test, scaling), row); }

// "2.00", test over training.
Words ratio_words(const Found& found, int scaling, int row) {
  const double ratio = at_test(found, scaling, row) / in_training(found, scaling, row);
  return std::isfinite(ratio) ? Words().add("%.2f", ratio) : Words().add("–");
}

// A mean activation can be read as it is where none is negative.
bool positive(const Context& c) {
  const net::Activation f = c.run.shape.activation[0];
  return f == net::Activation::relu || f == net::Activation::sigmoid;
}

Words row_name(const Context& c, int row) { return layer_name(row, c.run.shape.layers); }

// From x, where it is masked, to the last hidden layer.
int first_row(const Found& found) { return found.first_masked == 0 ? 0 : 1; }

// What a scaling does to the first masked layer and to those behind it.
Words what_it_does(const Context& c, const Found& found, int scaling) {
  const int first = found.first_masked;
  const Words name = row_name(c, first);
  Words words;
  if (scaling == neither) {
    words.add(
        tr("Neither: at test %s, the first masked layer, passes on 1/keep_prob = %.2f times what it did in training"),
        name.chars, 1 / static_cast<double>(nth(found.keep, first)));
  } else {
    words.add(
        scaling == 0
            ? tr("Inverted: %s, the first masked layer, passes on at test what it does in training on average, exactly")
            : tr("Classic: %s, the first masked layer, passes on at test what it does in training on average, exactly"),
        name.chars);
  }
  const int rows = c.run.shape.layers;
  if (first + 1 < rows) words.add("%s", scaling == neither ? "" : tr(". Only there"));
  for (int row = first + 1; row < std::min(rows, first + 4); ++row)
    words.add(tr("%s %s %s times"), row == first + 1 && scaling != neither ? ":" : ",", row_name(c, row).chars,
              ratio_words(found, scaling, row).chars);
  return words.add(".");
}

// What becomes of accuracy and J without scaling, against the test that is scaled.
Words what_it_costs(const Found& found) {
  const net::Judgement &right = found.tested[0], &wrong = nth(found.tested, neither);
  Words words;
  const double points = 100 * (wrong.accuracy - right.accuracy);
  if (std::isfinite(points))
    words.add(std::abs(points) < 1.5 ? tr("Unscaled, the accuracy hardly moves (%s → %s), ")
                                     : tr("Unscaled, the accuracy goes from %s to %s, "),
              percent(right.accuracy).chars, percent(wrong.accuracy).chars);
  else
    words.add(tr("Unscaled, "));
  return words.add(wrong.cost < right.cost ? tr("J falls from %s to %s.") : tr("J rises from %s to %s."),
                   figure(right.cost).chars, figure(wrong.cost).chars);
}

// How the weights looked at come from those trained.
Words whose_weights(const Context& c, const Found& found, int scaling) {
  const int own = static_cast<int>(found.own);
  Words words = own == neither ? Words().add(tr("%s trains unscaled"), arm_name(c.run, c.run.mask_arm))
                               : Words().add(tr("%s trains %s"), arm_name(c.run, c.run.mask_arm), tr(nth(names, own)));
  if (own == scaling) return words.add(tr(": this is its own test."));
  if ((own == 0) == (scaling == 0)) return words.add(tr(": the same weights and training, another test."));
  return words.add(tr("; to see %s at the same training, the weights behind each masked layer are multiplied by %s."),
                   tr(nth(names, scaling)), own == 0 ? "1/keep_prob" : "keep_prob");
}

// Three words with accuracy and J below each; a press chooses. Returns the y below.
float heads(const Context& c, const Found& found, int& chosen, Rect r) {
  const Style& style = c.style;
  const float line = std::ceil(line_height(style.small)) + 2, label = r.width() > 430   ? 150.0f
                                                                      : r.width() > 310 ? 84.0f
                                                                                        : 62.0f;
  const float wide = std::min((r.width() - label) / net::scalings, 150.0f);
  const bool accuracy = std::isfinite(found.masked.accuracy);
  const float high = style.touch && r.height() > 200 ? 36.0f : 24.0f, top = r.min.y;
  const int now = chosen;
  for (int i = 0; i < net::scalings; ++i) {
    const float left = std::round(r.min.x + label + wide * static_cast<float>(i));
    const Rect place{{left, top}, {std::round(left + wide - 3), top + high}};
    if (button(style, nth(names, i), place, ButtonKind::quiet, tr(nth(names, i)), now == i)) chosen = i;
    last_is(Role::toggle, now == i);
    explain_last(style, tr(nth(helps, i)));
    mark("scaling", i, place.min.x, place.min.y, place.width(), place.height());
    const net::Judgement& test = nth(found.tested, i);
    float y = top + high + 3;
    const ImFont* font = now == i ? style.small_bold : style.small;
    const ImU32 ink = now == i ? style.text : style.text_muted;
    if (accuracy) {
      text_center(canvas(), font, {place.center().x, y}, ink, percent(test.accuracy));
      y += line;
    }
    text_center(canvas(), font, {place.center().x, y}, ink, figure(test.cost));
    announce_words({place.min, {place.max.x, y + line}},
                   accuracy ? Words().add(tr("%s: test accuracy %s, J %s"), tr(nth(names, i)),
                                          percent(test.accuracy).chars, figure(test.cost).chars)
                            : Words().add("%s: J %s", tr(nth(names, i)), figure(test.cost).chars));
  }
  float y = top + high + 3;
  const bool brief = label < 100;
  if (accuracy) {
    text_fit(canvas(), style.small, {r.min.x, y}, label - 6, style.text_muted,
             brief ? tr("accuracy") : tr("test accuracy"));
    y += line;
  }
  text_fit(canvas(), style.small, {r.min.x, y}, label - 6, style.text_muted,
           brief ? tr("J at test") : tr("J on the test set"));
  const Words masked = accuracy ? Words().add(tr("under masks all three: %s, J %s"),
                                              percent(found.masked.accuracy).chars, figure(found.masked.cost).chars)
                                : Words().add(tr("under masks all three: J %s"), figure(found.masked.cost).chars);
  explainf(
      style, {r.min, {r.min.x + label, y + line}},
      tr("On the test set, with every unit. Training computes the same under all three, so they cost the same there: %s."),
      masked.chars);
  return y + line;
}

void hatched(Rect r, ImU32 color, ImU32 ground) {
  canvas()->AddRectFilled(r.min, r.max, ground);
  canvas()->PushClipRect(r.min, r.max, true);
  for (float x = r.min.x - r.height(); x < r.max.x; x += 5)
    canvas()->AddLine({x, r.max.y}, {x + r.height(), r.max.y - r.height()}, color, 1.2f);
  canvas()->PopClipRect();
  canvas()->AddRect(r.min, r.max, color, 0, 0, 1);
}

// "▨ in training, under masks   ■ at test, every unit"
void legend(const Context& c, Rect r) {
  const Style& style = c.style;
  const ImU32 color = arm_color(style, c.run, c.run.mask_arm);
  const float size = 9, y = std::round(middle(style.small, r));
  const bool wide = r.width() > 470;
  const char* what = positive(c) ? tr("mean activation") : tr("mean size of the activations");
  float x = r.min.x;
  if (wide) x += text(canvas(), style.small, {x, y}, style.text_muted, what) + 14;
  const float top = std::round(r.center().y - size * 0.5f);
  hatched(rect({x, top}, {size, size}), color, style.panel);
  x += size + 5;
  x += text(canvas(), style.small, {x, y}, style.text_muted, wide ? tr("in training, under masks") : tr("training")) +
       12;
  canvas()->AddRectFilled({x, top}, {x + size, top + size}, color);
  x += size + 5;
  x += text(canvas(), style.small, {x, y}, style.text_muted, wide ? tr("at test, every unit") : tr("test")) + 12;
  text_right(canvas(), style.small, {r.max.x, y}, style.text_muted, tr("test ÷ training"));
  explainf(
      style, r,
      tr("The %s that each layer passes on, over its units and the test set: in training the mean over %d random masks "
         "for each example."),
      what, lab::scaling_masks);
}

void bars(const Context& c, const Found& found, int chosen, Rect r) {
  const Style& style = c.style;
  const float line = std::ceil(line_height(style.small)) + 2;
  const int first = first_row(found), rows = c.run.shape.layers - first;
  const bool low = r.height() < 100;  // names stand beside the ratios
  const Rect area{{r.min.x, r.min.y + line}, {r.max.x, r.max.y - (low ? 2 : line)}};
  double most = 0;
  for (int i = 0; i < net::scalings; ++i)
    for (int row = first; row < c.run.shape.layers; ++row)
      for (const double v : {in_training(found, i, row), at_test(found, i, row)})
        if (std::isfinite(v)) most = std::max(most, v);
  canvas()->AddRectFilled({area.min.x, area.max.y}, {area.max.x, area.max.y + 1}, style.track);
  if (rows < 1 || !(most > 0)) return;
  const ImU32 color = arm_color(style, c.run, c.run.mask_arm);
  const float pitch = std::min(area.width() / static_cast<float>(rows), 230.0f),
              bar = std::clamp(pitch * 0.27f, 8.0f, 60.0f);
  for (int i = 0; i < rows; ++i) {
    const int row = first + i;
    const double training = in_training(found, chosen, row), test = at_test(found, chosen, row);
    const float center =
        std::round(area.center().x + pitch * (static_cast<float>(i) + 0.5f - 0.5f * static_cast<float>(rows)));
    const auto top = [&](double v) {
      return std::round(area.max.y - std::max(static_cast<float>(v / most) * area.height(), 1.0f));
    };
    const Rect left{{center - bar - 2, top(training)}, {center - 2, area.max.y}},
        right{{center + 2, top(test)}, {center + 2 + bar, area.max.y}};
    if (!std::isfinite(training) || !std::isfinite(test)) continue;
    hatched(left, color, style.panel);
    canvas()->AddRectFilled(right.min, right.max, color);
    mark("scaling_training", row, left.min.x, left.min.y, left.width(), left.height());
    mark("scaling_test", row, right.min.x, right.min.y, right.width(), right.height());
    const Words ratio = ratio_words(found, chosen, row), name = row_name(c, row);
    text_center(canvas(), style.small_bold, {center, std::min(left.min.y, right.min.y) - line + 1}, style.text,
                low ? Words().add("%s %s×", name.chars, ratio.chars) : Words().add("%s×", ratio.chars));
    if (!low) text_center(canvas(), style.small, {center, area.max.y + 3}, style.text_muted, name);
    const Rect group{{center - pitch * 0.5f, r.min.y}, {center + pitch * 0.5f, r.max.y}};
    const Words words = Words().add(tr("%s passes on %s in training, under masks, %s at test: %s times"), name.chars,
                                    figure(training).chars, figure(test).chars, ratio.chars);
    announce_words(group, words);
    if (pointed_at(group)) hint(style, words);
  }
}

void says(const Context& c, const ImFont* font, std::span<const Words> sentences, Rect r, float gap) {
  for (const Words& words : sentences) {
    announce_words({r.min, r.max}, words);
    r.min.y += text_wrapped(canvas(), font, r.min, r.width(), c.style.text, words) + gap;
  }
}

}  // namespace

void ScalingView::draw(const Context& c, Rect r) {
  const lab::Inspection& inspection = *c.environment.inspection;
  if (c.run.mask_arm < 0)
    return say(c, r, tr("No arm drops anything, so training and test see the same. Lower a keep_prob."));
  if (!inspection.fits(c.run, {.scaling = true})) return say_too_large(c, r);
  const Found& found = inspection.scaling(c.run.mask_arm);
  if (found.iteration < 0)
    return say(c, r,
               Words().add(tr("Drawing masks … %.0f %%"), 100 * static_cast<double>(inspection.scaling_progress())));
  if (found.first_masked >= c.run.shape.layers)
    return say(c, r, tr("keep_prob is 1 everywhere: training and test see the same. Lower a keep_prob."));
  const int chosen = chosen_ < 0 ? static_cast<int>(found.own) : chosen_;
  const Words sentences[] = {what_it_does(c, found, chosen), what_it_costs(found), whose_weights(c, found, chosen)};
  int pressed = chosen;
  const float line = std::ceil(line_height(c.style.small)) + 2;
  if (r.width() > 620) {
    const float middle = std::round(r.min.x + r.width() * 0.56f);
    const Rect words{{middle + 14, r.min.y}, r.max};
    says(c, c.style.body, sentences, {{words.min.x, heads(c, found, pressed, words) + 14}, r.max}, 10);
    legend(c, {r.min, {middle - 14, r.min.y + line}});
    bars(c, found, chosen, {{r.min.x, r.min.y + line}, {middle - 14, r.max.y}});
  } else {
    const float y = heads(c, found, pressed, r) + 4;
    // as many of the sentences as leave room for the bars
    float bottom = r.max.y;
    int shown = 0;
    for (; shown < 3; ++shown) {
      const float high = text_wrapped(nullptr, c.style.small, {}, r.width(), 0, sentences[shown]) + 2;
      if (bottom - high - y - line < 80) break;
      bottom -= high;
    }
    says(c, c.style.small, std::span(sentences).first(static_cast<std::size_t>(shown)), {{r.min.x, bottom}, r.max}, 2);
    for (int i = shown; i < 3; ++i) announce_words({{r.min.x, bottom}, r.max}, sentences[i]);
    legend(c, {{r.min.x, y}, {r.max.x, y + line}});
    bars(c, found, chosen, {{r.min.x, y + line}, {r.max.x, bottom - (shown > 0 ? 6.0f : 0.0f)}});
  }
  if (pressed != chosen) chosen_ = pressed;
}

std::unique_ptr<Drawing> scaling_view() { return std::make_unique<ScalingView>(); }

}  // namespace view
