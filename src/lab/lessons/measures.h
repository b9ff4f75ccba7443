// What each lesson measures, and what its functions share. Private to lab.
#pragma once
#include <cstddef>
#include <limits>

#include "lab/lesson.h"

namespace lab {
namespace measures {

#define LESSON(id, ...) Measured id(const Lesson&, const Evidence&);
#include "lab/lessons.def"
#undef LESSON

}  // namespace measures

// Of lessons().
std::size_t number_of(const Lesson&);

constexpr float unknown_figure = std::numeric_limits<float>::quiet_NaN();

inline const ArmFigures& arm_of(const Snapshot& s, int arm) { return s.arm[static_cast<std::size_t>(arm)]; }
// The first of this kind; -1: there is none.
int first_arm(const Snapshot&, ArmKind);
// The first that drops units; -1: none does.
int dropping_arm(const Snapshot&);
// Figures are of the lesson's iteration or a later one, or of where every arm came to an end.
bool reached(const Lesson&, const Snapshot&);
// And so is what an analysis found.
inline bool reached(const Lesson& lesson, const Snapshot& s, std::int64_t analysed) {
  return reached(lesson, s) && analysed >= 0 && analysed >= std::min(lesson.iterations, s.iteration);
}
// Measured, with a verdict that is `holds` from `enough` on and `fails` below `too_little`.
Verdict at_least(double value, double enough, double too_little);
// The place of each of the values, 1 the largest; equal ones share the better place.
std::vector<float> places(std::span<const float> values);

// ‖W‖² of all layers.
double norm_of(const ArmFigures&, int layers);
inline float percent(double share) { return static_cast<float>(100 * share); }

}  // namespace lab
