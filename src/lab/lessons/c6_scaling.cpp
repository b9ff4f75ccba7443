// C6: at test nothing is dropped and nothing is scaled, as training was scaled.
#include <cmath>

#include "lab/analyses/scaling.h"
#include "lessons/measures.h"

namespace lab::measures {

// Of the first masked layer: what it passes on at test, as so many times what it does in training, on average. Figures:
// that of the arm's own scaling, that of no scaling; test accuracy in % with its own and with none; J on the test set
// with its own and with none.
Measured c6(const Lesson& lesson, const Evidence& evidence) {
  const Snapshot& s = evidence.snapshot;
  Measured found;
  if (!reached(lesson, s)) return found;
  found.there = s.mask_arm < 0;
  if (found.there) return found;
  const ScalingResult& scaling = evidence.inspection.scaling(s.mask_arm);
  if (!reached(lesson, s, scaling.iteration)) return found;
  found.there = true;
  const auto row = static_cast<std::size_t>(scaling.first_masked);
  const auto ratio = [&](std::size_t of) {
    return static_cast<float>(scaling.at_test[of][row] / scaling.in_training[of][row]);
  };
  const auto own = static_cast<std::size_t>(scaling.own);
  constexpr auto neither = static_cast<std::size_t>(net::Scaling::wrong);
  const net::Judgement &right = scaling.tested[own], &unscaled = scaling.tested[neither];
  found.figures = {ratio(own),
                   ratio(neither),
                   percent(right.accuracy),
                   percent(unscaled.accuracy),
                   static_cast<float>(right.cost),
                   static_cast<float>(unscaled.cost)};
  for (std::size_t of = 0; of < net::scalings; ++of) found.answer.push_back(ratio(of));
  found.verdict = at_least(-std::abs(static_cast<double>(found.figures[0]) - 1), -0.05, -0.2);
  return found;
}

}  // namespace lab::measures
