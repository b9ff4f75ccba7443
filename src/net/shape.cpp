#include "net/shape.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "net/random.h"

namespace net {
namespace {

int units(const Shape& shape, int row) { return shape.units[static_cast<std::size_t>(row)]; }

}  // namespace

int Shape::weight_offset(int layer) const {
  int offset = 0;
  for (int l = 0; l < layer; ++l) offset += net::units(*this, l + 1) * (net::units(*this, l) + 1);
  return offset;
}

int Shape::bias_offset(int layer) const {
  return weight_offset(layer) + net::units(*this, layer + 1) * net::units(*this, layer);
}

int Shape::parameters() const { return weight_offset(layers); }

MatrixView weights(const Shape& shape, int layer, float* parameters) {
  assert(layer >= 0 && layer < shape.layers);
  const int fan_in = units(shape, layer);
  return {parameters + shape.weight_offset(layer), units(shape, layer + 1), fan_in, Eigen::OuterStride<>(fan_in)};
}

ConstMatrixView weights(const Shape& shape, int layer, const float* parameters) {
  assert(layer >= 0 && layer < shape.layers);
  const int fan_in = units(shape, layer);
  return {parameters + shape.weight_offset(layer), units(shape, layer + 1), fan_in, Eigen::OuterStride<>(fan_in)};
}

Eigen::Map<Vector> biases(const Shape& shape, int layer, float* parameters) {
  assert(layer >= 0 && layer < shape.layers);
  return {parameters + shape.bias_offset(layer), units(shape, layer + 1)};
}

Eigen::Map<const Vector> biases(const Shape& shape, int layer, const float* parameters) {
  assert(layer >= 0 && layer < shape.layers);
  return {parameters + shape.bias_offset(layer), units(shape, layer + 1)};
}

void initialize(const Shape& shape, Initialization initialization, std::uint64_t seed, float* parameters, Work* work) {
  constexpr int piece = 1 << 17, operations_of_one = 20;
  for (int layer = 0; layer < shape.layers; ++layer) {
    const Random random(seed, Purpose::initial_weights, 0, static_cast<std::uint32_t>(layer));
    const int fan_in = units(shape, layer), fan_out = units(shape, layer + 1);
    const int fan = initialization == Initialization::he ? fan_in : fan_in + fan_out;
    const float deviation = std::sqrt(2.0f / static_cast<float>(fan));
    float* weight = parameters + shape.weight_offset(layer);
    for (int first = 0, all = fan_out * fan_in; first < all; first += piece) {
      const int end = std::min(first + piece, all);
      if (work && !work->next(operations_of_one * (end - first))) continue;
      for (int i = first; i < end; ++i) weight[i] = deviation * random.normal(static_cast<std::uint32_t>(i));
    }
    biases(shape, layer, parameters).setZero();
  }
}

}  // namespace net
