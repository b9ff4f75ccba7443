// Arms that have the penalty of masks in their place.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "lab/session.h"
#include "lab/trainer.h"
#include "net/eigen.h"

using lab::ArmKind, lab::Experiment, lab::Trainer;

namespace {

Experiment one_arm(ArmKind kind, float keep) {
  Experiment e;
  e.source = net::Source::gauss;
  e.hidden = 0;
  e.arms = 1;
  e.arm[0].kind = kind;
  e.arm[0].keep[0] = keep;
  e.rate = 0.01f;
  return e;
}

std::vector<float> parameters(const Trainer& trainer, int arm) {
  lab::Snapshot s;
  trainer.read(s);
  const auto own = s[s.arm[static_cast<std::size_t>(arm)].parameters];
  return {own.begin(), own.end()};
}

// Weights and bias after a long run on `data`; `seed` is of start and masks.
Eigen::Vector3d trained(ArmKind kind, int seed, const net::Split& data) {
  Experiment e = one_arm(kind, 0.8f);
  e.seed = seed;
  Trainer trainer;
  trainer.restart_on(e, data);
  for (int i = 0; i < 2000; ++i) trainer.step();
  const std::vector<float> p = parameters(trainer, 0);
  return {static_cast<double>(p[0]), static_cast<double>(p[1]), static_cast<double>(p[2])};
}

}  // namespace

TEST_CASE(
    "a logistic unit of keep_prob 0.8 lands by the penalty within 5 % of the average of 100 runs under masks, without "
    "it "
    "15 % off") {
  net::DataSettings settings;
  settings.source = net::Source::gauss;
  settings.train_size = 300;
  settings.noise = 0.3f;
  settings.flip = 0.2f;
  for (const std::uint64_t seed : {1u, 2u, 3u}) {
    settings.seed = seed;
    const net::Split data = net::make_points(settings);
    constexpr int runs = 100;
    Eigen::Vector3d mean = Eigen::Vector3d::Zero();
    for (int run = 1; run <= runs; ++run) mean += trained(ArmKind::dropout, run, data) / runs;
    const Eigen::Vector3d none = trained(ArmKind::none, 1, data), ours = trained(ArmKind::marginalized, 1, data);
    CAPTURE(seed);
    CHECK((ours - mean).norm() < 0.05 * mean.norm());
    CHECK((none - mean).norm() > 0.15 * mean.norm());
  }
}

TEST_CASE("a marginalized arm draws no masks, and acts on its keep_prob at once") {
  Experiment e = one_arm(ArmKind::marginalized, 0.5f);
  e.arms = 2;
  e.arm[1] = e.arm[0];
  e.arm[1].keep[0] = 1;
  Trainer trainer;
  REQUIRE(trainer.restart(e, {}));
  lab::Snapshot s;
  trainer.read(s);
  CHECK(s.mask_arm == -1);
  for (int i = 0; i < 50; ++i) trainer.step();
  const std::vector<float> penalized = parameters(trainer, 0), free = parameters(trainer, 1);
  CHECK(penalized != free);
  e.arm[0].keep[0] = 1;
  trainer.tune(e);
  for (int i = 0; i < 3000; ++i) trainer.step();
  const std::vector<float> a = parameters(trainer, 0), b = parameters(trainer, 1);
  for (std::size_t i = 0; i < a.size(); ++i) CHECK(a[i] == doctest::Approx(b[i]).epsilon(1e-3));
}

TEST_CASE("where masks have no penalty in closed form a marginalized arm is trained as none") {
  Experiment e = one_arm(ArmKind::marginalized, 0.5f);
  e.hidden = 1;
  e.arms = 2;
  e.arm[1].kind = ArmKind::none;
  Trainer trainer;
  REQUIRE(trainer.restart(e, {}));
  for (int i = 0; i < 50; ++i) trainer.step();
  CHECK(parameters(trainer, 0) == parameters(trainer, 1));
}

TEST_CASE("a marginalized arm survives its link, with its keep_prob") {
  lab::Session s;
  s.start = one_arm(ArmKind::marginalized, 0.65f);
  s.changes = {{20, {lab::FieldId::keep, 0, 0, 0.7f, {}}}};
  s.iteration = 30;
  const std::string link = lab::write_link(s);
  CHECK(link.find("arms=marginalized&keep=0.65") != std::string::npos);
  std::vector<std::string> notices;
  const lab::Session back = lab::read_link('#' + link, notices);
  CHECK(notices.empty());
  CHECK(back.start.arm[0].kind == ArmKind::marginalized);
  CHECK(back.start.arm[0].keep[0] == 0.65f);
  REQUIRE(back.changes.size() == 1);
  CHECK(back.changes[0].edit == s.changes[0].edit);
}
