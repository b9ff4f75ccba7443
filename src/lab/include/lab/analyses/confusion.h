// What each arm answers for the test set, dropout off: how often each class is taken for which, and with what
// probability.
#pragma once
#include <array>

#include "lab/analyses/found.h"

namespace lab {

constexpr int most_classes = 10;

struct ConfusionHead {
  std::int64_t iteration = -1;
  int classes = 0;                                                  // 0: a regression, of which nothing is found
  std::array<std::array<int, most_classes>, most_classes> count{};  // [label][answer]
  int wrong = 0;
  Range answer;       // the class with the largest probability, one number for each test example
  Range probability;  // (classes, test size), class by class

  int of(int label, int said) const { return count[static_cast<std::size_t>(label)][static_cast<std::size_t>(said)]; }
};
struct ConfusionResult : Found<ConfusionHead> {};

}  // namespace lab
