#include "products.h"

#include <algorithm>

#include "net/types.h"
#include "small_products.h"

namespace net {
namespace {

// Up to this many weights, packing the operands for Eigen's blocked product costs more than it saves.
constexpr int small_weights = 4096;

bool is_small(LayerSize s) { return s.units * s.fan_in <= small_weights; }

MatrixView view(float* data, int rows, int columns) { return {data, rows, columns, Eigen::OuterStride<>(columns)}; }
ConstMatrixView view(const float* data, int rows, int columns) {
  return {data, rows, columns, Eigen::OuterStride<>(columns)};
}

}  // namespace

void forward_product(LayerSize s, const float* w, const float* b, const float* in, float* out) {
  if (is_small(s)) return small_forward_product(s, w, b, in, out);
  for (int u = 0; u < s.units; ++u) std::fill_n(out + u * s.stride, s.stride, b[u]);
  view(out, s.units, s.stride).noalias() += view(w, s.units, s.fan_in) * view(in, s.fan_in, s.stride);
}

void backward_product(LayerSize s, const float* w, const float* delta, float* back) {
  if (is_small(s)) return small_backward_product(s, w, delta, back);
  view(back, s.fan_in, s.stride).noalias() = view(w, s.units, s.fan_in).transpose() * view(delta, s.units, s.stride);
}

void gradient_product(LayerSize s, const float* w, float decay, const float* delta, const float* in, float* dw,
                      float* db) {
  bias_gradient(s.units, s.stride, delta, db);
  if (is_small(s)) return small_gradient_product(s, w, decay, delta, in, dw);
  MatrixView gradient = view(dw, s.units, s.fan_in);
  if (decay != 0) gradient = decay * view(w, s.units, s.fan_in);
  else gradient.setZero();
  gradient.noalias() += view(delta, s.units, s.stride) * view(in, s.fan_in, s.stride).transpose();
}

}  // namespace net
