// What the units of each hidden layer put out for the test set, dropout off: how large it is and how often 0; and which
// units never put out anything, whatever training example they see. Srivastava et al. (JMLR 15, 2014, section 7.2) find
// that with dropout fewer activations are large and the mean of them is smaller.
#pragma once
#include <array>

#include "lab/analyses/found.h"

namespace lab {

struct ActivationsHead {
  static constexpr int bins = 40;
  struct Layer {              // a¹ first
    float low = 0, high = 1;  // of the histogram, the same for all arms: 0 and a round number, -1 and 1, or 0 and 1
    std::array<int, bins> count{};   // equal stretches from low to high; of a ReLU without its zeros
    std::int64_t all = 0;            // activations: units × test examples
    std::int64_t zeros = 0;          // of them exactly 0
    std::int64_t at_end = 0;         // of them within `near_end` of an end of the range of tanh or sigmoid
    double mean = 0, mean_size = 0;  // of a and of |a|
    // Units whose activation is 0 for every training example; of tanh and sigmoid those that are within `near_end` of
    // one and the same end for all of them.
    int silent = 0;
  };
  static constexpr float near_end = 0.05f;
  std::int64_t iteration = -1;
  std::array<Layer, net::max_layers - 1> layer{};
  Range silent;  // 0 or 1 for each hidden unit, a¹ first
};
struct ActivationsResult : Found<ActivationsHead> {};

}  // namespace lab
