#include <doctest/doctest.h>

#include <cmath>

#include "lab/trainer.h"

namespace {

lab::Snapshot after(lab::Experiment e, int iterations, float later_keep = 0) {
  lab::Trainer trainer;
  REQUIRE(trainer.restart(e, {}));
  for (int i = 0; i < iterations; ++i) {
    if (i == iterations / 2 && later_keep > 0) {
      e.arm[0].keep[1] = later_keep;
      trainer.tune(e);
    }
    trainer.step();
  }
  lab::Snapshot snapshot;
  trainer.read(snapshot);
  return snapshot;
}

lab::Experiment small(int first, int second) {
  lab::Experiment e;
  e.points = 10;
  e.units = {first, second};
  e.arms = 1;
  e.arm[0].kind = lab::ArmKind::dropout;
  e.arm[0].keep = {1, 0.5f, 0.8f};
  return e;
}

}  // namespace

TEST_CASE("the expected number of distinct sub-networks is the sum over all masks") {
  const lab::Snapshot s = after(small(3, 2), 6, 0.3f);
  double sum = 0;
  for (unsigned mask = 0; mask < 32; ++mask) {
    double missed = 1;
    for (const double keep : {0.5, static_cast<double>(0.3f)}) {
      double p = 1;
      for (unsigned u = 0; u < 5; ++u) {
        const double k = u < 3 ? keep : static_cast<double>(0.8f);
        p *= mask >> u & 1 ? k : 1 - k;
      }
      missed *= std::pow(1 - p, 30);
    }
    sum += 1 - missed;
  }
  CHECK(lab::expected_distinct(s) == doctest::Approx(sum));
}

TEST_CASE("about as many distinct sub-networks are trained as chance gives") {
  for (const int iterations : {3, 30, 300}) {
    double found = 0, expected = 0;
    for (int seed = 1; seed <= 10; ++seed) {
      lab::Experiment e = small(8, 4);
      e.seed = seed;
      const lab::Snapshot s = after(e, iterations);
      found += static_cast<double>(s.distinct);
      expected += lab::expected_distinct(s);
    }
    CAPTURE(iterations);
    CHECK(found == doctest::Approx(expected).epsilon(0.03));
  }
}

TEST_CASE("of a network with very many sub-networks nearly every mask is expected to be new") {
  const lab::Snapshot s = after(small(64, 64), 50);
  CHECK(lab::expected_distinct(s) == doctest::Approx(500));
  CHECK(std::isnan(lab::expected_distinct(after(small(200, 200), 5))));
}
