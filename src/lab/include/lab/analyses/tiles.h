// The incoming weights of each unit of the first hidden layer, as they lie on the inputs, and how sparse they are
// (net::sparsity). Srivastava et al. (JMLR 15, 2014, section 7.1) show such features with and without dropout.
#pragma once
#include "lab/analyses/found.h"

namespace lab {

struct TilesHead {
  std::int64_t iteration = -1;
  int units = 0, inputs = 0;
  double sparsity = 0;  // mean over the units that have weight; NaN: none has, or there is one input only
  float largest = 0;    // size of any weight of these units in any arm
  float limit = 0;      // 99 of 100 of these weights of all arms are no larger: the end of their common scale
  Range weight;         // W¹ row by row, (units, inputs)
  Range unit_sparsity;
};
struct TilesResult : Found<TilesHead> {};

}  // namespace lab
