// The gradient check of a run, as its view shows it.
#include <doctest/doctest.h>

#include <cmath>

#include "lab/analyses/gradient_check.h"
#include "lab/inspection.h"
#include "lab/trainer.h"

using lab::Experiment, lab::GradientCheckResult, lab::Inspection, lab::Snapshot, lab::Trainer;

namespace {

// So quick that no round has to rest.
double clock() {
  static double now = 0;
  return now += 1000;
}

Experiment small() {
  Experiment e;
  e.points = 30;
  e.units = {5, 3};
  return e;
}

struct Run {
  Trainer trainer;
  Snapshot s;
  Inspection inspection;
  explicit Run(const Experiment& e) {
    REQUIRE(trainer.restart(e, {}));
    trainer.read(s);
  }
  const GradientCheckResult& after(int steps) {
    while (steps-- > 0) trainer.step();
    trainer.read(s);
    inspection.advance(s, {.gradient_check = true}, 1e18, clock);
    return inspection.gradient_check(lab::checked_arm(s));
  }
};

}  // namespace

TEST_CASE("a run's gradient check is that of its dropout arm's weights on its training set") {
  Run run(small());
  const GradientCheckResult& found = run.after(60);
  CHECK(found.iteration == 60);
  CHECK(found.examples == 30);
  REQUIRE(static_cast<int>(found.slopes().size()) == run.s.shape.parameters());
  CHECK(found.error[0] < 1e-6);
  CHECK(found.error[1] > 0.99);
  CHECK(found.error[2] < 1e-6);
  CHECK(found.kinks == 0);
  net::GradientCheck check(run.s.shape, 30);
  const net::ConstMatrixView x(run.s[run.s.train_x].data(), 2, 30, Eigen::OuterStride<>(30)),
      y(run.s[run.s.train_label].data(), 1, 30, Eigen::OuterStride<>(30));
  check.begin(run.s[run.s.arm[1].parameters].data(), lab::own_dropout(run.s, 1), x, y, net::CheckedMasks::held, 60);
  for (const auto& slopes : found.slopes()) {
    const int p = static_cast<int>(slopes.parameter);
    CHECK(slopes.backpropagated[0] == doctest::Approx(check.backpropagated(p)));
    CHECK(std::abs(static_cast<double>(slopes.numeric[2] - slopes.backpropagated[2])) < 1e-6);
  }
}

TEST_CASE("small networks stand on ReLU's kink at the start and leave it in training; the check remembers it") {
  int left = 0;
  for (int seed = 1; seed <= 8; ++seed) {
    CAPTURE(seed);
    Experiment e = small();
    e.points = 60;
    e.units = {16, 4};
    e.arm[1].keep = {1, 0.3f, 0.8f};
    e.seed = seed;
    Run run(e);
    const double start = run.after(0).error[0];
    const int kinks = run.inspection.gradient_check(1).kinks;
    const GradientCheckResult& later = run.after(100);
    if (later.kinks == 0) CHECK(later.error[0] < 1e-7);
    CHECK(later.start_error == start);
    CHECK(later.start_kinks == kinks);
    left += kinks > 0 && start > 1e-5 && later.kinks == 0;
  }
  CHECK(left == 8);
  Run fresh(small());
  CHECK(std::isnan(fresh.after(5).start_error));
}

TEST_CASE("without an arm that drops only the check without dropout is made") {
  Experiment e = small();
  e.arms = 1;
  Run run(e);
  const GradientCheckResult& found = run.after(20);
  CHECK(std::isnan(found.error[0]));
  CHECK(std::isnan(found.error[1]));
  CHECK(found.error[2] < 1e-6);
}

TEST_CASE(
    "of a network with many parameters a sample is checked, spread over all layers, on part of the training set") {
  Experiment e = small();
  e.points = 200;
  e.units = {60, 40};
  Run run(e);
  const GradientCheckResult& found = run.after(10);
  const auto slopes = found.slopes();
  CHECK(slopes.size() == 500);
  CHECK(found.examples >= 16);
  CHECK(found.examples < 200);
  CHECK(slopes.front().parameter == 0);
  CHECK(slopes.back().parameter > static_cast<float>(run.s.shape.weight_offset(2)));
  CHECK(found.error[2] < 1e-6);
  e.units = {1500, 1500};
  Run large(e);
  CHECK_FALSE(large.inspection.fits(large.s, {.gradient_check = true}));
}
