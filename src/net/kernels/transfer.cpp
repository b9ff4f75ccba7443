#include "transfer.h"

#include "activations.h"

namespace net {
namespace {

using simd::splat;

// Calls body(first, Vectors) for what is needed of a matrix: as if it were one row, where that is everything.
template <typename Body>
NET_INLINE void over_rows(int rows, int stride, int columns, Body body) {
  const int end = rows * stride;
  if (columns == stride) columns = stride = end;
  NET_ROLLED
  for (int row = 0; row < end; row += stride) {
    simd::over_panels(columns, [&]<int count>(int p, simd::Vectors<count> vectors) { body(row + p, vectors); });
  }
}

template <typename F, bool masked>
[[gnu::noinline]] void activate_all(float* z, int rows, int stride, int columns, const std::uint8_t* mask,
                                    float scale) {
  const simd::Floats factor = splat(scale);
  over_rows(rows, stride, columns, [&]<int vectors>(int at, simd::Vectors<vectors>) {
    pass_on<F, vectors>(z + at, masked ? mask + at / 8 : nullptr, factor);
  });
}

template <typename F, bool masked>
[[gnu::noinline]] void slope_all(const float* a, float* delta, int rows, int stride, int columns,
                                 const std::uint8_t* mask, float scale) {
  const simd::Floats factor = splat(scale), inverse = splat(1 / scale);
  over_rows(rows, stride, columns, [&]<int vectors>(int at, simd::Vectors<vectors>) {
    pass_back<F, vectors>(delta + at, a + at, masked ? mask + at / 8 : nullptr, factor, inverse);
  });
}

}  // namespace

void activate(const Transfer& t, float* z, int rows, int stride, int columns) {
  if (!t.mask && t.activation == Activation::linear) return;
  with(t.activation, [&]<typename F>(F) {
    if (t.mask)
      activate_all<F, true>(z, rows, stride, columns, t.mask, t.scale);
    else
      activate_all<F, false>(z, rows, stride, columns, nullptr, 1);
  });
}

void multiply_by_slope(const Transfer& t, const float* a, float* delta, int rows, int stride, int columns) {
  if (!t.mask && t.activation == Activation::linear) return;
  with(t.activation, [&]<typename F>(F) {
    if (t.mask)
      slope_all<F, true>(a, delta, rows, stride, columns, t.mask, t.scale);
    else
      slope_all<F, false>(a, delta, rows, stride, columns, nullptr, 1);
  });
}

void apply_factors(Activation activation, float* a, float* slope, const float* factors, int count) {
  with(activation, [&]<typename F>(F) {
    for (int i = 0; i < count; i += simd::width) {
      const simd::Floats value = simd::load(a + i), factor = simd::load(factors + i);
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
