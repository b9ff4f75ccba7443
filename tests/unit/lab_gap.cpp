// Why training is worse than test: the same weights in four ways.
#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "lab/analyses/gap.h"
#include "lab/inspection.h"
#include "lab/trainer.h"
#include "net/random.h"

using lab::ArmKind, lab::Experiment, lab::GapResult, lab::Inspection, lab::Snapshot, lab::Trainer;

namespace {

double stopped_clock() { return 1e9; }

Experiment small() {
  Experiment e;
  e.points = 60;
  e.units = {8, 5};
  e.arm[1].keep = {0.9f, 0.5f, 0.7f};
  return e;
}

struct Run {
  Trainer trainer;
  Snapshot s;
  Inspection inspection;

  explicit Run(const Experiment& e, int held = -1) {
    REQUIRE(trainer.restart(e, {}));
    if (held >= 0) trainer.hold(1, held, lab::Hold::dropped);
    for (int i = 0; i < 80; ++i) trainer.step();
    trainer.refresh();
    trainer.read(s);
    inspection.advance(s, {.gap = true}, 1, stopped_clock);
  }
  const GapResult& gap(int arm) const { return inspection.gap(arm); }

  // A network of training's own code with the arm's weights.
  net::Mlp network(int arm, const net::Dataset& data) const {
    net::Mlp mlp(s.shape, data.size());
    const auto parameters = s[s.arm[static_cast<std::size_t>(arm)].parameters];
    std::copy(parameters.begin(), parameters.end(), mlp.parameters());
    mlp.dropout.keep = s.arm[static_cast<std::size_t>(arm)].keep;
    mlp.dropout.scaling = s.scaling;
    return mlp;
  }

  // Mean J of its training pass under the masks of the addresses that Monte Carlo promises.
  double masked(int arm, const net::Dataset& data, int held = -1) const {
    net::Mlp mlp = network(arm, data);
    double sum = 0;
    for (std::uint64_t pass = 0; pass < GapResult::masks; ++pass) {
      int first = 0;
      for (int layer = 0; layer < s.shape.layers; ++layer) {
        const int units = s.shape.units[static_cast<std::size_t>(layer)];
        const net::Random random(1, net::Purpose::monte_carlo, pass, static_cast<std::uint32_t>(layer));
        net::Matrix mask(units, data.size());
        for (int i = 0; i < data.size(); ++i)
          for (int u = 0; u < units; ++u)
            mask(u, i) = first + u != held && random.uniform(static_cast<std::uint32_t>(i * units + u)) <
                                                  mlp.dropout.keep[static_cast<std::size_t>(layer)];
        mlp.set_mask(layer, mask);
        first += units;
      }
      sum += static_cast<double>(mlp.forward({net::view(data.x), net::view(data.y)}));
    }
    return sum / GapResult::masks;
  }
};

doctest::Approx about(double value) { return doctest::Approx(value).epsilon(1e-5); }

}  // namespace

TEST_CASE("the gap's four ways are the training and the test pass of the network, under the masks of their addresses") {
  for (const net::Scaling scaling : {net::Scaling::inverted, net::Scaling::classic, net::Scaling::wrong}) {
    Experiment e = small();
    e.scaling = scaling;
    const Run run(e);
    const net::Split& data = run.trainer.data();
    for (int a = 0; a < run.s.arms; ++a) {
      const GapResult& gap = run.gap(a);
      const lab::ArmFigures& arm = run.s.arm[static_cast<std::size_t>(a)];
      CHECK(gap.iteration == 80);
      CHECK(gap.train.cost == about(arm.cost_train));
      CHECK(gap.test.cost == about(arm.cost_test));
      CHECK(gap.train.accuracy == about(arm.accuracy_train));
      CHECK(gap.test.accuracy == about(arm.accuracy_test));
      CHECK(gap.drops == (a == 1));
      CHECK(gap.train_masked.cost == about(a == 1 ? run.masked(1, data.train) : gap.train.cost));
      CHECK(gap.test_masked.cost == about(a == 1 ? run.masked(1, data.test) : gap.test.cost));
      CHECK(gap.of_masks() + gap.of_labels() + gap.of_rows() == about(gap.whole()));
    }
    CHECK(run.gap(1).of_masks() != 0);
  }
}

TEST_CASE("the gap's right labels are those of the same points before any was made wrong, of two classes and of more") {
  Experiment e = small();
  const Run run(e);
  e.flip = 0;
  net::Split right;
  REQUIRE(lab::make_data(e, {}, right));
  for (int a = 0; a < run.s.arms; ++a) {
    const auto score = run.network(a, right.train).score(net::view(right.train.x), net::view(right.train.y));
    CHECK(run.gap(a).wrong == 12);
    CHECK(run.gap(a).right.cost == about(static_cast<double>(score.cost)));
    CHECK(run.gap(a).right.accuracy == about(static_cast<double>(score.accuracy)));
    CHECK(run.gap(a).right.cost != about(run.gap(a).train.cost));
  }

  // Three classes, some labels moved on by one class and some by two.
  Trainer trainer;
  net::Split three = right;
  three.train.classes = three.test.classes = 3;
  for (net::Dataset* set : {&three.train, &three.test}) {
    for (std::size_t i = 0; i < set->label.size(); ++i) set->label[i] = static_cast<int>(i % 3);
    net::targets_from_labels(*set);
  }
  net::Split wrong = three;
  for (std::size_t i = 0; i < 10; ++i) {
    wrong.train.flipped[i] = static_cast<std::uint8_t>(1 + i % 2);
    wrong.train.label[i] = (wrong.train.label[i] + wrong.train.flipped[i]) % 3;
  }
  net::targets_from_labels(wrong.train);
  trainer.restart_on(e, wrong);
  for (int i = 0; i < 30; ++i) trainer.step();
  Snapshot s;
  trainer.read(s);
  Inspection inspection;
  inspection.advance(s, {.gap = true}, 1, stopped_clock);
  net::Mlp mlp(s.shape, 60);
  std::copy_n(s[s.arm[0].parameters].begin(), s.shape.parameters(), mlp.parameters());
  CHECK(inspection.gap(0).wrong == 10);
  CHECK(inspection.gap(0).right.cost ==
        about(static_cast<double>(mlp.score(net::view(three.train.x), net::view(three.train.y)).cost)));
}

TEST_CASE("a unit that is held dropped is dropped in every mask of the gap") {
  const int held = 2 + 3;  // behind two inputs, a¹₄
  const Run run(small(), held);
  CHECK(run.gap(1).train_masked.cost == about(run.masked(1, run.trainer.data().train, held)));
  CHECK(run.gap(1).train_masked.cost != about(run.masked(1, run.trainer.data().train)));
}

TEST_CASE("a step of the gap is a pass over one set") {
  Experiment e = small();
  e.arms = 1;
  const Run run(e);
  Inspection inspection;
  inspection.advance(run.s, {.gap = true}, 0, stopped_clock);
  CHECK(inspection.gap(0).iteration == -1);
  inspection.advance(run.s, {.gap = true}, 0, stopped_clock);
  CHECK(inspection.gap(0).iteration == 80);
}
