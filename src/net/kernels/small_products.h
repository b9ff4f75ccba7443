// The products of layers whose operands stay in the first cache: no packing, the batch across the vectors' lanes,
// weights broadcast. Matrices as in products.h.
#pragma once
#include "products.h"

namespace net {

void small_forward_product(const Layer&, const float* w, const float* b, const float* in, float* out);
void small_backward_product(const Layer&, const float* w, const float* delta, float* back);
void small_gradient_product(const Layer&, const float* w, float decay, const float* delta, const float* in, float* dw,
                            float* db);

}  // namespace net
