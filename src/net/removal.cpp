#include "net/removal.h"

#include <algorithm>
#include <cassert>

namespace net {
namespace {

int units_of(const Shape& shape, int row) { return shape.units[static_cast<std::size_t>(row)]; }

int units_before(const Shape& shape, int row) {
  int units = 0;
  for (int r = 0; r < row; ++r) units += units_of(shape, r);
  return units;
}

}  // namespace

Removal::Removal(const Shape& shape, int max_examples) : pass_(shape, max_examples) {
  const int widest = *std::max_element(shape.units.begin(), shape.units.begin() + shape.layers + 1);
  y_.resize(static_cast<std::size_t>(shape.outputs() * max_examples));
  complete_.resize(static_cast<std::size_t>(widest * max_examples));
  losses_.resize(static_cast<std::size_t>(units_before(shape, shape.layers)));
}

void Removal::begin(const float* parameters, const Dropout& dropout, ConstMatrixView x, ConstMatrixView y) {
  assert(x.cols() == y.cols());
  dropout_ = dropout;
  pass_.set_parameters(parameters);
  pass_.set_input(x);
  pass_.run_test(dropout);
  MatrixView(y_.data(), y.rows(), y.cols(), Eigen::OuterStride<>(y.cols())) = y;
  accuracy_ = pass_.accuracy(y);
  cost_ = pass_.cost(y);
  std::fill(losses_.begin(), losses_.end(), Loss{});
  row_ = pass_.shape().layers;
  next_ = 0;
  done_ = 0;
}

bool Removal::advance(int count) {
  for (; count > 0 && done_ < units(); --count, ++done_, --next_) {
    // From the back to the front: a removal writes only rows behind its own, so those before it stay complete.
    if (next_ == 0) {
      next_ = units_of(pass_.shape(), --row_);
      pass_.preactivate(row_);
      const auto z = pass_.activation(row_ + 1);
      std::copy_n(z.data(), z.size(), complete_.data());
    }
    remove(row_, units_of(pass_.shape(), row_) - next_);
  }
  return done_ == units();
}

void Removal::remove(int row, int unit) {
  auto z = pass_.activation(row + 1);
  std::copy_n(complete_.data(), z.size(), z.data());
  const auto w = pass_.weights(row);
  const auto a = pass_.passed_on(row).row(unit);
  for (Eigen::Index k = 0; k < z.rows(); ++k) z.row(k) -= w(k, unit) * a;
  pass_.activate(row);
  pass_.run_test(dropout_, row + 1);
  const ConstMatrixView target(y_.data(), pass_.shape().outputs(), z.cols(), Eigen::OuterStride<>(z.cols()));
  losses_[static_cast<std::size_t>(units_before(pass_.shape(), row) + unit)] = {
      static_cast<float>(accuracy_ - pass_.accuracy(target)), static_cast<float>(pass_.cost(target) - cost_)};
}

std::span<const Removal::Loss> Removal::losses(int row) const {
  return std::span(losses_).subspan(static_cast<std::size_t>(units_before(pass_.shape(), row)),
                                    static_cast<std::size_t>(units_of(pass_.shape(), row)));
}

int Removal::worst(int row) const { return worst_of(losses(row)); }

bool worse(const Removal::Loss& a, const Removal::Loss& b) {
  return a.accuracy > b.accuracy || (!(a.accuracy < b.accuracy) && a.cost > b.cost);
}

int worst_of(std::span<const Removal::Loss> units) {
  const auto less = [](const Removal::Loss& a, const Removal::Loss& b) { return worse(b, a); };
  return static_cast<int>(std::max_element(units.begin(), units.end(), less) - units.begin());
}

}  // namespace net
