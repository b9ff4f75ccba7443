// The lecture's unit of four inputs, trained by the trainer itself under masks or under their penalty, against its
// closed form.
#include <doctest/doctest.h>

#include "lab/trainer.h"
#include "net/eigen.h"
// after it:
#include <Eigen/Cholesky>

namespace {

struct Unit {
  Eigen::Vector4d weights;
  double squared_norm() const { return weights.squaredNorm(); }
};

// Least of mean (y - b - w·x)² + (1-p)/p·Σ_j w_j²·mean(x_j²) on the run's own training set (tests/claims/FACTS.md:
// exact for a linear unit under squared loss).
Unit closed_form(const lab::Snapshot& run, double keep) {
  const int m = run.train_size;
  const auto x = run[run.train_x], y = run[run.train_label];
  Eigen::MatrixXd a(m, 5);
  Eigen::VectorXd target(m);
  for (int i = 0; i < m; ++i) {
    for (int j = 0; j < 4; ++j) a(i, j) = static_cast<double>(x[static_cast<std::size_t>(j * m + i)]);
    a(i, 4) = 1;
    target(i) = static_cast<double>(y[static_cast<std::size_t>(i)]);
  }
  Eigen::MatrixXd normal = a.transpose() * a;
  for (int j = 0; j < 4; ++j) normal(j, j) /= keep;  // 1 + (1-p)/p
  return {normal.ldlt().solve(a.transpose() * target).head<4>()};
}

// Mean weights over the last half of a long run at a small rate: what the masks' noise moves around.
Unit trained(lab::ArmKind kind, float keep, int seed, lab::Snapshot& run) {
  lab::Experiment e;
  e.source = net::Source::copies;
  e.points = 300;
  e.hidden = 0;
  e.arms = 1;
  e.arm[0].kind = kind;
  e.arm[0].keep[0] = keep;
  e.rate = 0.02f;
  e.seed = seed;
  lab::Trainer trainer;
  REQUIRE(trainer.restart(e, {}));
  Unit mean{Eigen::Vector4d::Zero()};
  constexpr int iterations = 8000;
  for (int i = 1; i <= iterations; ++i) {
    trainer.step();
    if (i <= iterations / 2 || i % 10 != 0) continue;
    trainer.read(run);
    for (int j = 0; j < 4; ++j)
      mean.weights(j) +=
          static_cast<double>(run[run.arm[0].parameters][static_cast<std::size_t>(j)]) / (iterations / 20);
  }
  return mean;
}

}  // namespace

TEST_CASE("trained under masks, the lecture's unit of four inputs lands on its closed form to 2 %") {
  lab::Snapshot run;
  for (const int seed : {1, 2, 3}) {
    for (const float keep : {1.0f, 0.8f, 0.5f}) {
      const Unit unit = trained(lab::ArmKind::dropout, keep, seed, run),
                 wanted = closed_form(run, static_cast<double>(keep));
      CAPTURE(seed);
      CAPTURE(keep);
      CHECK(unit.squared_norm() == doctest::Approx(wanted.squared_norm()).epsilon(0.02));
      CHECK((unit.weights - wanted.weights).norm() < 0.02 * wanted.weights.norm());
    }
  }
}

TEST_CASE(
    "the marginalized unit of four inputs lands on its closed form to 0.1 %, and on the average under masks to 1 %") {
  lab::Snapshot run;
  for (const int seed : {1, 2, 3}) {
    for (const float keep : {0.8f, 0.5f}) {
      const Unit unit = trained(lab::ArmKind::marginalized, keep, seed, run);
      const Unit wanted = closed_form(run, static_cast<double>(keep));
      const Unit masked = trained(lab::ArmKind::dropout, keep, seed, run);
      CAPTURE(seed);
      CAPTURE(keep);
      CHECK((unit.weights - wanted.weights).norm() < 0.001 * wanted.weights.norm());
      CHECK((unit.weights - masked.weights).norm() < 0.01 * wanted.weights.norm());
    }
  }
}
