// The gradient check in double precision against the independent reference's central differences, and what it finds.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "net/gradient_check.h"
#include "net_reference.h"

using net::Activation, net::CheckedMasks, net::GradientCheck, net::Loss, net::MaskPer, net::Scaling;
using reference::Examples, reference::Net;

namespace {

constexpr int size = 11;

net::Dropout drops() {
  net::Dropout dropout;
  dropout.keep = {0.9f, 0.5f, 0.7f, 1, 1, 1, 1, 1};
  return dropout;
}

double error_of(const net::Mlp& mlp, const net::Dropout& dropout, const Examples& examples, CheckedMasks masks,
                int* kinks = nullptr) {
  GradientCheck check(mlp.shape(), size);
  check.begin(mlp.parameters(), dropout, examples.batch().x, examples.batch().y, masks, 5);
  if (kinks) *kinks = check.kinks();
  net::RelativeError error;
  for (int p = 0; p < mlp.shape().parameters(); ++p) error.add(check.numeric(p), check.backpropagated(p));
  return error.value();
}

net::Mlp make(std::vector<int> units, Activation hidden = Activation::relu) {
  net::Mlp mlp(reference::make_shape(units, hidden, Activation::sigmoid, Loss::sigmoid_cross_entropy), size);
  reference::start(mlp, nullptr, 3);
  return mlp;
}

}  // namespace

TEST_CASE("with dropout off, numeric and backpropagated slopes are those of the independent reference, in any order") {
  struct Output {
    Activation activation;
    Loss loss;
    int units;
  };
  for (const Output& out : {Output{Activation::sigmoid, Loss::sigmoid_cross_entropy, 1},
                            Output{Activation::softmax, Loss::softmax_cross_entropy, 3},
                            Output{Activation::linear, Loss::squared_error, 2}}) {
    for (const Activation hidden : {Activation::relu, Activation::tanh, Activation::sigmoid}) {
      net::Mlp mlp(reference::make_shape({3, 7, 5, out.units}, hidden, out.activation, out.loss), size);
      Net net(mlp.shape());
      reference::start(mlp, &net, 3);
      const Examples examples(mlp.shape(), size, 2);
      GradientCheck check(mlp.shape(), size + 2);
      check.begin(mlp.parameters(), drops(), examples.batch().x, examples.batch().y, CheckedMasks::off, 1);
      const reference::Matrix x = examples.x.cast<double>(), y = examples.y.cast<double>();
      const int all = mlp.shape().parameters();
      for (int i = 0; i < all; ++i) {
        const int p = i * 37 % all;  // from layer to layer and back
        CAPTURE(p);
        const double slope = net.slope(static_cast<std::size_t>(p), x, y);
        CHECK(std::abs(check.backpropagated(p) - slope) < 1e-9);
        CHECK(std::abs(check.numeric(p) - slope) < 1e-7);
      }
    }
  }
}

TEST_CASE("classic scaling multiplies activations by keep_prob with dropout off, and by nothing under masks") {
  net::Mlp mlp = make({3, 7, 5, 1}, Activation::tanh);
  const Examples examples(mlp.shape(), size, 2);
  net::Dropout dropout = drops();
  dropout.scaling = Scaling::classic;
  Net net(mlp.shape());
  std::copy_n(mlp.parameters(), net.parameters.size(), net.parameters.begin());
  for (std::size_t l = 0; l < 3; ++l)
    net.factors[l] = reference::Matrix::Constant(mlp.shape().units[l], size, static_cast<double>(dropout.keep[l]));
  GradientCheck check(mlp.shape(), size);
  check.begin(mlp.parameters(), dropout, examples.batch().x, examples.batch().y, CheckedMasks::off, 1);
  for (int p = 0; p < mlp.shape().parameters(); ++p)
    CHECK(std::abs(check.backpropagated(p) - net.slope(static_cast<std::size_t>(p), examples.x.cast<double>(),
                                                       examples.y.cast<double>())) < 1e-9);
  CHECK(error_of(mlp, dropout, examples, CheckedMasks::held) < 1e-7);
}

TEST_CASE("held masks give a relative error of rounding, masks drawn anew one of 1, dropout off one of rounding") {
  for (const MaskPer per : {MaskPer::example, MaskPer::batch, MaskPer::frozen}) {
    net::Mlp mlp = make({3, 9, 8, 1});
    const Examples examples(mlp.shape(), size, 2);
    net::Dropout dropout = drops();
    dropout.per = per;
    CHECK(error_of(mlp, dropout, examples, CheckedMasks::held) < 1e-7);
    CHECK(error_of(mlp, dropout, examples, CheckedMasks::off) < 1e-7);
    CHECK(error_of(mlp, dropout, examples, CheckedMasks::redrawn) > 0.999);
  }
  net::Mlp mlp = make({3, 9, 8, 1});
  net::Dropout keeps_all;
  CHECK(error_of(mlp, keeps_all, Examples(mlp.shape(), size, 2), CheckedMasks::redrawn) < 1e-7);
}

TEST_CASE("dropped units have no gradient, and a mask shared by all drops a unit for every example") {
  net::Mlp mlp = make({3, 9, 8, 1}, Activation::tanh);
  const Examples examples(mlp.shape(), size, 2);
  net::Dropout dropout = drops();
  dropout.per = MaskPer::batch;
  GradientCheck check(mlp.shape(), size);
  check.begin(mlp.parameters(), dropout, examples.batch().x, examples.batch().y, CheckedMasks::held, 5);
  int without = 0;
  for (int u = 0; u < 9; ++u) {
    const int bias = mlp.shape().bias_offset(0) + u;
    without += check.backpropagated(bias) == 0;
    CHECK((check.backpropagated(bias) == 0) == (check.numeric(bias) == 0));
  }
  CHECK(without > 0);
  CHECK(without < 9);
}

TEST_CASE("zero biases and a held mask put ReLU on its kink: the error is large though the gradient is right") {
  net::Mlp mlp = make({3, 9, 8, 1});
  net::Dropout dropout = drops();
  dropout.keep[1] = 0.2f;
  const Examples examples(mlp.shape(), size, 2);
  int kinks = 0;
  CHECK(error_of(mlp, dropout, examples, CheckedMasks::held, &kinks) < 1e-6);
  CHECK(kinks == 0);
  for (int l = 0; l < 3; ++l) net::biases(mlp.shape(), l, mlp.parameters()).setZero();
  CHECK(error_of(mlp, dropout, examples, CheckedMasks::held, &kinks) > 1e-4);
  CHECK(kinks > 0);
  CHECK(error_of(mlp, dropout, examples, CheckedMasks::off, &kinks) < 1e-6);
  CHECK(kinks == 0);
}

TEST_CASE("the relative error is ‖a − b‖ / (‖a‖ + ‖b‖)") {
  net::RelativeError error;
  CHECK(error.value() == 0);
  error.add(3, 0);
  error.add(0, 4);
  CHECK(error.value() == doctest::Approx(5.0 / 7));
  net::RelativeError same;
  same.add(2, 2);
  CHECK(same.value() == 0);
}
