// Each hidden unit removed in turn, on the test set with nothing else dropped (net::Removal): the kill test.
#pragma once
#include <array>
#include <limits>

#include "lab/analyses/found.h"
#include "net/removal.h"

namespace lab {

struct RemovalHead {
  std::int64_t iteration = -1;
  double accuracy = 0, cost = 0;  // with all units; the accuracy of a regression is NaN
  double masked_accuracy = std::numeric_limits<double>::quiet_NaN();  // mean over masks of the dropout arm's keep_prob;
                                                                      // NaN: no arm drops
  std::array<int, net::max_layers> worst{};                           // unit of row 1 … layers - 1
  int worst_row = 0;                                                  // the row of the worst of all; 0: none is known
};

struct RemovalResult : Found<RemovalHead> {
  // Of every hidden unit, a¹ first; in the first round of a run, while iteration is -1, those that are known, of the
  // others NaN.
  std::span<const net::Removal::Loss> losses() const {
    return {reinterpret_cast<const net::Removal::Loss*>(numbers.data()), numbers.size() / 2};
  }
};
static_assert(sizeof(net::Removal::Loss) == 2 * sizeof(float));

}  // namespace lab
