// The test pass: nothing is dropped, and nothing of training is touched.
#include <algorithm>
#include <cassert>
#include <limits>

#include "kernels/losses.h"
#include "kernels/products.h"
#include "net/mlp.h"
#include "rows.h"

namespace net {
namespace {

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

}  // namespace net
