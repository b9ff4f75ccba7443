#include "net/mlp.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "columns.h"
#include "kernels/losses.h"
#include "kernels/optimizers.h"
#include "kernels/products.h"
#include "rows.h"

namespace net {
Mlp::Mlp(const Shape& shape, int max_batch) : shape_(shape), max_batch_(max_batch) {
  assert(shape.layers >= 1 && shape.layers <= max_layers && max_batch >= 1);
  const int capacity = padded(max_batch);
  int floats = 0, units = 0, widest = 0;
  for (int l = 0; l <= shape_.layers; ++l) {
    Row& r = row(l);
    r.units = shape_.units[static_cast<std::size_t>(l)];
    r.activation = floats;
    r.delta = floats + r.units * capacity;
    r.mask = units * (capacity / 8);
    r.noise = units * capacity;
    r.unit = units;
    if (l > 0) r.weights = shape_.weight_offset(l - 1);
    if (l > 0) r.biases = shape_.bias_offset(l - 1);
    floats += 2 * r.units * capacity;
    units += r.units;
    widest = std::max(widest, r.units);
  }
  targets_ = floats;
  test_target_ = targets_ + shape_.outputs() * capacity;
  test_a_ = test_target_ + shape_.outputs() * capacity;
  test_b_ = test_a_ + widest * capacity;
  arena_.resize(static_cast<std::size_t>(test_b_ + widest * capacity));
  masks_.resize(static_cast<std::size_t>(units * (capacity / 8)));
  parameters_.resize(static_cast<std::size_t>(padded(shape_.parameters())));
  gradient_.resize(parameters_.size());
}

const std::uint8_t* Mlp::bits(int layer) const {
  return row(layer).kind == MaskKind::bits ? masks_.data() + row(layer).mask : nullptr;
}

float Mlp::scale(int layer) const {
  return row(layer).kind == MaskKind::bits && dropout.scaling == Scaling::inverted ? 1 / keep(layer) : 1.0f;
}

Transfer Mlp::transfer(int layer) const {
  return {layer == 0 ? Activation::linear : activation(layer), bits(layer), scale(layer)};
}

// Gaussian dropout of what the layer's transfer left.
void Mlp::apply_noise(int layer) {
  const Row& r = row(layer);
  assert(r.kind == MaskKind::none || r.mask_size == size_);
  if (r.kind != MaskKind::factors) return;
  apply_factors(transfer(layer).activation, arena_.data() + r.activation, slopes_.data() + r.noise,
                factors_.data() + r.noise, r.units * stride_);
}

float Mlp::forward(const Batch& batch) {
  size_ = batch.size();
  stride_ = padded(size_);
  columns_ = whole_vectors(size_);
  assert(size_ >= 1 && size_ <= max_batch_ && batch.y.cols() == size_);
  assert(batch.x.rows() == shape_.inputs() && batch.y.rows() == shape_.outputs());
  float* arena = arena_.data();
  if (next(4.0 * row(0).units * size_)) {
    copy_rows(batch.x, 0, size_, stride_, arena + row(0).activation);
    copy_rows(batch.y, 0, size_, stride_, arena + targets_);
    if (penalty.input_noise > 0 && input_noise_size_ == size_) {
      const int count = shape_.inputs() * stride_;
      Eigen::Map<Vector>(arena + row(0).activation, count) +=
          penalty.input_noise * Eigen::Map<const Vector>(input_noise_.data(), count);
    }
    activate(transfer(0), arena + row(0).activation, row(0).units, stride_, columns_);
    apply_noise(0);
  }
  const int last = shape_.layers;
  for (int l = 1; l <= last; ++l) {
    forward_product(layer(l), parameters_.data() + row(l).weights, parameters_.data() + row(l).biases,
                    arena + row(l - 1).activation, arena + row(l).activation, l < last ? transfer(l) : Transfer{});
    if (l < last && row(l).kind == MaskKind::factors && next(2.0 * row(l).units * size_)) apply_noise(l);
  }
  if (next(20.0 * row(last).units * size_)) {
    cost_ = output_and_cost(shape_.loss, activation(last), row(last).units, size_, stride_,
                            arena + row(last).activation, arena + targets_, arena + row(last).delta);
  }
  return static_cast<float>(cost_ / size_);
}

void Mlp::backward() {
  assert(size_ >= 1);
  float* arena = arena_.data();
  const int m = penalty.l2_examples > 0 ? penalty.l2_examples : size_;
  const float decay = penalty.l2 / static_cast<float>(m);
  for (int l = shape_.layers; l >= 1; --l) {
    const Row &out = row(l), &in = row(l - 1);
    const float* w = parameters_.data() + out.weights;
    gradient_product(layer(l), w, decay, arena + out.delta, arena + in.activation, gradient_.data() + out.weights,
                     gradient_.data() + out.biases);
    if (l == 1) break;
    const bool noisy = in.kind == MaskKind::factors;
    backward_product(layer(l), w, arena + out.delta, arena + in.delta, noisy ? Transfer{} : transfer(l - 1),
                     arena + in.activation);
    if (noisy && next(in.units * stride_)) multiply(arena + in.delta, slopes_.data() + in.noise, in.units * stride_);
  }
  if (penalty.marginalized < 1 && next(4.0 * row(0).units * size_)) add_slope_of_masks();
}

void Mlp::update() {
  constexpr int piece = 1 << 20, operations_of_one = 16;  // waits for memory
  if (next(1)) ++updates_;
  const bool has_first = optimizer.kind != OptimizerKind::sgd, has_second = optimizer.kind == OptimizerKind::adam;
  float* const first_moment = has_first ? first_moments() : nullptr;
  float* const second_moment = has_second ? second_moments() : nullptr;
  const int all = static_cast<int>(parameters_.size());
  for (int first = 0; first < all; first += piece) {
    const int count = std::min(piece, all - first);
    if (!next(operations_of_one * count)) continue;
    update_parameters(optimizer, updates_, count, parameters_.data() + first, gradient_.data() + first,
                      has_first ? first_moment + first : nullptr, has_second ? second_moment + first : nullptr);
  }
  if (penalty.max_norm <= 0) return;
  for (int l = 1; l <= shape_.layers; ++l) {
    if (!next(4.0 * row(l).units * row(l - 1).units)) continue;
    limit_norms(penalty.max_norm, row(l).units, row(l - 1).units, parameters_.data() + row(l).weights);
  }
}

float* Mlp::first_moments() {
  if (first_moments_.empty()) first_moments_.resize(parameters_.size());
  return first_moments_.data();
}

float* Mlp::second_moments() {
  if (second_moments_.empty()) second_moments_.resize(parameters_.size());
  return second_moments_.data();
}

void Mlp::forget_updates() {
  updates_ = 0;
  std::fill(first_moments_.begin(), first_moments_.end(), 0.0f);
  std::fill(second_moments_.begin(), second_moments_.end(), 0.0f);
}

float Mlp::l2_cost(int batch_size) const {
  double sum = 0;
  for (int l = 0; l < shape_.layers; ++l) sum += static_cast<double>(squared_norm(shape_, l, parameters_.data()));
  const int m = penalty.l2_examples > 0 ? penalty.l2_examples : batch_size;
  return static_cast<float>(static_cast<double>(penalty.l2) / (2.0 * m) * sum);
}

ConstMatrixView Mlp::passed_on(int layer) const {
  return {arena_.data() + row(layer).activation, row(layer).units, size_, Eigen::OuterStride<>(stride_)};
}

ConstMatrixView Mlp::deltas(int layer) const {
  assert(layer >= 1);
  return {arena_.data() + row(layer).delta, row(layer).units, size_, Eigen::OuterStride<>(stride_)};
}

void Mlp::input_gradient(MatrixView dx) const {
  dx.setZero();
  add_product(weights(shape_, 0, parameters_.data()).transpose(), deltas(1), dx);
  const Row& r = row(0);
  for (int u = 0; u < r.units; ++u) {
    for (int i = 0; i < size_; ++i) {
      const int at = u * stride_ + i;
      if (r.kind == MaskKind::factors) dx(u, i) *= slopes_[static_cast<std::size_t>(r.noise + at)];
      if (r.kind == MaskKind::bits) dx(u, i) *= bits(0)[at / 8] >> at % 8 & 1 ? scale(0) : 0.0f;
    }
  }
}

bool Mlp::finite() const {
  // 0 · w is 0 or, where w is infinite or not a number, not a number
  simd::Floats sum{};
  for (std::size_t i = 0; i < parameters_.size(); i += simd::width)
    sum += simd::load(parameters_.data() + i) * simd::splat(0.0f);
  return simd::sum(sum) == 0;
}

float squared_norm(const Shape& shape, int layer, const float* parameters) {
  return weights(shape, layer, parameters).squaredNorm();
}

}  // namespace net
