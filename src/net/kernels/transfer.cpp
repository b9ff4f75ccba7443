#include "transfer.h"

#include "functions.h"

namespace net {
namespace {

using simd::Floats, simd::splat;

struct Relu {
  NET_INLINE static Floats value(Floats z) { return simd::where(z > Floats{}, z); }
  NET_INLINE static Floats slope(Floats a) { return simd::where(a > Floats{}, splat(1.0f)); }
};
struct Tanh {
  NET_INLINE static Floats value(Floats z) { return simd::tanh(z); }
  NET_INLINE static Floats slope(Floats a) { return splat(1.0f) - a * a; }
};
struct Sigmoid {
  NET_INLINE static Floats value(Floats z) { return simd::sigmoid(z); }
  NET_INLINE static Floats slope(Floats a) { return a * (splat(1.0f) - a); }
};
struct Linear {
  NET_INLINE static Floats value(Floats z) { return z; }
  NET_INLINE static Floats slope(Floats) { return splat(1.0f); }
};

// Calls body(F{}) for the activation's struct above.
template <typename Body>
void with(Activation activation, Body body) {
  switch (activation) {
    case Activation::relu: body(Relu{}); break;
    case Activation::tanh: body(Tanh{}); break;
    case Activation::sigmoid: body(Sigmoid{}); break;
    case Activation::linear:
    case Activation::softmax: body(Linear{}); break;
  }
}

template <typename F>
[[gnu::noinline]] void activate_all(float* z, int count) {
  for (int i = 0; i < count; i += simd::width) simd::store(z + i, F::value(simd::load(z + i)));
}

template <typename F>
[[gnu::noinline]] void activate_kept(float* z, int count, const std::uint8_t* mask, float scale) {
  const Floats factor = splat(scale);
  for (int i = 0; i < count; i += simd::panel, ++mask) {
    for (int j = 0; j < simd::panel; j += simd::width) {
      const Floats a = F::value(simd::load(z + i + j)) * factor;
      simd::store(z + i + j, simd::where(simd::lanes_of(*mask, j), a));
    }
  }
}

// Deltas of saturated units would become subnormal as they are multiplied back through the layers, and slow. Lanes are
// chosen by the signs of differences between floats' bits: of comparisons compilers make selections that take three
// instructions.
constexpr float tiny = 1e-27f;
NET_INLINE simd::Ints negative_where_large(Floats delta) {
  return simd::bits(splat(tiny)) - 1 - simd::bits(simd::abs(delta));
}
NET_INLINE Floats where_negative(simd::Ints sign, Floats delta) {
  return simd::floats(simd::bits(delta) & (sign >> 31));
}
NET_INLINE Floats without_tiny(Floats delta) { return where_negative(negative_where_large(delta), delta); }

// Of ReLU, whose a = 0 where it is dropped, the mask is a itself.
[[gnu::noinline]] void relu_slope(const float* a, float* delta, int count, float scale) {
  const Floats factor = splat(scale);
  for (int i = 0; i < count; i += simd::width) {
    const Floats product = simd::load(delta + i) * factor;
    const simd::Ints active = simd::Ints{} - simd::bits(simd::load(a + i));
    simd::store(delta + i, where_negative(active & negative_where_large(product), product));
  }
}

template <typename F>
[[gnu::noinline]] void slope_all(const float* a, float* delta, int count) {
  for (int i = 0; i < count; i += simd::width)
    simd::store(delta + i, without_tiny(simd::load(delta + i) * F::slope(simd::load(a + i))));
}

template <typename F>
[[gnu::noinline]] void slope_kept(const float* a, float* delta, int count, const std::uint8_t* mask, float scale) {
  const Floats factor = splat(scale), inverse = splat(1 / scale);
  for (int i = 0; i < count; i += simd::panel, ++mask) {
    for (int j = 0; j < simd::panel; j += simd::width) {
      const Floats slope = F::slope(simd::load(a + i + j) * inverse) * factor;
      const Floats product = without_tiny(simd::load(delta + i + j) * slope);
      simd::store(delta + i + j, simd::where(simd::lanes_of(*mask, j), product));
    }
  }
}

}  // namespace

void activate(Activation activation, float* z, int count, const std::uint8_t* mask, float scale) {
  if (!mask && activation == Activation::linear) return;
  with(activation, [&]<typename F>(F) {
    if (mask) activate_kept<F>(z, count, mask, scale);
    else activate_all<F>(z, count);
  });
}

void multiply_by_slope(Activation activation, const float* a, float* delta, int count, const std::uint8_t* mask,
                       float scale) {
  if (!mask && activation == Activation::linear) return;
  if (activation == Activation::relu) return relu_slope(a, delta, count, scale);
  with(activation, [&]<typename F>(F) {
    if (mask) slope_kept<F>(a, delta, count, mask, scale);
    else slope_all<F>(a, delta, count);
  });
}

void apply_factors(Activation activation, float* a, float* slope, const float* factors, int count) {
  with(activation, [&]<typename F>(F) {
    for (int i = 0; i < count; i += simd::width) {
      const Floats value = simd::load(a + i), factor = simd::load(factors + i);
      simd::store(slope + i, F::slope(value) * factor);
      simd::store(a + i, value * factor);
    }
  });
}

void multiply(float* numbers, const float* factors, int count) {
  for (int i = 0; i < count; i += simd::width)
    simd::store(numbers + i, simd::load(numbers + i) * simd::load(factors + i));
}

}  // namespace net
