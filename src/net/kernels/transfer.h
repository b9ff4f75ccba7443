// What follows the products: activation, mask and scale forwards; their slope backwards.
#pragma once
#include <cstdint>

#include "net/shape.h"

namespace net {

// a = f(z)·mask·scale. A mask holds one bit a number, eight numbers a byte, the first lowest; without one nothing is
// dropped or scaled. Not for softmax, which counts as linear here.
struct Transfer {
  Activation activation = Activation::linear;
  const std::uint8_t* mask = nullptr;
  float scale = 1;
};

// z (rows, stride) becomes a, and delta is multiplied by f'(z)·mask·scale, where a is what activate() left: in the
// first `columns` columns, a multiple of simd::width; under a mask stride is a multiple of simd::panel.
void activate(const Transfer&, float* z, int rows, int stride, int columns);
void multiply_by_slope(const Transfer&, const float* a, float* delta, int rows, int stride, int columns);
// Multiplicative noise on `count` numbers, a multiple of simd::width: slope = f'(z)·factor from a = f(z), then a *=
// factor.
void apply_factors(Activation, float* a, float* slope, const float* factors, int count);
void multiply(float* numbers, const float* factors, int count);

}  // namespace net
