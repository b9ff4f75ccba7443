// The same weights in four ways: on the training or the test set, under an arm's own random masks or with dropout off;
// and what of the distance between training and test the masks make, and what wrong training labels.
#pragma once
#include <cstdint>
#include <type_traits>

#include "net/pass.h"

namespace lab {

struct GapResult {
  static constexpr int masks = 40;  // of each set

  std::int64_t iteration = -1;
  net::Judgement train, test;  // dropout off
  bool drops = false;          // else nothing is dropped in training, and the next two are the same as those above
  net::Judgement train_masked, test_masked;  // means over the masks
  int wrong = 0;                             // training labels that were made wrong
  net::Judgement right;                      // the training set with its right labels, dropout off

  // J in training less J at test, and its parts: their sum.
  double whole() const { return train_masked.cost - test.cost; }
  double of_masks() const { return train_masked.cost - train.cost; }
  double of_labels() const { return train.cost - right.cost; }
  // What is left: training rows with right labels against test rows. Below 0 where those that were trained on are
  // fitted better.
  double of_rows() const { return right.cost - test.cost; }
};
static_assert(std::is_trivially_copyable_v<GapResult>);

}  // namespace lab
