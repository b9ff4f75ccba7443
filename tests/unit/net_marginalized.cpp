// The penalty in place of masks.
#include <doctest/doctest.h>

#include <cmath>

#include "net/penalty.h"
#include "net_reference.h"

using net::Activation, net::Loss;
using reference::Examples, reference::Net;

namespace {

net::Shape unit(int inputs, int outputs, Activation activation, Loss loss) {
  return reference::make_shape({inputs, outputs}, activation, activation, loss);
}

// ½(1-p)/p · mean_i Σ_o v_io Σ_j x_ij² w_oj², as the header has it.
double penalty(const Net& net, const reference::Matrix& x, double keep) {
  const reference::Matrix w = net.weights(0), s = w.cwiseAbs2() * x.cwiseAbs2(), out = net.output(x);
  double sum = 0;
  for (Eigen::Index i = 0; i < s.size(); ++i) {
    const double a = out.data()[i];
    sum += s.data()[i] * (net.shape.loss == Loss::squared_error ? 1 : a * (1 - a));
  }
  return (1 - keep) / keep / 2 * sum / static_cast<double>(x.cols());
}

}  // namespace

TEST_CASE("the penalty in place of masks has the gradient of its central differences, and is the ledger's") {
  for (const net::Shape& shape :
       {unit(4, 1, Activation::linear, Loss::squared_error), unit(3, 2, Activation::linear, Loss::squared_error),
        unit(1, 1, Activation::sigmoid, Loss::sigmoid_cross_entropy),
        unit(5, 3, Activation::sigmoid, Loss::sigmoid_cross_entropy)}) {
    CAPTURE(shape.inputs());
    const Examples examples(shape, 13, 2);
    net::Mlp mlp(shape, 13);
    Net net(shape);
    reference::start(mlp, &net, 5);
    const reference::Matrix x = examples.x.cast<double>(), y = examples.y.cast<double>();

    net::Ledger ledger(shape, 13);
    net::Dropout dropout;
    dropout.keep[0] = 0.7f;
    ledger.begin(mlp.parameters(), dropout);
    ledger.add(examples.batch().x);
    CHECK(penalty(net, x, 0.7) == doctest::Approx(ledger.penalty(0)).epsilon(1e-6));

    mlp.penalty.marginalized = 0.7f;
    mlp.forward(examples.batch());
    mlp.backward();
    for (std::size_t p = 0; p < net.parameters.size(); ++p) {
      const double here = net.parameters[p];
      const auto cost = [&](double value) {
        net.parameters[p] = value;
        return net.cost(x, y) + penalty(net, x, 0.7);
      };
      const double slope = (cost(here + 1e-5) - cost(here - 1e-5)) / 2e-5;
      net.parameters[p] = here;
      CHECK(std::abs(slope - static_cast<double>(mlp.gradient()[p])) < 2e-6);
    }
  }
}

TEST_CASE("masks have a penalty in closed form where only weights stand between input and a linear or sigmoid output") {
  net::Shape shape = unit(4, 1, Activation::linear, Loss::squared_error);
  CHECK(net::can_marginalize(shape));
  shape.activation[0] = Activation::sigmoid;
  CHECK_FALSE(net::can_marginalize(shape));
  shape.loss = Loss::sigmoid_cross_entropy;
  CHECK(net::can_marginalize(shape));
  CHECK_FALSE(net::can_marginalize(unit(4, 3, Activation::softmax, Loss::softmax_cross_entropy)));
  shape.layers = 2;
  CHECK_FALSE(net::can_marginalize(shape));
}
