// The activations on vectors, and what a layer does to the numbers of a product: forwards f, mask and scale, backwards
// their slope.
#pragma once
#include "functions.h"
#include "transfer.h"

namespace net {

// Deltas of saturated units would become subnormal as they are multiplied back through the layers, and slow. Lanes are
// chosen by the signs of differences between floats' bits: of comparisons compilers make selections that take three
// instructions.
NET_INLINE simd::Ints negative_where_large(simd::Floats delta) {
  constexpr float tiny = 1e-27f;
  return simd::bits(simd::splat(tiny)) - 1 - simd::bits(simd::abs(delta));
}
NET_INLINE simd::Floats where_negative(simd::Ints sign, simd::Floats delta) {
  return simd::floats(simd::bits(delta) & (sign >> 31));
}
NET_INLINE simd::Floats without_tiny(simd::Floats delta) { return where_negative(negative_where_large(delta), delta); }

// value: f(z). slope: f'(z) by a = f(z). times_slope: delta · f'(z), tiny ones 0.
struct Relu {
  static constexpr bool is_zero_where_dropped = true;  // the slope, of a = 0
  NET_INLINE static simd::Floats value(simd::Floats z) { return simd::where(z > simd::Floats{}, z); }
  NET_INLINE static simd::Floats slope(simd::Floats a) { return simd::where(a > simd::Floats{}, simd::splat(1.0f)); }
  NET_INLINE static simd::Floats times_slope(simd::Floats delta, simd::Floats a) {
    return where_negative((simd::Ints{} - simd::bits(a)) & negative_where_large(delta), delta);
  }
};
template <typename F>
struct Smooth {
  static constexpr bool is_zero_where_dropped = false;
  NET_INLINE static simd::Floats times_slope(simd::Floats delta, simd::Floats a) {
    return without_tiny(delta * F::slope(a));
  }
};
struct Tanh : Smooth<Tanh> {
  NET_INLINE static simd::Floats value(simd::Floats z) { return simd::tanh(z); }
  NET_INLINE static simd::Floats slope(simd::Floats a) { return simd::splat(1.0f) - a * a; }
};
struct Sigmoid : Smooth<Sigmoid> {
  NET_INLINE static simd::Floats value(simd::Floats z) { return simd::sigmoid(z); }
  NET_INLINE static simd::Floats slope(simd::Floats a) { return a * (simd::splat(1.0f) - a); }
};
struct Linear : Smooth<Linear> {
  NET_INLINE static simd::Floats value(simd::Floats z) { return z; }
  NET_INLINE static simd::Floats slope(simd::Floats) { return simd::splat(1.0f); }
};

// Calls body(F{}) for the activation's struct above.
template <typename Body>
NET_INLINE auto with(Activation activation, Body body) {
  switch (activation) {
    case Activation::relu:
      return body(Relu{});
    case Activation::tanh:
      return body(Tanh{});
    case Activation::sigmoid:
      return body(Sigmoid{});
    default:
      return body(Linear{});
  }
}

// z becomes f(z)·mask·scale: `vectors` vectors, whose first number is the first of a byte of the mask, or without a
// mask any.
template <typename F, int vectors>
NET_INLINE void pass_on(float* z, const std::uint8_t* mask, simd::Floats scale) {
  for (int j = 0; j < vectors; ++j) {
    const simd::Floats a = F::value(simd::load(z + j * simd::width));
    simd::store(z + j * simd::width, mask ? simd::where(simd::lanes_of(*mask, j * simd::width), a * scale) : a);
  }
}

// delta becomes delta·f'(z)·mask·scale, by the a that pass_on left.
template <typename F, int vectors>
NET_INLINE void pass_back(float* delta, const float* a, const std::uint8_t* mask, simd::Floats scale,
                          simd::Floats inverse) {
  for (int j = 0; j < vectors; ++j) {
    const int at = j * simd::width;
    simd::Floats d = simd::load(delta + at);
    if (mask) {
      d = F::times_slope(d * scale, simd::load(a + at) * inverse);
      if (!F::is_zero_where_dropped) d = simd::where(simd::lanes_of(*mask, at), d);
    } else {
      d = F::times_slope(d, simd::load(a + at));
    }
    simd::store(delta + at, d);
  }
}

}  // namespace net
