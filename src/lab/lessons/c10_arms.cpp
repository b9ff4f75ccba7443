// C10: dropout is one regularizer among others.
#include <algorithm>

#include "lab/analyses/removal.h"
#include "lessons/measures.h"

namespace lab::measures {
namespace {

// What the loss of its worst hidden unit costs in test accuracy.
double worst_loss(const RemovalResult& removal) {
  double most = 0;
  for (const net::Removal::Loss& loss : removal.losses()) most = std::max(most, static_cast<double>(loss.accuracy));
  return most;
}

}  // namespace

// Figures: test accuracy in % of none, dropout, L2 and early stopping; how many points dropout and L2 lose without
// their worst unit; the best accuracy beside dropout's.
Measured c10(const Lesson& lesson, const Evidence& evidence) {
  const Snapshot& s = evidence.snapshot;
  Measured found;
  if (!reached(lesson, s)) return found;
  constexpr std::array kinds{ArmKind::none, ArmKind::dropout, ArmKind::l2, ArmKind::early_stop};
  std::array<int, kinds.size()> arm{};
  for (std::size_t i = 0; i < kinds.size(); ++i) arm[i] = first_arm(s, kinds[i]);
  const auto right = [&](int a) {
    return a < 0 ? unknown_figure : percent(static_cast<double>(arm_of(s, a).accuracy_test));
  };
  const auto loss = [&](int a) { return a < 0 ? unknown_figure : percent(worst_loss(evidence.inspection.removal(a))); };
  for (int a = 0; a < s.arms; ++a)
    if (!reached(lesson, s, evidence.inspection.removal(a).iteration)) return found;
  found.there = true;
  std::vector<float> all;
  float best = 0;
  for (int a = 0; a < s.arms; ++a) {
    all.push_back(right(a));
    if (a != arm[1]) best = std::max(best, all.back());
  }
  found.figures = {right(arm[0]), right(arm[1]), right(arm[2]), right(arm[3]), loss(arm[1]), loss(arm[2]), best};
  if (s.arms == lesson.count) found.answer = places(all);
  if (arm[0] < 0 || arm[1] < 0) return found;
  // dropout helps, and so does another, as much or nearly
  const auto helps = static_cast<double>(right(arm[1]) - right(arm[0])),
             ahead = static_cast<double>(right(arm[1]) - best);
  found.verdict = helps >= 2 && ahead <= 1 ? Verdict::holds
                  : helps < 1 || ahead > 2 ? Verdict::fails
                                           : Verdict::undecided;
  return found;
}

}  // namespace lab::measures
