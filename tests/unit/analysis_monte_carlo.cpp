#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "analysis_net.h"
#include "net/enumeration.h"
#include "net/monte_carlo.h"
#include "net/random.h"

namespace {

using net::Activation;
using net::Loss;

net::Dropout keep(std::initializer_list<float> keeps) {
  net::Dropout dropout;
  std::copy(keeps.begin(), keeps.end(), dropout.keep.begin());
  return dropout;
}

net::MonteCarlo run(const plain::Net& net, const net::Dropout& dropout, int passes, std::uint64_t seed = 3) {
  net::MonteCarlo drawn(net.shape, static_cast<int>(net.x.cols()), passes);
  drawn.begin(net.parameters.data(), dropout, plain::view(net.x), plain::view(net.y), seed);
  drawn.advance(passes);
  return drawn;
}

// Factors of the masks as the header promises them.
plain::Factor factors(const plain::Net& net, const net::Dropout& dropout, std::uint64_t seed, int pass, int example) {
  return [&net, &dropout, seed, pass, example](int layer, int unit) {
    const float p = dropout.keep[static_cast<std::size_t>(layer)];
    if (p >= 1) return 1.0;
    const net::Random random(seed, net::Purpose::monte_carlo, static_cast<std::uint64_t>(pass),
                             static_cast<std::uint32_t>(layer));
    const int mask = dropout.per == net::MaskPer::example ? example : 0;
    const auto index = static_cast<std::uint32_t>(mask * net.units(layer) + unit);
    const double q = static_cast<double>(p);
    if (dropout.noise == net::Noise::gaussian)
      return 1 + std::sqrt((1 - q) / q) * static_cast<double>(random.normal(index));
    return random.uniform(index) < p ? training_scale(dropout, layer) : 0.0;
  };
}

}  // namespace

TEST_CASE("Monte Carlo mean, unbiased variance, costs and accuracies agree with plain passes under the same masks") {
  for (const Loss loss : {Loss::sigmoid_cross_entropy, Loss::softmax_cross_entropy, Loss::squared_error}) {
    for (const net::MaskPer per : {net::MaskPer::example, net::MaskPer::batch}) {
      for (const net::Noise noise : {net::Noise::bernoulli, net::Noise::gaussian}) {
        const plain::Net net = plain::make({3, 5, 4, 3}, Activation::tanh, loss, 6, 21);
        net::Dropout dropout = keep({0.9f, 0.5f, 0.7f});
        dropout.per = per;
        dropout.noise = noise;
        constexpr int passes = 9;
        const net::MonteCarlo drawn = run(net, dropout, passes);
        for (int i = 0; i < 6; ++i) {
          plain::Numbers sum(3), squares(3);
          for (int k = 0; k < passes; ++k) {
            const plain::Numbers a =
                plain::output(net, plain::logits(net, net.input(i), factors(net, dropout, 3, k, i)));
            for (std::size_t c = 0; c < 3; ++c) {
              sum[c] += a[c];
              squares[c] += a[c] * a[c];
            }
          }
          for (int c = 0; c < 3; ++c) {
            const auto at = static_cast<std::size_t>(c);
            CHECK(drawn.mean(c, i) == doctest::Approx(sum[at] / passes).epsilon(1e-5));
            const double variance = (squares[at] - sum[at] * sum[at] / passes) / (passes - 1);
            CHECK(drawn.variance(c, i) == doctest::Approx(variance).epsilon(1e-4));
          }
        }
        REQUIRE(drawn.costs().size() == passes);
        double cost = 0;
        for (int i = 0; i < 6; ++i) {
          cost += plain::cost(net, plain::logits(net, net.input(i), factors(net, dropout, 3, 2, i)), i) / 6;
        }
        CHECK(drawn.costs()[2] == doctest::Approx(cost).epsilon(1e-5));
        if (per == net::MaskPer::batch && loss != Loss::squared_error) {
          CHECK(drawn.accuracies()[4] == doctest::Approx(plain::accuracy(net, factors(net, dropout, 3, 4, 0))));
        }
      }
    }
  }
}

TEST_CASE("Monte Carlo approaches the enumerated mean and variance as sd/√K says") {
  const plain::Net net = plain::make({2, 6, 4, 1}, Activation::relu, Loss::sigmoid_cross_entropy, 40, 22);
  const net::Dropout dropout = keep({1, 0.5f, 0.8f});
  net::Enumeration all(net.shape, 40);
  REQUIRE(all.begin(net.parameters.data(), dropout, plain::view(net.x), plain::view(net.y)));
  REQUIRE(all.advance(all.subnetworks()));
  for (const int passes : {10, 100, 1000}) {
    const net::MonteCarlo drawn = run(net, dropout, passes);
    double error = 0, theory = 0, exact_variance = 0, variance = 0;
    for (int i = 0; i < 40; ++i) {
      error += std::pow(drawn.mean(0, i) - all.arithmetic_mean()(0, i), 2) / 40;
      exact_variance += std::pow(all.deviation()(0, i), 2) / 40;
      variance += drawn.variance(0, i) / 40;
    }
    theory = exact_variance / passes;
    CHECK(std::sqrt(error / theory) == doctest::Approx(1).epsilon(0.35));  // 40 examples: ± .11
    CHECK(variance == doctest::Approx(exact_variance).epsilon(0.2));
  }
}

TEST_CASE("J over random masks has the enumerated expectation") {
  const plain::Net net = plain::make({2, 6, 4, 1}, Activation::relu, Loss::sigmoid_cross_entropy, 40, 23);
  const net::Dropout dropout = keep({0.9f, 0.5f, 0.8f});
  net::Enumeration all(net.shape, 40);
  REQUIRE(all.begin(net.parameters.data(), dropout, plain::view(net.x), plain::view(net.y)));
  REQUIRE(all.advance(all.subnetworks()));
  const net::MonteCarlo drawn = run(net, dropout, 1000);
  std::vector<double> costs(drawn.costs().begin(), drawn.costs().end());
  const net::Summary j = net::summarize(costs);
  CHECK(j.deviation > 0);
  CHECK(std::abs(j.mean - all.expected_cost()) < 4 * j.deviation / std::sqrt(1000.0));
  CHECK(std::abs(j.mean - all.cost()) > 4 * j.deviation / std::sqrt(1000.0));
}

TEST_CASE("slicing Monte Carlo changes no bit, and an example's masks do not depend on the others") {
  const plain::Net net = plain::make({3, 7, 2}, Activation::relu, Loss::softmax_cross_entropy, 8, 24);
  const net::Dropout dropout = keep({0.8f, 0.5f});
  const net::MonteCarlo once = run(net, dropout, 12);
  net::MonteCarlo sliced(net.shape, 8, 12), fewer(net.shape, 8, 12);
  sliced.begin(net.parameters.data(), dropout, plain::view(net.x), plain::view(net.y), 3);
  for (int i = 0; i < 7; ++i) sliced.advance(2);
  CHECK(sliced.passes() == 12);
  const net::Matrix some = net.x.leftCols(3);
  fewer.begin(net.parameters.data(), dropout, plain::view(some), plain::view(net::Matrix(2, 0)), 3);
  fewer.advance(12);
  CHECK(fewer.costs().empty());
  for (int i = 0; i < 8; ++i) {
    CHECK(once.mean(1, i) == sliced.mean(1, i));
    CHECK(once.variance(1, i) == sliced.variance(1, i));
    if (i < 3) CHECK(once.mean(1, i) == doctest::Approx(fewer.mean(1, i)).epsilon(1e-6));
  }
}

TEST_CASE("other seeds draw other masks") {
  const plain::Net net = plain::make({3, 7, 1}, Activation::relu, Loss::sigmoid_cross_entropy, 4, 25);
  CHECK(run(net, keep({1, 0.5f}), 5, 1).mean(0, 0) != run(net, keep({1, 0.5f}), 5, 2).mean(0, 0));
}

TEST_CASE("with keep_prob 1 everywhere every pass is the test-time pass") {
  const plain::Net net = plain::make({3, 7, 1}, Activation::tanh, Loss::sigmoid_cross_entropy, 4, 26);
  const net::MonteCarlo drawn = run(net, {}, 5);
  CHECK(drawn.variance(0, 2) == 0);
  CHECK(drawn.mean_deviation() == 0);
  for (const double cost : drawn.costs())
    CHECK(cost == doctest::Approx(plain::mean_cost(net, plain::whole)).epsilon(1e-5));
}

TEST_CASE("Gaussian and Bernoulli noise of a linear unit's inputs have the variance Σ(1-p)/p·(w·x)²") {
  const plain::Net net = plain::make({6, 1}, Activation::relu, Loss::squared_error, 1, 27);
  double whole = net.bias(0, 0), variance = 0;
  for (int j = 0; j < 6; ++j) {
    const double part = net.weight(0, 0, j) * static_cast<double>(net.x(j, 0));
    whole += part;
    variance += 0.25 * part * part;
  }
  for (const net::Noise noise : {net::Noise::bernoulli, net::Noise::gaussian}) {
    net::Dropout dropout = keep({0.8f});
    dropout.noise = noise;
    const net::MonteCarlo drawn = run(net, dropout, 4000);
    CHECK(std::abs(drawn.mean(0, 0) - whole) < 4 * std::sqrt(variance / 4000));
    CHECK(drawn.variance(0, 0) == doctest::Approx(variance).epsilon(0.1));
  }
}

TEST_CASE("a summary has the mean, the unbiased deviation and interpolated quantiles") {
  double numbers[] = {5, 1, 4, 2, 3};
  const net::Summary five = net::summarize(numbers);
  CHECK(five.mean == 3);
  CHECK(five.deviation == doctest::Approx(std::sqrt(2.5)));
  CHECK(five.low == doctest::Approx(1.2));
  CHECK(five.lower_quartile == 2);
  CHECK(five.median == 3);
  CHECK(five.upper_quartile == 4);
  CHECK(five.high == doctest::Approx(4.8));
  double one[] = {7};
  CHECK(net::summarize(one).deviation == 0);
  CHECK(net::summarize(one).high == 7);
  CHECK(std::isnan(net::summarize({}).mean));
}

TEST_CASE("mean cost and accuracy over many masks approach those over all masks, each weighted with its probability") {
  const plain::Net net = plain::make({3, 4, 3, 1}, Activation::tanh, Loss::sigmoid_cross_entropy, 12, 5);
  net::Dropout dropout = keep({1, 0.7f, 0.5f});
  dropout.per = net::MaskPer::batch;
  double mean = 0, square = 0;
  for (int bits = 0; bits < 1 << 7; ++bits) {
    const auto kept = [&](int layer, int unit) { return bits >> (layer == 1 ? unit : 4 + unit) & 1; };
    double probability = 1;
    for (int u = 0; u < 4; ++u) probability *= kept(1, u) ? 0.7 : 0.3;
    for (int u = 0; u < 3; ++u) probability *= 0.5;
    const double cost = plain::mean_cost(net, [&](int layer, int unit) {
      return layer == 0          ? 1.0
             : kept(layer, unit) ? 1 / static_cast<double>(dropout.keep[static_cast<std::size_t>(layer)])
                                 : 0.0;
    });
    mean += probability * cost;
    square += probability * cost * cost;
  }
  const double deviation = std::sqrt(square - mean * mean);
  constexpr int passes = 4000;
  const net::MonteCarlo drawn = run(net, dropout, passes);
  std::vector<double> costs(drawn.costs().begin(), drawn.costs().end());
  const net::Summary found = net::summarize(costs);
  CHECK(std::abs(found.mean - mean) < 4 * deviation / std::sqrt(double{passes}));
  CHECK(found.deviation == doctest::Approx(deviation).epsilon(0.06));
}
