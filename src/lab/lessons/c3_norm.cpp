// C3: dropout shrinks the squared norm of the weights.
#include <algorithm>

#include "lessons/measures.h"

namespace lab::measures {
namespace {

// ‖W‖² of all layers, in the course of the run, at an iteration between two points of the curves.
double norm_at(const Snapshot& s, int arm, double iteration) {
  const auto at = s[s.history];
  const auto sum = [&](std::size_t i) {
    double all = 0;
    for (int l = 0; l < s.shape.layers; ++l)
      all += static_cast<double>(s[arm_of(s, arm).history_norm[static_cast<std::size_t>(l)]][i]);
    return all;
  };
  const auto next =
      static_cast<std::size_t>(std::lower_bound(at.begin(), at.end(), static_cast<float>(iteration)) - at.begin());
  if (next == at.size()) return at.empty() ? 0 : sum(at.size() - 1);
  if (next == 0) return sum(0);
  const double before = static_cast<double>(at[next - 1]), after = static_cast<double>(at[next]);
  const double part = (iteration - before) / (after - before);
  return (1 - part) * sum(next - 1) + part * sum(next);
}

}  // namespace

// Figures: dropout's norm as so many times that of none, of all layers; the smallest and the largest such ratio of a
// layer; L2's ratio.
Measured c3(const Lesson& lesson, const Evidence& evidence) {
  const Snapshot& s = evidence.snapshot;
  Measured found;
  const int none = first_arm(s, ArmKind::none), dropout = first_arm(s, ArmKind::dropout),
            l2 = first_arm(s, ArmKind::l2);
  if (!reached(lesson, s)) return found;
  found.there = true;
  if (none < 0 || dropout < 0) return found;
  const auto ratio = [&](int arm) {
    return norm_of(arm_of(s, arm), s.shape.layers) / norm_of(arm_of(s, none), s.shape.layers);
  };
  float least = 1e30f, most = 0;
  for (std::size_t l = 0; l < static_cast<std::size_t>(s.shape.layers); ++l) {
    const float of_layer = arm_of(s, dropout).norm[l] / arm_of(s, none).norm[l];
    least = std::min(least, of_layer), most = std::max(most, of_layer);
  }
  const double all = ratio(dropout);
  found.figures = {static_cast<float>(all), least, most, l2 < 0 ? unknown_figure : static_cast<float>(ratio(l2))};
  for (int i = 0; i < lesson.count; ++i) {
    const double at = static_cast<double>(lesson.iterations) * i / (lesson.count - 1);
    found.answer.push_back(static_cast<float>(norm_at(s, dropout, at) / norm_at(s, none, at)));
  }
  found.verdict = most < 1 ? Verdict::holds : all >= 1 ? Verdict::fails : Verdict::undecided;
  return found;
}

}  // namespace lab::measures
