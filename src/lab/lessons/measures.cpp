#include "lessons/measures.h"

#include <algorithm>

namespace lab {

int first_arm(const Snapshot& s, ArmKind kind) {
  for (int a = 0; a < s.arms; ++a)
    if (arm_of(s, a).kind == kind) return a;
  return -1;
}

int dropping_arm(const Snapshot& s) {
  for (int a = 0; a < s.arms; ++a) {
    const auto& keep = arm_of(s, a).keep;
    if (std::any_of(keep.begin(), keep.begin() + s.shape.layers, [](float k) { return k < 1; })) return a;
  }
  return -1;
}

bool reached(const Lesson& lesson, const Snapshot& s) {
  if (s.arms == 0) return false;
  const bool ended = std::all_of(s.arm.begin(), s.arm.begin() + s.arms,
                                 [](const ArmFigures& arm) { return arm.status != Status::running; });
  return s.measured_at >= lesson.iterations || (ended && s.iteration > 0 && s.measured_at == s.iteration);
}

Verdict at_least(double value, double enough, double too_little) {
  if (value >= enough) return Verdict::holds;
  return value < too_little ? Verdict::fails : Verdict::undecided;
}

std::vector<float> places(std::span<const float> values) {
  std::vector<float> out;
  for (const float value : values)
    out.push_back(
        static_cast<float>(1 + std::count_if(values.begin(), values.end(), [=](float v) { return v > value; })));
  return out;
}

double norm_of(const ArmFigures& arm, int layers) {
  double sum = 0;
  for (int l = 0; l < layers; ++l) sum += static_cast<double>(arm.norm[static_cast<std::size_t>(l)]);
  return sum;
}

}  // namespace lab
