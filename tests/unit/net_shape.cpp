#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "net_reference.h"

using net::Activation, net::Initialization, net::Loss;

TEST_CASE("the parameters of a layer follow those of the one before, weights first") {
  const net::Shape shape =
      reference::make_shape({2, 20, 3, 1}, Activation::relu, Activation::sigmoid, Loss::sigmoid_cross_entropy);
  CHECK(shape.weight_offset(0) == 0);
  CHECK(shape.bias_offset(0) == 40);
  CHECK(shape.weight_offset(1) == 60);
  CHECK(shape.bias_offset(1) == 120);
  CHECK(shape.weight_offset(2) == 123);
  CHECK(shape.bias_offset(2) == 126);
  CHECK(shape.parameters() == 127);
  std::vector<float> parameters(127);
  net::weights(shape, 1, parameters.data())(2, 19) = 4;
  net::biases(shape, 1, parameters.data())(0) = 5;
  CHECK(parameters[119] == 4);
  CHECK(parameters[120] == 5);
}

TEST_CASE("initial weights have the variance of He or of Xavier, biases are 0") {
  const net::Shape shape =
      reference::make_shape({300, 200, 50}, Activation::relu, Activation::softmax, Loss::softmax_cross_entropy);
  std::vector<float> parameters(static_cast<std::size_t>(shape.parameters()), 9.0f);
  const auto check = [&](int layer, double variance) {
    const auto w = net::weights(shape, layer, parameters.data());
    const double count = static_cast<double>(w.size());
    CHECK(std::abs(w.mean()) < 4 * std::sqrt(variance / count));
    CHECK(w.squaredNorm() / count == doctest::Approx(variance).epsilon(4 * std::sqrt(2 / count)));
    CHECK(net::biases(shape, layer, parameters.data()).isZero(0));
  };
  net::initialize(shape, Initialization::he, 1, parameters.data());
  check(0, 2.0 / 300);
  check(1, 2.0 / 200);
  net::initialize(shape, Initialization::xavier, 1, parameters.data());
  check(0, 2.0 / 500);
  check(1, 2.0 / 250);
}
