#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "analysis_net.h"
#include "net/enumeration.h"

namespace {

using net::Activation;
using net::Loss;
using net::Scaling;

net::Dropout keep(std::initializer_list<float> keeps, Scaling scaling = Scaling::inverted) {
  net::Dropout dropout;
  std::copy(keeps.begin(), keeps.end(), dropout.keep.begin());
  dropout.scaling = scaling;
  return dropout;
}

struct Expected {
  plain::Numbers arithmetic, geometric, deviation;
  double cost = 0;
};

// Every mask, by recursion over nothing: bits of a counter, unit after unit from the input on.
template <class Visit>
void for_each_mask(const plain::Net& net, const net::Dropout& dropout, Visit visit) {
  std::vector<std::pair<int, int>> droppable;
  for (int l = 0; l < net.shape.layers; ++l) {
    for (int u = 0; u < net.units(l); ++u) {
      if (dropout.keep[static_cast<std::size_t>(l)] < 1) droppable.emplace_back(l, u);
    }
  }
  for (unsigned mask = 0; mask < 1u << droppable.size(); ++mask) {
    double probability = 1;
    for (std::size_t b = 0; b < droppable.size(); ++b) {
      const double p = static_cast<double>(dropout.keep[static_cast<std::size_t>(droppable[b].first)]);
      probability *= mask >> b & 1 ? p : 1 - p;
    }
    visit(probability, [&, mask](int layer, int unit) {
      for (std::size_t b = 0; b < droppable.size(); ++b) {
        if (droppable[b] != std::pair(layer, unit)) continue;
        const double p = static_cast<double>(dropout.keep[static_cast<std::size_t>(layer)]);
        return mask >> b & 1 ? (dropout.scaling == Scaling::inverted ? 1 / p : 1.0) : 0.0;
      }
      return 1.0;
    });
  }
}

Expected brute_force(const plain::Net& net, const net::Dropout& dropout, Eigen::Index example) {
  const auto outputs = static_cast<std::size_t>(net.shape.outputs());
  Expected sum{plain::Numbers(outputs), plain::Numbers(outputs, 1.0), plain::Numbers(outputs)};
  plain::Numbers complement(outputs, 1.0), squares(outputs);
  for_each_mask(net, dropout, [&](double probability, const plain::Factor& factor) {
    const plain::Numbers z = plain::logits(net, net.input(example), factor), a = plain::output(net, z);
    for (std::size_t c = 0; c < outputs; ++c) {
      sum.arithmetic[c] += probability * a[c];
      squares[c] += probability * a[c] * a[c];
      sum.geometric[c] *= std::pow(a[c], probability);
      complement[c] *= std::pow(1 - a[c], probability);
    }
    sum.cost += probability * plain::cost(net, z, example);
  });
  double total = 0;
  for (const double value : sum.geometric) total += value;
  for (std::size_t c = 0; c < outputs; ++c) {
    sum.deviation[c] = std::sqrt(squares[c] - sum.arithmetic[c] * sum.arithmetic[c]);
    if (net.shape.loss == Loss::sigmoid_cross_entropy) sum.geometric[c] /= sum.geometric[c] + complement[c];
    if (net.shape.loss == Loss::softmax_cross_entropy) sum.geometric[c] /= total;
    if (net.shape.loss == Loss::squared_error) sum.geometric[c] = sum.arithmetic[c];
  }
  return sum;
}

// The largest distance of weight scaling from the normalized geometric mean over the examples.
double distance(const plain::Net& net, const net::Dropout& dropout) {
  net::Enumeration all(net.shape, static_cast<int>(net.x.cols()));
  REQUIRE(all.begin(net.parameters.data(), dropout, plain::view(net.x), plain::view(net.y)));
  all.advance(all.subnetworks());
  return (all.weight_scaling() - all.geometric_mean()).cwiseAbs().maxCoeff();
}

constexpr Loss losses[] = {Loss::sigmoid_cross_entropy, Loss::softmax_cross_entropy, Loss::squared_error};

}  // namespace

TEST_CASE("enumeration agrees with a plain loop over all masks, for every loss and scaling") {
  for (const Loss loss : losses) {
    for (const Scaling scaling : {Scaling::inverted, Scaling::classic, Scaling::wrong}) {
      const plain::Net net = plain::make({2, 4, 3, 3}, Activation::tanh, loss, 5, 11);
      const net::Dropout dropout = keep({0.9f, 0.5f, 0.7f}, scaling);
      net::Enumeration all(net.shape, 5);
      REQUIRE(all.begin(net.parameters.data(), dropout, plain::view(net.x), plain::view(net.y)));
      CHECK(all.subnetworks() == 512);
      REQUIRE(all.advance(512));
      double cost = 0, right = 0;
      for_each_mask(net, dropout, [&](double probability, const plain::Factor& factor) {
        right += probability * plain::accuracy(net, factor);
      });
      for (Eigen::Index i = 0; i < 5; ++i) {
        const Expected expected = brute_force(net, dropout, i);
        const plain::Factor test = [&](int layer, int) {
          return scaling == Scaling::classic ? static_cast<double>(dropout.keep[static_cast<std::size_t>(layer)]) : 1.0;
        };
        const plain::Numbers whole = plain::output(net, plain::logits(net, net.input(i), test));
        cost += expected.cost / 5;
        for (Eigen::Index c = 0; c < 3; ++c) {
          const auto at = static_cast<std::size_t>(c);
          CHECK(all.weight_scaling()(c, i) == doctest::Approx(whole[at]).epsilon(1e-12));
          CHECK(all.arithmetic_mean()(c, i) == doctest::Approx(expected.arithmetic[at]).epsilon(1e-12));
          CHECK(all.geometric_mean()(c, i) == doctest::Approx(expected.geometric[at]).epsilon(1e-12));
          CHECK(all.deviation()(c, i) == doctest::Approx(expected.deviation[at]).epsilon(1e-9));
        }
      }
      CHECK(all.expected_cost() == doctest::Approx(cost).epsilon(1e-12));
      if (loss != Loss::squared_error) CHECK(all.expected_accuracy() == doctest::Approx(right).epsilon(1e-12));
    }
  }
}

TEST_CASE("weight scaling is the normalized geometric mean of a logistic unit and of a softmax, masked on the input") {
  for (const Scaling scaling : {Scaling::inverted, Scaling::classic}) {
    CHECK(distance(plain::make({9, 1}, Activation::relu, Loss::sigmoid_cross_entropy, 20, 1), keep({0.5f}, scaling)) <
          2e-15);
    CHECK(distance(plain::make({9, 4}, Activation::relu, Loss::softmax_cross_entropy, 20, 2), keep({0.8f}, scaling)) <
          2e-15);
  }
}

TEST_CASE(
    "weight scaling is the normalized geometric mean of a net with one hidden layer, masked on its hidden units only") {
  for (const Activation hidden : {Activation::relu, Activation::tanh}) {
    CHECK(distance(plain::make({2, 10, 1}, hidden, Loss::sigmoid_cross_entropy, 20, 3), keep({1, 0.5f})) < 2e-14);
    CHECK(distance(plain::make({3, 8, 5}, hidden, Loss::softmax_cross_entropy, 20, 4), keep({1, 0.7f})) < 2e-14);
  }
}

TEST_CASE("weight scaling is not the normalized geometric mean once the input or a second ReLU layer is masked") {
  CHECK(distance(plain::make({2, 10, 1}, Activation::relu, Loss::sigmoid_cross_entropy, 20, 3), keep({0.8f, 0.5f})) >
        0.01);
  CHECK(distance(plain::make({2, 8, 8, 1}, Activation::relu, Loss::sigmoid_cross_entropy, 20, 3),
                 keep({1, 0.5f, 0.5f})) > 0.01);
}

TEST_CASE("weight scaling with the deliberately wrong scaling is not the normalized geometric mean") {
  const plain::Net net = plain::make({9, 1}, Activation::relu, Loss::sigmoid_cross_entropy, 20, 1);
  CHECK(distance(net, keep({0.5f}, Scaling::wrong)) > 0.01);
}

TEST_CASE("slicing an enumeration changes no bit of it") {
  const plain::Net net = plain::make({2, 6, 3, 2}, Activation::relu, Loss::softmax_cross_entropy, 4, 5);
  const net::Dropout dropout = keep({1, 0.6f, 0.8f});
  net::Enumeration once(net.shape, 4), sliced(net.shape, 4);
  REQUIRE(once.begin(net.parameters.data(), dropout, plain::view(net.x), plain::view(net.y)));
  REQUIRE(sliced.begin(net.parameters.data(), dropout, plain::view(net.x), plain::view(net.y)));
  CHECK(once.advance(1'000'000));
  int slices = 1;
  while (!sliced.advance(7)) ++slices;
  CHECK(slices == 74);
  CHECK(once.arithmetic_mean() == sliced.arithmetic_mean());
  CHECK(once.geometric_mean() == sliced.geometric_mean());
  CHECK(once.deviation() == sliced.deviation());
  CHECK(once.expected_cost() == sliced.expected_cost());
}

TEST_CASE("the masks of an enumeration keep each unit with its keep_prob") {
  const plain::Net net = plain::make({2, 3, 2, 1}, Activation::relu, Loss::sigmoid_cross_entropy, 1, 6);
  net::Enumeration all(net.shape, 1);
  const net::Dropout dropout = keep({0.9f, 1, 0.25f});
  REQUIRE(all.begin(net.parameters.data(), dropout, plain::view(net.x), plain::view(net.y)));
  CHECK(all.droppable() == 4);
  double total = 0, input = 0, hidden = 0, both = 0;
  for (int s = 0; s < all.subnetworks(); ++s) {
    total += all.probability(s);
    input += all.kept(s, 0, 1) ? all.probability(s) : 0;
    hidden += all.kept(s, 2, 0) ? all.probability(s) : 0;
    both += all.kept(s, 0, 1) && all.kept(s, 2, 0) ? all.probability(s) : 0;
    CHECK(all.kept(s, 1, 2));
  }
  CHECK(total == doctest::Approx(1).epsilon(1e-14));
  CHECK(input == doctest::Approx(static_cast<double>(0.9f)).epsilon(1e-14));
  CHECK(hidden == doctest::Approx(0.25).epsilon(1e-14));
  CHECK(both == doctest::Approx(static_cast<double>(0.9f) * 0.25).epsilon(1e-14));
}

TEST_CASE("what cannot be enumerated is refused and leaves the former enumeration as it is") {
  const plain::Net net = plain::make({2, 17, 1}, Activation::relu, Loss::sigmoid_cross_entropy, 3, 7);
  net::Enumeration all(net.shape, 3);
  const auto begin = [&](const net::Dropout& dropout) {
    return all.begin(net.parameters.data(), dropout, plain::view(net.x), plain::view(net.y));
  };
  REQUIRE(begin(keep({0.5f, 1})));
  CHECK(all.advance(4));
  CHECK(net::droppable_units(net.shape, keep({1, 0.5f})) == 17);
  CHECK(net::droppable_units(net.shape, keep({1, 1})) == 0);
  CHECK(net::droppable_units(net.shape, keep({0.9f, 0.5f})) == 17 + net.shape.inputs());
  CHECK(net::droppable_units(net.shape, keep({0.9f, 1})) == net.shape.inputs());
  CHECK_FALSE(begin(keep({1, 0.5f})));
  net::Dropout gaussian = keep({0.5f, 1});
  gaussian.noise = net::Noise::gaussian;
  CHECK_FALSE(begin(gaussian));
  CHECK(all.subnetworks() == 4);
  CHECK(all.done() == 4);
}

TEST_CASE("with nothing to drop there is one sub-network, the whole net") {
  const plain::Net net = plain::make({2, 20, 1}, Activation::relu, Loss::sigmoid_cross_entropy, 3, 8);
  net::Enumeration all(net.shape, 3);
  REQUIRE(all.begin(net.parameters.data(), {}, plain::view(net.x), plain::view(net.y)));
  CHECK(all.subnetworks() == 1);
  CHECK(all.advance(1));
  CHECK(all.arithmetic_mean() == all.weight_scaling());
  CHECK(all.expected_cost() == all.cost());
}

TEST_CASE("what is no network's own answer is judged as a network's answers are, for every loss") {
  for (const Loss loss : losses) {
    const plain::Net net = plain::make({2, 4, 3}, Activation::tanh, loss, 40, 12);
    net::Pass<double>::Values answers(3, 40);
    for (Eigen::Index i = 0; i < 40; ++i) {
      const plain::Numbers a = plain::output(net, plain::logits(net, net.input(i), plain::whole));
      for (Eigen::Index c = 0; c < 3; ++c) answers(c, i) = a[static_cast<std::size_t>(c)];
    }
    const net::Judgement found = net::judge(loss, answers, plain::view(net.y));
    CHECK(found.cost == doctest::Approx(plain::mean_cost(net, plain::whole)).epsilon(1e-12));
    if (loss == Loss::squared_error) {
      CHECK(std::isnan(found.accuracy));
    } else {
      CHECK(found.accuracy == doctest::Approx(plain::accuracy(net, plain::whole)).epsilon(1e-12));
    }
  }
}
