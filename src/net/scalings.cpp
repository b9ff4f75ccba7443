#include "net/scalings.h"

#include "net/nth.h"

namespace net {
namespace {

double mean_size(const Pass<float>::View& a) {
  return a.cwiseAbs().cast<double>().sum() / static_cast<double>(a.size());
}

Dropout under(Dropout dropout, Scaling scaling) {
  dropout.scaling = scaling;
  return dropout;
}

}  // namespace

Scalings::Scalings(const Shape& shape, int max_examples, int masks)
    : masked_(shape, max_examples, masks), pass_(shape, max_examples), masks_(masks) {}

void Scalings::begin(const float* parameters, const Dropout& dropout, ConstMatrixView x, ConstMatrixView y,
                     std::uint64_t seed) {
  dropout_ = dropout;
  masked_.begin(parameters, dropout, x, y, seed);
  pass_.set_parameters(parameters);
  pass_.set_input(x);
  y_ = y;
  training_ = {};
  tested_ = 0;
}

bool Scalings::advance() {
  if (masked_.passes() < masks_) {
    draw();
  } else if (tested_ < 2) {
    test(tested_++ == 1);
  }
  return tested_ == 2;
}

void Scalings::draw() {
  masked_.advance(1);
  for (int row = 0; row < pass_.shape().layers; ++row)
    nth(training_, row) += mean_size(masked_.passed_on(row)) / masks_;
}

// Every unit, with the weights as they were trained: of the right test each activation is multiplied by what masks
// multiply it by on average, of the wrong one by what they multiply it by if it is kept.
void Scalings::test(bool wrong) {
  Means& mean = test_[wrong];
  for (int row = 0; row < pass_.shape().layers; ++row) {
    nth(mean, row) = mean_size(pass_.activation(row));
    const double factor =
        drops(row) ? training_scale(dropout_, row) * (wrong ? 1 : static_cast<double>(nth(dropout_.keep, row))) : 1;
    pass_.passed_on(row) = static_cast<float>(factor) * pass_.activation(row);
    pass_.preactivate(row);
    pass_.activate(row);
  }
  judged_test_[wrong] = {pass_.cost(view(y_)), pass_.accuracy(view(y_))};
}

double Scalings::in_training(Scaling scaling, int row) const {
  const double own = drops(row) ? training_scale(dropout_, row) : 1;
  return nth(training_, row) / own * (drops(row) ? training_scale(under(dropout_, scaling), row) : 1);
}

double Scalings::at_test(Scaling scaling, int row) const {
  const double factor = drops(row) ? test_scale(under(dropout_, scaling), row) : 1;
  return nth(test_[scaling == Scaling::wrong], row) * factor;
}

}  // namespace net
