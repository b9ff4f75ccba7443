#include "net/gradient_check.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "columns.h"
#include "net/random.h"

namespace net {
namespace {

// f'(z), of a = f(z); of ReLU at 0 it is 0, as in training.
double slope(Activation activation, double a) {
  switch (activation) {
    case Activation::relu:
      return a > 0 ? 1 : 0;
    case Activation::tanh:
      return 1 - a * a;
    case Activation::sigmoid:
      return a * (1 - a);
    case Activation::linear:
    case Activation::softmax:
      break;
  }
  return 1;
}

}  // namespace

GradientCheck::GradientCheck(const Shape& shape, int max_examples) : pass_(shape, max_examples) {
  int all = 0, widest = 0;
  for (int row = 0; row <= shape.layers; ++row) {
    all += units(row);
    widest = std::max(widest, units(row));
  }
  const auto examples = static_cast<std::size_t>(max_examples);
  y_.resize(static_cast<std::size_t>(shape.outputs()) * examples);
  factors_.resize(static_cast<std::size_t>(all - shape.outputs()) * examples);
  gradient_.resize(static_cast<std::size_t>(shape.parameters()));
  delta_.resize(static_cast<std::size_t>(widest) * examples);
  next_delta_.resize(delta_.size());
}

GradientCheck::View GradientCheck::factor(int row) {
  double* begin = factors_.data();
  for (int r = 0; r < row; ++r) begin += units(r) * pass_.max_examples();
  return {begin, units(row), pass_.size()};
}

void GradientCheck::begin(const float* parameters, const Dropout& dropout, ConstMatrixView x, ConstMatrixView y,
                          CheckedMasks masks, std::uint64_t seed) {
  assert(dropout.noise == Noise::bernoulli && y.cols() == x.cols());
  dropout_ = dropout;
  masks_ = masks;
  seed_ = seed;
  draws_ = 0;
  pass_.set_parameters(parameters);
  pass_.set_input(x);
  MatrixView(y_.data(), y.rows(), y.cols(), Eigen::OuterStride<>(y.cols())) = y;
  draw(draws_++);
  kinks_ = 0;
  for (int l = 0; l < pass_.shape().layers; ++l) {
    pass_.passed_on(l) = factor(l).cwiseProduct(pass_.activation(l));
    pass_.preactivate(l);
    kinks_ += count_kinks(l);
    pass_.activate(l);
  }
  dirty_ = pass_.shape().layers;
  backpropagate();
}

// Of the layer's z, which its units have not made activations of yet.
int GradientCheck::count_kinks(int layer) {
  const Shape& shape = pass_.shape();
  if (layer + 1 == shape.layers || shape.activation[static_cast<std::size_t>(layer)] != Activation::relu) return 0;
  return static_cast<int>((pass_.activation(layer + 1).array() == 0 && factor(layer + 1).array() != 0).count());
}

void GradientCheck::draw(std::uint64_t pass) {
  for (int row = 0; row < pass_.shape().layers; ++row) {
    View f = factor(row);
    const float keep = dropout_.keep[static_cast<std::size_t>(row)];
    if (masks_ == CheckedMasks::off) {
      f.setConstant(test_scale(dropout_, row));
      continue;
    }
    const double scale = training_scale(dropout_, row);
    const Random random(seed_, Purpose::monte_carlo, pass, static_cast<std::uint32_t>(row));
    const bool one = shared(dropout_.per);
    for (Eigen::Index u = 0; u < f.rows(); ++u) {
      for (Eigen::Index i = 0; i < f.cols(); ++i) {
        if (one && i > 0)
          f(u, i) = f(u, 0);
        else
          f(u, i) = keep >= 1 || random.uniform(static_cast<std::uint32_t>(u * f.cols() + i)) < keep ? scale : 0;
      }
    }
  }
}

// J, of what row `layer` puts out now.
double GradientCheck::cost_from(int layer) {
  for (; layer < pass_.shape().layers; ++layer) {
    pass_.passed_on(layer) = factor(layer).cwiseProduct(pass_.activation(layer));
    pass_.preactivate(layer);
    pass_.activate(layer);
  }
  return pass_.cost({y_.data(), pass_.shape().outputs(), pass_.size(), Eigen::OuterStride<>(pass_.size())});
}

int GradientCheck::layer_of(int parameter) const {
  int layer = pass_.shape().layers - 1;
  while (parameter < pass_.shape().weight_offset(layer)) --layer;
  return layer;
}

double GradientCheck::numeric(int parameter) {
  const bool redrawn = masks_ == CheckedMasks::redrawn;
  const int layer = redrawn ? 0 : layer_of(parameter);
  if (layer > dirty_) cost_from(dirty_);
  dirty_ = layer;
  double& moved = pass_.parameters()[parameter];
  const double as_it_is = moved;
  const auto cost_at = [&](double value) {
    if (redrawn) draw(draws_++);
    moved = value;
    return cost_from(layer);
  };
  const double above = cost_at(as_it_is + epsilon), below = cost_at(as_it_is - epsilon);
  moved = as_it_is;
  return (above - below) / (2 * epsilon);
}

// ∂J/∂z of the output is (output − y) / size under either cross-entropy of its own output, and under squared error
// times the output's slope; further back Wᵀ·delta times mask, scale and slope.
void GradientCheck::backpropagate() {
  const Shape& shape = pass_.shape();
  const int last = shape.layers, size = pass_.size();
  View d = delta(delta_, last);
  const ConstMatrixView y(y_.data(), units(last), size, Eigen::OuterStride<>(size));
  d = (pass_.activation(last) - y.cast<double>()) / size;
  for (int l = last - 1; l >= 0; --l) {
    View own = delta(delta_, l + 1);
    const bool multiplied = l + 1 < last || shape.loss == Loss::squared_error;
    const View a = pass_.activation(l + 1);
    for (Eigen::Index i = 0; multiplied && i < own.size(); ++i)
      own.data()[i] *= slope(shape.activation[static_cast<std::size_t>(l)], a.data()[i]);
    const View in = pass_.passed_on(l);
    double* dw = gradient_.data() + shape.weight_offset(l);
    for (Eigen::Index u = 0; u < own.rows(); ++u) {
      for (Eigen::Index j = 0; j < in.rows(); ++j) *dw++ = own.row(u).dot(in.row(j));
      gradient_[static_cast<std::size_t>(shape.bias_offset(l) + u)] = own.row(u).sum();
    }
    if (l == 0) break;
    View before = delta(next_delta_, l);
    before.setZero();
    add_product(pass_.weights(l).transpose(), own, before);
    before.array() *= factor(l).array();
    std::swap(delta_, next_delta_);
  }
}

void RelativeError::add(double numeric, double backpropagated) {
  difference_ += (numeric - backpropagated) * (numeric - backpropagated);
  numeric_ += numeric * numeric;
  backpropagated_ += backpropagated * backpropagated;
}

double RelativeError::value() const {
  const double norms = std::sqrt(numeric_) + std::sqrt(backpropagated_);
  return norms > 0 ? std::sqrt(difference_) / norms : 0;
}

}  // namespace net
