#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "lab/analyses/gap.h"
#include "lab/analyses/histogram.h"
#include "lab/analyses/penalty.h"
#include "lab/analyses/removal.h"
#include "lab/analyses/units.h"
#include "lab/inspection.h"
#include "lab/trainer.h"
#include "net/monte_carlo.h"

using lab::ArmKind, lab::Experiment, lab::Inspection, lab::Snapshot, lab::Trainer;

namespace {

constexpr lab::Analyses everything{.units = true, .histogram = true, .penalty = true, .removal = true};

Experiment small() {
  Experiment e;
  e.points = 60;
  e.hidden = 2;
  e.units = {8, 5};
  e.arms = 3;
  e.arm[1].keep = {0.9f, 0.5f, 0.7f};
  return e;
}

Snapshot trained(const Experiment& e, int iterations) {
  Trainer trainer;
  REQUIRE(trainer.restart(e, {}));
  for (int i = 0; i < iterations; ++i) trainer.step();
  Snapshot s;
  trainer.read(s);
  return s;
}

// Every reading is a second later, so that a round is never made to rest and a slice is one small step.
double slow_clock() {
  static double now = 0;
  return now += 1000;
}
double stopped_clock() { return 1e9; }

void finish(Inspection& inspection, const Snapshot& s) { inspection.advance(s, everything, 1, stopped_clock); }

net::ConstMatrixView matrix(const Snapshot& s, lab::Range range, int rows, int size) {
  return {s[range].data(), rows, size, Eigen::OuterStride<>(size)};
}

net::Dropout masks(const Snapshot& s) {
  net::Dropout dropout;
  dropout.keep = s.arm[1].keep;
  dropout.per = s.mask_per;
  return dropout;
}

}  // namespace

TEST_CASE(
    "an arm is looked at under the first dropout arm's masks, inverted, but under its own where it does not invert") {
  for (const net::Scaling scaling : {net::Scaling::inverted, net::Scaling::classic, net::Scaling::wrong}) {
    CAPTURE(static_cast<int>(scaling));
    Experiment e = small();
    e.scaling = scaling;
    e.arm[2].kind = ArmKind::dropout;
    e.arm[2].keep = {1, 0.8f, 0.9f};
    const Snapshot s = trained(e, 1);
    REQUIRE(s.mask_arm == 1);
    const bool inverted = scaling == net::Scaling::inverted;
    CHECK(lab::common_masks(s, 2).keep == s.arm[inverted ? 1 : 2].keep);
    CHECK(lab::common_masks(s, 2).scaling == scaling);
    CHECK(lab::common_masks(s, 0).keep == s.arm[1].keep);
    CHECK(lab::common_masks(s, 0).scaling == net::Scaling::inverted);
  }
}

TEST_CASE("an inspection's kill test is that of net::Removal, and its accuracy under masks that of Monte Carlo") {
  const Snapshot s = trained(small(), 80);
  Inspection inspection;
  finish(inspection, s);
  const auto x = matrix(s, s.test_x, 2, s.test_size), y = matrix(s, s.test_label, 1, s.test_size);
  for (int a = 0; a < s.arms; ++a) {
    const float* parameters = s[s.arm[static_cast<std::size_t>(a)].parameters].data();
    net::Removal removal(s.shape, s.test_size);
    removal.begin(parameters, {}, x, y);
    removal.advance(removal.units());
    const lab::RemovalResult& found = inspection.removal(a);
    CHECK(found.iteration == s.iteration);
    CHECK(found.accuracy() == removal.accuracy());
    REQUIRE(found.losses().size() == 13);
    std::size_t unit = 0;
    for (int row = 1; row <= 2; ++row) {
      CHECK(found.worst[static_cast<std::size_t>(row)] == removal.worst(row));
      for (const net::Removal::Loss& loss : removal.losses(row)) {
        CHECK(found.losses()[unit].accuracy == loss.accuracy);
        CHECK(found.losses()[unit++].cost == loss.cost);
      }
    }
    net::MonteCarlo drawn(s.shape, s.test_size, 20);
    drawn.begin(parameters, masks(s), x, y, 1);
    drawn.advance(20);
    const auto accuracies = drawn.accuracies();
    CHECK(found.masked_accuracy == doctest::Approx(std::accumulate(accuracies.begin(), accuracies.end(), 0.0) / 20));
  }
}

TEST_CASE("taken away again and again, a unit costs what its bar said, and none is taken twice") {
  const Snapshot s = trained(small(), 80);
  Inspection inspection;
  lab::RemovedOfArms removed;
  std::vector<std::vector<double>> expected(3);
  for (int taken = 0; taken <= 13; ++taken) {
    inspection.without(removed);
    finish(inspection, s);
    for (std::size_t a = 0; a < 3; ++a) {
      const lab::RemovalResult& found = inspection.removal(static_cast<int>(a));
      CAPTURE(a);
      CAPTURE(taken);
      REQUIRE(found.without == removed[a]);
      if (taken == 0) expected[a].push_back(found.accuracy());
      for (std::size_t i = 0; i < expected[a].size(); ++i)
        CHECK(found.accuracies[i] == doctest::Approx(expected[a][i]).epsilon(1e-6));
      CHECK(found.accuracy() == found.accuracies[static_cast<std::size_t>(taken)]);
      if (taken == 13) {
        CHECK(found.worst_row == 0);
        continue;
      }
      REQUIRE(found.worst_row > 0);
      const lab::UnitPlace worst{found.worst_row, found.worst[static_cast<std::size_t>(found.worst_row)]};
      const auto at = static_cast<std::size_t>((worst.row - 1) * 8 + worst.unit);
      CHECK_FALSE(removed[a].holds(worst));
      for (const lab::UnitPlace gone : removed[a].units())
        CHECK(std::isnan(found.losses()[static_cast<std::size_t>((gone.row - 1) * 8 + gone.unit)].cost));
      for (const net::Removal::Loss& loss : found.losses()) CHECK_FALSE(loss.accuracy > found.losses()[at].accuracy);
      expected[a].push_back(found.accuracy() - static_cast<double>(found.losses()[at].accuracy));
      removed[a].add(worst);
    }
  }
  removed[1].put_back(removed[1].unit[4]);
  CHECK(removed[1].count == 12);
  inspection.without({});
  finish(inspection, s);
  CHECK(inspection.removal(1).accuracy() == doctest::Approx(expected[1][0]));
}

TEST_CASE("the first round of a kill test tells the losses known so far, the last hidden layer first") {
  const Snapshot s = trained(small(), 80);
  Inspection inspection, whole;
  finish(whole, s);
  const auto known = [&] {
    const auto losses = inspection.removal(0).losses();
    return std::count_if(losses.begin(), losses.end(), [](const auto& loss) { return !std::isnan(loss.cost); });
  };
  for (int i = 0; i < 1000 && known() < 5; ++i) inspection.advance(s, {.removal = true}, 0, stopped_clock);
  const lab::RemovalResult &part = inspection.removal(0), &all = whole.removal(0);
  REQUIRE(part.losses().size() == all.losses().size());
  CHECK(part.iteration == -1);
  CHECK(known() == 5);
  CHECK(part.worst_row == 2);
  for (std::size_t i = 0; i < part.losses().size(); ++i) {
    if (!std::isnan(part.losses()[i].cost)) CHECK(part.losses()[i].cost == all.losses()[i].cost);
  }
  CHECK(!std::isnan(part.losses()[part.losses().size() - 5].cost));
}

TEST_CASE("an inspection's penalties are the ledger's over the whole training set") {
  const Snapshot s = trained(small(), 80);
  Inspection inspection;
  finish(inspection, s);
  for (int a = 0; a < s.arms; ++a) {
    const float* parameters = s[s.arm[static_cast<std::size_t>(a)].parameters].data();
    net::Ledger ledger(s.shape, s.train_size);
    ledger.begin(parameters, masks(s));
    ledger.add(matrix(s, s.train_x, 2, s.train_size));
    const lab::PenaltyResult& found = inspection.penalty(a);
    for (int l = 0; l < s.shape.layers; ++l) {
      const auto lambda = net::weights(s.shape, l, found.lambda().data());
      for (int k = 0; k < lambda.rows(); ++k)
        for (int j = 0; j < lambda.cols(); ++j)
          CHECK(static_cast<double>(lambda(k, j)) == doctest::Approx(ledger.lambda(l, k, j)).epsilon(1e-5));
      const auto known = ledger.correlation(l), shown = found.correlation[static_cast<std::size_t>(l)];
      CHECK(shown.spearman == doctest::Approx(known.spearman).epsilon(1e-3));
    }
  }
}

TEST_CASE("an inspection's units and histograms count every weight once") {
  const Snapshot s = trained(small(), 80);
  Inspection inspection;
  finish(inspection, s);
  for (int a = 0; a < s.arms; ++a) {
    const float* parameters = s[s.arm[static_cast<std::size_t>(a)].parameters].data();
    const lab::UnitsResult& units = inspection.units(a);
    std::vector<float> effective(5), taking_part(5);
    net::spread(s.shape, 1, parameters, effective, taking_part);
    CHECK(std::equal(effective.begin(), effective.end(), units.effective_inputs().begin() + 8));
    CHECK(std::equal(taking_part.begin(), taking_part.end(), units.participation().begin() + 8));
    const auto& count = inspection.histogram(a).count;
    const std::array<int, 4> weights{2 * 8 + 8 * 5 + 5, 2 * 8, 8 * 5, 5};
    for (std::size_t h = 0; h < weights.size(); ++h)
      CHECK(std::accumulate(count[h].begin(), count[h].end(), 0) == weights[h]);
    CHECK(net::weights(s.shape, 1, parameters).cwiseAbs().maxCoeff() <= inspection.histogram(0).limit_of(1));
  }
}

TEST_CASE("an inspection cut into slices says the same, and every arm's figures are of one iteration") {
  Trainer trainer;
  REQUIRE(trainer.restart(small(), {}));
  Snapshot s;
  trainer.step();
  trainer.read(s);
  Inspection sliced;
  for (int frame = 0; frame < 400; ++frame) {
    sliced.advance(s, everything, 0, slow_clock);
    for (int a = 1; a < s.arms; ++a) CHECK(sliced.removal(a).iteration == sliced.removal(0).iteration);
    if (frame < 100) {
      trainer.step();
      trainer.read(s);
    }
  }
  Inspection whole;
  finish(whole, s);
  for (int a = 0; a < s.arms; ++a) {
    CHECK(sliced.removal(a).iteration == s.iteration);
    const auto one = sliced.removal(a).losses(), other = whole.removal(a).losses();
    CHECK(std::equal(one.begin(), one.end(), other.begin(), other.end(),
                     [](const auto& p, const auto& q) { return p.accuracy == q.accuracy && p.cost == q.cost; }));
    CHECK(std::ranges::equal(sliced.penalty(a).lambda(), whole.penalty(a).lambda()));
  }
  CHECK(sliced.course().size() > 90);
}

TEST_CASE("a unit held or a keep_prob set while the run stands is looked at anew") {
  Experiment e = small();
  Trainer trainer;
  REQUIRE(trainer.restart(e, {}));
  for (int i = 0; i < 80; ++i) trainer.step();
  Snapshot s;
  static double now = 0;
  const auto look = [&](Inspection& inspection) {
    trainer.read(s);
    now += 1000;
    inspection.advance(s, {.removal = true, .gap = true}, 1, [] { return now; });
    return std::pair(inspection.gap(1).train_masked.cost, inspection.removal(1).masked_accuracy);
  };
  Inspection open;
  const auto first = look(open);
  REQUIRE(trainer.hold(1, 2, lab::Hold::dropped));
  const auto held = look(open);
  CHECK(held != first);
  Inspection after_hold;
  CHECK(held == look(after_hold));
  e.arm[1].keep[1] = 0.9f;
  trainer.tune(e);
  const auto tuned = look(open);
  CHECK(tuned.second != held.second);
  Inspection after_tune;
  CHECK(tuned == look(after_tune));
}

TEST_CASE("parts that nobody asks for stay empty, and a new run begins without figures") {
  Snapshot s = trained(small(), 10);
  Inspection inspection;
  inspection.advance(s, {}, 1, stopped_clock);
  CHECK(inspection.removal(0).iteration == -1);
  CHECK(inspection.penalty(0).iteration == -1);
  CHECK(inspection.units(0).iteration == -1);
  CHECK(inspection.histogram(0).iteration == -1);
  CHECK(inspection.histogram(0).limit_of(0) == 1);
  inspection.advance(s, {.removal = true}, 1, stopped_clock);
  CHECK(inspection.removal(0).iteration == 10);
  CHECK(inspection.penalty(0).iteration == -1);
  CHECK(inspection.units(0).iteration == -1);
  ++s.run;
  inspection.advance(s, {.units = true}, 1, stopped_clock);
  CHECK(inspection.removal(0).iteration == -1);
}

TEST_CASE("without a dropout arm there are no masks to try") {
  Experiment e = small();
  e.arms = 2;
  e.arm[1].kind = ArmKind::l2;
  const Snapshot s = trained(e, 10);
  Inspection inspection;
  finish(inspection, s);
  CHECK(std::isnan(inspection.removal(0).masked_accuracy));
  CHECK(std::isnan(inspection.penalty(0).correlation[1].spearman));
}

TEST_CASE(
    "without hidden layers predicted penalties are ranked against measured shrinkage; deeper nets get no prediction") {
  Experiment e = small();
  e.hidden = 0;
  e.source = net::Source::copies;
  e.points = 300;
  e.arm[1].keep = {0.5f};
  e.rate = 0.05f;
  const Snapshot s = trained(e, 2000);
  Inspection inspection;
  finish(inspection, s);
  CHECK(std::isnan(inspection.penalty(0).shrinkage));
  // by hand, from the very numbers: the order of λ against that of the ratios, without ties
  const auto &none = inspection.penalty(0), &dropout = inspection.penalty(1);
  const int n = s.shape.inputs();
  double squares = 0;
  for (int i = 0; i < n; ++i) {
    const auto at = [](std::span<const float> v, int k) { return v[static_cast<std::size_t>(k)]; };
    int lambda = 0, ratio = 0;
    for (int k = 0; k < n; ++k) {
      lambda += at(none.lambda(), k) < at(none.lambda(), i);
      ratio += std::abs(at(dropout.weight(), k) / at(none.weight(), k)) <
               std::abs(at(dropout.weight(), i) / at(none.weight(), i));
    }
    squares += (lambda - ratio) * (lambda - ratio);
  }
  CHECK(dropout.shrinkage == doctest::Approx(1 - 6 * squares / (n * (n * n - 1))));
  CHECK(std::isnan([] {
    Inspection deep;
    const Snapshot run = trained(small(), 5);
    finish(deep, run);
    return deep.penalty(1).shrinkage;
  }()));
}
