#include "views/keep_by_layer/ranked.h"

#include <algorithm>
#include <cmath>

#include "view/tr.h"

namespace view {

bool diverged(const Run& run, int after) {
  return run.diverged_at >= 0 && run.diverged_at <= nth(lab::tried_after, after);
}

Ranked ranked(const std::vector<Run>& runs, int after) {
  Ranked all;
  for (std::size_t i = 0; i < runs.size(); ++i)
    if (nth(runs[i].test, after).iteration >= 0 || diverged(runs[i], after)) nth(all.index, all.count++) = i;
  const auto cost = [&](std::size_t i) {
    const float j = nth(runs[i].test, after).cost;
    return diverged(runs[i], after) || !std::isfinite(j) ? HUGE_VALF : j;
  };
  std::stable_sort(all.index.begin(), all.index.begin() + all.count,
                   [&](std::size_t a, std::size_t b) { return cost(a) < cost(b); });
  return all;
}

bool is_set(const Context& c, int arm, const Run& run) {
  const auto end = run.keep.begin() + c.run.shape.layers;
  return std::equal(run.keep.begin(), end, nth(c.experiment.arm, arm).keep.begin());
}

void set_choice(const Context& c, int arm, const Run& run) {
  for (int row = 0; row < c.run.shape.layers; ++row)
    if (nth(nth(c.experiment.arm, arm).keep, row) != nth(run.keep, row))
      c.intents.edit(lab::FieldId::keep, static_cast<double>(nth(run.keep, row)), row, arm);
}

Words choice_words(const Context& c, const Run& run, const char* between) {
  Words words;
  for (int row = 0; row < c.run.shape.layers; ++row)
    words.add("%s%.3g", row > 0 ? between : "", static_cast<double>(nth(run.keep, row)));
  return words;
}

Words cost_words(const Run& run, int after) {
  if (diverged(run, after)) return Words().add(tr("diverged"));
  return Words().add("%.3f", static_cast<double>(nth(run.test, after).cost));
}

Words run_words(const Context& c, const Run& run, int after) {
  Words words =
      Words().add(tr("keep_prob %s: test J %s"), choice_words(c, run, ", ").chars, cost_words(run, after).chars);
  const float accuracy = nth(run.test, after).accuracy;
  if (std::isfinite(accuracy) && !diverged(run, after))
    words.add(tr(", accuracy %s"), percent(static_cast<double>(accuracy)).chars);
  return words;
}

}  // namespace view
