// C5: choose keep_prob by layer, lowest where the weight matrix is largest.
#include <algorithm>

#include "lessons/measures.h"

namespace lab::measures {
namespace {

// Of the arm's layer with the lowest keep_prob: the matrix that leads to it, in weights. 0: nothing is dropped, or the
// inputs alone, to which no matrix leads.
int matrix_of(const Snapshot& s, int arm) {
  const auto& keep = arm_of(s, arm).keep;
  const auto end = keep.begin() + s.shape.layers;
  const auto lowest = std::min_element(keep.begin() + 1, end);
  if (lowest == end || *lowest >= 1) return 0;
  const auto row = static_cast<std::size_t>(lowest - keep.begin());
  return s.shape.units[row] * s.shape.units[row - 1];
}

}  // namespace

// Figures: test accuracy in % of the arm that drops where the matrix is largest, the best of the other arms, none's.
Measured c5(const Lesson& lesson, const Evidence& evidence) {
  const Snapshot& s = evidence.snapshot;
  Measured found;
  if (!reached(lesson, s)) return found;
  found.there = true;
  int largest = 0;
  for (int a = 1; a < s.arms; ++a)
    if (matrix_of(s, a) > matrix_of(s, largest)) largest = a;
  std::vector<float> right;
  float best = 0;
  for (int a = 0; a < s.arms; ++a) {
    right.push_back(percent(static_cast<double>(arm_of(s, a).accuracy_test)));
    if (a != largest) best = std::max(best, right.back());
  }
  const int none = first_arm(s, ArmKind::none);
  const float own = right[static_cast<std::size_t>(largest)];
  found.figures = {own, best, none < 0 ? unknown_figure : right[static_cast<std::size_t>(none)]};
  if (s.arms == lesson.count) found.answer = places(right);
  if (s.arms > 1 && matrix_of(s, largest) > 0) found.verdict = at_least(static_cast<double>(own - best), 0, -2);
  return found;
}

}  // namespace lab::measures
