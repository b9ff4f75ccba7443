// How large the weights are: of all layers (first) and of each.
#pragma once
#include <array>

#include "lab/analyses/found.h"

namespace lab {

struct HistogramHead {
  static constexpr int bins = 41;  // over -limit … limit, the middle one around 0
  std::int64_t iteration = -1;
  std::array<std::array<int, bins>, net::max_layers + 1> count{};
  std::array<float, net::max_layers + 1> limit{1, 1, 1, 1, 1,
                                               1, 1, 1, 1};  // end of the last bin, the same for all arms
};
static_assert(net::max_layers == 8);

struct HistogramResult : Found<HistogramHead> {
  std::span<const float> weight() const { return numbers; }                               // laid out as net::Shape says
  float limit_of(int layer) const { return limit[static_cast<std::size_t>(layer + 1)]; }  // -1: of all layers
};

}  // namespace lab
