// C8: under masks the cost J is no longer well defined; with dropout off it falls in every iteration.
#include "lessons/measures.h"

namespace lab::measures {

// Figures: in how many of 100 iterations J rose without and with dropout; how many were compared.
Measured c8(const Lesson& lesson, const Evidence& evidence) {
  const Snapshot& s = evidence.snapshot;
  Measured found;
  const int none = first_arm(s, ArmKind::none), dropout = first_arm(s, ArmKind::dropout);
  if (!reached(lesson, s)) return found;
  found.there = true;
  if (none < 0 || dropout < 0) return found;
  const Rises &without = arm_of(s, none).rises, &with = arm_of(s, dropout).rises;
  const auto share = [](const Rises& rises) {
    return rises.compared > 0
               ? static_cast<float>(100 * static_cast<double>(rises.count) / static_cast<double>(rises.compared))
               : unknown_figure;
  };
  found.figures = {share(without), share(with), static_cast<float>(with.compared)};
  if (with.compared > 0) found.answer = {share(with)};
  if (without.compared == 0 || with.compared == 0) return found;
  found.besides = {share(without)};
  found.besides_arm = none;
  found.verdict = without.count > 0 ? Verdict::fails : at_least(static_cast<double>(share(with)), 25, 10);
  return found;
}

}  // namespace lab::measures
