// The products of a layer most of whose units are dropped for the whole batch: among the listed units alone, which are
// gathered into a smaller layer and scattered back. Matrices as in products.h.
#pragma once
#include <cstdint>

#include "products.h"

namespace net {

// Units of a row, ascending.
struct Kept {
  const int* units = nullptr;
  int count = 0;
};

// Lists the units whose byte of `bytes` (row_bytes apart) is not 0 into out, and as many others as make the count a
// multiple of simd::panel, or all units: whole blocks gain more than those cost. Returns the count.
int list_kept(const std::uint8_t* bytes, int row_bytes, int units, int* out);

// How many floats of scratch the products below need at most.
int kept_products_scratch(LayerSize);

// The rows `out` of  z = b + W · in,  where every row of in that is not in `in` is 0. The other rows of z stay.
void kept_forward_product(LayerSize, Kept out, Kept in, const float* w, const float* b, const float* x, float* z,
                          float* scratch);
// The rows `in` of  back = Wᵀ · delta,  where every row of delta that is not in `out` is 0. The other rows stay.
void kept_backward_product(LayerSize, Kept out, Kept in, const float* w, const float* delta, float* back,
                           float* scratch);
// dw = delta · xᵀ + decay · W;  db = the row sums of delta; where every row that is not listed is 0.
void kept_gradient_product(LayerSize, Kept out, Kept in, const float* w, float decay, const float* delta,
                           const float* x, float* dw, float* db, float* scratch);

}  // namespace net
