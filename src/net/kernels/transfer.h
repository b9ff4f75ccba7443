// What follows the products: activation, mask and scale forwards; their slope backwards. Numbers lie flat, `count` a
// multiple of simd::panel. A mask holds one bit a number, eight numbers a byte, the first lowest; nullptr keeps all.
#pragma once
#include <cstdint>

#include "net/shape.h"

namespace net {

// a = f(z)·mask·scale, in place. Not for softmax.
void activate(Activation, float* z, int count, const std::uint8_t* mask, float scale);
// delta *= f'(z)·mask·scale, where a is what activate() left.
void multiply_by_slope(Activation, const float* a, float* delta, int count, const std::uint8_t* mask, float scale);
// Multiplicative noise: slope = f'(z)·factor from a = f(z), then a *= factor.
void apply_factors(Activation, float* a, float* slope, const float* factors, int count);
void multiply(float* numbers, const float* factors, int count);

}  // namespace net
