#include "net/enumeration.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace net {
namespace {

// log σ(z) = -log(1 + e^-z), without overflow.
double log_sigmoid(double z) { return std::min(z, 0.0) - std::log1p(std::exp(-std::abs(z))); }

float keep_of(const Dropout& dropout, int layer) { return dropout.keep[static_cast<std::size_t>(layer)]; }
int units_of(const Shape& shape, int row) { return shape.units[static_cast<std::size_t>(row)]; }

}  // namespace

int droppable_units(const Shape& shape, const Dropout& dropout) {
  int count = 0;
  for (int l = 0; l < shape.layers; ++l) count += keep_of(dropout, l) < 1 ? units_of(shape, l) : 0;
  return count;
}

Enumeration::Enumeration(const Shape& shape, int max_examples) : pass_(shape, max_examples) {
  units_.reserve(max_enumerated);
  y_.resize(static_cast<std::size_t>(shape.outputs() * max_examples));
}

bool Enumeration::begin(const float* parameters, const Dropout& dropout, ConstMatrixView x, ConstMatrixView y) {
  const Shape& shape = pass_.shape();
  if (dropout.noise != Noise::bernoulli || droppable_units(shape, dropout) > max_enumerated) return false;
  dropout_ = dropout;
  units_.clear();
  for (int l = shape.layers; l-- > 0;) {
    const double keep = static_cast<double>(keep_of(dropout, l));
    for (int u = units_of(shape, l); keep < 1 && u-- > 0;) units_.push_back({l, u, keep});
  }
  pass_.set_parameters(parameters);
  pass_.set_input(x);
  pass_.run_test(dropout);
  y_columns_ = y.cols();
  MatrixView(y_.data(), shape.outputs(), y.cols(), Eigen::OuterStride<>(y.cols())) = y;
  cost_ = y.cols() > 0 ? pass_.cost(y) : std::numeric_limits<double>::quiet_NaN();
  expected_cost_ = y.cols() > 0 ? 0 : std::numeric_limits<double>::quiet_NaN();
  weight_scaling_ = pass_.activation(shape.layers);
  for (Values* sum : {&sum_, &geometric_, &complement_, &squares_}) sum->setZero(shape.outputs(), x.cols());
  done_ = 0;
  return true;
}

bool Enumeration::kept(int subnetwork, int layer, int unit) const {
  for (std::size_t bit = 0; bit < units_.size(); ++bit) {
    if (units_[bit].layer == layer && units_[bit].unit == unit) return (subnetwork >> bit & 1) != 0;
  }
  return true;
}

double Enumeration::probability(int subnetwork) const {
  double product = 1;
  for (std::size_t bit = 0; bit < units_.size(); ++bit) {
    product *= (subnetwork >> bit & 1) != 0 ? units_[bit].keep : 1 - units_[bit].keep;
  }
  return product;
}

bool Enumeration::advance(int count) {
  for (; count > 0 && done_ < subnetworks(); --count, ++done_) {
    // Counting up changes the bits up to the lowest one that has become set: nothing in front of it moves.
    const auto changed = static_cast<std::size_t>(std::countr_zero(static_cast<unsigned>(done_)));
    drop(done_, done_ == 0 ? 0 : units_[changed].layer);
    add(probability(done_));
    if (done_ + 1 == subnetworks()) finish();
  }
  return done_ == subnetworks();
}

// Runs the sub-network from the weights of first_layer on.
void Enumeration::drop(int subnetwork, int first_layer) {
  for (int l = first_layer; l < pass_.shape().layers; ++l) {
    pass_.passed_on(l) = (keep_of(dropout_, l) < 1 ? training_scale(dropout_, l) : 1) * pass_.activation(l);
    for (std::size_t bit = 0; bit < units_.size(); ++bit) {
      if (units_[bit].layer == l && (subnetwork >> bit & 1) == 0) pass_.passed_on(l).row(units_[bit].unit).setZero();
    }
    pass_.preactivate(l);
    pass_.activate(l);
  }
}

void Enumeration::add(double probability) {
  const auto output = pass_.activation(pass_.shape().layers);
  sum_ += probability * output;
  squares_.array() += probability * (output - weight_scaling_).array().square();  // about a value near the mean
  add_logarithms(probability);
  if (y_columns_ > 0) {
    expected_cost_ +=
        probability * pass_.cost({y_.data(), output.rows(), y_columns_, Eigen::OuterStride<>(y_columns_)});
  }
}

// Sums of log probabilities: geometric_ for each class, complement_ for its opposite where that is not another output.
void Enumeration::add_logarithms(double probability) {
  const auto z = pass_.logits();
  switch (pass_.shape().loss) {
    case Loss::sigmoid_cross_entropy:
      geometric_ += probability * z.unaryExpr([](double logit) { return log_sigmoid(logit); });
      complement_ += probability * z.unaryExpr([](double logit) { return log_sigmoid(-logit); });
      break;
    case Loss::softmax_cross_entropy:
      for (Eigen::Index i = 0; i < z.cols(); ++i) {
        const double top = z.col(i).maxCoeff();
        const double log_sum = top + std::log((z.col(i).array() - top).exp().sum());
        geometric_.col(i).array() += probability * (z.col(i).array() - log_sum);
      }
      break;
    case Loss::squared_error:
      break;
  }
}

void Enumeration::finish() {
  squares_.array() = (squares_.array() - (sum_ - weight_scaling_).array().square()).cwiseMax(0).sqrt();
  switch (pass_.shape().loss) {
    case Loss::sigmoid_cross_entropy:
      geometric_.array() = (1 + (complement_.array() - geometric_.array()).exp()).inverse();
      break;
    case Loss::softmax_cross_entropy:
      for (Eigen::Index i = 0; i < geometric_.cols(); ++i) {
        auto column = geometric_.col(i);
        column.array() = (column.array() - column.maxCoeff()).exp();
        column /= column.sum();
      }
      break;
    case Loss::squared_error:
      geometric_ = sum_;
      break;
  }
}

}  // namespace net
