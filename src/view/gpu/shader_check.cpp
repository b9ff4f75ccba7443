// The shader against its oracle, the forward pass of net.
#include "gpu/shader_check.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

#include "gpu/pictures.h"
#include "net/mlp.h"

namespace view {
namespace {

// x is (2, side²): the middles of side × side cells of the input plane, row 0 the highest x₂.
net::Matrix grid(const lab::Snapshot& s, int side) {
  net::Matrix x(2, side * side);
  const float step = (s.x_high - s.x_low) / static_cast<float>(side);
  for (int i = 0; i < side * side; ++i) {
    x(0, i) = s.x_low + step * (static_cast<float>(i % side) + 0.5f);
    x(1, i) = s.x_high - step * (static_cast<float>(i / side) + 0.5f);
  }
  return x;
}

// What the shader is to say of a row, (units, points): the output itself for the last; else, as `shown` in
// field.frag.glsl says, tanh of the pre-activation (of half of it for sigmoid units). `in` is what the row before
// gives.
net::Matrix wanted(const net::Mlp& mlp, int row, const net::Matrix& in, const net::Matrix& out) {
  const net::Shape& shape = mlp.shape();
  if (row == shape.layers) return out;
  const auto l = static_cast<std::size_t>(row - 1);
  const bool shrinks = mlp.dropout.scaling == net::Scaling::classic && mlp.dropout.noise == net::Noise::bernoulli;
  net::Matrix z = (shrinks ? mlp.dropout.keep[l] : 1.0f) * (net::weights(shape, row - 1, mlp.parameters()) * in);
  z.colwise() += net::biases(shape, row - 1, mlp.parameters());
  if (shape.activation[l] == net::Activation::sigmoid) z *= 0.5f;
  return z.array().tanh();
}

template <class Wanted>
float error(Pictures& fields, const lab::Snapshot& s, int arm, int first_row, int side, Wanted wanted_of) {
  const lab::ArmFigures& figures = nth(s.arm, arm);
  const int points = side * side;
  net::Mlp mlp(s.shape, points);
  const auto parameters = s[figures.parameters];
  std::copy(parameters.begin(), parameters.end(), mlp.parameters());
  mlp.dropout.keep = figures.keep;
  mlp.dropout.scaling = s.scaling;
  std::vector<net::Matrix> a{grid(s, side)};
  std::vector<net::MatrixView> views;
  for (int l = 1; l <= s.shape.layers; ++l) a.emplace_back(nth(s.shape.units, l), points);
  for (std::size_t l = 1; l < a.size(); ++l)
    views.emplace_back(a[l].data(), a[l].rows(), points, Eigen::OuterStride<>(points));
  mlp.activations({a[0].data(), 2, points, Eigen::OuterStride<>(points)}, views);
  std::vector<float> shader(static_cast<std::size_t>(points));
  float largest = 0;
  for (int row = first_row; row <= s.shape.layers; ++row) {
    const auto r = static_cast<std::size_t>(row);
    const net::Matrix oracle = wanted_of(mlp, row, a[r - 1], a[r]);
    for (int unit = 0; unit < oracle.rows(); ++unit) {
      if (!fields.read_values(s, arm, row, unit, side, shader.data())) return std::nanf("");
      for (int i = 0; i < points; ++i) {
        const float is = nth(shader, i), should = oracle(unit, i);
        if (std::isfinite(should)) largest = std::max(largest, std::isfinite(is) ? std::abs(is - should) : 1.0f);
      }
    }
  }
  return largest;
}

}  // namespace

float shader_error(Pictures& fields, const lab::Snapshot& s, int arm, int side) {
  return error(fields, s, arm, 1, side, wanted);
}

float output_error(Pictures& fields, const lab::Snapshot& s, int arm, int side) {
  return error(fields, s, arm, s.shape.layers, side,
               [](const net::Mlp&, int, const net::Matrix&, const net::Matrix& out) { return out; });
}

}  // namespace view
