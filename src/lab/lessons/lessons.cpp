#include <algorithm>
#include <array>

#include "lessons/measures.h"

namespace lab {
namespace {

constexpr int one_run = -1;  // no sweep
constexpr int over_points = static_cast<int>(SweepKind::points);

constexpr std::array all{
#define LESSON(id, title, claim, words, link, view, question, guess, count, low, high, guessed, unit, act, iterations, \
               sweep, holds, fails, undecided, answer0, reply0, proof0, answer1, reply1, proof1, answer2, reply2,      \
               proof2, right, breaks, breaks_link, truth, formula, source, sees, wrong, discussion, ...)               \
  Lesson{#id,                                                                                                          \
         link,                                                                                                         \
         view,                                                                                                         \
         Guess::guess,                                                                                                 \
         count,                                                                                                        \
         low,                                                                                                          \
         high,                                                                                                         \
         iterations,                                                                                                   \
         Analyses __VA_ARGS__,                                                                                         \
         sweep,                                                                                                        \
         {proof0, proof1, proof2},                                                                                     \
         right,                                                                                                        \
         breaks_link},
#include "lab/lessons.def"
#undef LESSON
};

constexpr Measured (*measured_by[])(const Lesson&, const Evidence&) = {
#define LESSON(id, ...) measures::id,
#include "lab/lessons.def"
#undef LESSON
};

struct Counted {
  std::string_view id;
  Held held;
};
constexpr Counted counted[] = {
#define HELD(id, holds, of) {#id, {holds, of}},
#include "lessons/held.def"
#undef HELD
};

}  // namespace

std::span<const Lesson> lessons() { return all; }

std::size_t number_of(const Lesson& lesson) { return static_cast<std::size_t>(lesson_named(lesson.id) - all.data()); }

const Lesson* lesson_named(std::string_view id) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const Lesson& lesson) { return lesson.id == id; });
  return found == all.end() ? nullptr : &*found;
}

SweepPlan plan_of(const Lesson& lesson, int seeds) {
  return {static_cast<SweepKind>(std::max(lesson.sweep, 0)), static_cast<int>(lesson.iterations), seeds};
}

Measured measure(const Lesson& lesson, const Evidence& evidence) {
  return measured_by[number_of(lesson)](lesson, evidence);
}

Held held(const Lesson& lesson) {
  const auto found =
      std::find_if(std::begin(counted), std::end(counted), [&](const Counted& c) { return c.id == lesson.id; });
  return found == std::end(counted) ? Held{} : found->held;
}

}  // namespace lab
