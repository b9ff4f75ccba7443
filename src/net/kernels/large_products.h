// The products of layers whose operands outgrow the first cache, and of those with units left out: blocks are packed
// into panels, which run through tiles of sums that stay in registers. Matrices as in products.h.
#pragma once
#include "products.h"

namespace net {

void large_forward_product(const Layer&, const float* w, const float* b, const float* in, float* out);
void large_backward_product(const Layer&, const float* w, const float* delta, float* back);
// dw = delta · inᵀ + decay · W
void large_gradient_product(const Layer&, const float* w, float decay, const float* delta, const float* in, float* dw,
                            float* db);

}  // namespace net
