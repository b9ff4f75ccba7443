// One mask for the whole run: what a seed that is set anew in every iteration does.
#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "lab/trainer.h"

using lab::Experiment, lab::Snapshot, lab::Trainer;

namespace {

// Three arms, of which the second drops.
Experiment with(net::MaskPer per, net::OptimizerKind optimizer = net::OptimizerKind::adam) {
  Experiment e;
  e.points = 40;
  e.units = {12, 9};
  e.batch = 16;
  e.mask_per = per;
  e.optimizer = optimizer;
  return e;
}

struct Run {
  Trainer trainer;
  Snapshot s;
  explicit Run(const Experiment& e) {
    REQUIRE(trainer.restart(e, {}));
    trainer.read(s);
  }
  void steps(int count) {
    while (count-- > 0) trainer.step();
    trainer.read(s);
  }
  std::vector<float> parameters() const {
    const auto all = s[s.arm[1].parameters];
    return {all.begin(), all.end()};
  }
  bool kept(int index) const {  // in the last mask, of inputs and hidden units
    return s[s.tape].last(static_cast<std::size_t>(s.mask_units))[static_cast<std::size_t>(index)] != 0;
  }
  bool untaught(int index) const { return s[s.untaught][static_cast<std::size_t>(index)] != 0; }
};

// Parameters that come into or go out of hidden unit `unit` of `row`.
std::vector<std::size_t> weights_of(const net::Shape& shape, int row, int unit) {
  std::vector<std::size_t> all{static_cast<std::size_t>(shape.bias_offset(row - 1) + unit)};
  const int in = shape.units[static_cast<std::size_t>(row - 1)], own = shape.units[static_cast<std::size_t>(row)],
            out = shape.units[static_cast<std::size_t>(row + 1)];
  for (int j = 0; j < in; ++j) all.push_back(static_cast<std::size_t>(shape.weight_offset(row - 1) + unit * in + j));
  for (int k = 0; k < out; ++k) all.push_back(static_cast<std::size_t>(shape.weight_offset(row) + k * own + unit));
  return all;
}

}  // namespace

TEST_CASE("under a frozen mask the weights into and out of dropped units never change, and only those of the kept do") {
  for (const net::OptimizerKind kind : {net::OptimizerKind::sgd, net::OptimizerKind::momentum,
                                        net::OptimizerKind::averaged_momentum, net::OptimizerKind::adam}) {
    Run run(with(net::MaskPer::frozen, kind));
    const auto start = run.parameters();
    run.steps(150);
    const auto end = run.parameters();
    int dropped = 0, index = 2;
    for (int row = 1; row <= 2; ++row) {
      for (int unit = 0; unit < run.s.shape.units[static_cast<std::size_t>(row)]; ++unit, ++index) {
        CAPTURE(row);
        CAPTURE(unit);
        if (run.kept(index)) continue;
        ++dropped;
        for (const std::size_t at : weights_of(run.s.shape, row, unit)) CHECK(end[at] == start[at]);
        CHECK(run.untaught(index));
      }
    }
    CHECK(dropped > 4);
    CHECK(dropped < 17);
    CHECK(end != start);
    CHECK(run.s.distinct == 1);
    CHECK(run.s.masks_drawn == 150);
    CHECK(std::isnan(lab::expected_distinct(run.s)));
  }
}

TEST_CASE("at test the units that a frozen mask dropped are used") {
  Run run(with(net::MaskPer::frozen));
  run.steps(150);
  const float as_it_is = run.s.arm[1].cost_test;
  for (int index = 2; index < run.s.mask_units; ++index) {
    if (!run.untaught(index)) continue;
    const int row = index < 14 ? 1 : 2, unit = index - (row == 1 ? 2 : 14);
    const int out = run.s.shape.units[static_cast<std::size_t>(row + 1)];
    for (int k = 0; k < out; ++k)
      run.trainer.set_parameter(
          1, run.s.shape.weight_offset(row) + k * run.s.shape.units[static_cast<std::size_t>(row)] + unit, 0);
  }
  run.trainer.refresh();
  run.trainer.read(run.s);
  CHECK(run.s.arm[1].cost_test != as_it_is);
}

TEST_CASE("a unit is untaught until an iteration gives it a gradient") {
  SUBCASE("under masks that are drawn anew every unit has one soon") {
    Experiment e = with(net::MaskPer::batch);
    e.activation = net::Activation::tanh;
    Run run(e);
    run.steps(1);
    int first = 0;
    for (int index = 2; index < run.s.mask_units; ++index) {
      CHECK(run.untaught(index) == !run.kept(index));
      first += run.untaught(index);
    }
    CHECK(first > 4);
    run.steps(40);
    for (int index = 0; index < run.s.mask_units; ++index) CHECK_FALSE(run.untaught(index));
  }
  SUBCASE("one that is held dropped from the start has none until it is let go") {
    Experiment e = with(net::MaskPer::example);
    e.activation = net::Activation::tanh;
    Run run(e);
    REQUIRE(run.trainer.hold(1, 5, lab::Hold::dropped));
    run.steps(20);
    for (int index = 0; index < run.s.mask_units; ++index) CHECK(run.untaught(index) == (index == 5));
    REQUIRE(run.trainer.hold(1, 5, lab::Hold::random));
    run.steps(20);
    CHECK_FALSE(run.untaught(5));
  }
  SUBCASE("in a step done in pieces as in one at once") {
    Experiment e = with(net::MaskPer::frozen);
    e.units = {300, 300};
    e.points = 300;
    Run whole(e), cut(e);
    whole.steps(3);
    for (int i = 0; i < 3; ++i) {
      double little = 1e6;
      while (!cut.trainer.step(little)) little = 1e6;
    }
    cut.trainer.read(cut.s);
    int untaught = 0;
    for (int index = 0; index < whole.s.mask_units; ++index) {
      CHECK(whole.untaught(index) == cut.untaught(index));
      untaught += whole.untaught(index);
    }
    CHECK(untaught > 200);
    CHECK(untaught < 400);
  }
  SUBCASE("without an arm that drops nothing is said of any") {
    Experiment e = with(net::MaskPer::frozen);
    e.arms = 1;
    Run run(e);
    run.steps(1);
    CHECK(run.s.untaught.count == 0);
  }
}
