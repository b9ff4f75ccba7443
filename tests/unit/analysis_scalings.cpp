#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "analysis_net.h"
#include "net/scalings.h"

namespace {

using net::Activation;
using net::Loss;
using net::Scaling;

constexpr Scaling all_scalings[] = {Scaling::inverted, Scaling::classic, Scaling::wrong};
constexpr int masks = 6;

net::Dropout dropout_of(Scaling scaling) {
  net::Dropout dropout;
  dropout.keep = {0.9f, 0.5f, 1, 0.6f};
  dropout.scaling = scaling;
  return dropout;
}

double keep_of(int layer) {
  return static_cast<double>(dropout_of(Scaling::inverted).keep[static_cast<std::size_t>(layer)]);
}
double in_training(Scaling scaling, int layer) { return scaling == Scaling::inverted ? 1 / keep_of(layer) : 1; }
double at_test(Scaling scaling, int layer) { return scaling == Scaling::classic ? keep_of(layer) : 1; }

net::Scalings run(const plain::Net& net, Scaling own) {
  net::Scalings found(net.shape, static_cast<int>(net.x.cols()), masks);
  found.begin(net.parameters.data(), dropout_of(own), net::view(net.x), net::view(net.y), 5);
  while (!found.advance()) {
  }
  return found;
}

// The net whose training under `scaling` is what `net` does under `own`: weights that read a masked layer are
// multiplied by what its activations lose.
plain::Net written_for(const plain::Net& net, Scaling own, Scaling scaling) {
  plain::Net made = net;
  for (int l = 0; l < net.shape.layers; ++l)
    if (keep_of(l) < 1)
      net::weights(made.shape, l, made.parameters.data()) *=
          static_cast<float>(in_training(own, l) / in_training(scaling, l));
  return made;
}

// Mean over units and examples of |what the units of a row pass on|.
double passes_on(const plain::Net& net, int row, const std::function<plain::Factor(int example)>& factor) {
  double sum = 0;
  for (int i = 0; i < net.x.cols(); ++i) {
    const plain::Factor own = factor(i);
    plain::Numbers a = net.input(i);
    if (row > 0) {
      a = plain::preactivation(net, row - 1, net.input(i), own);
      for (double& v : a) v = plain::activate(net.shape.activation[static_cast<std::size_t>(row - 1)], v);
    }
    for (int u = 0; u < net.units(row); ++u) sum += std::abs(own(row, u) * a[static_cast<std::size_t>(u)]);
  }
  return sum / static_cast<double>(net.x.cols() * net.units(row));
}

// Of pass k, as MonteCarlo's header promises its masks, one for each example.
plain::Factor mask(const plain::Net& net, Scaling scaling, int pass, int example) {
  return [&net, scaling, pass, example](int layer, int unit) {
    if (keep_of(layer) >= 1) return 1.0;
    const net::Random random(5, net::Purpose::monte_carlo, static_cast<std::uint64_t>(pass),
                             static_cast<std::uint32_t>(layer));
    const bool kept = random.uniform(static_cast<std::uint32_t>(example * net.units(layer) + unit)) <
                      dropout_of(scaling).keep[static_cast<std::size_t>(layer)];
    return kept ? in_training(scaling, layer) : 0.0;
  };
}

}  // namespace

TEST_CASE("each scaling passes on what a plain pass of the weights written for it does, in training and at test") {
  for (const Loss loss : {Loss::sigmoid_cross_entropy, Loss::softmax_cross_entropy, Loss::squared_error}) {
    for (const Scaling own : all_scalings) {
      const plain::Net net = plain::make({3, 6, 5, 4, 2}, Activation::tanh, loss, 12, 71);
      const net::Scalings found = run(net, own);
      CHECK(found.done() == found.passes());
      for (const Scaling scaling : all_scalings) {
        CAPTURE(static_cast<int>(own));
        CAPTURE(static_cast<int>(scaling));
        const plain::Net written = written_for(net, own, scaling);
        const plain::Factor test = [&](int layer, int) { return keep_of(layer) < 1 ? at_test(scaling, layer) : 1; };
        for (int row = 0; row < 4; ++row) {
          double training = 0;
          for (int k = 0; k < masks; ++k)
            training += passes_on(written, row, [&](int i) { return mask(written, scaling, k, i); }) / masks;
          CHECK(found.in_training(scaling, row) == doctest::Approx(training).epsilon(1e-5));
          CHECK(found.at_test(scaling, row) ==
                doctest::Approx(passes_on(written, row, [&](int) { return test; })).epsilon(1e-5));
        }
        CHECK(found.tested(scaling).cost == doctest::Approx(plain::mean_cost(written, test)).epsilon(1e-5));
        double masked = 0;
        for (int k = 0; k < masks; ++k)
          for (int i = 0; i < 12; ++i)
            masked += plain::cost(written, plain::logits(written, written.input(i), mask(written, scaling, k, i)), i) /
                      (12 * masks);
        CHECK(found.masked().cost == doctest::Approx(masked).epsilon(1e-5));
        if (loss == Loss::squared_error)
          CHECK(std::isnan(found.tested(scaling).accuracy));
        else
          CHECK(found.tested(scaling).accuracy == doctest::Approx(plain::accuracy(written, test)).epsilon(1e-6));
      }
    }
  }
}

TEST_CASE(
    "the first masked layer passes on the same at test as on average in training, unscaled 1/keep_prob times as much") {
  plain::Net net = plain::make({2, 40, 30, 1}, Activation::relu, Loss::sigmoid_cross_entropy, 200, 72);
  net::Dropout dropout;
  dropout.keep = {1, 0.5f, 0.5f};
  net::Scalings found(net.shape, 200, 50);
  found.begin(net.parameters.data(), dropout, net::view(net.x), net::view(net.y), 1);
  while (!found.advance()) {
  }
  const auto ratio = [&](Scaling scaling, int row) {
    return found.at_test(scaling, row) / found.in_training(scaling, row);
  };
  CHECK(ratio(Scaling::inverted, 1) == doctest::Approx(1).epsilon(0.01));
  CHECK(ratio(Scaling::classic, 1) == doctest::Approx(1).epsilon(0.01));
  CHECK(ratio(Scaling::wrong, 1) == doctest::Approx(2).epsilon(0.01));
  // behind its ReLU the mean under masks is larger
  CHECK(ratio(Scaling::inverted, 2) < 0.97);
  CHECK(found.tested(Scaling::inverted).cost == found.tested(Scaling::classic).cost);
}
