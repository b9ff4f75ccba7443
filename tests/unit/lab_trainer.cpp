#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <set>
#include <vector>

#include "lab/trainer.h"

using lab::ArmKind, lab::Experiment, lab::Snapshot, lab::Status, lab::Trainer;

namespace {

Experiment small() {
  Experiment e;
  e.points = 40;
  e.units = {8, 4};
  e.optimizer = net::OptimizerKind::sgd;
  e.rate = 0.3f;
  return e;
}

Snapshot after(const Experiment& e, int iterations) {
  Trainer trainer;
  REQUIRE(trainer.restart(e, {}));
  for (int i = 0; i < iterations; ++i) trainer.step();
  Snapshot snapshot;
  trainer.read(snapshot);
  return snapshot;
}

bool same_bits(std::span<const float> a, std::span<const float> b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size_bytes()) == 0;
}

std::vector<lab::Range> curves(const Snapshot& s, int arm) {
  const lab::ArmFigures& f = s.arm[static_cast<std::size_t>(arm)];
  std::vector<lab::Range> all{f.parameters,        f.history_cost_masked,    f.history_cost_train,
                              f.history_cost_test, f.history_accuracy_train, f.history_accuracy_test};
  all.insert(all.end(), f.history_norm.begin(), f.history_norm.begin() + s.shape.layers);
  return all;
}

// Parameters and every curve of two arms, to the bit.
bool same_arm(const Snapshot& a, int arm_a, const Snapshot& b, int arm_b) {
  const auto x = curves(a, arm_a), y = curves(b, arm_b);
  if (x.size() != y.size()) return false;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (!same_bits(a[x[i]], b[y[i]])) return false;
  }
  return true;
}

// A tiny split of one's own: the points of a square, two classes.
net::Split tiny() {
  net::DataSettings settings;
  settings.source = net::Source::xor_;
  settings.train_size = 4;
  settings.test_size = 4;
  return net::make_points(settings);
}

}  // namespace

TEST_CASE("with keep_prob 1 and λ 0 all arms coincide to the bit") {
  for (const int batch : {0, 7}) {
    Experiment e = small();
    e.batch = batch;
    e.arm[1].keep.fill(1);
    e.arm[2].lambda = 0;
    const Snapshot s = after(e, 60);
    CHECK(same_arm(s, 0, s, 1));
    CHECK(same_arm(s, 0, s, 2));
    e.arm[1].keep[1] = 0.5f;
    const Snapshot dropped = after(e, 60);
    CHECK(same_arm(s, 0, dropped, 0));  // what one arm does is nothing to another
    CHECK_FALSE(same_arm(dropped, 0, dropped, 1));
  }
}

TEST_CASE("arms that drop alike draw the same masks") {
  Experiment e = small();
  e.arms = 2;
  e.arm[0] = e.arm[1];
  const Snapshot s = after(e, 30);
  CHECK(same_arm(s, 0, s, 1));
}

TEST_CASE("the same seed gives the same history however the work is sliced and looked at") {
  Experiment e = small();
  e.batch = 16;
  const Snapshot whole = after(e, 300);
  Trainer trainer;
  REQUIRE(trainer.restart(e, {}));
  Snapshot sliced;
  for (int i = 0, slice = 1; i < 300; ++i) {
    trainer.step();
    if (i % slice != 0) continue;
    if (i % 2 == 0) trainer.refresh();
    trainer.read(sliced);
    slice = 1 + (slice * 5 + 3) % 17;
  }
  trainer.read(sliced);
  for (int arm = 0; arm < 3; ++arm) CHECK(same_arm(whole, arm, sliced, arm));
  CHECK(same_bits(whole[whole.tape], sliced[sliced.tape]));
  CHECK(whole.distinct == sliced.distinct);
  CHECK(whole.shown_example == sliced.shown_example);
  e.seed = 4;
  CHECK_FALSE(same_arm(whole, 0, after(e, 300), 0));
}

TEST_CASE("restarting after other work gives the same run again") {
  Trainer trainer;
  Snapshot first, again;
  for (Snapshot* snapshot : {&first, &again}) {
    Experiment elsewhere = small();
    elsewhere.units = {3, 3};
    REQUIRE(trainer.restart(elsewhere, {}));
    trainer.step();
    REQUIRE(trainer.restart(small(), {}));
    for (int i = 0; i < 50; ++i) trainer.step();
    trainer.read(*snapshot);
  }
  for (int arm = 0; arm < 3; ++arm) CHECK(same_arm(first, arm, again, arm));
  CHECK(again.run > first.run);
}

TEST_CASE("the data of a snapshot are those of its run, also when the snapshot was used before") {
  Trainer trainer;
  Snapshot snapshot;
  REQUIRE(trainer.restart(small(), {}));
  trainer.read(snapshot);
  Experiment moons = small();
  moons.source = net::Source::moons;
  moons.points = 30;
  REQUIRE(trainer.restart(moons, {}));
  trainer.step();
  trainer.read(snapshot);
  net::DataSettings settings{net::Source::moons, 30, 1000, moons.noise, 0, 3};
  const net::Split data = net::make_points(settings);
  REQUIRE(snapshot.train_size == 30);
  CHECK(same_bits(snapshot[snapshot.train_x], {data.train.x.data(), 60}));
  CHECK(same_bits(snapshot[snapshot.test_x], {data.test.x.data(), 2000}));
  CHECK(snapshot[snapshot.test_label][1] == 1);
  CHECK(snapshot.x_high >= data.train.x.maxCoeff());
}

TEST_CASE("figures are those of the network with dropout off") {
  const Snapshot s = after(small(), 0);
  net::Mlp mlp(s.shape, 1000);
  const auto parameters = s[s.arm[1].parameters];
  std::copy(parameters.begin(), parameters.end(), mlp.parameters());
  const auto x = s[s.test_x];
  net::Matrix y(1, 1000);
  for (int i = 0; i < 1000; ++i) y(0, i) = s[s.test_label][static_cast<std::size_t>(i)];
  const auto score =
      mlp.score({x.data(), 2, 1000, Eigen::OuterStride<>(1000)}, {y.data(), 1, 1000, Eigen::OuterStride<>(1000)});
  CHECK(s.arm[1].cost_test == doctest::Approx(score.cost));
  CHECK(s.arm[1].accuracy_test == doctest::Approx(score.accuracy));
  for (int l = 0; l < 3; ++l) {
    CHECK(s.arm[1].norm[static_cast<std::size_t>(l)] ==
          doctest::Approx(net::squared_norm(s.shape, l, mlp.parameters())));
  }
}

TEST_CASE("before the first update the masked cost is J under the masks of the first iteration") {
  const Experiment e = small();
  const Snapshot start = after(e, 0);
  CHECK(start.arm[0].cost_masked == doctest::Approx(start.arm[0].cost_train));
  CHECK(start.arm[1].cost_masked != doctest::Approx(start.arm[1].cost_train).epsilon(1e-4));
  CHECK(start.tape_rows == 0);
}

TEST_CASE("curves keep equal distances when they are full, and refresh brings the figures up to date") {
  Experiment e;
  e.hidden = 1;
  e.units = {2};
  e.arms = 1;
  Trainer trainer;
  trainer.restart_on(e, tiny());
  Snapshot s;
  trainer.read(s);
  trainer.step();
  std::int64_t stride = 1;
  while (trainer.read(s), s.history.count < 2) trainer.step();
  stride = s.measured_at;
  for (std::int64_t i = trainer.iteration(); i < 1500 * stride; ++i) trainer.step();
  trainer.step();
  trainer.read(s);
  const auto points = s[s.history];
  CHECK(points.size() > lab::history_capacity / 2 - 1);
  CHECK(points.size() <= lab::history_capacity);
  for (std::size_t i = 0; i < points.size(); ++i)
    CHECK(points[i] == static_cast<float>(4 * stride) * static_cast<float>(i));
  CHECK(s.arm[0].history_cost_test.count == s.history.count);
  CHECK(s.measured_at < s.iteration);
  trainer.refresh();
  trainer.read(s);
  CHECK(s.measured_at == s.iteration);
}

TEST_CASE("an arm that diverges stops with its last finite weights and says when; the others go on") {
  Experiment e = small();
  e.points = 30;
  e.arms = 2;
  e.arm[0] = lab::Arm{ArmKind::l2};
  e.arm[0].lambda = 1000;  // the penalty's own step multiplies the weights by 1 - 0.3·1000/30
  e.arm[1] = lab::Arm{ArmKind::none};
  Trainer trainer;
  REQUIRE(trainer.restart(e, {}));
  Snapshot s;
  for (int i = 0; i < 400; ++i) trainer.step();
  trainer.read(s);
  REQUIRE(s.arm[0].status == Status::diverged);
  CHECK(s.arm[0].stopped_at > 1);
  CHECK(s.arm[0].stopped_at < 100);
  for (const float w : s[s.arm[0].parameters]) CHECK(std::isfinite(w));
  CHECK(s.arm[1].status == Status::running);
  CHECK(s.arm[1].stopped_at == -1);
  CHECK(s.arm[1].cost_train < s[s.arm[1].history_cost_train][0]);
  CHECK_FALSE(trainer.finished());
}

TEST_CASE("when no arm runs any more, a step changes nothing") {
  Experiment e = small();
  e.points = 30;
  e.arms = 1;
  e.arm[0] = lab::Arm{ArmKind::l2};
  e.arm[0].lambda = 1000;
  Trainer trainer;
  REQUIRE(trainer.restart(e, {}));
  for (int i = 0; i < 400; ++i) trainer.step();
  REQUIRE(trainer.finished());
  const std::int64_t stopped = trainer.iteration();
  trainer.step();
  CHECK(trainer.iteration() == stopped);
  CHECK(stopped < 100);
}

TEST_CASE("early stopping goes back to the parameters of the smallest test cost") {
  Experiment e;
  e.source = net::Source::moons;
  e.points = 60;
  e.noise = 0.3f;
  e.flip = 0.2f;
  e.units = {32, 32};
  e.optimizer = net::OptimizerKind::adam;
  e.rate = 0.02f;
  e.arms = 1;
  e.arm[0] = lab::Arm{ArmKind::early_stop};
  e.arm[0].early_stop = 200;
  const Snapshot s = after(e, 3000);
  REQUIRE(s.arm[0].status == Status::stopped_early);
  const auto costs = s[s.arm[0].history_cost_test];
  CHECK(s.arm[0].cost_test == *std::min_element(costs.begin(), costs.end()));
  CHECK(s.arm[0].stopped_at - 200 >= 0);
  CHECK(s.iteration == s.arm[0].stopped_at);
}

TEST_CASE("every example is drawn once an epoch, in another order each time") {
  Experiment e = small();
  e.batch = 1;
  e.points = 10;
  Trainer trainer;
  REQUIRE(trainer.restart(e, {}));
  Snapshot s;
  std::vector<int> first, second;
  for (int i = 0; i < 20; ++i) {
    trainer.step();
    trainer.read(s);
    (i < 10 ? first : second).push_back(s.shown_example);
  }
  CHECK(first != second);
  for (auto* epoch : {&first, &second}) CHECK(std::set<int>(epoch->begin(), epoch->end()).size() == 10);
  CHECK(s.epoch == 2);
}

TEST_CASE("digits wait for their file, and the former run goes on") {
  Trainer trainer;
  REQUIRE(trainer.restart(small(), {}));
  trainer.step();
  Experiment digits = small();
  digits.source = net::Source::digits;
  CHECK_FALSE(trainer.restart(digits, {}));
  CHECK(trainer.iteration() == 1);
}

TEST_CASE("a regression has its targets where classes have labels, and no accuracy") {
  Experiment e = small();
  e.source = net::Source::copies;
  e.hidden = 0;
  const Snapshot s = after(e, 200);
  REQUIRE(s.classes == 0);
  REQUIRE(s.train_label.count == 40);
  const auto x = s[s.train_x], targets = s[s.train_label];
  float error = 0;
  for (std::size_t i = 0; i < 40; ++i) error += (x[i] - targets[i]) * (x[i] - targets[i]) / 40;
  CHECK(error < 0.2f);  // the first input is the target with noise of variance 0.09
  CHECK(std::isnan(s.arm[0].accuracy_test));
  CHECK(s.arm[0].cost_test < 0.06f);
}

TEST_CASE("reading again and again reuses the snapshot's memory") {
  Trainer trainer;
  REQUIRE(trainer.restart(small(), {}));
  Snapshot s;
  for (int i = 0; i < 200; ++i) trainer.step();
  trainer.read(s);
  const float* numbers = s.numbers.data();
  trainer.step();
  trainer.read(s);
  CHECK(s.numbers.data() == numbers);
}
