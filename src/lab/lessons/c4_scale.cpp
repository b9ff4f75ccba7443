// C4: like L2, but adapted to the activations: what masks leave of a weight does not depend on the scale of its input.
#include <algorithm>
#include <cmath>

#include "lessons/measures.h"

namespace lab::measures {

// Of the first unit's weights on its smallest and its largest input. Figures: what dropout leaves of the one and of the
// other, what L2 leaves of them, as shares of the weight without either; how many times as large the large input is.
Measured c4(const Lesson& lesson, const Evidence& evidence) {
  const Snapshot& s = evidence.snapshot;
  Measured found;
  const int none = first_arm(s, ArmKind::none), dropout = first_arm(s, ArmKind::dropout),
            l2 = first_arm(s, ArmKind::l2);
  if (!reached(lesson, s)) return found;
  found.there = true;
  if (none < 0 || dropout < 0 || l2 < 0) return found;
  const auto size_of = [&](int input) {
    const auto x =
        s[s.train_x].subspan(static_cast<std::size_t>(input * s.train_size), static_cast<std::size_t>(s.train_size));
    double sum = 0;
    for (const float value : x) sum += static_cast<double>(value) * static_cast<double>(value);
    return std::sqrt(sum / s.train_size);
  };
  int small = 0, large = 0;
  for (int j = 1; j < s.shape.inputs(); ++j) {
    if (size_of(j) < size_of(small)) small = j;
    if (size_of(j) > size_of(large)) large = j;
  }
  const auto left = [&](int arm, int input) {
    const auto w = [&](int of) { return net::weights(s.shape, 0, s[arm_of(s, of).parameters].data())(0, input); };
    return w(arm) / w(none);
  };
  found.figures = {left(dropout, small), left(dropout, large), left(l2, small), left(l2, large),
                   static_cast<float>(size_of(large) / size_of(small))};
  found.answer = {found.figures[0], found.figures[1]};
  found.besides = {found.figures[2], found.figures[3]};
  found.besides_arm = l2;
  const float moved = std::abs(found.figures[0] - found.figures[1]),
              moved_l2 = std::abs(found.figures[2] - found.figures[3]);
  found.verdict = moved >= 0.3f || moved_l2 <= 0.15f ? Verdict::fails
                  : moved < 0.15f && moved_l2 > 0.3f ? Verdict::holds
                                                     : Verdict::undecided;
  return found;
}

}  // namespace lab::measures
