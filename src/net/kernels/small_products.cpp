#include "small_products.h"

#include "simd.h"

// Kernels are out of line and called often: engines tier up a function between calls, not within one. Each has a
// template parameter for its block's shape, so that sums stay in registers. Loops over inputs or units take one a turn:
// of several, engines load all numbers first, and have no registers left for the sums.
namespace net {
namespace {

using simd::Floats, simd::over_panels, simd::Vectors, simd::width;

// Sums of `rows` units over `vectors` vectors of examples.
template <int rows, int vectors>
struct Sums {
  Floats sum[rows][vectors];

  NET_INLINE void start(const float* from) {
    for (int r = 0; r < rows; ++r)
      for (int j = 0; j < vectors; ++j) sum[r][j] = from ? simd::splat(from[r]) : Floats{};
  }
  // sum += w[r · row_step] · x
  NET_INLINE void add(const float* w, int row_step, const float* x) {
    Floats lanes[vectors];
    for (int j = 0; j < vectors; ++j) lanes[j] = simd::load(x + j * width);
    for (int r = 0; r < rows; ++r) {
      const Floats weight = simd::splat(w[r * row_step]);
      for (int j = 0; j < vectors; ++j) sum[r][j] = simd::madd(weight, lanes[j], sum[r][j]);
    }
  }
  NET_INLINE void store(float* to, int stride) const {
    for (int r = 0; r < rows; ++r)
      for (int j = 0; j < vectors; ++j) simd::store(to + r * stride + j * width, sum[r][j]);
  }
};

// `rows` units of W · in: their weights lie row after row.
template <int rows>
[[gnu::noinline]] void forward_rows(const Layer& l, const float* w, const float* b, const float* in, float* out) {
  const int fan_in = l.fan_in, stride = l.stride;
  over_panels(l.columns, [&]<int vectors>(int p, Vectors<vectors>) {
    Sums<rows, vectors> sums;
    sums.start(b);
    const float *x = in + p, *v = w;
    NET_ROLLED
    for (int k = 0; k < fan_in; ++k, ++v, x += stride) sums.add(v, fan_in, x);
    sums.store(out + p, l.out_stride);
  });
}

// `rows` inputs of Wᵀ · delta: their weights lie side by side.
template <int rows>
[[gnu::noinline]] void backward_rows(const Layer& l, const float* w, const float* delta, float* back) {
  const int fan_in = l.fan_in, stride = l.stride, units = l.units;
  over_panels(l.columns, [&]<int vectors>(int p, Vectors<vectors>) {
    Sums<rows, vectors> sums;
    sums.start(nullptr);
    const float *d = delta + p, *v = w;
    NET_ROLLED
    for (int u = 0; u < units; ++u, v += fan_in, d += stride) sums.add(v, 1, d);
    sums.store(back + p, stride);
  });
}

// A block of dw: `units` rows of delta against `inputs` rows of in, at most four. The bias counts as the weight of one
// more input, which is always 1.
template <int units, int inputs, bool bias>
NET_INLINE void gradient_block(const Layer& l, const float* delta, const float* in, const float* w, float decay,
                               float* dw, float* db) {
  const int fan_in = l.fan_in, stride = l.stride, columns = l.columns;
  Floats sum[units][5] = {};
  NET_ROLLED
  for (int p = 0; p < columns; p += width) {
    Floats d[units];
    for (int u = 0; u < units; ++u) d[u] = simd::load(delta + u * stride + p);
    for (int k = 0; k < inputs; ++k) {
      const Floats x = simd::load(in + k * stride + p);
      for (int u = 0; u < units; ++u) sum[u][k] = simd::madd(d[u], x, sum[u][k]);
    }
    for (int u = 0; u < units && bias; ++u) sum[u][inputs] += d[u];
  }
  for (int u = 0; u < units; ++u) {
    const simd::Float4 total = simd::sums(sum[u][0], sum[u][1], sum[u][2], sum[u][3]);
    const float* old = w + u * fan_in;
    float* to = dw + u * fan_in;
    if constexpr (inputs == 4) {
      simd::store(to, total + decay * simd::load<simd::Float4>(old));
    } else {
      for (int k = 0; k < inputs; ++k) to[k] = total[k] + decay * old[k];
    }
    if constexpr (bias) db[u] = inputs == 4 ? simd::sum(sum[u][4]) : total[inputs % 4];
  }
}

template <int units>
[[gnu::noinline]] void gradient_rows(const Layer& l, const float* delta, const float* in, const float* w, float decay,
                                     float* dw, float* db) {
  int k = 0;
  if (l.fan_in % 4 == 0) {
    gradient_block<units, 4, true>(l, delta, in, w, decay, dw, db);
    k = 4, in += 4 * l.stride;
  }
  NET_ROLLED
  for (; k + 4 <= l.fan_in; k += 4, in += 4 * l.stride)
    gradient_block<units, 4, false>(l, delta, in, w + k, decay, dw + k, db);
  switch (l.fan_in - k) {
    case 3:
      gradient_block<units, 3, true>(l, delta, in, w + k, decay, dw + k, db);
      break;
    case 2:
      gradient_block<units, 2, true>(l, delta, in, w + k, decay, dw + k, db);
      break;
    case 1:
      gradient_block<units, 1, true>(l, delta, in, w + k, decay, dw + k, db);
      break;
    default:
      break;
  }
}

}  // namespace

void small_forward_product(const Layer& l, const float* w, const float* b, const float* in, float* out) {
  int u = 0;
  for (; u + 4 <= l.units; u += 4) forward_rows<4>(l, w + u * l.fan_in, b + u, in, out + u * l.out_stride);
  w += u * l.fan_in;
  out += u * l.out_stride;
  switch (l.units - u) {
    case 3:
      forward_rows<3>(l, w, b + u, in, out);
      break;
    case 2:
      forward_rows<2>(l, w, b + u, in, out);
      break;
    case 1:
      forward_rows<1>(l, w, b + u, in, out);
      break;
    default:
      break;
  }
}

void small_backward_product(const Layer& l, const float* w, const float* delta, float* back) {
  int k = 0;
  for (; k + 4 <= l.fan_in; k += 4) backward_rows<4>(l, w + k, delta, back + k * l.stride);
  w += k;
  back += k * l.stride;
  switch (l.fan_in - k) {
    case 3:
      backward_rows<3>(l, w, delta, back);
      break;
    case 2:
      backward_rows<2>(l, w, delta, back);
      break;
    case 1:
      backward_rows<1>(l, w, delta, back);
      break;
    default:
      break;
  }
}

void small_gradient_product(const Layer& l, const float* w, float decay, const float* delta, const float* in, float* dw,
                            float* db) {
  int u = 0;
  for (; u + 2 <= l.units; u += 2, delta += 2 * l.stride, w += 2 * l.fan_in, dw += 2 * l.fan_in)
    gradient_rows<2>(l, delta, in, w, decay, dw, db + u);
  if (u < l.units) gradient_rows<1>(l, delta, in, w, decay, dw, db + u);
}

}  // namespace net
