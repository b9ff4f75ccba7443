// C7: the network with all its units stands for all its sub-networks.
#include <cmath>

#include "lab/analyses/averaging.h"
#include "lab/analyses/crowd.h"
#include "lessons/measures.h"

namespace lab::measures {

// Figures: how far the whole network's answer for the shown example is from the geometric and from the arithmetic mean
// of all sub-networks, and from one of them typically; test accuracy in % of one alone, of the whole, of the arithmetic
// mean; J on the test set of one alone and of the whole.
Measured c7(const Lesson& lesson, const Evidence& evidence) {
  const Snapshot& s = evidence.snapshot;
  Measured found;
  if (!reached(lesson, s)) return found;
  found.there = s.mask_arm < 0;
  if (found.there) return found;
  const AveragingResult& shown = evidence.inspection.averaging(s.mask_arm);
  const CrowdResult& crowd = evidence.inspection.crowd(s.mask_arm);
  if (!reached(lesson, s, shown.iteration) || !reached(lesson, s, crowd.iteration)) return found;
  found.there = true;
  const auto geometric = static_cast<float>(std::abs(shown.weight_scaling - shown.geometric)),
             arithmetic = static_cast<float>(std::abs(shown.weight_scaling - shown.arithmetic));
  // from one sub-network, as a root mean square
  const auto one = std::hypot(arithmetic, static_cast<float>(shown.deviation));
  found.figures = {geometric,
                   arithmetic,
                   one,
                   percent(crowd.alone.accuracy),
                   percent(crowd.weight_scaling.accuracy),
                   percent(crowd.arithmetic.accuracy),
                   static_cast<float>(crowd.alone.cost),
                   static_cast<float>(crowd.weight_scaling.cost),
                   static_cast<float>(crowd.geometric.cost)};
  found.answer = places(std::vector<float>{-geometric, -arithmetic, -one});
  found.verdict = at_least(-static_cast<double>(geometric), -0.001, -0.005);
  return found;
}

}  // namespace lab::measures
