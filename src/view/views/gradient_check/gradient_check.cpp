// Three relative errors on one axis, what they say, and the gradients they are of, dot by dot.
#include <algorithm>
#include <cmath>

#include "kit/announcing.h"
#include "lab/analyses/gradient_check.h"
#include "run/choices.h"
#include "view/marks.h"
#include "view/tr.h"
#include "views/gradient_check/gradient_check.h"

namespace view {
namespace {

using Found = lab::GradientCheckResult;

constexpr int checks = 3;
constexpr double lowest = 1e-10, right = 1e-7, wrong = 1e-3;  // the exercise's bounds
constexpr const char* check_words[] = {N_("mask held"), N_("mask redrawn"), N_("dropout off")};
constexpr const char* check_helps[] = {
    N_("Both costs of a slope, and backpropagation, under one mask: that of one network. Press to plot its gradients."),
    N_("Each cost under a mask of its own: the difference of two networks, divided by 2ε. Press to plot its gradients."),
    N_("The test pass: nothing is dropped. Press to plot its gradients.")};

bool known(const Found& found, int check) { return !std::isnan(nth(found.error, check)); }

// 7.1e-9, 0.0005, 1.000000
Words error_words(double error) {
  if (error >= 0.1) return Words().add("%.6f", error);
  return Words().add("%.1e", error);
}

Words short_number(double v) { return Words().add(v < 0 ? "−%s" : "%s", figure(std::abs(v)).chars); }

// Of which parameters, on which examples.
void what(const Context& c, const Found& found, int arm, Rect r) {
  const int all = c.run.shape.parameters(), looked = static_cast<int>(found.slopes().size());
  Words words, brief;
  words.add(tr("%s at iteration %s: "), arm_name(c.run, arm), grouped(found.iteration).chars);
  brief.add(tr("iteration %s: "), grouped(found.iteration).chars);
  if (looked == all) {
    words.add(tr("all %s parameters"), grouped(all).chars);
    brief.add(tr("%s weights"), grouped(all).chars);
  } else {
    words.add(tr("%s of %s parameters"), grouped(looked).chars, grouped(all).chars);
    brief.add(tr("%s of %s weights"), grouped(looked).chars, compact(all).chars);
  }
  const bool every = found.examples == c.run.train_size;
  words.add(every ? tr(", all %s training examples") : tr(", the first %s training examples"),
            grouped(found.examples).chars);
  brief.add(every ? tr(", %s ex.") : tr(", first %s ex."), grouped(found.examples).chars);
  announce_words(r, words);
  const bool fits = text_width(c.style.small, words) <= r.width();
  text_fit(canvas(), c.style.small, r.min, r.width(), c.style.text_muted, fits ? words : brief);
  explain(
      c.style, r,
      tr("J, its slope [J(w + ε) − J(w − ε)] / 2ε with ε = 1e-6, and backpropagation in double precision, of the data "
         "part of J. Relative error: ‖numeric − backprop‖ / (‖numeric‖ + ‖backprop‖)."));
}

struct LogAxis {
  Rect area;
  float x(double error) const {
    const double t = std::log(std::clamp(error, lowest, 1.0) / lowest) / std::log(1 / lowest);
    return std::round(area.min.x + static_cast<float>(t) * area.width());
  }
};

// A row for each check; returns the y below. A press plots it.
float errors(const Context& c, const Found& found, ImU32 color, Rect r, float high, int& plotted) {
  const Style& style = c.style;
  const float line = std::ceil(line_height(style.small));
  const float name = std::min(r.width() * 0.34f, 116.0f), value = text_width(style.small_bold, "1.000000") + 6;
  const LogAxis axis{{{r.min.x + name, r.min.y}, {r.max.x - value - 6, r.min.y + high * checks}}};
  canvas()->AddRectFilled({axis.area.min.x, r.min.y}, {axis.x(right), axis.area.max.y},
                          with_alpha(style.accent, 0.10f));
  canvas()->AddRectFilled({axis.x(wrong), r.min.y}, axis.area.max, with_alpha(style.warn, 0.10f));
  for (int check = 0; check < checks; ++check) {
    ImGui::PushID(check);
    const Rect row = rect({r.min.x, r.min.y + high * static_cast<float>(check)}, {r.width(), high});
    const float y = row.center().y, words = y - line * 0.5f;
    const bool has = known(found, check);
    const double error = nth(found.error, check);
    if (has) {
      const Press press = press_area(style, "check", row, 3);
      call_last(tr(check_words[check]));
      last_is(Role::toggle, plotted == check);
      const Words said = Words().add(tr("relative error %s"), error_words(error).chars);
      last_says(keep_words(said));
      explain_last(style, tr(check_helps[check]));
      mark("gradient_error", check, row.min.x, row.min.y, row.width(), row.height());
      if (press.hovered) canvas()->AddRectFilled(row.min, row.max, with_alpha(style.hover, 0.5f), 3);
      if (press.pressed) plotted = check;
    }
    const bool chosen = plotted == check && has;
    text_fit(canvas(), chosen ? style.small_bold : style.small, {row.min.x + 2, words}, name - 6,
             has ? style.text : style.text_faint, tr(check_words[check]));
    canvas()->AddRectFilled({axis.area.min.x, std::round(y)}, {axis.area.max.x, std::round(y) + 1}, style.grid);
    if (has) {
      canvas()->AddCircleFilled({axis.x(error), std::round(y) + 0.5f}, 4.5f, color);
      if (chosen) canvas()->AddCircle({axis.x(error), std::round(y) + 0.5f}, 6.5f, color, 0, 1.5f);
    }
    text_right(canvas(), style.small_bold, {row.max.x - 2, words}, has ? style.text : style.text_faint,
               has ? error_words(error) : Words().add("–"));
    ImGui::PopID();
  }
  const float below = axis.area.max.y + 2;
  for (const auto& [error, words] : {std::pair{lowest, "1e-10"}, {right, "1e-7"}, {wrong, "1e-3"}, {1.0, "1"}}) {
    const float x = axis.x(error), half = text_width(style.small, words) * 0.5f;
    text(canvas(), style.small, {std::clamp(x - half, axis.area.min.x - half, axis.area.max.x - half), below},
         style.text_faint, words);
  }
  return below + line + 4;
}

// What the three say together.
Words verdict(const Found& found) {
  const double held = found.error[0], redrawn = found.error[1], first = std::isnan(held) ? found.error[2] : held;
  Words words;
  if (first >= right * 10 && found.kinks > 0)
    return words.add(
        tr("No fault: %s z of kept units are exactly 0, on ReLU’s kink, as where all active units of an "
           "example are dropped and biases are 0. There J has no one slope. Check where no z is 0, as after "
           "some training."),
        grouped(found.kinks).chars);
  if (std::isnan(held)) {
    if (found.error[2] < right * 10)
      words.add(tr("Backpropagation and slope agree. No arm drops units: masks are no matter."));
    return words;
  }
  const bool agrees = held < right * 10;
  if (agrees && redrawn > 0.1)
    words.add(tr("The gradient is right. With the mask redrawn between the two costs it looks wrong: hold the mask."));
  else if (agrees)
    words.add(tr("The gradient is right."));
  if (agrees && found.iteration > 0 && found.start_kinks > 0 && found.start_error >= right * 10)
    words.add(tr(" At iteration 0 it was %s: %s z were exactly 0, on ReLU’s kink."),
              error_words(found.start_error).chars, grouped(found.start_kinks).chars);
  return words;
}

// W²: a¹₃ → a²₁, or the bias of a²₁.
Words parameter_words(const net::Shape& shape, int parameter) {
  int layer = shape.layers - 1;
  while (parameter < shape.weight_offset(layer)) --layer;
  const int inputs = nth(shape.units, layer), at = parameter - shape.weight_offset(layer);
  if (parameter >= shape.bias_offset(layer))
    return Words().add(tr("bias of %s"),
                       unit_name(layer + 1, parameter - shape.bias_offset(layer), shape.layers).chars);
  return Words().add("%s: %s → %s", matrix_name(layer).chars, unit_name(layer, at % inputs, shape.layers).chars,
                     unit_name(layer + 1, at / inputs, shape.layers).chars);
}

// To where the visitor's own dropout is checked; returns its left end.
float own_program(const Context& c, ImVec2 at) {
  const char* word = tr("check mine");
  const float width = button_width(c.style, ButtonKind::link, word),
              high = std::max(line_height(c.style.body) + 4, 22.0f);
  const float y = at.y + line_height(c.style.small) * 0.5f - high * 0.5f;
  const Rect place{{at.x - width, y}, {at.x, y + high}};
  if (button(c.style, "check_mine", place, ButtonKind::link, word)) c.intents.check = true;
  call_last(tr("Check my own program"));
  explain_last(c.style, tr("Paste what your own dropout makes of a small A and dA; its fault is named."));
  mark("check_mine", 0, place.min.x, place.min.y, place.width(), place.height());
  return place.min.x;
}

// Numeric over backpropagated gradient, a dot for each parameter; on the line they are equal.
void dots(const Context& c, const Found& found, int check, ImU32 color, Rect r) {
  const Style& style = c.style;
  const float line = std::ceil(line_height(style.small));
  float wide = 1e-12f, high = 1e-12f;
  for (const Found::Slopes& s : found.slopes()) {
    wide = std::max(wide, std::abs(nth(s.backpropagated, check)));
    high = std::max(high, std::abs(nth(s.numeric, check)));
  }
  wide *= 1.05f, high *= 1.05f;
  text_fit(canvas(), style.small, r.min, r.width(), style.text_muted,
           Words().add(tr("numeric, ±%s · %s"), figure(static_cast<double>(high)).chars, tr(check_words[check])));
  const Rect area{{r.min.x, r.min.y + line + 3}, {r.max.x, r.max.y - line - 3}};
  mark("gradient_dots", check, area.min.x, area.min.y, area.width(), area.height());
  const ImVec2 middle = area.center();
  canvas()->AddRect(area.min, area.max, style.grid);
  canvas()->AddRectFilled({area.min.x, std::round(middle.y)}, {area.max.x, std::round(middle.y) + 1}, style.grid);
  canvas()->AddRectFilled({std::round(middle.x), area.min.y}, {std::round(middle.x) + 1, area.max.y}, style.grid);
  const auto place = [&](float backpropagated, float numeric) {
    return ImVec2(middle.x + backpropagated / wide * area.width() * 0.5f,
                  middle.y - numeric / high * area.height() * 0.5f);
  };
  const float both = std::min(wide, high);
  canvas()->AddLine(place(-both, -both), place(both, both), style.track, 1.5f);
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const bool points = pointed_at(area);
  const Found::Slopes* nearest = nullptr;
  float least = 64;
  for (const Found::Slopes& s : found.slopes()) {
    const ImVec2 at = place(nth(s.backpropagated, check), nth(s.numeric, check));
    canvas()->AddRectFilled({at.x - 1.5f, at.y - 1.5f}, {at.x + 1.5f, at.y + 1.5f}, with_alpha(color, 0.6f));
    const float dx = at.x - mouse.x, dy = at.y - mouse.y, far = dx * dx + dy * dy;
    if (far < least) least = far, nearest = &s;
  }
  text_right(canvas(), style.small, {r.max.x, area.max.y + 3}, style.text_muted,
             Words().add(tr("backprop, ±%s"), figure(static_cast<double>(wide)).chars));
  if (!points || nearest == nullptr) return;
  const float numeric = nth(nearest->numeric, check), back = nth(nearest->backpropagated, check);
  canvas()->AddCircle(place(back, numeric), 5, style.focus, 0, 2);
  hint(style,
       Words().add(tr("%s\nnumeric %s\nbackprop %s"),
                   parameter_words(c.run.shape, static_cast<int>(nearest->parameter)).chars,
                   short_number(static_cast<double>(numeric)).chars, short_number(static_cast<double>(back)).chars));
}

}  // namespace

void GradientCheckView::draw(const Context& c, Rect r) {
  const Style& style = c.style;
  const lab::Inspection& inspection = *c.environment.inspection;
  if (!inspection.fits(c.run, {.gradient_check = true})) return say_too_large(c, r);
  const int arm = lab::checked_arm(c.run);
  const Found& found = inspection.gradient_check(arm);
  if (found.iteration < 0)
    return say(c, r,
               Words().add(tr("Moving parameter after parameter … %.0f %%"),
                           100 * static_cast<double>(inspection.gradient_check_progress())));
  if (!known(found, plotted_)) plotted_ = static_cast<int>(net::CheckedMasks::off);
  const ImU32 color = arm_color(style, c.run, arm);
  const float line = std::ceil(line_height(style.small));
  const Words words = verdict(found);
  const float told = words.length > 0 ? text_wrapped(nullptr, style.small, {0, 0}, r.width(), 0, words) + 6 : 0.0f;
  const float end = own_program(c, {r.max.x, r.min.y});
  what(c, found, arm, {r.min, {end - 8, r.min.y + line}});
  const float top = r.min.y + line + 6, room = r.max.y - top - line - 6 - told;
  const float high = std::clamp(room / checks, line + 2, style.touch ? 44.0f : 24.0f);
  float y = errors(c, found, color, {{r.min.x, top}, r.max}, high, plotted_);
  if (words.length > 0) announce_words({{r.min.x, y}, {r.max.x, y + told}}, words);
  text_wrapped(canvas(), style.small, {r.min.x, y}, r.width(), style.text, words);
  y += told;
  constexpr float least_plot = 110, least_width = 560, gap = 20;
  if (r.max.y - y < least_plot) return;
  if (r.width() < least_width) return dots(c, found, plotted_, color, {{r.min.x, y}, r.max});
  const float wide = (r.width() - gap * (checks - 1)) / checks;
  for (int check = 0; check < checks; ++check) {
    const float x = r.min.x + (wide + gap) * static_cast<float>(check);
    if (known(found, check)) dots(c, found, check, color, {{x, y}, {x + wide, r.max.y}});
  }
}

std::unique_ptr<Drawing> gradient_check_view() { return std::make_unique<GradientCheckView>(); }

}  // namespace view
