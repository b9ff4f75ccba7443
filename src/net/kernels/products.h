// The three products of a layer: forward, back to its input, and the weights' gradient. Rows of units × batch matrices
// are `stride` floats apart, a multiple of simd::panel; the lanes beyond the batch are computed along with the rest
// and are kept out of every sum by deltas that are zero there.
#pragma once

namespace net {

struct LayerSize {
  int units, fan_in, stride;
};

// out (units, stride) = b + W (units, fan_in) · in (fan_in, stride)
void forward_product(LayerSize, const float* w, const float* b, const float* in, float* out);
// back (fan_in, stride) = Wᵀ · delta (units, stride)
void backward_product(LayerSize, const float* w, const float* delta, float* back);
// dw (units, fan_in) = delta · inᵀ + decay · W;  db (units) = the row sums of delta
void gradient_product(LayerSize, const float* w, float decay, const float* delta, const float* in, float* dw,
                      float* db);

}  // namespace net
