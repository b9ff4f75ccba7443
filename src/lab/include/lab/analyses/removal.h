// Each hidden unit removed in turn, on the test set with nothing else dropped (net::Removal): the kill test. Of a net
// that units were removed from already (Inspection::without), what each further one would cost, and what each of those
// did.
#pragma once
#include <array>
#include <limits>

#include "lab/analyses/found.h"
#include "lab/removed.h"
#include "net/removal.h"

namespace lab {

struct RemovalHead {
  std::int64_t iteration = -1;
  Removed without;
  // With all units, then without the first removed, without the first two …: 1 + without.count of each. The accuracy of
  // a regression is NaN.
  std::array<double, Removed::most + 1> accuracies{}, costs{};
  double accuracy() const { return accuracies[static_cast<std::size_t>(without.count)]; }  // as it is looked at
  double cost() const { return costs[static_cast<std::size_t>(without.count)]; }
  double masked_accuracy = std::numeric_limits<double>::quiet_NaN();  // mean over masks of the dropout arm's keep_prob;
                                                                      // NaN: no arm drops
  std::array<int, net::max_layers> worst{};                           // unit of row 1 … layers - 1 of those there
  int worst_row = 0;                                                  // the row of the worst of all; 0: none is known
};

struct RemovalResult : Found<RemovalHead> {
  // Of every hidden unit, a¹ first; NaN of those removed, and in the first round of a run, while iteration is -1, of
  // those not yet known.
  std::span<const net::Removal::Loss> losses() const {
    return {reinterpret_cast<const net::Removal::Loss*>(numbers.data()), numbers.size() / 2};
  }
};
static_assert(sizeof(net::Removal::Loss) == 2 * sizeof(float));

}  // namespace lab
