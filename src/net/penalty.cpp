#include "net/penalty.h"

#include <algorithm>
#include <cmath>

#include "columns.h"
#include "net/statistics.h"

namespace net {
namespace {

using View = Pass<double>::View;

// g *= f'(z), from a = f(z).
void times_derivative(Activation activation, const View& a, View g) {
  switch (activation) {
    case Activation::relu:
      g.array() *= (a.array() > 0).cast<double>();
      break;
    case Activation::tanh:
      g.array() *= 1 - a.array().square();
      break;
    case Activation::sigmoid:
      g.array() *= a.array() * (1 - a.array());
      break;
    case Activation::linear:
    case Activation::softmax:
      break;
  }
}

}  // namespace

Ledger::Ledger(const Shape& shape, int max_examples) : pass_(shape, max_examples) {
  Eigen::Index widest = 0, largest = 0, all = 0;
  for (int row = 0; row <= shape.layers; ++row) {
    const Eigen::Index units = shape.units[static_cast<std::size_t>(row)];
    widest = std::max(widest, units);
    all += units;
  }
  for (int l = 0; l < shape.layers; ++l) {
    const auto w = pass_.weights(l);
    squares_.emplace_back(Values::Zero(w.rows(), w.cols()));
    inputs_.emplace_back(Eigen::VectorXd::Zero(w.cols()));
    largest = std::max(largest, w.size());
  }
  sums_.resize(static_cast<std::size_t>(shape.layers));
  curvature_.resize(static_cast<std::size_t>(all * max_examples));
  root_.resize(static_cast<std::size_t>(widest * max_examples));
  behind_.resize(root_.size());
  scratch_.resize(static_cast<std::size_t>(4 * largest));
  order_.resize(static_cast<std::size_t>(largest));
}

void Ledger::begin(const float* parameters, const Dropout& dropout) {
  dropout_ = dropout;
  examples_ = 0;
  pass_.set_parameters(parameters);
  for (Values& square : squares_) square.setZero();
  for (Eigen::VectorXd& input : inputs_) input.setZero();
  std::fill(sums_.begin(), sums_.end(), 0);
}

// H = B·Bᵀ for each example, and a column of B, brought back through the net, is a column of B of the layer below. So
// one backward pass a column gives every Hessian's diagonal and W_:jᵀ H W_:j = Σ ((Wᵀ B)_j)².
void Ledger::add(ConstMatrixView x) {
  pass_.set_input(x);
  pass_.run_test(dropout_);
  examples_ += pass_.size();
  std::fill(curvature_.begin(), curvature_.end(), 0);
  for (int column = 0; column < pass_.shape().outputs(); ++column) {
    output_root(column);
    for (int layer = pass_.shape().layers; layer-- > 0;) back(layer);
  }
  const double* curvature = curvature_.data();
  for (int layer = 0; layer < pass_.shape().layers; ++layer) {
    Values& square = squares_[static_cast<std::size_t>(layer)];
    const Pass<double>::ConstView h(curvature, square.rows(), pass_.size());
    if (weight_of_noise(layer) > 0) {
      View a = pass_.passed_on(layer);
      a = a.array().square();
      inputs_[static_cast<std::size_t>(layer)] += a.rowwise().sum();
      for (Eigen::Index k = 0; k < square.rows(); ++k) {
        for (Eigen::Index j = 0; j < square.cols(); ++j) square(k, j) += h.row(k).dot(a.row(j));
      }
    }
    curvature += square.rows() * pass_.max_examples();
  }
}

// Column `column` of B, (outputs, size), into root_.
void Ledger::output_root(int column) {
  const Shape& shape = pass_.shape();
  const View y = pass_.activation(shape.layers);
  View root(root_.data(), shape.outputs(), pass_.size());
  root.setZero();
  root.row(column).setOnes();
  if (shape.activation[static_cast<std::size_t>(shape.layers - 1)] == Activation::softmax) {
    root -= y;
    const bool cross_entropy = shape.loss == Loss::softmax_cross_entropy;
    for (Eigen::Index i = 0; i < root.cols(); ++i)
      root.col(i) *= cross_entropy ? std::sqrt(y(column, i)) : y(column, i);
  } else {
    times_derivative(shape.activation[static_cast<std::size_t>(shape.layers - 1)], y, root);
    if (shape.loss != Loss::squared_error) root = root.cwiseSqrt();
  }
}

// From the column of B at the layer's pre-activation to the one below, counting it in on the way.
void Ledger::back(int layer) {
  const Shape& shape = pass_.shape();
  const auto w = pass_.weights(layer);
  double* curvature = curvature_.data();
  for (int l = 0; l < layer; ++l) curvature += shape.units[static_cast<std::size_t>(l) + 1] * pass_.max_examples();
  const View root(root_.data(), w.rows(), pass_.size());
  View(curvature, w.rows(), pass_.size()).array() += root.array().square();
  View behind(behind_.data(), w.cols(), pass_.size());
  behind.setZero();
  add_product(w.transpose(), root, behind);
  const View a = pass_.passed_on(layer);
  sums_[static_cast<std::size_t>(layer)] += (a.array() * behind.array()).square().sum();
  if (layer == 0) return;
  behind *= test_scale(dropout_, layer);
  times_derivative(shape.activation[static_cast<std::size_t>(layer) - 1], pass_.activation(layer), behind);
  root_.swap(behind_);
}

double Ledger::weight_of_noise(int layer) const {
  const double keep = static_cast<double>(dropout_.keep[static_cast<std::size_t>(layer)]);
  return (1 - keep) / keep / examples_;
}

double Ledger::penalty(int layer) const { return weight_of_noise(layer) * sums_[static_cast<std::size_t>(layer)] / 2; }

double Ledger::diagonal(int layer) const {
  const auto w = pass_.weights(layer);
  return weight_of_noise(layer) * squares_[static_cast<std::size_t>(layer)].cwiseProduct(w.cwiseAbs2()).sum() / 2;
}

double Ledger::lambda(int layer, int unit, int input) const {
  return weight_of_noise(layer) * squares_[static_cast<std::size_t>(layer)](unit, input);
}

double Ledger::square(int layer, int input) const {
  return inputs_[static_cast<std::size_t>(layer)](input) / examples_;
}

Ledger::Correlation Ledger::correlation(int layer) {
  const auto w = pass_.weights(layer);
  const auto n = static_cast<std::size_t>(w.size());
  const std::span<double> all(scratch_);
  const std::span<double> lambdas = all.subspan(0, n), squares = all.subspan(n, n);
  for (std::size_t i = 0; i < n; ++i) {
    lambdas[i] = weight_of_noise(layer) * squares_[static_cast<std::size_t>(layer)].data()[i];
    squares[i] = w.data()[i] * w.data()[i];
  }
  const std::span<double> rank_lambdas = all.subspan(2 * n, n), rank_squares = all.subspan(3 * n, n);
  ranks(lambdas, std::span(order_).first(n), rank_lambdas);
  ranks(squares, std::span(order_).first(n), rank_squares);
  return {pearson(lambdas, squares), pearson(rank_lambdas, rank_squares)};
}

}  // namespace net
