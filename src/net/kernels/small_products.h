// The products of layers whose operands stay in the first cache: no packing, the batch across the vectors' lanes,
// weights broadcast. Matrices as in products.h.
#pragma once
#include "products.h"

namespace net {

void small_forward_product(const Layer&, const float* w, const float* b, const float* in, float* out);
void small_backward_product(const Layer&, const float* w, const float* delta, float* back);
// dw = delta · inᵀ + decay · W
void small_gradient_product(const Layer&, const float* w, float decay, const float* delta, const float* in, float* dw);
// db = the row sums of delta, for layers of any size
void bias_gradient(int units, int stride, const float* delta, float* db);

}  // namespace net
