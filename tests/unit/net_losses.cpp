// Outputs and costs against their definitions in double precision, for logits near and far.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "analysis_net.h"
#include "net/pass.h"
#include "net/statistics.h"

namespace {

// A network of one linear layer whose logits are its inputs.
plain::Net logits_as_given(net::Loss loss, const net::Matrix& z, const net::Matrix& y) {
  const auto units = static_cast<int>(z.rows());
  plain::Net net = plain::make({units, units}, net::Activation::relu, loss, static_cast<int>(z.cols()), 1);
  std::fill(net.parameters.begin(), net.parameters.end(), 0.0f);
  net::weights(net.shape, 0, net.parameters.data()).setIdentity();
  net.x = z;
  net.y = y;
  return net;
}

// ln Σ exp without overflow.
double log_sum(const net::Matrix& z, Eigen::Index i) {
  double top = -1e300, sum = 0;
  for (Eigen::Index c = 0; c < z.rows(); ++c) top = std::max(top, static_cast<double>(z(c, i)));
  for (Eigen::Index c = 0; c < z.rows(); ++c) sum += std::exp(static_cast<double>(z(c, i)) - top);
  return top + std::log(sum);
}

// Logits of `classes` classes of which each is the largest once, by little and by much, at heights around `height`.
net::Matrix each_on_top(int classes, float height) {
  const std::array<float, 5> steps{0.01f, 1, 8, 40, 200};
  net::Matrix z(classes, classes * static_cast<int>(steps.size()));
  for (int i = 0; i < z.cols(); ++i) {
    for (int c = 0; c < classes; ++c) z(c, i) = height - 0.25f * static_cast<float>((c * 7 + i) % classes);
    z(i % classes, i) = height + steps[static_cast<std::size_t>(i / classes)];
  }
  return z;
}

struct Computed {
  double cost = 0;
  net::Matrix output;  // of forward, of predict
  net::Matrix predicted;
};

Computed of_engine(const plain::Net& net) {
  const auto size = static_cast<int>(net.x.cols());
  net::Mlp mlp(net.shape, size);
  std::copy(net.parameters.begin(), net.parameters.end(), mlp.parameters());
  Computed out;
  out.cost = static_cast<double>(mlp.forward({plain::view(net.x), plain::view(net.y)}));
  out.output = mlp.passed_on(1);
  out.predicted.resize(net.shape.outputs(), size);
  mlp.predict(plain::view(net.x), {out.predicted.data(), out.predicted.rows(), out.predicted.cols(),
                                   Eigen::OuterStride<>(out.predicted.cols())});
  return out;
}

template <class Scalar>
Computed of_pass(const plain::Net& net) {
  net::Pass<Scalar> pass(net.shape, static_cast<int>(net.x.cols()));
  pass.set_parameters(net.parameters.data());
  pass.set_input(plain::view(net.x));
  pass.run_test({});
  Computed out;
  out.cost = pass.cost(plain::view(net.y));
  out.output = pass.activation(1).template cast<float>();
  out.predicted = out.output;
  return out;
}

void check_softmax(const plain::Net& net, const Computed& found) {
  double cost = 0;
  for (Eigen::Index i = 0; i < net.x.cols(); ++i) {
    const double whole = log_sum(net.x, i);
    float sum = 0;
    for (Eigen::Index c = 0; c < net.x.rows(); ++c) {
      const double log_p = static_cast<double>(net.x(c, i)) - whole;
      cost -= static_cast<double>(net.y(c, i)) * log_p / static_cast<double>(net.x.cols());
      CHECK(static_cast<double>(found.output(c, i)) == doctest::Approx(std::exp(log_p)).epsilon(2e-6));
      CHECK(static_cast<double>(found.predicted(c, i)) == doctest::Approx(std::exp(log_p)).epsilon(2e-6));
      sum += found.predicted(c, i);
    }
    CHECK(sum == doctest::Approx(1).epsilon(1e-5));
  }
  CHECK(found.cost == doctest::Approx(cost).epsilon(1e-5));
}

}  // namespace

TEST_CASE("a softmax is right whichever class is largest, however large, and so is its cost") {
  for (const int classes : {3, 4, 10}) {
    for (const float height : {0.0f, 95.0f, -95.0f, 3000.0f, -3000.0f}) {
      CAPTURE(classes);
      CAPTURE(height);
      const net::Matrix z = each_on_top(classes, height);
      net::Matrix y = net::Matrix::Zero(classes, z.cols());
      for (Eigen::Index i = 0; i < z.cols(); ++i) y(i % 3 == 0 ? i % classes : (i * 5) % classes, i) = 1;
      const plain::Net net = logits_as_given(net::Loss::softmax_cross_entropy, z, y);
      check_softmax(net, of_engine(net));
      check_softmax(net, of_pass<float>(net));
      check_softmax(net, of_pass<double>(net));
    }
  }
}

TEST_CASE("a sigmoid and its cross-entropy keep their digits for far logits") {
  const std::array<float, 13> logits{0, 0.5f, -0.5f, 3, -3, 12, -12, 30, -30, 60, -60, 86, -86};
  net::Matrix z(1, 26), y(1, 26);
  for (int i = 0; i < 26; ++i) z(0, i) = logits[static_cast<std::size_t>(i / 2)], y(0, i) = static_cast<float>(i % 2);
  const plain::Net net = logits_as_given(net::Loss::sigmoid_cross_entropy, z, y);
  double cost = 0;
  for (int i = 0; i < 26; ++i) {
    const double logit = static_cast<double>(z(0, i));
    cost += (std::max(logit, 0.0) + std::log1p(std::exp(-std::abs(logit))) - (i % 2 ? logit : 0)) / 26;
  }
  for (const Computed& found : {of_engine(net), of_pass<float>(net), of_pass<double>(net)}) {
    CHECK(found.cost == doctest::Approx(cost).epsilon(1e-6));
    for (int i = 0; i < 26; ++i) {
      const double p = 1 / (1 + std::exp(-static_cast<double>(z(0, i))));
      CHECK(static_cast<double>(found.output(0, i)) == doctest::Approx(p).epsilon(1e-6));
      CHECK(static_cast<double>(found.predicted(0, i)) == doctest::Approx(p).epsilon(1e-6));
    }
  }
}

TEST_CASE("a regression's cost is half its mean square, summed over the outputs") {
  net::Matrix z(2, 3), y(2, 3);
  z << 1, 2, 3, -4, 5, 6;
  y << 0, 2, 5, -4, 4, 9;
  const plain::Net net = logits_as_given(net::Loss::squared_error, z, y);
  const double cost = (1 + 0 + 4 + 0 + 1 + 9) / 2.0 / 3;
  for (const Computed& found : {of_engine(net), of_pass<float>(net), of_pass<double>(net)}) {
    CHECK(found.cost == doctest::Approx(cost));
    CHECK(found.output == z);
    CHECK(found.predicted == z);
  }
}

TEST_CASE("accuracy counts a logit of 0 for class 1, and of several classes the largest") {
  net::Matrix z(1, 4), y(1, 4);
  z << 0, 0, -1, 2;
  y << 1, 0, 0, 0;
  const plain::Net two = logits_as_given(net::Loss::sigmoid_cross_entropy, z, y);
  net::Pass<float> pass(two.shape, 4);
  pass.set_parameters(two.parameters.data());
  pass.set_input(plain::view(z));
  pass.run_test({});
  CHECK(pass.accuracy(plain::view(y)) == 0.5);
  const net::Matrix many = each_on_top(5, 2);
  net::Matrix right = net::Matrix::Zero(5, many.cols());  // for all but three
  for (Eigen::Index i = 0; i < many.cols(); ++i) right((i + (i < 3)) % 5, i) = 1;
  const plain::Net five = logits_as_given(net::Loss::softmax_cross_entropy, many, right);
  net::Pass<float> wide(five.shape, 25);
  wide.set_parameters(five.parameters.data());
  wide.set_input(plain::view(many));
  wide.run_test({});
  CHECK(wide.accuracy(plain::view(right)) == doctest::Approx(22.0 / 25));
  net::Mlp mlp(five.shape, 25);
  std::copy(five.parameters.begin(), five.parameters.end(), mlp.parameters());
  CHECK(mlp.score(plain::view(many), plain::view(right)).accuracy == doctest::Approx(22.0 / 25));
}

TEST_CASE("a summary's quantiles lie between the sorted values, and its deviation is of n - 1") {
  std::vector<double> values{5, 1, 4, 2, 3};
  const net::Summary s = net::summarize(values);
  CHECK(s.mean == 3);
  CHECK(s.deviation == doctest::Approx(std::sqrt(2.5)));
  CHECK(s.low == doctest::Approx(1.2));
  CHECK(s.lower_quartile == 2);
  CHECK(s.median == 3);
  CHECK(s.upper_quartile == 4);
  CHECK(s.high == doctest::Approx(4.8));
  std::vector<double> even{4, 1, 2, 3};
  const net::Summary t = net::summarize(even);
  CHECK(t.median == 2.5);
  CHECK(t.lower_quartile == 1.75);
  CHECK(t.high == doctest::Approx(3.85));
  std::vector<double> one{7}, none;
  CHECK(net::summarize(one).deviation == 0);
  CHECK(net::summarize(one).low == 7);
  CHECK(net::summarize(one).high == 7);
  CHECK(std::isnan(net::summarize(none).mean));
  CHECK(std::isnan(net::summarize(none).high));
}

TEST_CASE("ranks of equal values are their mean, and a correlation is that of the definition") {
  const std::vector<double> values{3, 1, 3, 2, 3, 1};
  std::vector<std::uint32_t> order(6);
  std::vector<double> ranks(6);
  net::ranks(values, order, ranks);
  CHECK(ranks == std::vector<double>{5, 1.5, 5, 3, 5, 1.5});
  const std::vector<double> a{1, 2, 4}, b{2, 1, 7};
  CHECK(net::pearson(a, b) == doctest::Approx(0.8824975032927701));  // 26/3 over the root of 14/3 · 62/3
  CHECK(net::pearson(a, a) == doctest::Approx(1));
  CHECK(net::pearson(a, std::vector<double>{-1, -2, -4}) == doctest::Approx(-1));
  CHECK(std::isnan(net::pearson(a, std::vector<double>{5, 5, 5})));
  CHECK(std::isnan(net::pearson(std::vector<double>{5, 5, 5}, a)));
}
