// How often J rises, and what the page says of it.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "lab/trainer.h"
#include "views/j_scope/verdict.h"

using lab::ArmKind, lab::Experiment, lab::Rises, lab::Snapshot, lab::Trainer;

namespace {

Experiment small() {
  Experiment e;
  e.points = 60;
  e.units = {8, 5};
  return e;
}

struct Run {
  Experiment e;
  Trainer trainer;
  Snapshot s;

  explicit Run(const Experiment& wanted, int iterations = 0) : e(wanted) {
    REQUIRE(trainer.restart(e, {}));
    go(iterations);
  }
  void go(int iterations) {
    for (int i = 0; i < iterations; ++i) trainer.step();
    trainer.read(s);
  }
  const Rises& rises(int arm) const { return s.arm[static_cast<std::size_t>(arm)].rises; }
  std::string verdict(int arm) const { return view::verdict(s, e, arm).chars; }
  bool says(int arm, const char* words) const { return verdict(arm).find(words) != std::string::npos; }
};

// λ/(2m)·Σ‖W‖²_F of an arm.
double l2_term(const Snapshot& s, int arm, double lambda) {
  double sum = 0;
  for (int l = 0; l < s.shape.layers; ++l)
    sum +=
        static_cast<double>(net::squared_norm(s.shape, l, s[s.arm[static_cast<std::size_t>(arm)].parameters].data()));
  return lambda / (2 * s.train_size) * sum;
}

}  // namespace

TEST_CASE("the counters of J are those of a recount from one iteration to the next, the L2 term included") {
  for (const auto& [optimizer, rate] :
       {std::pair(net::OptimizerKind::adam, 0.02f), {net::OptimizerKind::sgd, 0.1f}, {net::OptimizerKind::sgd, 2.0f}}) {
    Experiment e = small();
    e.optimizer = optimizer;
    e.rate = rate;
    e.arm[2].lambda = 4;
    Run run(e);
    std::vector<double> last(3);
    std::vector<Rises> counted(3);
    for (int iteration = 1; iteration <= 200; ++iteration) {
      std::vector<double> cost(3);
      cost[2] = l2_term(run.s, 2, 4);  // of the weights that this iteration's J is of
      run.go(1);
      for (std::size_t a = 0; a < 3; ++a) {
        cost[a] += static_cast<double>(run.s.arm[a].cost_masked);
        Rises& own = counted[a];
        if (iteration > 1) {
          ++own.compared;
          if (cost[a] > last[a] * (1 + 1e-6) && own.count++ == 0) own.first = iteration;
        }
        last[a] = cost[a];
      }
    }
    for (int a = 0; a < 3; ++a) {
      CAPTURE(a);
      CAPTURE(rate);
      const Rises &found = run.rises(a), &own = counted[static_cast<std::size_t>(a)];
      CHECK(found.since == 1);
      CHECK(found.compared == own.compared);
      CHECK(found.count == own.count);
      CHECK(found.first == own.first);
    }
    CHECK(run.rises(1).count > 50);  // under masks
  }
}

TEST_CASE("J is counted anew where something that acts has changed, and of minibatches not at all") {
  Run run(small(), 20);
  CHECK(run.rises(0).compared == 19);
  run.e.arm[0].name = lab::arm_name("plain");
  run.e.arm[1].keep[1] = 0.8f;
  run.trainer.tune(run.e);
  run.go(5);
  CHECK(run.rises(0).compared == 24);
  CHECK(run.rises(1).compared == 4);
  CHECK(run.rises(1).since == 21);
  run.e.rate = 0.005f;
  run.trainer.tune(run.e);
  run.go(1);
  CHECK(run.rises(0).compared == 0);
  run.go(9);
  run.trainer.hold(1, 4, lab::Hold::dropped);
  run.trainer.set_parameter(2, 0, 0.5f);
  run.go(3);
  CHECK(run.rises(0).compared == 12);
  CHECK(run.rises(1).compared == 2);
  CHECK(run.rises(2).compared == 2);

  Experiment e = small();
  e.batch = 20;
  const Run parts(e, 30);
  CHECK(parts.rises(0).since == -1);
  CHECK(parts.rises(0).compared == 0);
  CHECK(parts.says(0, "nothing is counted"));
}

TEST_CASE(
    "the verdict calls no correct program broken: not under Adam, not under masks; plain descent that rises is suspicious") {
  Experiment e = small();
  const Run adam(e, 300);
  REQUIRE(adam.rises(0).count > 0);
  CHECK(adam.says(0, "With Adam that is no bug"));
  CHECK(adam.says(1, "no sign of a bug here"));
  CHECK(!view::drill_settings(adam.s, adam.e));

  e.optimizer = net::OptimizerKind::sgd;
  e.rate = 0.1f;
  const Run plain(e, 300);
  CHECK(plain.rises(0).count == 0);
  CHECK(plain.says(0, "no sign of a bug"));
  CHECK(std::string(view::counted(plain.s, 0)) == "J has not risen in 299 iterations");
  CHECK(plain.says(1, "no sign of a bug here"));
  CHECK(view::drill_settings(plain.s, plain.e));
  CHECK(view::random_cost(plain.s, plain.e, 1));
  CHECK(!view::random_cost(plain.s, plain.e, 0));

  e.rate = 3;
  const Run large(e, 300);
  REQUIRE(large.rises(0).count > 0);
  CHECK(large.says(0, "the rate is too large, or a gradient is wrong"));

  e.rate = 0.1f;
  e.arm[0].kind = ArmKind::input_noise;
  const Run noisy(e, 100);
  CHECK(noisy.says(0, "no sign of a bug here"));
}
