// C9: dropout helps where data is scarce for its many inputs, but not always.
#include <algorithm>

#include "lab/sweep_figure.h"
#include "lessons/measures.h"

namespace lab::measures {

// Of a sweep over the number of training points. Figures: test error in % without and with dropout, for the fewest and
// for the most points; for how many numbers of points it was lower with dropout, and of how many.
Measured c9(const Lesson& lesson, const Evidence& evidence) {
  Measured found;
  const SweepState* sweep = evidence.sweep;
  if (!sweep || sweep->at != SweepState::At::done || kind_of(sweep->grid) != SweepKind::points ||
      sweep->grid.iterations != lesson.iterations)
    return found;
  SweepCurves curves;
  if (!sweep_curves(sweep->grid, sweep->rows, SweepFigure::error, curves)) return found;
  const SweepCurve *without = nullptr, *with = nullptr;
  const Experiment& base = sweep->sweep.base;
  for (const SweepCurve& curve : curves.curves) {
    const ArmKind kind = base.arm[static_cast<std::size_t>(curve.arm)].kind;
    if (kind == ArmKind::none && !without) without = &curve;
    if (kind == ArmKind::dropout && !with) with = &curve;
  }
  found.there = true;
  if (!without || !with) return found;
  const std::size_t settings = with->points.size();
  std::size_t lower = 0;
  for (std::size_t i = 0; i < settings; ++i) {
    lower += with->points[i].mean < without->points[i].mean;
    found.answer.push_back(static_cast<float>(with->points[i].mean));
  }
  if (static_cast<int>(settings) != lesson.count) found.answer.clear();
  const auto error = [](const SweepCurve& curve, std::size_t at) { return static_cast<float>(curve.points[at].mean); };
  found.figures = {error(*without, 0),         error(*with, 0),           error(*without, settings - 1),
                   error(*with, settings - 1), static_cast<float>(lower), static_cast<float>(settings)};
  found.verdict = lower == settings ? Verdict::holds : 2 * lower <= settings ? Verdict::fails : Verdict::undecided;
  return found;
}

}  // namespace lab::measures
