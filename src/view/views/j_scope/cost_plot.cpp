#include "views/j_scope/cost_plot.h"

#include <array>

#include "kit/widgets.h"
#include "run/arms.h"
#include "run/changes.h"
#include "view/tr.h"

namespace view {
namespace {

// A short piece of line, or of the band, with the word that says what it is; returns the x behind it.
float key(const Style& style, float x, float y, float thickness, ImU32 color, const char* word,
          const char* explanation) {
  const float middle = std::round(y + line_height(style.small) * 0.5f), half = thickness * 0.5f;
  canvas()->AddRectFilled({x, middle - half}, {x + 12, middle + half}, color);
  const float end = x + 16 + text(canvas(), style.small, {x + 16, y}, style.text_muted, word);
  explain(style, {{x, y}, {end, y + line_height(style.small)}}, explanation);
  return end + 10;
}

}  // namespace

Plotted cost_plot(const Context& c, int arm, Rect r, const lab::ScopeResult* scope, float strip) {
  const Style& style = c.style;
  const lab::ArmFigures& figures = nth(c.run.arm, arm);
  const ImU32 color = arm_color(style, c.run, arm);
  const bool drops = lab::drops(figures.kind), wide = r.width() > 460;
  const std::array<Curve, 3> curves{{
      {c.run[figures.history_cost_masked], with_alpha(color, 0.6f), 1, drops ? tr("with masks") : tr("in training"), 0,
       0, false},
      {c.run[figures.history_cost_train], color, 2.4f, tr("dropout off, training set"), 0, 0, false},
      {c.run[figures.history_cost_test], style.text, 1.6f, tr("dropout off, test set"), 0, 0, false},
  }};
  float x = key(style, r.min.x, r.min.y, 1, with_alpha(color, 0.8f),
                drops ? (wide ? tr("J with masks") : tr("masks")) : tr("in training"),
                tr("J of the batch as it was trained on, under the masks of that iteration."));
  x = key(style, x, r.min.y, 2.6f, color, wide ? tr("dropout off, training set") : tr("training"),
          tr("J of the training set with every unit in place."));
  x = key(style, x, r.min.y, 1.8f, style.text, wide ? tr("dropout off, test set") : tr("test"),
          tr("J of the test set with every unit in place."));
  Band band;
  if (scope) {
    band = {scope->course(), scope->course_mean(), scope->course_deviation(), with_alpha(color, 0.26f)};
    const Words words = Words().add(wide ? tr("mean ± sd of %d masks at fixed weights") : tr("± sd"), scope->masks);
    if (x + 16 + text_width(style.small, words) <= r.max.x)
      key(style, x, r.min.y, 9, band.color, words,
          tr("Mean and one standard deviation of J over random masks, all at the weights of one iteration. It stands where "
             "it was measured: while this view was open."));
  }
  r.min.y += std::ceil(line_height(style.small)) + 3;
  Axis axis{"J", false, tr("The curves begin with the first iteration.")};
  axis.from_zero = false;
  axis.band = scope ? &band : nullptr;
  axis.strip = strip;
  const Flags flags = change_flags(c.run, reach_of_a_flag(c.run, c.selection.curves));
  const Plotted plotted =
      plot(style, "plot", r, c.run[c.run.history], curves, axis, flags.iterations(), c.selection.curves);
  if (plotted.marks.count > 0) explain_flags(style, c.run, flags, plotted.marks);
  return plotted;
}

}  // namespace view
