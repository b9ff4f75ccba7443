#include "net/mlp.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include "columns.h"
#include "kernels/losses.h"
#include "kernels/masks.h"
#include "kernels/optimizers.h"
#include "kernels/products.h"
#include "kernels/simd.h"
#include "net/random.h"

namespace net {
namespace {

int padded(int batch) { return (batch + simd::panel - 1) / simd::panel * simd::panel; }
int whole_vectors(int batch) { return (batch + simd::width - 1) / simd::width * simd::width; }

// rows (·, columns) into rows `stride` apart, zeros behind them up to a whole vector.
void copy_rows(ConstMatrixView from, int first, int columns, int stride, float* to) {
  const float* row = from.data() + first;
  for (Eigen::Index r = 0; r < from.rows(); ++r, to += stride, row += from.outerStride()) {
    // by hand: the calls of memcpy and memset would take longer than a short row
    int i = 0;
    NET_ROLLED
    for (; i + simd::width <= columns; i += simd::width) simd::store(to + i, simd::load(row + i));
    if (i == columns) continue;
    simd::Floats rest{};  // stored at once, since a vector's load would wait for single numbers' stores
    for (int lane = 0; lane < simd::width; ++lane)
      if (i + lane < columns) rest[lane] = row[i + lane];
    simd::store(to + i, rest);
  }
}

// Columns of rows `stride` apart into columns first … of `to`.
void copy_out(const float* from, int stride, int first, int columns, MatrixView& to) {
  for (Eigen::Index r = 0; r < to.rows(); ++r) std::copy_n(from + r * stride, columns, &to.coeffRef(r, first));
}

// How many decisions of a (outputs, size) agree with y: each output above or below ½, or the largest of the column.
std::int64_t count_right(Loss loss, int outputs, int size, int stride, const float* a, const float* y) {
  std::int64_t right = 0;
  if (loss == Loss::sigmoid_cross_entropy) {
    for (int o = 0; o < outputs; ++o, a += stride, y += stride)
      for (int i = 0; i < size; ++i) right += (a[i] >= 0.5f) == (y[i] >= 0.5f);
    return right;
  }
  for (int i = 0; i < size; ++i) {
    int best = 0, wanted = 0;
    for (int o = 1; o < outputs; ++o) {
      if (a[o * stride + i] > a[best * stride + i]) best = o;
      if (y[o * stride + i] > y[wanted * stride + i]) wanted = o;
    }
    right += best == wanted;
  }
  return right;
}

}  // namespace

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

void Mlp::forget_mask(Row& r, int size) {
  r.mask_size = size;
  r.one_mask = r.has_numbers = false;
  leaves_out_ = 0;
}

void Mlp::draw_masks(std::uint64_t seed, std::uint64_t step, int size) {
  assert(size >= 1 && size <= max_batch_);
  const int stride = padded(size);
  for (int l = 0; l < shape_.layers; ++l) {
    Row& r = row(l);
    if (!next(r.units * stride)) continue;
    forget_mask(r, size);
    r.one_mask = dropout.per == MaskPer::batch;
    if (keep(l) >= 1) {
      r.kind = MaskKind::none;
    } else if (dropout.noise == Noise::gaussian) {
      r.kind = MaskKind::factors;
      draw_factors(l, seed, step, stride);
    } else {
      r.kind = MaskKind::bits;
      const Random random(seed, Purpose::mask, step, static_cast<std::uint32_t>(l));
      const auto draw = dropout.per == MaskPer::batch ? draw_bits_per_batch : draw_bits;
      draw(random, keep_threshold(keep(l)), r.units, stride, masks_.data() + r.mask);
    }
  }
  if (next(1)) {
    if (dropout.held && dropout.noise == Noise::bernoulli) hold_units(stride);
    if (dropout.per == MaskPer::batch && dropout.noise == Noise::bernoulli) list_kept_units(stride);
  }
  if (penalty.input_noise > 0) draw_input_noise(seed, step, stride);
  input_noise_size_ = penalty.input_noise > 0 ? size : 0;
}

void Mlp::draw_factors(int layer, std::uint64_t seed, std::uint64_t step, int stride) {
  if (factors_.empty()) {
    factors_.resize(masks_.size() * 8);
    slopes_.resize(masks_.size() * 8);
  }
  const Random random(seed, Purpose::mask, step, static_cast<std::uint32_t>(layer));
  const float deviation = std::sqrt((1 - keep(layer)) / keep(layer));
  float* factor = factors_.data() + row(layer).noise;
  const auto draw = [&](int index) { return 1 + deviation * random.normal(static_cast<std::uint32_t>(index)); };
  for (int u = 0; u < row(layer).units; ++u, factor += stride) {
    if (dropout.per == MaskPer::batch)
      std::fill_n(factor, stride, draw(u * simd::panel));
    else
      for (int i = 0; i < stride; ++i) factor[i] = draw(u * stride + i);
  }
}

void Mlp::draw_input_noise(std::uint64_t seed, std::uint64_t step, int stride) {
  constexpr int operations_of_one = 20;
  if (input_noise_.empty()) input_noise_.resize(static_cast<std::size_t>(shape_.inputs() * padded(max_batch_)));
  const Random random(seed, Purpose::input_noise, step);
  for (int j = 0; j < shape_.inputs(); ++j) {
    if (!next(operations_of_one * stride)) continue;
    for (int i = j * stride; i < (j + 1) * stride; ++i) {
      input_noise_[static_cast<std::size_t>(i)] = random.normal(static_cast<std::uint32_t>(i));
    }
  }
}

void Mlp::set_mask(int layer, const Matrix& given) {
  assert(layer >= 0 && layer < shape_.layers && given.rows() == row(layer).units && given.cols() <= max_batch_);
  Row& r = row(layer);
  forget_mask(r, static_cast<int>(given.cols()));
  r.kind = MaskKind::bits;
  const int stride = padded(r.mask_size);
  std::uint8_t* bytes = masks_.data() + r.mask;
  std::fill_n(bytes, r.units * (stride / 8), std::uint8_t{0});
  for (int u = 0; u < r.units; ++u) {
    for (int i = 0; i < r.mask_size; ++i) {
      const int bit = u * stride + i;
      if (given(u, i) != 0) bytes[bit / 8] = static_cast<std::uint8_t>(bytes[bit / 8] | 1 << bit % 8);
    }
  }
}

Mlp::MaskBits Mlp::mask_bits(int layer) const {
  const Row& r = row(layer);
  if (r.kind != MaskKind::bits) return {};
  return {bits(layer), padded(r.mask_size) / 8, r.one_mask ? 1 : r.mask_size};
}

ConstMatrixView Mlp::mask(int layer) const {
  const MaskBits bits = mask_bits(layer);
  const int units = bits.bits ? row(layer).units : 0;
  if (mask_numbers_.empty()) mask_numbers_.resize(masks_.size() * 8);
  float* numbers = mask_numbers_.data() + row(layer).noise;
  if (!row(layer).has_numbers) {
    for (int u = 0; u < units; ++u)
      for (int i = 0; i < bits.size; ++i) numbers[u * bits.size + i] = bits.kept(u, i) ? 1.0f : 0.0f;
  }
  row(layer).has_numbers = true;
  return {numbers, units, bits.size, Eigen::OuterStride<>(bits.size)};
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

// Columns first … first+count-1 of x with nothing dropped, up to the last z: (outputs, padded count). Leaves the hidden
// activations in `layers` if asked: without a detour where they are whole vectors that go on as they are.
float* Mlp::test_pass(ConstMatrixView x, int first, int count, std::span<MatrixView> layers) {
  // the mean factor of training is keep only here: inverted dropout has divided by it, Gaussian noise has mean 1
  const bool shrink = dropout.scaling == Scaling::classic && dropout.noise == Noise::bernoulli;
  const bool straight = count == whole_vectors(count) && !shrink;
  float* const room[] = {arena_.data() + test_a_, arena_.data() + test_b_};
  float* in = room[0];
  int stride = padded(count);
  if (next(row(0).units * count)) copy_rows(x, first, count, stride, in);
  for (int l = 0; l < shape_.layers; ++l) {
    if (shrink && keep(l) < 1 && next(row(l).units * stride)) Eigen::Map<Vector>(in, row(l).units * stride) *= keep(l);
    const bool hidden = l + 1 < shape_.layers;
    MatrixView* const wanted = hidden && !layers.empty() ? &layers[static_cast<std::size_t>(l)] : nullptr;
    float* const out = wanted && straight ? &wanted->coeffRef(0, first) : room[(l + 1) % 2];
    const Row &from = row(l), &to = row(l + 1);
    Layer layer{
        .units = to.units, .fan_in = from.units, .stride = stride, .columns = whole_vectors(count), .work = work};
    layer.out_stride = wanted && straight ? static_cast<int>(wanted->outerStride()) : padded(count);
    forward_product(layer, parameters_.data() + to.weights, parameters_.data() + to.biases, in, out,
                    {hidden ? activation(l + 1) : Activation::linear});
    if (wanted && !straight && next(to.units * count)) copy_out(out, layer.out_stride, first, count, *wanted);
    in = out;
    stride = layer.out_stride;
  }
  return in;
}

void Mlp::predict(ConstMatrixView x, MatrixView out) {
  const int columns = static_cast<int>(x.cols());
  for (int first = 0; first < columns; first += max_batch_) {
    const int count = std::min(max_batch_, columns - first), stride = padded(count);
    float* z = test_pass(x, first, count);
    output(shape_.loss, activation(shape_.layers), shape_.outputs(), stride, z);
    copy_out(z, stride, first, count, out);
  }
}

void Mlp::activations(ConstMatrixView x, std::span<MatrixView> layer) {
  assert(static_cast<int>(layer.size()) == shape_.layers);
  const int columns = static_cast<int>(x.cols());
  for (int first = 0, count = 0; first < columns; first += count) {
    count = std::min(max_batch_, columns - first);
    if (count > simd::width) count -= count % simd::width;
    float* z = test_pass(x, first, count, layer);
    if (!next(20.0 * shape_.outputs() * count)) continue;
    output(shape_.loss, activation(shape_.layers), shape_.outputs(), padded(count), z);
    copy_out(z, padded(count), first, count, layer.back());
  }
}

Mlp::Score Mlp::score(ConstMatrixView x, ConstMatrixView y) {
  const int columns = static_cast<int>(x.cols()), outputs = shape_.outputs();
  if (next(1)) {
    score_cost_ = 0;
    score_right_ = 0;
  }
  for (int first = 0; first < columns; first += max_batch_) {
    const int count = std::min(max_batch_, columns - first), stride = padded(count);
    float* z = test_pass(x, first, count);
    if (!next(20.0 * outputs * count)) continue;
    float* target = arena_.data() + test_target_;
    copy_rows(y, first, count, stride, target);
    score_cost_ += output_and_cost(shape_.loss, activation(shape_.layers), outputs, count, stride, z, target, nullptr);
    score_right_ += count_right(shape_.loss, outputs, count, stride, z, target);
  }
  const double decisions = shape_.loss == Loss::sigmoid_cross_entropy ? double{1} * columns * outputs : columns;
  const bool classifies = shape_.loss != Loss::squared_error;
  return {static_cast<float>(score_cost_ / columns),
          classifies ? static_cast<float>(static_cast<double>(score_right_) / decisions)
                     : std::numeric_limits<float>::quiet_NaN()};
}

bool Mlp::finite() const {
  // 0 · w is 0 or, where w is infinite or not a number, not a number
  simd::Floats sum{};
  for (std::size_t i = 0; i < parameters_.size(); i += simd::width)
    sum += simd::load(parameters_.data() + i) * simd::splat(0.0f);
  return simd::sum(sum) == 0;
}

bool kept(const Dropout& dropout, std::uint64_t seed, std::uint64_t step, int layer, int unit, int example, int size) {
  const float keep = dropout.keep[static_cast<std::size_t>(layer)];
  if (dropout.noise == Noise::gaussian) return true;
  if (dropout.held) {
    for (const Held& held : *dropout.held) {
      if (held.layer == layer && held.unit == unit) return held.kept;
    }
  }
  if (keep >= 1) return true;
  const Random random(seed, Purpose::mask, step, static_cast<std::uint32_t>(layer));
  if (dropout.per == MaskPer::batch) return kept_bit(random, keep_threshold(keep), unit, 0, simd::panel);
  return kept_bit(random, keep_threshold(keep), unit, example, padded(size));
}

float squared_norm(const Shape& shape, int layer, const float* parameters) {
  return weights(shape, layer, parameters).squaredNorm();
}

}  // namespace net
