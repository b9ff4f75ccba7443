// What the layers of the dropout arm pass on in training, under masks, and at test, with every unit, on the test set,
// and what it costs: under each scaling of its trained weights (net::Scalings).
#pragma once
#include <array>

#include "lab/analyses/found.h"
#include "net/scalings.h"

namespace lab {

constexpr int scaling_masks = 50;  // for each example
constexpr std::uint64_t scaling_seed = 1;

struct ScalingHead {
  std::int64_t iteration = -1;
  net::Scaling own = net::Scaling::inverted;                  // that the arm was trained under
  std::array<float, net::max_layers> keep{};                  // looked at
  int first_masked = 0;                                       // row
  using Means = std::array<double, net::max_layers>;          // of rows 0 … layers - 1
  std::array<Means, net::scalings> in_training{}, at_test{};  // by net::Scaling
  net::Judgement masked;                                      // under masks, the same for all scalings
  std::array<net::Judgement, net::scalings> tested{};
};
struct ScalingResult : Found<ScalingHead> {};

}  // namespace lab
