// J in the course of the run with the band of J at the present weights, and masks drawn one by one.
#include "views/j_scope/j_scope.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "kit/announcing.h"
#include "kit/plot.h"
#include "lab/analyses/scope.h"
#include "run/changes.h"
#include "run/choices.h"
#include "view/marks.h"
#include "view/tr.h"
#include "views/j_scope/cost_plot.h"

namespace view {
namespace {

using Scope = lab::ScopeResult;

// The costs of the band lying on their side: how often which J came out.
void histogram(const Scope& scope, const Plotted& plot, ImU32 color) {
  constexpr std::size_t most_bins = 25;
  const std::span<const float> costs = scope.costs();
  if (costs.size() < 2) return;
  const auto [low, high] = std::minmax_element(costs.begin(), costs.end());
  const float high_on_screen = plot.y(*low) - plot.y(*high);
  const std::size_t bins = std::clamp(static_cast<std::size_t>(high_on_screen / 3), std::size_t{5}, most_bins);
  const float step = std::max((*high - *low) / static_cast<float>(bins), 1e-9f);
  std::array<int, most_bins> count{};
  for (const float j : costs) ++count[std::min(static_cast<std::size_t>((j - *low) / step), bins - 1)];
  const int most = *std::max_element(count.begin(), count.end());
  const Rect strip = plot.strip;
  for (std::size_t b = 0; b < bins; ++b) {
    const float top = plot.y(*low + static_cast<float>(b + 1) * step),
                bottom = plot.y(*low + static_cast<float>(b) * step);
    const float wide = strip.width() * static_cast<float>(count[b]) / static_cast<float>(most);
    canvas()->AddRectFilled({strip.min.x, top}, {strip.min.x + wide, std::max(bottom, top + 1)},
                            with_alpha(color, 0.4f));
  }
  const auto mean = static_cast<float>(scope.mean), deviation = static_cast<float>(scope.deviation);
  const float y = std::round(plot.y(mean));
  canvas()->AddRectFilled({strip.min.x, y}, {strip.max.x, y + 1.5f}, color);
  for (const float edge : {mean - deviation, mean + deviation})
    canvas()->AddRectFilled({strip.min.x, std::round(plot.y(edge))}, {strip.max.x, std::round(plot.y(edge)) + 1},
                            with_alpha(color, 0.7f));
}

// Each J that was drawn, beside those of about the same height.
void dots(const Style& style, std::span<const float> costs, const Plotted& plot) {
  constexpr float radius = 2.5f;
  for (std::size_t i = 0; i < costs.size(); ++i) {
    const float y = plot.y(costs[i]);
    int before = 0;
    for (std::size_t k = 0; k < i; ++k) before += std::abs(plot.y(costs[k]) - y) < 2 * radius;
    const float x = plot.strip.min.x + radius + 1 +
                    std::fmod(static_cast<float>(before) * 2 * radius, plot.strip.width() - 2 * radius);
    canvas()->AddCircleFilled({x, y}, radius, i + 1 == costs.size() ? style.focus : style.text, 12);
  }
}

Words moments(std::span<const float> costs) {
  double mean = 0, squares = 0;
  for (const float j : costs) mean += static_cast<double>(j) / static_cast<double>(costs.size());
  for (const float j : costs) squares += (static_cast<double>(j) - mean) * (static_cast<double>(j) - mean);
  Words words = Words().add("J %.3f", mean);
  if (costs.size() > 1) words.add(" ± %.3f", std::sqrt(squares / static_cast<double>(costs.size() - 1)));
  return words;
}

}  // namespace

float JScopeView::mode_tabs(const Context& c, Rect r) {
  static constexpr std::array<const char*, 3> words{N_("run"), N_("drill"), N_("find the bug")};
  static constexpr std::array<const char*, 3> explanations{
      N_("J in the course of the run, and what other masks would have made of it at the same weights."),
      N_("The lecture's check of a program: with dropout off and plain gradient descent, J must fall in every iteration."),
      N_("Three small programs, of which one has a bug: which?")};
  float x = r.min.x;
  for (int i = 0; i < 3; ++i) {
    const float width = button_width(c.style, ButtonKind::link, tr(nth(words, i))) + 6;
    const Rect place{{x, r.min.y - 2}, {x + width, r.max.y}};
    ImGui::PushID(i);
    if (button(c.style, "mode", place, ButtonKind::link, tr(nth(words, i)), mode_ == i)) mode_ = static_cast<Mode>(i);
    last_is(Role::toggle, mode_ == i);
    mark_item("j_mode", i);
    explain_last(c.style, tr(nth(explanations, i)));
    ImGui::PopID();
    x += width + 4;
  }
  return x;
}

// "re-roll": stands the run still, then J under one more mask at each press.
void JScopeView::reroll(const Context& c, int arm, Rect r) {
  const Style& style = c.style;
  const Scope& scope = c.environment.inspection->scope(arm);
  const bool here = rolled_.run == c.run.run && rolled_.typed == c.run.typed && rolled_.iteration == c.run.iteration &&
                    rolled_.arm == arm;
  const bool stands = !c.environment.playing;
  if (rolled_.stopping && stands) {
    rolled_ = {c.run.run, c.run.typed, c.run.iteration, arm, 1, false};
  } else if (!here && !rolled_.stopping) {
    rolled_ = {};
  }
  const char* label = stands ? tr("re-roll the masks") : tr("freeze and re-roll");
  const float width = button_width(style, ButtonKind::quiet, label);
  const Rect place{r.min, {r.min.x + width, r.max.y}};
  const bool pressed = button(style, "reroll", place, ButtonKind::quiet, label);
  mark_item("reroll");
  explain_last(style,
               tr("The run stands still, and each press draws J of the training set under one more random mask, at the "
                  "same weights."));
  if (pressed && !stands) {
    c.intents.toggle_play = true;
    rolled_.stopping = true;
  } else if (pressed && rolled_.count < Scope::further) {
    rolled_ = {c.run.run, c.run.typed, c.run.iteration, arm, rolled_.count + 1, false};
  }
  const std::span<const float> known =
      scope.iteration == c.run.iteration ? scope.further_costs() : std::span<const float>{};
  const std::span<const float> drawn = known.first(std::min(known.size(), static_cast<std::size_t>(rolled_.count)));
  Words words;
  if (rolled_.count > 0 && drawn.empty()) {
    words.add(tr("drawing …"));
  } else if (!drawn.empty()) {
    words.add(tr("%d drawn: %s, last %.3f"), static_cast<int>(drawn.size()), moments(drawn).chars,
              static_cast<double>(drawn.back()));
  } else if (scope.masks > 1) {
    words.add(tr("%d masks: J %.3f ± %.3f (%.1f %%)"), scope.masks, scope.mean, scope.deviation,
              100 * scope.deviation / scope.mean);
  }
  const Rect beside{{place.max.x + 10, r.min.y}, r.max};
  announce_words(beside, words);
  text_fit(canvas(), style.small, {beside.min.x, middle(style.small, r)}, beside.width(), style.text, words);
}

void JScopeView::draw_course(const Context& c, int arm, Rect r) {
  const Style& style = c.style;
  const Scope& scope = c.environment.inspection->scope(arm);
  const ImU32 color = arm_color(style, c.run, arm);
  const bool shows = scope.iteration >= 0 && scope.drops;
  const float high = std::max(style.control_height - 2, style.touch ? 40.0f : 0.0f);
  const Rect plot_place{r.min, {r.max.x, r.max.y - high - 6}};
  const std::span<const float> band = shows ? scope.costs() : std::span<const float>{};
  const bool rolls = shows && rolled_.count > 0 && scope.iteration == c.run.iteration;
  const std::span<const float> further = rolls ? scope.further_costs() : std::span<const float>{};
  const std::span<const float> drawn = further.first(std::min(further.size(), static_cast<std::size_t>(rolled_.count)));
  const Plotted plot =
      cost_plot(c, arm, plot_place, shows ? &scope : nullptr, shows ? std::clamp(r.width() * 0.16f, 46.0f, 130.0f) : 0);
  if (shows && plot.strip.width() > 0) {
    histogram(scope, plot, color);
    dots(style, drawn, plot);
    mark("band", arm, plot.strip.min.x, plot.strip.min.y, plot.strip.width(), plot.strip.height());
    explain(style, plot.strip,
            Words().add(
                tr("J of the training set under %d random masks at the weights of iteration %s: how often each came "
                   "out, their mean and one standard deviation. Dots: masks drawn one by one."),
                static_cast<int>(band.size()), grouped(scope.iteration).chars));
  }
  const Rect row{{r.min.x, r.max.y - high}, r.max};
  if (shows) return reroll(c, arm, row);
  const char* words = scope.iteration < 0 ? tr("Drawing masks …")
                                          : tr("Nothing is dropped in this arm: at these weights J is one number.");
  announce_words(row, words);
  text_fit(canvas(), style.small, {row.min.x, middle(style.small, row)}, row.width(), style.text_muted, words);
}

void JScopeView::draw(const Context& c, Rect r) {
  const int arm = chosen_arm(c);
  if (arm < 0) return say(c, r, tr("Every arm is muted."));
  if (!c.environment.inspection->fits(c.run, {.scope = true})) return say_too_large(c, r);
  const float line = std::max(std::ceil(line_height(c.style.bold)) + 4, c.style.touch ? 30.0f : 0.0f);
  const float end = mode_tabs(c, {r.min, {r.max.x, r.min.y + line - 2}});
  if (mode_ != bug && dropdown_width(c.style, DropdownKind::link, arm_name(c.run, arm)) < r.max.x - end)
    arm_list(c, r.max.x, r.min.y);
  r.min.y += line + 4;
  mark("j_scope", mode_, r.min.x, r.min.y, r.width(), r.height());
  if (mode_ == course) draw_course(c, arm, r);
  if (mode_ == drill) draw_drill(c, arm, r);
  if (mode_ == bug) draw_bug(c, r);
}

std::unique_ptr<Drawing> j_scope_view() { return std::make_unique<JScopeView>(); }

}  // namespace view
