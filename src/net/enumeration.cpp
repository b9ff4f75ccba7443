#include "net/enumeration.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "net/nth.h"

namespace net {
namespace {

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
  expected_cost_ = expected_accuracy_ = y.cols() > 0 ? 0 : std::numeric_limits<double>::quiet_NaN();
  weight_scaling_ = pass_.activation(shape.layers);
  averages_.begin(weight_scaling_);
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
    if (done_ + 1 == subnetworks()) averages_.finish(nth(pass_.shape().activation, pass_.shape().layers - 1));
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
  const auto output = outputs(), logits = pass_.logits();
  averages_.add(probability, {output.data(), output.rows(), output.cols()},
                {logits.data(), logits.rows(), logits.cols()});
  if (y_columns_ == 0) return;
  const ConstMatrixView y(y_.data(), output.rows(), y_columns_, Eigen::OuterStride<>(y_columns_));
  expected_cost_ += probability * pass_.cost(y);
  expected_accuracy_ += probability * pass_.accuracy(y);
}

}  // namespace net
