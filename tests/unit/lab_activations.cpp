// What the units of each arm put out for the test set, and which are silent on the training set.
#include "lab/analyses/activations.h"
#include "own_pass.h"

using lab::ActivationsResult, lab::Experiment;

namespace {

Experiment with(net::Activation activation, net::Scaling scaling) {
  Experiment e;
  e.points = 70;
  e.units = {12, 6};
  e.activation = activation;
  e.scaling = scaling;
  e.rate = 0.1f;
  return e;
}

// All that is said of an arm, counted by itself.
void check(const own_pass::Run& run, int arm, net::Activation activation) {
  const ActivationsResult& found = run.inspection.activations(arm);
  REQUIRE(found.iteration == run.s.iteration);
  constexpr int bins = ActivationsResult::bins;
  std::size_t first = 0;
  for (int row = 1; row < run.s.shape.layers; ++row) {
    CAPTURE(row);
    const auto& layer = found.layer[static_cast<std::size_t>(row - 1)];
    const auto units = static_cast<std::size_t>(run.s.shape.units[static_cast<std::size_t>(row)]);
    const double low = activation == net::Activation::tanh ? -1 : 0,
                 end = static_cast<double>(lab::ActivationsHead::near_end);
    CHECK(static_cast<double>(layer.low) == low);
    if (activation != net::Activation::relu) CHECK(layer.high == 1);
    double sum = 0, sizes = 0, largest = 0;
    std::int64_t zeros = 0, near = 0, all = 0;
    std::vector<int> count(bins);
    for (int i = 0; i < run.s.test_size; ++i) {
      const auto rows = own_pass::rows(run.s, arm, run.s.test_x, run.s.test_size, i);
      for (const double a : rows[static_cast<std::size_t>(row)]) {
        sum += a, sizes += std::abs(a), ++all;
        largest = std::max(largest, a);
        zeros += a == 0;
        near += a <= low + end || a >= 1 - end;
        if (activation == net::Activation::relu && a == 0) continue;
        const double at = (a - low) / (static_cast<double>(layer.high) - low) * bins;
        ++count[static_cast<std::size_t>(std::clamp(static_cast<int>(at), 0, bins - 1))];
      }
    }
    CHECK(layer.all == all);
    CHECK(layer.mean == doctest::Approx(sum / static_cast<double>(all)).epsilon(1e-5));
    CHECK(layer.mean_size == doctest::Approx(sizes / static_cast<double>(all)).epsilon(1e-5));
    CHECK(layer.zeros == zeros);
    if (activation != net::Activation::relu) CHECK(std::abs(layer.at_end - near) <= 1);
    CHECK(largest <= static_cast<double>(layer.high) * 1.000001);
    int moved = 0;  // float and double may put what lies on a border on different sides of it
    for (std::size_t b = 0; b < bins; ++b) moved += std::abs(layer.count[b] - count[b]);
    CHECK(moved <= 4);
    // silent units
    std::vector<bool> quiet(units, true), lower(units, true), upper(units, true);
    for (int i = 0; i < run.s.train_size; ++i) {
      const auto a = own_pass::rows(run.s, arm, run.s.train_x, run.s.train_size, i)[static_cast<std::size_t>(row)];
      for (std::size_t u = 0; u < units; ++u) {
        quiet[u] = quiet[u] && a[u] == 0;
        lower[u] = lower[u] && a[u] <= low + end;
        upper[u] = upper[u] && a[u] >= 1 - end;
      }
    }
    int silent = 0;
    for (std::size_t u = 0; u < units; ++u) {
      const bool is = activation == net::Activation::relu ? quiet[u] : lower[u] || upper[u];
      CHECK((found[found.silent][first + u] != 0) == is);
      silent += is;
    }
    CHECK(layer.silent == silent);
    first += units;
  }
}

}  // namespace

TEST_CASE("activations are counted as the test pass gives them, for ReLU, tanh and sigmoid, under every scaling") {
  for (const net::Activation activation : {net::Activation::relu, net::Activation::tanh, net::Activation::sigmoid})
    for (const net::Scaling scaling : {net::Scaling::inverted, net::Scaling::classic, net::Scaling::wrong}) {
      CAPTURE(static_cast<int>(activation));
      CAPTURE(static_cast<int>(scaling));
      const own_pass::Run run(with(activation, scaling), 60, {.activations = true});
      for (int a = 0; a < run.s.arms; ++a) check(run, a, activation);
    }
}

TEST_CASE("a ReLU that is 0 for every training example is silent, a unit stuck at one end of tanh as well, by index") {
  for (const net::Activation activation : {net::Activation::relu, net::Activation::tanh, net::Activation::sigmoid}) {
    CAPTURE(static_cast<int>(activation));
    own_pass::Run run(with(activation, net::Scaling::inverted), 3, {});
    const net::Shape& shape = run.s.shape;
    run.trainer.set_parameter(0, shape.bias_offset(0) + 3, -20);  // a¹₄ of the first arm
    if (activation != net::Activation::relu) run.trainer.set_parameter(0, shape.bias_offset(1) + 5, 20);  // a²₆
    run.look({.activations = true});
    check(run, 0, activation);
    const ActivationsResult& found = run.inspection.activations(0);
    CHECK(found[found.silent][3] == 1);
    if (activation != net::Activation::relu) CHECK(found[found.silent][12 + 5] == 1);
    if (activation == net::Activation::relu) {
      int all = 0;
      for (const float silent : found[found.silent]) all += silent != 0;
      CHECK(all == run.s.arm[0].dead_units);
    }
  }
}
