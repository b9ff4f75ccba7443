#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "net_reference.h"

using net::Activation, net::Loss, net::OptimizerKind;
using reference::Examples;

namespace {

net::Mlp make(std::vector<int> units = {3, 9, 5, 2}) {
  net::Mlp mlp(reference::make_shape(std::move(units), Activation::tanh, Activation::linear, Loss::squared_error), 10);
  reference::start(mlp, nullptr, 1);
  return mlp;
}

}  // namespace

TEST_CASE("every optimizer follows its definition, computed in double precision") {
  for (const OptimizerKind kind :
       {OptimizerKind::sgd, OptimizerKind::momentum, OptimizerKind::averaged_momentum, OptimizerKind::adam}) {
    CAPTURE(static_cast<int>(kind));
    net::Mlp mlp = make();
    mlp.optimizer.kind = kind;
    mlp.optimizer.rate = 0.05f;
    const Examples examples(mlp.shape(), 10, 2);
    const std::size_t count = static_cast<std::size_t>(mlp.shape().parameters());
    std::vector<double> w(mlp.parameters(), mlp.parameters() + count), v(count), s(count);
    for (int t = 1; t <= 30; ++t) {
      mlp.forward(examples.batch());
      mlp.backward();
      for (std::size_t i = 0; i < count; ++i) {
        const double g = static_cast<double>(mlp.gradient()[i]), rate = 0.05, mu = 0.9;
        if (kind == OptimizerKind::sgd) w[i] -= rate * g;
        if (kind == OptimizerKind::momentum) w[i] -= rate * (v[i] = mu * v[i] + g);
        if (kind == OptimizerKind::averaged_momentum) w[i] -= rate * (v[i] = mu * v[i] + (1 - mu) * g);
        if (kind == OptimizerKind::adam) {
          v[i] = 0.9 * v[i] + 0.1 * g;
          s[i] = 0.999 * s[i] + 0.001 * g * g;
          w[i] -= rate * v[i] / (1 - std::pow(0.9, t)) / (std::sqrt(s[i] / (1 - std::pow(0.999, t))) + 1e-8);
        }
      }
      mlp.update();
      REQUIRE(mlp.updates() == t);
      for (std::size_t i = 0; i < count; ++i) REQUIRE(std::abs(w[i] - static_cast<double>(mlp.parameters()[i])) < 2e-5);
    }
  }
}

TEST_CASE("of more than a million parameters each is updated once") {
  for (const OptimizerKind kind : {OptimizerKind::sgd, OptimizerKind::averaged_momentum, OptimizerKind::adam}) {
    CAPTURE(static_cast<int>(kind));
    net::Mlp mlp = make({1100, 1000, 1});
    const int count = mlp.shape().parameters();
    REQUIRE(count > 1 << 20);  // they are updated in pieces of so many
    mlp.optimizer.kind = kind;
    mlp.optimizer.rate = 0.01f;
    const Examples examples(mlp.shape(), 10, 2);
    const Eigen::Map<const net::Vector> w(mlp.parameters(), count), gradient(mlp.gradient(), count);
    const net::Vector before = w;
    net::Vector wanted = before, first = net::Vector::Zero(count), second = first;
    for (int t = 1; t <= 2; ++t) {
      mlp.forward(examples.batch());
      mlp.backward();
      first = 0.9f * first + 0.1f * gradient;
      second = 0.999f * second + 0.001f * gradient.cwiseAbs2();
      if (kind == OptimizerKind::sgd) wanted -= 0.01f * gradient;
      if (kind == OptimizerKind::averaged_momentum) wanted -= 0.01f * first;
      if (kind == OptimizerKind::adam) {
        const float corrected1 = 1 - std::pow(0.9f, static_cast<float>(t)),
                    corrected2 = 1 - std::pow(0.999f, static_cast<float>(t));
        wanted.array() -= 0.01f * first.array() / corrected1 / ((second.array() / corrected2).sqrt() + 1e-8f);
      }
      mlp.update();
      // a gradient of nearly nothing is a step of anything up to the rate
      CHECK((gradient.array().abs() > 1e-6f).select((w - wanted).array(), 0).abs().maxCoeff() < 1e-4f);
      wanted = w;
    }
    CHECK((w - before).tail(1000).cwiseAbs().minCoeff() > 0);
  }
}

TEST_CASE("forgetting the updates starts the optimizer anew") {
  net::Mlp mlp = make(), fresh = make();
  const Examples examples(mlp.shape(), 10, 2);
  mlp.optimizer.kind = fresh.optimizer.kind = OptimizerKind::adam;
  const std::vector<float> start(mlp.parameters(), mlp.parameters() + mlp.shape().parameters());
  const auto step = [&](net::Mlp& m) {
    m.forward(examples.batch());
    m.backward();
    m.update();
  };
  for (int i = 0; i < 3; ++i) step(mlp);
  mlp.forget_updates();
  std::copy(start.begin(), start.end(), mlp.parameters());
  step(mlp);
  step(fresh);
  CHECK(std::equal(start.begin(), start.end(), fresh.parameters()) == false);
  CHECK(std::equal(mlp.parameters(), mlp.parameters() + start.size(), fresh.parameters()));
}

TEST_CASE("max-norm scales the units that are too long to the limit and leaves the others alone") {
  net::Mlp mlp = make({3, 40, 2}), free = make({3, 40, 2});
  const Examples examples(mlp.shape(), 10, 2);
  mlp.penalty.max_norm = 0.4f;
  for (net::Mlp* m : {&mlp, &free}) {
    m->forward(examples.batch());
    m->backward();
    m->update();
  }
  int scaled = 0, untouched = 0;
  for (int l = 0; l < 2; ++l) {
    const auto w = net::weights(mlp.shape(), l, mlp.parameters()),
               before = net::weights(free.shape(), l, free.parameters());
    CHECK(net::biases(mlp.shape(), l, mlp.parameters()) == net::biases(free.shape(), l, free.parameters()));
    for (int u = 0; u < w.rows(); ++u) {
      const float norm = before.row(u).norm();
      if (norm <= 0.4f)
        CHECK(w.row(u) == before.row(u));
      else
        CHECK((w.row(u) - before.row(u) * (0.4f / norm)).norm() < 1e-6f);
      (norm > 0.4f ? scaled : untouched) += 1;
    }
  }
  CHECK(scaled > 5);
  CHECK(untouched > 5);
}

TEST_CASE("moments and weights that decay become zero, never subnormal") {
  for (const OptimizerKind kind :
       {OptimizerKind::sgd, OptimizerKind::momentum, OptimizerKind::averaged_momentum, OptimizerKind::adam}) {
    net::Mlp mlp = make({1, 6, 1});
    mlp.optimizer.kind = kind;
    mlp.optimizer.rate = 0.5f;
    mlp.optimizer.momentum = 0.5f;
    mlp.optimizer.beta2 = 0.9f;
    net::weights(mlp.shape(), 1, mlp.parameters()).setZero();
    const net::Matrix x = net::Matrix::Zero(1, 10), y = net::Matrix::Zero(1, 10);
    mlp.penalty.l2 = 2;  // on the weights alone, ten examples: they shrink by a tenth a step or faster
    net::biases(mlp.shape(), 1, mlp.parameters()).setZero();
    for (int t = 0; t < 3000; ++t) {
      mlp.forward({net::view(x), net::view(y)});
      mlp.backward();
      mlp.update();
    }
    const auto normal_or_zero = [&](const float* numbers) {
      for (int i = 0; i < mlp.shape().parameters(); ++i)
        if (numbers[i] != 0 && !std::isnormal(numbers[i])) return false;
      return true;
    };
    CHECK(normal_or_zero(mlp.parameters()));
    CHECK(normal_or_zero(mlp.first_moments()));
    CHECK(normal_or_zero(mlp.second_moments()));
    if (kind == OptimizerKind::sgd) CHECK(net::weights(mlp.shape(), 0, mlp.parameters()).isZero(0));
  }
}

TEST_CASE("a single weight that is infinite or not a number is noticed") {
  net::Mlp mlp = make({3, 9, 5, 2});
  CHECK(mlp.finite());
  for (const float bad : {std::numeric_limits<float>::infinity(), -std::numeric_limits<float>::infinity(), NAN}) {
    for (int i = 0; i < mlp.shape().parameters(); ++i) {
      const float before = mlp.parameters()[i];
      mlp.parameters()[i] = bad;
      CHECK_FALSE(mlp.finite());
      mlp.parameters()[i] = before;
    }
  }
  CHECK(mlp.finite());
}
