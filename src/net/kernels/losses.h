// Output activation, cost and its derivative in one pass over the output layer.
#pragma once
#include "net/shape.h"

namespace net {

// z and y are (outputs, stride), of which `size` columns count; z becomes the output a. delta, if not null, becomes
// the derivative of the mean cost with respect to z, 0 in the columns beyond size up to a whole vector. Returns the sum
// of the columns' costs.
//   sigmoid cross-entropy: Σ_o log(1 + e^z) - y z         (Bishop 2006, eq. 4.90, summed over outputs)
//   softmax cross-entropy: -Σ_o y log softmax(z), Σ y = 1  (ibid. eq. 4.108)
//   squared error:         ½ Σ_o (a - y)²
double output_and_cost(Loss, Activation, int outputs, int size, int stride, float* z, const float* y, float* delta);

// The output alone.
void output(Loss, Activation, int outputs, int stride, float* z);

}  // namespace net
