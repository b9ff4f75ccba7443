// One update of every parameter, in one pass.
#pragma once
#include "net/mlp.h"

namespace net {

// All arrays hold `count` numbers, a multiple of simd::panel. `first` are the momentum's v or Adam's first moments,
// `second` Adam's second; null where the kind has none. `update` counts from 1 (Adam's t).
void update_parameters(const Optimizer&, int update, int count, float* w, const float* g, float* first, float* second);

// Scales each of the `units` rows of w (units, fan_in) that is longer than `longest` to that length
// (Srivastava et al. 2014, §5.1).
void limit_norms(float longest, int units, int fan_in, float* w);

}  // namespace net
