// C2: a unit cannot rely on any one input, so it spreads its weights.
#include <algorithm>
#include <cmath>

#include "lessons/measures.h"
#include "net/spread.h"

namespace lab::measures {
namespace {

// Of each input of the first unit its share of Σ|w|.
std::vector<float> shares(const Snapshot& s, int arm) {
  const net::ConstMatrixView w = net::weights(s.shape, 0, s[arm_of(s, arm).parameters].data());
  std::vector<float> out;
  float sum = 0;
  for (int j = 0; j < w.cols(); ++j) sum += std::abs(w(0, j));
  for (int j = 0; j < w.cols(); ++j) out.push_back(sum > 0 ? std::abs(w(0, j)) / sum : 0);
  return out;
}

}  // namespace

// Of the first layer. Figures: the largest share of a weight without and with dropout in %, effective inputs without
// and with it.
Measured c2(const Lesson& lesson, const Evidence& evidence) {
  const Snapshot& s = evidence.snapshot;
  Measured found;
  const int none = first_arm(s, ArmKind::none), dropout = first_arm(s, ArmKind::dropout);
  if (!reached(lesson, s)) return found;
  found.there = true;
  if (none < 0 || dropout < 0) return found;
  const auto effective = [&](int arm) {
    return net::spread(s.shape, 0, s[arm_of(s, arm).parameters].data()).effective_inputs;
  };
  const std::vector<float> without = shares(s, none), with = shares(s, dropout);
  const double before = effective(none), after = effective(dropout);
  const auto largest = std::max_element(without.begin(), without.end()) - without.begin();
  found.figures = {percent(static_cast<double>(without[static_cast<std::size_t>(largest)])),
                   percent(static_cast<double>(with[static_cast<std::size_t>(largest)])), static_cast<float>(before),
                   static_cast<float>(after)};
  if (static_cast<int>(with.size()) == lesson.count && s.shape.units[1] == 1)
    found.answer = with, found.besides = without, found.besides_arm = none;
  found.verdict = at_least(after - before, 0.5, 0.25);
  return found;
}

}  // namespace lab::measures
