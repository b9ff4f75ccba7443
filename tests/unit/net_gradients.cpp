// Every gradient of the engine against central differences of the double-precision reference, under the same masks.
#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "net/random.h"
#include "net_reference.h"

using net::Activation, net::Loss, net::MaskPer, net::Noise, net::Scaling;
using reference::Examples, reference::Net;

namespace {

constexpr int batch = 13;
constexpr std::uint64_t seed = 4, step = 9;

double factor(const net::Mlp& mlp, int layer, int unit, int example) {
  const net::Dropout& d = mlp.dropout;
  const float keep = d.keep[static_cast<std::size_t>(layer)];
  if (keep == 1) return 1;
  if (d.noise == Noise::gaussian) {
    const net::Random random(seed, net::Purpose::mask, step, static_cast<std::uint32_t>(layer));
    const int index = d.per == MaskPer::batch ? unit * 8 : unit * 16 + example;  // 16: the batch rounded up to eight
    return 1 + std::sqrt((1.0 - keep) / keep) * static_cast<double>(random.normal(static_cast<std::uint32_t>(index)));
  }
  if (!net::kept(d, seed, step, layer, unit, example, batch)) return 0;
  return d.scaling == Scaling::inverted ? 1.0 / static_cast<double>(keep) : 1;
}

// The reference's factors of every layer, as the engine must have drawn them.
void copy_masks(const net::Mlp& mlp, Net& net) {
  for (int l = 0; l < net.shape.layers; ++l) {
    reference::Matrix& f = net.factors[static_cast<std::size_t>(l)];
    f.resize(net.shape.units[static_cast<std::size_t>(l)], batch);
    for (int u = 0; u < f.rows(); ++u)
      for (int i = 0; i < batch; ++i) f(u, i) = factor(mlp, l, u, i);
  }
}

// Cost, every parameter's slope and the input's against the reference.
void check_against_reference(net::Mlp& mlp, const Examples& examples) {
  Net net(mlp.shape());
  std::copy_n(mlp.parameters(), net.parameters.size(), net.parameters.begin());
  copy_masks(mlp, net);
  const reference::Matrix x = examples.x.cast<double>(), y = examples.y.cast<double>();

  CHECK(mlp.forward(examples.batch()) == doctest::Approx(net.cost(x, y)).epsilon(2e-6));
  const reference::Matrix output = net.output(x);
  CHECK((mlp.passed_on(mlp.shape().layers).cast<double>() - output).cwiseAbs().maxCoeff() < 2e-6);
  mlp.backward();
  double largest = 0, worst = 0;
  for (std::size_t p = 0; p < net.parameters.size(); ++p) {
    const double slope = net.slope(p, x, y);
    largest = std::max(largest, std::abs(slope));
    worst = std::max(worst, std::abs(slope - static_cast<double>(mlp.gradient()[p])));
  }
  CHECK(largest > 1e-3);
  CHECK(worst < 1e-5 * largest + 1e-7);

  net::Matrix dx(mlp.shape().inputs(), batch);
  mlp.input_gradient({dx.data(), dx.rows(), dx.cols(), Eigen::OuterStride<>(dx.cols())});
  for (int u = 0; u < dx.rows(); ++u) {
    for (int i = 0; i < batch; ++i) {
      reference::Matrix moved = x;
      moved(u, i) += 1e-5;
      const double above = net.cost(moved, y);
      moved(u, i) -= 2e-5;
      CHECK(std::abs((above - net.cost(moved, y)) / 2e-5 - static_cast<double>(dx(u, i))) < 2e-6);
    }
  }
}

void drop_everywhere(net::Mlp& mlp) { mlp.dropout.keep = {0.8f, 0.5f, 0.7f, 0.9f, 1, 1, 1, 1}; }

}  // namespace

TEST_CASE("every activation and loss has the gradient of its central differences under fixed masks") {
  struct Output {
    Activation activation;
    Loss loss;
    int outputs;
  };
  const Output last[] = {{Activation::sigmoid, Loss::sigmoid_cross_entropy, 1},
                         {Activation::sigmoid, Loss::sigmoid_cross_entropy, 3},
                         {Activation::softmax, Loss::softmax_cross_entropy, 5},
                         {Activation::linear, Loss::squared_error, 2},
                         {Activation::tanh, Loss::squared_error, 1},
                         {Activation::sigmoid, Loss::squared_error, 2},
                         {Activation::relu, Loss::squared_error, 2},
                         {Activation::softmax, Loss::squared_error, 3}};
  for (const Activation hidden : {Activation::relu, Activation::tanh, Activation::sigmoid, Activation::linear}) {
    for (const Output& o : last) {
      CAPTURE(static_cast<int>(hidden));
      CAPTURE(static_cast<int>(o.activation));
      CAPTURE(static_cast<int>(o.loss));
      net::Mlp mlp(reference::make_shape({3, 7, 5, 4, o.outputs}, hidden, o.activation, o.loss), batch);
      reference::start(mlp, nullptr, 3);
      const Examples examples(mlp.shape(), batch, 2);
      drop_everywhere(mlp);
      mlp.draw_masks(seed, step, batch);
      check_against_reference(mlp, examples);
    }
  }
}

TEST_CASE("the gradient passes through every kind of dropout") {
  for (const Scaling scaling : {Scaling::inverted, Scaling::classic, Scaling::wrong}) {
    for (const MaskPer per : {MaskPer::example, MaskPer::batch}) {
      for (const Noise noise : {Noise::bernoulli, Noise::gaussian}) {
        CAPTURE(static_cast<int>(scaling));
        CAPTURE(static_cast<int>(per));
        CAPTURE(static_cast<int>(noise));
        net::Mlp mlp(
            reference::make_shape({3, 9, 6, 2}, Activation::tanh, Activation::softmax, Loss::softmax_cross_entropy),
            batch);
        reference::start(mlp, nullptr, 5);
        drop_everywhere(mlp);
        mlp.dropout.scaling = scaling;
        mlp.dropout.per = per;
        mlp.dropout.noise = noise;
        mlp.draw_masks(seed, step, batch);
        check_against_reference(mlp, Examples(mlp.shape(), batch, 6));
      }
    }
  }
}

TEST_CASE("large layers, multiplied in blocks, have the same gradient as the reference") {
  net::Mlp mlp(
      reference::make_shape({90, 101, 70, 3}, Activation::relu, Activation::softmax, Loss::softmax_cross_entropy),
      batch);
  reference::start(mlp, nullptr, 5);
  drop_everywhere(mlp);
  mlp.draw_masks(seed, step, batch);
  const Examples examples(mlp.shape(), batch, 6);
  Net net(mlp.shape());
  std::copy_n(mlp.parameters(), net.parameters.size(), net.parameters.begin());
  copy_masks(mlp, net);
  const reference::Matrix x = examples.x.cast<double>(), y = examples.y.cast<double>();
  CHECK(mlp.forward(examples.batch()) == doctest::Approx(net.cost(x, y)).epsilon(1e-5));
  mlp.backward();
  const net::Random random(1, net::Purpose::monte_carlo);
  for (std::uint32_t i = 0; i < 60; ++i) {
    const std::size_t p = random.below(i, static_cast<std::uint32_t>(mlp.shape().parameters()));
    CHECK(std::abs(net.slope(p, x, y) - static_cast<double>(mlp.gradient()[p])) < 2e-6);
  }
}

TEST_CASE("L2 adds λ/m times the weight to the gradient of weights, nothing to that of biases") {
  net::Mlp mlp(
      reference::make_shape({3, 70, 70, 1}, Activation::tanh, Activation::sigmoid, Loss::sigmoid_cross_entropy), batch);
  reference::start(mlp, nullptr, 5);
  const Examples examples(mlp.shape(), batch, 6);
  mlp.forward(examples.batch());
  mlp.backward();
  const std::vector<float> without(mlp.gradient(), mlp.gradient() + mlp.shape().parameters());
  for (const int m : {0, 200}) {
    mlp.penalty.l2 = 3;
    mlp.penalty.l2_examples = m;
    mlp.backward();
    const float factor = 3.0f / static_cast<float>(m > 0 ? m : batch);
    double squares = 0;
    for (int l = 0; l < 3; ++l) {
      const auto w = net::weights(mlp.shape(), l, mlp.parameters());
      squares += static_cast<double>(w.squaredNorm());
      const auto more = net::weights(mlp.shape(), l, mlp.gradient()) - net::weights(mlp.shape(), l, without.data());
      CHECK((more - factor * w).cwiseAbs().maxCoeff() < 1e-6f);
      CHECK((net::biases(mlp.shape(), l, mlp.gradient()) - net::biases(mlp.shape(), l, without.data())).isZero(0));
    }
    CHECK(mlp.l2_cost(batch) == doctest::Approx(static_cast<double>(factor) / 2 * squares));
  }
}

TEST_CASE("saturated outputs keep the digits of their small costs and gradients") {
  for (const int outputs : {1, 4}) {
    const bool one = outputs == 1;
    net::Mlp mlp(reference::make_shape({2, outputs}, Activation::relu, one ? Activation::sigmoid : Activation::softmax,
                                       one ? Loss::sigmoid_cross_entropy : Loss::softmax_cross_entropy),
                 1);
    net::biases(mlp.shape(), 0, mlp.parameters())(outputs - 1) = 20;  // right by far: p = 1 - 2e-9 or so
    net::Matrix x = net::Matrix::Ones(2, 1), y = net::Matrix::Zero(outputs, 1);
    y(outputs - 1, 0) = 1;
    const double others = (one ? 1 : outputs - 1) * std::exp(-20.0);
    CHECK(mlp.forward({net::view(x), net::view(y)}) / std::log1p(others) == doctest::Approx(1).epsilon(1e-6));
    CHECK(mlp.deltas(1)(outputs - 1, 0) / (-others / (1 + others)) == doctest::Approx(1).epsilon(1e-6));
    net::biases(mlp.shape(), 0, mlp.parameters())(outputs - 1) = -300;  // and wrong by far
    CHECK(mlp.forward({net::view(x), net::view(y)}) == doctest::Approx(300 + (one ? 0 : std::log(3.0))).epsilon(1e-6));
    CHECK(mlp.deltas(1)(outputs - 1, 0) == doctest::Approx(-1));
  }
}
