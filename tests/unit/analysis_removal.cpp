#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "analysis_net.h"
#include "net/removal.h"
#include "net/spread.h"

namespace {

using net::Activation;
using net::Loss;

net::Removal run(const plain::Net& net, const net::Dropout& dropout = {}) {
  net::Removal removal(net.shape, static_cast<int>(net.x.cols()));
  removal.begin(net.parameters.data(), dropout, plain::view(net.x), plain::view(net.y));
  removal.advance(removal.units());
  return removal;
}

}  // namespace

TEST_CASE("removing a unit costs what a plain pass without it loses, for every unit, loss and scaling") {
  for (const Loss loss : {Loss::sigmoid_cross_entropy, Loss::softmax_cross_entropy, Loss::squared_error}) {
    for (const net::Scaling scaling : {net::Scaling::inverted, net::Scaling::classic}) {
      const plain::Net net = plain::make({3, 6, 4, 2}, Activation::tanh, loss, 50, 51);
      net::Dropout dropout;
      dropout.keep = {0.9f, 0.5f, 0.7f};
      dropout.scaling = scaling;
      const plain::Factor test = [&](int layer, int) {
        return scaling == net::Scaling::classic ? static_cast<double>(dropout.keep[static_cast<std::size_t>(layer)])
                                                : 1.0;
      };
      const net::Removal removal = run(net, dropout);
      CHECK(removal.units() == 13);
      CHECK(removal.cost() == doctest::Approx(plain::mean_cost(net, test)).epsilon(1e-5));
      for (int row = 0; row < 3; ++row) {
        REQUIRE(removal.losses(row).size() == static_cast<std::size_t>(net.units(row)));
        for (int unit = 0; unit < net.units(row); ++unit) {
          const plain::Factor without = [&](int l, int u) { return l == row && u == unit ? 0.0 : test(l, u); };
          const net::Removal::Loss lost = removal.losses(row)[static_cast<std::size_t>(unit)];
          const double rise = plain::mean_cost(net, without) - plain::mean_cost(net, test);
          CHECK(static_cast<double>(lost.cost) == doctest::Approx(rise).epsilon(1e-4));
          if (loss == Loss::squared_error) {
            CHECK(std::isnan(lost.accuracy));
          } else {
            const double fall = plain::accuracy(net, test) - plain::accuracy(net, without);
            CHECK(static_cast<double>(lost.accuracy) == doctest::Approx(fall).epsilon(1e-6));
          }
        }
      }
    }
  }
}

TEST_CASE("a unit that nothing reads is no loss, and one that carries all is the worst") {
  plain::Net net = plain::make({2, 4, 1}, Activation::relu, Loss::sigmoid_cross_entropy, 200, 52);
  float* out = net.parameters.data() + net.shape.weight_offset(1);
  out[0] = 0.01f;
  out[1] = 0;
  out[2] = 5;
  out[3] = 0.01f;
  net.parameters[static_cast<std::size_t>(net.shape.bias_offset(1))] = -1;
  for (Eigen::Index i = 0; i < 200; ++i)
    net.y(0, i) = plain::logits(net, net.input(i), plain::whole)[0] > 0 ? 1.0f : 0.0f;
  const net::Removal removal = run(net);
  CHECK(removal.accuracy() == 1);
  CHECK(removal.losses(1)[1].accuracy == 0);
  CHECK(removal.losses(1)[1].cost == 0);
  CHECK(removal.worst(1) == 2);
  CHECK(removal.losses(1)[2].accuracy > 0.2f);
}

TEST_CASE("for squared error the worst unit is the one whose removal costs most") {
  const plain::Net net = plain::make({5, 1}, Activation::relu, Loss::squared_error, 30, 53);
  const net::Removal removal = run(net);
  float most = -1;
  for (const net::Removal::Loss& lost : removal.losses(0)) most = std::max(most, lost.cost);
  CHECK(removal.losses(0)[static_cast<std::size_t>(removal.worst(0))].cost == most);
}

TEST_CASE("slicing a kill test changes no bit of it, and one object can do another net's") {
  const plain::Net net = plain::make({3, 6, 4, 2}, Activation::relu, Loss::softmax_cross_entropy, 20, 54);
  const plain::Net other = plain::make({3, 6, 4, 2}, Activation::relu, Loss::softmax_cross_entropy, 20, 55);
  const net::Removal once = run(net);
  net::Removal sliced = run(other);
  sliced.begin(net.parameters.data(), {}, plain::view(net.x), plain::view(net.y));
  CHECK(sliced.done() == 0);
  int slices = 1;
  while (!sliced.advance(3)) ++slices;
  CHECK(slices == 5);
  for (int row = 0; row < 3; ++row) {
    for (std::size_t u = 0; u < once.losses(row).size(); ++u) {
      CHECK(once.losses(row)[u].cost == sliced.losses(row)[u].cost);
      CHECK(once.losses(row)[u].accuracy == sliced.losses(row)[u].accuracy);
    }
  }
}

TEST_CASE("effective inputs and participation count inputs: one, all, and the lecture's four") {
  net::Shape shape;
  shape.layers = 1;
  shape.units = {4, 4};
  const std::vector<float> parameters = {3,    0,     0,    0,      // all on one input
                                         -0.5, 0.5,   -0.5, 0.5f,   // even
                                         0,    0,     0,    0,      // dead
                                         0.55, 0.13f, 0.15, 0.13f,  // the unit of tests/claims/FACTS.md at keep_prob 1
                                         0,    0,     0,    0};
  std::array<float, 4> effective{}, taking_part{};
  const net::Spread mean = net::spread(shape, 0, parameters.data(), effective, taking_part);
  CHECK(effective[0] == doctest::Approx(1));
  CHECK(taking_part[0] == doctest::Approx(1));
  CHECK(effective[1] == doctest::Approx(4));
  CHECK(taking_part[1] == doctest::Approx(4));
  CHECK(effective[2] == 0);
  CHECK(taking_part[2] == 0);
  CHECK(effective[3] == doctest::Approx(0.96 * 0.96 / 0.3588));
  CHECK(taking_part[3] == doctest::Approx(1.40).epsilon(0.005));
  CHECK(mean.fan_in == 4);
  CHECK(mean.effective_inputs == doctest::Approx((1 + 4 + 0.96 * 0.96 / 0.3588) / 3));
  CHECK(mean.participation == doctest::Approx((5 + static_cast<double>(taking_part[3])) / 3));
  CHECK(net::spread(shape, 0, parameters.data()).participation == mean.participation);
}

TEST_CASE("participation of weights far below float's smallest square is still counted") {
  net::Shape shape;
  shape.layers = 1;
  shape.units = {2, 1};
  const std::vector<float> parameters = {1e-30f, 1e-30f, 0};
  CHECK(net::spread(shape, 0, parameters.data()).participation == doctest::Approx(2));
}

TEST_CASE("a unit whose weights L2 has all but removed says nothing about how the layer spreads its own") {
  net::Shape shape;
  shape.layers = 1;
  shape.units = {2, 2};
  const std::vector<float> parameters = {3, 0, 1e-3f, 1e-3f, 0, 0};  // all on one input; even, but gone
  CHECK(net::spread(shape, 0, parameters.data()).participation == doctest::Approx(1));
  CHECK(net::spread(shape, 0, parameters.data()).effective_inputs == doctest::Approx(1));
}

TEST_CASE("in-norm × out-norm stays when a factor moves from a unit's incoming to its outgoing weights") {
  plain::Net net = plain::make({3, 4, 2}, Activation::relu, Loss::softmax_cross_entropy, 1, 56);
  std::array<float, 4> before{}, after{};
  net::in_out_norms(net.shape, 1, net.parameters.data(), before);
  double in = 0, out = 0;
  for (int j = 0; j < 3; ++j) in += std::pow(net.weight(0, 2, j), 2);
  for (int k = 0; k < 2; ++k) out += std::pow(net.weight(1, k, 2), 2);
  CHECK(static_cast<double>(before[2]) == doctest::Approx(std::sqrt(in * out)));
  net::weights(net.shape, 0, net.parameters.data()).row(2) *= 8;
  net::weights(net.shape, 1, net.parameters.data()).col(2) /= 8;
  net::in_out_norms(net.shape, 1, net.parameters.data(), after);
  for (std::size_t u = 0; u < 4; ++u) CHECK(after[u] == doctest::Approx(before[u]));
}
