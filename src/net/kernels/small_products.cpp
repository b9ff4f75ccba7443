#include "small_products.h"

#include "simd.h"

// Kernels are out of line and called often: engines tier up a function between calls, not within one. Each has a
// template parameter for its block's shape, so that sums stay in registers.
namespace net {
namespace {

using simd::Floats, simd::panel, simd::per_panel, simd::width;

// Sums of `rows` units over one panel of examples.
template <int rows>
struct Sums {
  Floats sum[rows][per_panel];

  NET_INLINE void start(const float* from) {
    for (int r = 0; r < rows; ++r)
      for (int j = 0; j < per_panel; ++j) sum[r][j] = from ? simd::splat(from[r]) : Floats{};
  }
  // sum += w[r · row_step] · x
  NET_INLINE void add(const float* w, int row_step, const float* x) {
    Floats lanes[per_panel];
    for (int j = 0; j < per_panel; ++j) lanes[j] = simd::load(x + j * width);
    for (int r = 0; r < rows; ++r) {
      const Floats weight = simd::splat(w[r * row_step]);
      for (int j = 0; j < per_panel; ++j) sum[r][j] = simd::madd(weight, lanes[j], sum[r][j]);
    }
  }
  NET_INLINE void store(float* to, int stride) const {
    for (int r = 0; r < rows; ++r)
      for (int j = 0; j < per_panel; ++j) simd::store(to + r * stride + j * width, sum[r][j]);
  }
};

// `rows` units of W · in: their weights lie row after row. Four inputs a turn, so that most addresses are constants.
template <int rows>
[[gnu::noinline]] void forward_rows(const float* w, const float* b, int fan_in, const float* in, float* out,
                                    int stride) {
  for (int p = 0; p < stride; p += panel) {
    Sums<rows> sums;
    sums.start(b);
    const float *x = in + p, *v = w;
    int k = 0;
    NET_ROLLED
    for (; k + 4 <= fan_in; k += 4, v += 4, x += 4 * stride) {
      sums.add(v, fan_in, x);
      sums.add(v + 1, fan_in, x + stride);
      sums.add(v + 2, fan_in, x + 2 * stride);
      sums.add(v + 3, fan_in, x + 3 * stride);
    }
    for (; k < fan_in; ++k, ++v, x += stride) sums.add(v, fan_in, x);
    sums.store(out + p, stride);
  }
}

// `rows` inputs of Wᵀ · delta: their weights lie side by side.
template <int rows>
[[gnu::noinline]] void backward_rows(const float* w, int fan_in, int units, const float* delta, float* back,
                                     int stride) {
  for (int p = 0; p < stride; p += panel) {
    Sums<rows> sums;
    sums.start(nullptr);
    const float *d = delta + p, *v = w;
    int u = 0;
    NET_ROLLED
    for (; u + 2 <= units; u += 2, v += 2 * fan_in, d += 2 * stride) {
      sums.add(v, 1, d);
      sums.add(v + fan_in, 1, d + stride);
    }
    if (u < units) sums.add(v, 1, d);
    sums.store(back + p, stride);
  }
}

// A block of dw: `units` rows of delta against `inputs` rows of in, at most four.
template <int units, int inputs>
[[gnu::noinline]] void gradient_block(const float* delta, const float* in, int stride, const float* w, float decay,
                                      float* dw, int fan_in) {
  Floats sum[units][4] = {};
  NET_ROLLED
  for (int p = 0; p < stride; p += width) {
    Floats d[units];
    for (int u = 0; u < units; ++u) d[u] = simd::load(delta + u * stride + p);
    for (int k = 0; k < inputs; ++k) {
      const Floats x = simd::load(in + k * stride + p);
      for (int u = 0; u < units; ++u) sum[u][k] = simd::madd(d[u], x, sum[u][k]);
    }
  }
  for (int u = 0; u < units; ++u) {
    const simd::Float4 total = simd::sums(sum[u][0], sum[u][1], sum[u][2], sum[u][3]);
    for (int k = 0; k < inputs; ++k) dw[u * fan_in + k] = total[k] + decay * w[u * fan_in + k];
  }
}

template <int units>
void gradient_rows(const float* delta, const float* in, int stride, const float* w, float decay, float* dw,
                   int fan_in) {
  int k = 0;
  const float* x = in;
  for (; k + 4 <= fan_in; k += 4, x += 4 * stride)
    gradient_block<units, 4>(delta, x, stride, w + k, decay, dw + k, fan_in);
  switch (fan_in - k) {
    case 3: gradient_block<units, 3>(delta, x, stride, w + k, decay, dw + k, fan_in); break;
    case 2: gradient_block<units, 2>(delta, x, stride, w + k, decay, dw + k, fan_in); break;
    case 1: gradient_block<units, 1>(delta, x, stride, w + k, decay, dw + k, fan_in); break;
    default: break;
  }
}

}  // namespace

void small_forward_product(const Layer& s, const float* w, const float* b, const float* in, float* out) {
  int u = 0;
  for (; u + 4 <= s.units; u += 4) forward_rows<4>(w + u * s.fan_in, b + u, s.fan_in, in, out + u * s.stride, s.stride);
  w += u * s.fan_in;
  out += u * s.stride;
  switch (s.units - u) {
    case 3: forward_rows<3>(w, b + u, s.fan_in, in, out, s.stride); break;
    case 2: forward_rows<2>(w, b + u, s.fan_in, in, out, s.stride); break;
    case 1: forward_rows<1>(w, b + u, s.fan_in, in, out, s.stride); break;
    default: break;
  }
}

void small_backward_product(const Layer& s, const float* w, const float* delta, float* back) {
  int k = 0;
  for (; k + 4 <= s.fan_in; k += 4) backward_rows<4>(w + k, s.fan_in, s.units, delta, back + k * s.stride, s.stride);
  w += k;
  back += k * s.stride;
  switch (s.fan_in - k) {
    case 3: backward_rows<3>(w, s.fan_in, s.units, delta, back, s.stride); break;
    case 2: backward_rows<2>(w, s.fan_in, s.units, delta, back, s.stride); break;
    case 1: backward_rows<1>(w, s.fan_in, s.units, delta, back, s.stride); break;
    default: break;
  }
}

void small_gradient_product(const Layer& s, const float* w, float decay, const float* delta, const float* in, float* dw) {
  for (int u = 0; u < s.units; u += 2) {
    const float* d = delta + u * s.stride;
    const int row = u * s.fan_in;
    if (u + 1 < s.units) gradient_rows<2>(d, in, s.stride, w + row, decay, dw + row, s.fan_in);
    else gradient_rows<1>(d, in, s.stride, w + row, decay, dw + row, s.fan_in);
  }
}

void bias_gradient(int units, int stride, const float* delta, float* db) {
  int u = 0;
  for (; u + 4 <= units; u += 4, delta += 4 * stride) {
    Floats sum[4] = {};
    for (int p = 0; p < stride; p += width)
      for (int r = 0; r < 4; ++r) sum[r] += simd::load(delta + r * stride + p);
    const simd::Float4 total = simd::sums(sum[0], sum[1], sum[2], sum[3]);
    for (int r = 0; r < 4; ++r) db[u + r] = total[r];
  }
  for (; u < units; ++u, delta += stride) {
    Floats sum{};
    for (int p = 0; p < stride; p += width) sum += simd::load(delta + p);
    db[u] = simd::sum(sum);
  }
}

}  // namespace net
