#include "products.h"

#include <algorithm>

#include "net/types.h"
#include "simd.h"

namespace net {
namespace {

using simd::Floats, simd::per_panel, simd::panel, simd::width;

// Up to this many weights the operands stay in the first cache and packing them would cost more than it saves.
constexpr int small_weights = 4096;

bool is_small(LayerSize s) { return s.units * s.fan_in <= small_weights; }

// `rows` units of out (·, stride) = start + W · in (depth, stride), where W's element (r, k) is
// w[r · row_step + k · column_step]. Out of line, and called often, so that engines tier it up.
template <int rows>
[[gnu::noinline]] void multiply_rows(const float* w, int row_step, int column_step, const float* start, int depth,
                                     const float* in, float* out, int stride) {
  for (int p = 0; p < stride; p += panel) {
    Floats sum[rows][per_panel];
    for (int r = 0; r < rows; ++r)
      for (int j = 0; j < per_panel; ++j) sum[r][j] = start ? simd::splat(start[r]) : Floats{};
    const float* x = in + p;
    const float* v = w;
    for (int k = 0; k < depth; ++k, x += stride, v += column_step) {
      Floats lanes[per_panel];
      for (int j = 0; j < per_panel; ++j) lanes[j] = simd::load(x + j * width);
      for (int r = 0; r < rows; ++r) {
        const Floats weight = simd::splat(v[r * row_step]);
        for (int j = 0; j < per_panel; ++j) sum[r][j] = simd::madd(weight, lanes[j], sum[r][j]);
      }
    }
    for (int r = 0; r < rows; ++r)
      for (int j = 0; j < per_panel; ++j) simd::store(out + r * stride + p + j * width, sum[r][j]);
  }
}

void multiply(const float* w, int row_step, int column_step, const float* start, int rows, int depth, const float* in,
              float* out, int stride) {
  for (int r = 0; r < rows; r += 4) {
    const float* block = w + r * row_step;
    const float* first = start ? start + r : nullptr;
    float* to = out + r * stride;
    switch (std::min(rows - r, 4)) {
      case 4: multiply_rows<4>(block, row_step, column_step, first, depth, in, to, stride); break;
      case 3: multiply_rows<3>(block, row_step, column_step, first, depth, in, to, stride); break;
      case 2: multiply_rows<2>(block, row_step, column_step, first, depth, in, to, stride); break;
      default: multiply_rows<1>(block, row_step, column_step, first, depth, in, to, stride); break;
    }
  }
}

// A block of dw: `units` rows of delta against up to four inputs.
template <int units, int inputs>
[[gnu::noinline]] void gradient_block(const float* delta, const float* in, int stride, const float* w, float decay,
                                      float* dw, int fan_in) {
  Floats sum[units][4] = {};
  for (int p = 0; p < stride; p += width) {
    Floats x[inputs];
    for (int k = 0; k < inputs; ++k) x[k] = simd::load(in + k * stride + p);
    for (int u = 0; u < units; ++u) {
      const Floats d = simd::load(delta + u * stride + p);
      for (int k = 0; k < inputs; ++k) sum[u][k] = simd::madd(d, x[k], sum[u][k]);
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
  for (int k = 0; k < fan_in; k += 4) {
    const float* x = in + k * stride;
    switch (std::min(fan_in - k, 4)) {
      case 4: gradient_block<units, 4>(delta, x, stride, w + k, decay, dw + k, fan_in); break;
      case 3: gradient_block<units, 3>(delta, x, stride, w + k, decay, dw + k, fan_in); break;
      case 2: gradient_block<units, 2>(delta, x, stride, w + k, decay, dw + k, fan_in); break;
      default: gradient_block<units, 1>(delta, x, stride, w + k, decay, dw + k, fan_in); break;
    }
  }
}

void bias_gradient(int units, int stride, const float* delta, float* db) {
  for (int u = 0; u < units; ++u, delta += stride) {
    Floats sum{};
    for (int p = 0; p < stride; p += width) sum += simd::load(delta + p);
    db[u] = simd::sum(sum);
  }
}

MatrixView view(float* data, int rows, int columns) { return {data, rows, columns, Eigen::OuterStride<>(columns)}; }
ConstMatrixView view(const float* data, int rows, int columns) {
  return {data, rows, columns, Eigen::OuterStride<>(columns)};
}

}  // namespace

void forward_product(LayerSize s, const float* w, const float* b, const float* in, float* out) {
  if (is_small(s)) {
    multiply(w, s.fan_in, 1, b, s.units, s.fan_in, in, out, s.stride);
    return;
  }
  for (int u = 0; u < s.units; ++u) std::fill_n(out + u * s.stride, s.stride, b[u]);
  view(out, s.units, s.stride).noalias() += view(w, s.units, s.fan_in) * view(in, s.fan_in, s.stride);
}

void backward_product(LayerSize s, const float* w, const float* delta, float* back) {
  if (is_small(s)) {
    multiply(w, 1, s.fan_in, nullptr, s.fan_in, s.units, delta, back, s.stride);
    return;
  }
  view(back, s.fan_in, s.stride).noalias() = view(w, s.units, s.fan_in).transpose() * view(delta, s.units, s.stride);
}

void gradient_product(LayerSize s, const float* w, float decay, const float* delta, const float* in, float* dw,
                      float* db) {
  bias_gradient(s.units, s.stride, delta, db);
  if (is_small(s)) {
    for (int u = 0; u < s.units; u += 2) {
      const float* d = delta + u * s.stride;
      const int row = u * s.fan_in;
      if (u + 1 < s.units) gradient_rows<2>(d, in, s.stride, w + row, decay, dw + row, s.fan_in);
      else gradient_rows<1>(d, in, s.stride, w + row, decay, dw + row, s.fan_in);
    }
    return;
  }
  MatrixView gradient = view(dw, s.units, s.fan_in);
  if (decay != 0) gradient = decay * view(w, s.units, s.fan_in);
  else gradient.setZero();
  gradient.noalias() += view(delta, s.units, s.stride) * view(in, s.fan_in, s.stride).transpose();
}

}  // namespace net
