#include "losses.h"

#include "activations.h"

namespace net {
namespace {

using simd::Floats, simd::Ints, simd::splat, simd::width;

// What a pass over one group of columns needs. Rows are stride apart.
struct Columns {
  int outputs, stride;
  float* z;
  const float* y;
  float* delta;
  Ints counted;     // lanes of examples, not padding
  Floats per_size;  // 1 / size
};

NET_INLINE void put_delta(const Columns& c, int at, Floats delta) {
  if (c.delta) simd::store(c.delta + at, simd::where(c.counted, delta * c.per_size));
}

// Everything is written with e = e^-|z| <= 1, so that saturated outputs keep their digits.
NET_INLINE Floats sigmoid_columns(const Columns& c) {
  const Floats zero{}, one = splat(1.0f);
  Floats cost{};
  for (int o = 0; o < c.outputs; ++o) {
    const int at = o * c.stride;
    const Floats z = simd::load(c.z + at), y = simd::load(c.y + at);
    const Floats e = simd::exp(zero - simd::abs(z));
    const Floats far = e / (one + e);  // the probability of the less likely class
    const Ints positive = z > zero;
    cost += simd::log_one_plus(e) + simd::where(positive, (one - y) * z, zero - y * z);
    put_delta(c, at, simd::where(positive, (one - y) - far, far - y));
    simd::store(c.z + at, simd::where(positive, one - far, far));
  }
  return cost;
}

// With the largest logit (the first of them) apart: the others' exponentials are summed without it.
NET_INLINE Floats softmax_columns(const Columns& c) {
  const Floats one = splat(1.0f);
  Floats largest = simd::load(c.z);
  Ints winner{};
  for (int o = 1; o < c.outputs; ++o) {
    const Floats z = simd::load(c.z + o * c.stride);
    const Ints larger = z > largest;
    winner = (winner & ~larger) | (splat(std::int32_t{o}) & larger);
    largest = simd::where(larger, z, largest);
  }
  Floats others{}, y_sum{}, y_z{};
  for (int o = 0; o < c.outputs; ++o) {
    const int at = o * c.stride;
    const Floats shifted = simd::load(c.z + at) - largest, y = simd::load(c.y + at);
    const Floats e = simd::exp(shifted);
    others += simd::where(~(winner == splat(std::int32_t{o})), e);
    y_sum += y;
    y_z += y * shifted;
    simd::store(c.z + at, e);
  }
  const Floats scale = one / (one + others);
  for (int o = 0; o < c.outputs; ++o) {
    const int at = o * c.stride;
    const Ints won = winner == splat(std::int32_t{o});
    const Floats y = simd::load(c.y + at), p = simd::load(c.z + at) * scale;
    put_delta(c, at, simd::where(won, (one - y) - others * scale, p - y));
    simd::store(c.z + at, p);
  }
  return y_sum * simd::log_one_plus(others) - y_z;
}

template <typename F>
NET_INLINE Floats squared_columns(const Columns& c) {
  Floats cost{};
  for (int o = 0; o < c.outputs; ++o) {
    const int at = o * c.stride;
    const Floats a = F::value(simd::load(c.z + at)), error = a - simd::load(c.y + at);
    cost += splat(0.5f) * error * error;
    if (c.delta) simd::store(c.delta + at, F::times_slope(simd::where(c.counted, error * c.per_size), a));
    simd::store(c.z + at, a);
  }
  return cost;
}

template <Floats (*columns_of)(const Columns&)>
[[gnu::noinline]] double over_columns(int outputs, int size, int stride, float* z, const float* y, float* delta) {
  Floats total{};
  for (int p = 0; p < size; p += width) {
    const Ints counted = simd::first_lanes(size - p);
    const Columns columns{
        outputs, stride, z + p, y + p, delta ? delta + p : nullptr, counted, splat(1.0f / static_cast<float>(size))};
    total += simd::where(counted, columns_of(columns));
  }
  return static_cast<double>(simd::sum(total));
}

// Softmax under the squared error: delta (by the output) becomes delta by z, p_i (g_i - Σ g p).
void softmax_slope(int outputs, int size, int stride, const float* p, float* delta) {
  for (int i = 0; i < size; ++i) {
    float mean = 0;
    for (int o = 0; o < outputs; ++o) mean += p[o * stride + i] * delta[o * stride + i];
    for (int o = 0; o < outputs; ++o) delta[o * stride + i] = p[o * stride + i] * (delta[o * stride + i] - mean);
  }
}

// The output alone, without y.
[[gnu::noinline]] void softmax_output(int outputs, int stride, float* z) {
  for (int p = 0; p < stride; p += width) {
    Floats largest = simd::load(z + p), sum{};
    for (int o = 1; o < outputs; ++o) largest = simd::max(largest, simd::load(z + o * stride + p));
    for (int o = 0; o < outputs; ++o) {
      const Floats e = simd::exp(simd::load(z + o * stride + p) - largest);
      sum += e;
      simd::store(z + o * stride + p, e);
    }
    const Floats scale = splat(1.0f) / sum;
    for (int o = 0; o < outputs; ++o) simd::store(z + o * stride + p, simd::load(z + o * stride + p) * scale);
  }
}

}  // namespace

double output_and_cost(Loss loss, Activation activation, int outputs, int size, int stride, float* z, const float* y,
                       float* delta) {
  switch (loss) {
    case Loss::sigmoid_cross_entropy:
      return over_columns<sigmoid_columns>(outputs, size, stride, z, y, delta);
    case Loss::softmax_cross_entropy:
      return over_columns<softmax_columns>(outputs, size, stride, z, y, delta);
    case Loss::squared_error:
      break;
  }
  if (activation == Activation::softmax) softmax_output(outputs, stride, z);
  const double cost = with(
      activation, [&]<typename F>(F) { return over_columns<squared_columns<F>>(outputs, size, stride, z, y, delta); });
  if (delta && activation == Activation::softmax) softmax_slope(outputs, size, stride, z, delta);
  return cost;
}

void output(Loss loss, Activation activation, int outputs, int stride, float* z) {
  if (loss == Loss::sigmoid_cross_entropy) activation = Activation::sigmoid;
  if (loss == Loss::softmax_cross_entropy) activation = Activation::softmax;
  if (activation == Activation::softmax)
    softmax_output(outputs, stride, z);
  else
    activate({activation}, z, outputs, stride, stride);
}

}  // namespace net
