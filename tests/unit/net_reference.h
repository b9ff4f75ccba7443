// An independent perceptron in double precision, written for clarity: the oracle of the engine's tests.
#pragma once
#include <algorithm>
#include <cmath>
#include <vector>

#include "net/mlp.h"
#include "net/random.h"

namespace reference {

using Matrix = Eigen::MatrixXd;

struct Net {
  net::Shape shape;
  std::vector<double> parameters;
  // What each row of units is multiplied by (mask · scale); an empty matrix for nothing.
  std::vector<Matrix> factors;

  explicit Net(const net::Shape& s)
      : shape(s), parameters(static_cast<std::size_t>(s.parameters())), factors(static_cast<std::size_t>(s.layers)) {}

  Matrix weights(int layer) const {
    const int out = shape.units[static_cast<std::size_t>(layer + 1)], in = shape.units[static_cast<std::size_t>(layer)];
    Matrix w(out, in);
    for (int u = 0; u < out; ++u)
      for (int k = 0; k < in; ++k)
        w(u, k) = parameters[static_cast<std::size_t>(shape.weight_offset(layer) + u * in + k)];
    return w;
  }

  static double apply(net::Activation f, double z) {
    switch (f) {
      case net::Activation::relu:
        return z > 0 ? z : 0;
      case net::Activation::tanh:
        return std::tanh(z);
      case net::Activation::sigmoid:
        return 1 / (1 + std::exp(-z));
      default:
        return z;
    }
  }

  void drop(Matrix& a, int layer) const {
    const Matrix& factor = factors[static_cast<std::size_t>(layer)];
    if (factor.size() > 0) a = a.cwiseProduct(factor).eval();
  }

  // The last layer's z, (outputs, batch).
  Matrix logits(const Matrix& x) const {
    Matrix a = x;
    drop(a, 0);
    for (int l = 0; l < shape.layers; ++l) {
      Matrix z = weights(l) * a;
      for (Eigen::Index u = 0; u < z.rows(); ++u)
        z.row(u).array() += parameters[static_cast<std::size_t>(shape.bias_offset(l)) + static_cast<std::size_t>(u)];
      if (l + 1 == shape.layers) return z;
      a = z.unaryExpr([&](double v) { return apply(shape.activation[static_cast<std::size_t>(l)], v); });
      drop(a, l + 1);
    }
    return a;
  }

  Matrix output(const Matrix& x) const {
    Matrix z = logits(x);
    net::Activation f = shape.activation[static_cast<std::size_t>(shape.layers - 1)];
    if (shape.loss == net::Loss::sigmoid_cross_entropy) f = net::Activation::sigmoid;
    if (shape.loss == net::Loss::softmax_cross_entropy) f = net::Activation::softmax;
    if (f != net::Activation::softmax) return z.unaryExpr([&](double v) { return apply(f, v); });
    for (Eigen::Index i = 0; i < z.cols(); ++i) {
      z.col(i) = (z.col(i).array() - z.col(i).maxCoeff()).exp().matrix().eval();
      z.col(i) /= z.col(i).sum();
    }
    return z;
  }

  // Mean over the batch, straight from the definitions.
  double cost(const Matrix& x, const Matrix& y) const {
    const Matrix a = output(x);
    double sum = 0;
    for (Eigen::Index i = 0; i < a.cols(); ++i) {
      for (Eigen::Index o = 0; o < a.rows(); ++o) {
        const double p = a(o, i), t = y(o, i);
        switch (shape.loss) {
          case net::Loss::sigmoid_cross_entropy:
            sum -= t * std::log(p) + (1 - t) * std::log(1 - p);
            break;
          case net::Loss::softmax_cross_entropy:
            sum -= t > 0 ? t * std::log(p) : 0;
            break;
          case net::Loss::squared_error:
            sum += 0.5 * (p - t) * (p - t);
            break;
        }
      }
    }
    return sum / static_cast<double>(a.cols());
  }

  // ∂cost/∂(parameter) by central differences.
  double slope(std::size_t parameter, const Matrix& x, const Matrix& y) {
    constexpr double h = 1e-5;
    const double before = parameters[parameter];
    parameters[parameter] = before + h;
    const double above = cost(x, y);
    parameters[parameter] = before - h;
    const double below = cost(x, y);
    parameters[parameter] = before;
    return (above - below) / (2 * h);
  }
};

// A shape with one activation in all its hidden layers.
inline net::Shape make_shape(std::vector<int> units, net::Activation hidden, net::Activation last, net::Loss loss) {
  net::Shape shape;
  shape.layers = static_cast<int>(units.size()) - 1;
  std::copy(units.begin(), units.end(), shape.units.begin());
  shape.activation.fill(hidden);
  shape.activation[static_cast<std::size_t>(shape.layers - 1)] = last;
  shape.loss = loss;
  return shape;
}

// Weights of the Xavier start and biases that are not zero, in both networks.
inline void start(net::Mlp& mlp, Net* net, std::uint64_t seed) {
  net::initialize(mlp.shape(), net::Initialization::xavier, seed, mlp.parameters());
  const net::Random random(seed, net::Purpose::monte_carlo);
  std::uint32_t index = 0;
  for (int l = 0; l < mlp.shape().layers; ++l)
    for (float& b : net::biases(mlp.shape(), l, mlp.parameters())) b = 0.3f * random.normal(index++);
  if (net) std::copy_n(mlp.parameters(), net->parameters.size(), net->parameters.begin());
}

// Normal inputs and targets that suit the loss: 0/1, one-hot, or numbers in (-1, 1).
struct Examples {
  net::Matrix x, y;
  Examples(const net::Shape& shape, int size, std::uint64_t seed) : x(shape.inputs(), size), y(shape.outputs(), size) {
    const net::Random random(seed, net::Purpose::training_points);
    std::uint32_t index = 0;
    for (int i = 0; i < size; ++i) {
      for (int u = 0; u < shape.inputs(); ++u) x(u, i) = random.normal(index++);
      y.col(i).setZero();
      if (shape.loss == net::Loss::softmax_cross_entropy) {
        y(random.below(index++, static_cast<std::uint32_t>(shape.outputs())), i) = 1;
        continue;
      }
      for (int o = 0; o < shape.outputs(); ++o) {
        const float u = random.uniform(index++);
        y(o, i) = shape.loss == net::Loss::squared_error ? 2 * u - 1 : u < 0.5f ? 0.0f : 1.0f;
      }
    }
  }
  net::Batch batch() const { return {net::view(x), net::view(y)}; }
};

}  // namespace reference
