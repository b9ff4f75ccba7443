// Figures of a run recounted by hand: dead units, epochs, curves, and what an inspection shows of each arm.
#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>

#include "lab/analyses/histogram.h"
#include "lab/analyses/penalty.h"
#include "lab/analyses/removal.h"
#include "lab/analyses/units.h"
#include "lab/inspection.h"
#include "lab/trainer.h"
#include "laboratory.h"
#include "net/random.h"

using lab::ArmKind, lab::Experiment, lab::Inspection, lab::Snapshot, lab::Trainer;

namespace {

constexpr lab::Analyses everything{.units = true, .histogram = true, .penalty = true, .removal = true};
double stopped_clock() { return 1e9; }

std::size_t at(int i) { return static_cast<std::size_t>(i); }

// Hidden units of an arm that are 0 on every training example, one example at a time, without the engine.
int dead_by_hand(const Snapshot& s, int arm) {
  const auto p = s[s.arm[at(arm)].parameters];
  const auto x = s[s.train_x];
  std::vector<std::vector<bool>> alive;
  for (int l = 1; l < s.shape.layers; ++l) alive.emplace_back(at(s.shape.units[at(l)]), false);
  for (int i = 0; i < s.train_size; ++i) {
    std::vector<float> a;
    for (int j = 0; j < s.shape.inputs(); ++j) a.push_back(x[at(j * s.train_size + i)]);
    for (int l = 0; l + 1 < s.shape.layers; ++l) {
      std::vector<float> next;
      for (int k = 0; k < s.shape.units[at(l + 1)]; ++k) {
        float z = p[at(s.shape.bias_offset(l) + k)];
        for (std::size_t j = 0; j < a.size(); ++j) z += p[at(s.shape.weight_offset(l)) + at(k) * a.size() + j] * a[j];
        next.push_back(std::max(z, 0.0f));
        if (z > 0) alive[at(l)][at(k)] = true;
      }
      a = next;
    }
  }
  int dead = 0;
  for (const auto& layer : alive) dead += static_cast<int>(std::count(layer.begin(), layer.end(), false));
  return dead;
}

Experiment three_arms() {
  Experiment e;
  e.points = 150;  // more than two blocks of the meter
  e.units = {9, 6};
  e.arm[1].keep = {0.9f, 0.5f, 0.7f};
  e.arm[2].lambda = 30;  // units die of it
  return e;
}

Snapshot trained(const Experiment& e, int iterations) {
  Trainer trainer;
  REQUIRE(trainer.restart(e, {}));
  for (int i = 0; i < iterations; ++i) trainer.step();
  trainer.refresh();
  Snapshot s;
  trainer.read(s);
  return s;
}

// Of one hidden layer whose parameters are 0, but for those that are 1.
int dead_units(const net::Matrix& x, int units, std::initializer_list<int> ones) {
  net::Split split;
  split.train.x = x;
  split.train.label.assign(at(static_cast<int>(x.cols())), 0);
  split.train.flipped.assign(split.train.label.size(), 0);
  net::targets_from_labels(split.train);
  split.test = split.train;
  Experiment e;
  e.arms = 1;
  e.hidden = 1;
  e.units = {units};
  Trainer trainer;
  trainer.restart_on(e, split);
  for (int i = 0; i < 3 * units; ++i) trainer.set_parameter(0, i, 0);
  for (const int i : ones) trainer.set_parameter(0, i, 1);
  Snapshot s;
  trainer.read(s);
  return s.arm[0].dead_units;
}

}  // namespace

TEST_CASE("dead units are those hidden ones that are 0 on every training example") {
  Trainer trainer;
  REQUIRE(trainer.restart(three_arms(), {}));
  Snapshot s;
  trainer.read(s);
  for (int dead = 0; dead <= 3; ++dead) {
    for (int a = 0; a < 3; ++a) {
      CAPTURE(dead);
      CHECK(s.arm[at(a)].dead_units == dead_by_hand(s, a));
      // one more of a¹, then of a²: a bias that no input outweighs
      const int unit = dead % 2 == 0 ? s.shape.bias_offset(0) + dead : s.shape.bias_offset(1) + dead;
      trainer.set_parameter(a, unit, -1000);
    }
    trainer.read(s);
  }
  CHECK(s.arm[0].dead_units >= 4);
  Experiment smooth = three_arms();
  smooth.activation = net::Activation::tanh;
  CHECK(trained(smooth, 3).arm[0].dead_units == 0);
  Experiment flat = three_arms();
  flat.hidden = 0;
  CHECK(trained(flat, 3).arm[0].dead_units == 0);
}

TEST_CASE("a unit that a single example wakes is not dead, wherever that example stands") {
  for (const int size : {1, 5, 63, 64, 65, 130}) {
    for (const int awake : {0, size / 2, size - 1}) {
      CAPTURE(size);
      CAPTURE(awake);
      net::Matrix x = net::Matrix::Zero(2, size);
      x(0, awake) = 1;
      // the first unit reads x₁, the second is on for all, the third for none
      CHECK(dead_units(x, 3, {0, 7}) == 1);
    }
  }
}

TEST_CASE("a unit that no example wakes is dead in a small training set too, whatever its other input is") {
  for (const int size : {1, 5, 63}) {
    CAPTURE(size);
    net::Matrix x = net::Matrix::Zero(2, size);
    x.row(0).setOnes();
    CHECK(dead_units(x, 1, {1}) == 1);  // reads x₂ alone, which is 0
  }
}

TEST_CASE("a run is measured as often as a fifth of its time allows, at round distances") {
  const auto stride = [](int points, int batch) {
    Experiment e;
    e.points = points;
    e.batch = batch;
    e.arms = 1;
    Trainer trainer;
    REQUIRE(trainer.restart(e, {}));
    return trainer.first_stride();
  };
  // (train + 1000 of test) / (0.6 · batch), rounded up to 1, 2, 5, 10, …
  CHECK(stride(300, 0) == 10);     // 7.2
  CHECK(stride(300, 50) == 50);    // 43.3
  CHECK(stride(300, 10) == 500);   // 216.7
  CHECK(stride(300, 1) == 5000);   // 2166.7
  CHECK(stride(2000, 0) == 5);     // 2.5
  CHECK(stride(20000, 0) == 2);    // 1.75
  CHECK(stride(1000, 333) == 20);  // 10.01
  CHECK(stride(500, 250) == 10);   // 10 exactly
}

TEST_CASE("the curve of each layer's norm ends at the norm that was measured last") {
  Trainer trainer;
  REQUIRE(trainer.restart(Experiment{}, {}));
  for (int i = 0; i < 40; ++i) trainer.step();
  trainer.refresh();
  Snapshot s;
  trainer.read(s);
  for (const lab::ArmFigures& arm : std::span(s.arm).first(static_cast<std::size_t>(s.arms)))
    for (std::size_t l = 0; l < static_cast<std::size_t>(s.shape.layers); ++l)
      CHECK(s[arm.history_norm[l]].back() == doctest::Approx(arm.norm[l]).epsilon(0.02));
}

TEST_CASE("an epoch is one pass over the training set") {
  Experiment e = three_arms();
  e.batch = 60;
  const Snapshot s = trained(e, 20);
  CHECK(s.epoch == 8);
  CHECK(s.batch == 60);
  CHECK(s.iteration == 20);
  CHECK(s.measured_at == 20);
  CHECK(trained(three_arms(), 7).epoch == 7);
}

TEST_CASE("a snapshot says which arm, which data and which settings it is of") {
  Experiment e = three_arms();
  e.scaling = net::Scaling::classic;
  e.mask_per = net::MaskPer::batch;
  e.reference = 2;
  e.arm[1].muted = true;
  e.arm[0].name = lab::arm_name("mine");
  const Snapshot s = trained(e, 3);
  CHECK(s.scaling == net::Scaling::classic);
  CHECK(s.mask_per == net::MaskPer::batch);
  CHECK(s.reference == 2);
  CHECK(s.arm[1].muted);
  CHECK_FALSE(s.arm[0].muted);
  CHECK(std::string(s.arm[0].name.data()) == "mine");
  CHECK(s.arm[2].kind == ArmKind::l2);
  CHECK(s.image_side == 0);
  CHECK(s.train_size == 150);
  CHECK(s.test_size == 1000);
  CHECK(s.classes == 2);
  CHECK(s.x_low == -s.x_high);
  float largest = 0;
  for (const float x : s[s.train_x]) largest = std::max(largest, std::abs(x));
  CHECK(s.x_high == doctest::Approx(std::max(1.0f, 1.05f * largest)));
  int flipped = 0;
  for (const float f : s[s.train_flipped]) flipped += f == 1;
  CHECK(flipped == 30);
  for (int l = 0; l < 3; ++l) {
    CHECK(s.arm[0].keep[at(l)] == 1);
    CHECK(s.arm[1].keep[at(l)] == e.arm[1].keep[at(l)]);
  }
}

TEST_CASE("an inspection's course is each arm's own mean participation, at each iteration that it saw") {
  Trainer trainer;
  REQUIRE(trainer.restart(three_arms(), {}));
  Inspection inspection;
  Snapshot s;
  std::array<std::array<std::vector<float>, 3>, 3> wanted;
  for (int i = 0; i < 40; ++i) {
    trainer.read(s);
    inspection.advance(s, {}, 0, stopped_clock);
    for (int a = 0; a < 3; ++a)
      for (int l = 0; l < 3; ++l)
        wanted[at(a)][at(l)].push_back(
            static_cast<float>(net::spread(s.shape, l, s[s.arm[at(a)].parameters].data()).participation));
    inspection.advance(s, {}, 0, stopped_clock);  // the same iteration again is no new point
    trainer.step();
  }
  REQUIRE(inspection.course().size() == 40);
  for (int i = 0; i < 40; ++i) CHECK(inspection.course()[at(i)] == static_cast<float>(i));
  for (int a = 0; a < 3; ++a) {
    for (int l = 0; l < 3; ++l) {
      const auto course = inspection.course_participation(a, l);
      CHECK(std::equal(course.begin(), course.end(), wanted[at(a)][at(l)].begin(), wanted[at(a)][at(l)].end()));
    }
  }
  REQUIRE(trainer.restart(three_arms(), {}));
  trainer.read(s);
  inspection.advance(s, {}, 0, stopped_clock);
  CHECK(inspection.course().size() == 1);
}

TEST_CASE("a course that grows long keeps every second point, and goes on at that distance") {
  Snapshot s = trained(three_arms(), 2);
  Inspection inspection;
  for (s.iteration = 0; s.iteration <= 1000; ++s.iteration) inspection.advance(s, {}, 0, stopped_clock);
  const auto course = inspection.course();
  CHECK(course.size() > 150);
  CHECK(course.size() <= 300);
  for (std::size_t i = 0; i < course.size(); ++i) CHECK(course[i] == static_cast<float>(4 * i));
  CHECK(course.back() == 1000);
}

TEST_CASE("every part of an inspection is of the arm that it is asked for") {
  const Snapshot s = trained(three_arms(), 60);
  Inspection inspection;
  inspection.advance(s, everything, 1, stopped_clock);
  for (int a = 0; a < 3; ++a) {
    const auto parameters = s[s.arm[at(a)].parameters];
    CHECK(std::equal(parameters.begin(), parameters.end(), inspection.penalty(a).weight().begin()));
    CHECK(std::equal(parameters.begin(), parameters.end(), inspection.histogram(a).weight().begin()));
    CHECK(inspection.removal(a).accuracy() == doctest::Approx(static_cast<double>(s.arm[at(a)].accuracy_test)));
    CHECK(inspection.removal(a).cost() == doctest::Approx(static_cast<double>(s.arm[at(a)].cost_test)));
    CHECK(inspection.units(a).iteration == 60);
    CHECK(inspection.penalty(a).iteration == 60);
    CHECK(inspection.histogram(a).iteration == 60);
    for (int l = 0; l < 3; ++l) {
      const net::Spread spread = net::spread(s.shape, l, parameters.data());
      CHECK(inspection.units(a).mean[at(l)].effective_inputs == spread.effective_inputs);
      CHECK(inspection.units(a).mean[at(l)].participation == spread.participation);
      CHECK(inspection.units(a).mean[at(l)].fan_in == s.shape.units[at(l)]);
    }
    CHECK(std::isnan(inspection.penalty(a).shrinkage));
  }
}

TEST_CASE("the worst unit of all is that whose loss costs most accuracy, and among rows the larger one wins") {
  const Snapshot s = trained(three_arms(), 60);
  Inspection inspection;
  inspection.advance(s, everything, 1, stopped_clock);
  for (int a = 0; a < 3; ++a) {
    const lab::RemovalResult& found = inspection.removal(a);
    REQUIRE(found.losses().size() == 15);
    const auto worst = [&](int first, int count) {
      float most = -9;
      for (int i = first; i < first + count; ++i) most = std::max(most, found.losses()[at(i)].accuracy);
      return most;
    };
    CHECK(found.losses()[at(found.worst[1])].accuracy == worst(0, 9));
    CHECK(found.losses()[at(9 + found.worst[2])].accuracy == worst(9, 6));
    CHECK((found.worst_row == 1) == (worst(0, 9) >= worst(9, 6)));
  }
}

TEST_CASE("mean squares that a penalty's layer reads are those of the training set") {
  const Snapshot s = trained(three_arms(), 60);
  Inspection inspection;
  inspection.advance(s, everything, 1, stopped_clock);
  for (int a = 0; a < 3; ++a) {
    const lab::PenaltyResult& found = inspection.penalty(a);
    REQUIRE(found.square(0).size() == 2);
    CHECK(found.square(1).size() == 9);
    CHECK(found.square(2).size() == 6);
    for (int j = 0; j < 2; ++j) {
      double sum = 0;
      for (int i = 0; i < 150; ++i) {
        const auto x = static_cast<double>(s[s.train_x][at(j * 150 + i)]);
        sum += x * x / 150;
      }
      CHECK(static_cast<double>(found.square(0)[at(j)]) == doctest::Approx(sum).epsilon(1e-5));
    }
    for (const float bias : {inspection.penalty(a).lambda()[at(s.shape.bias_offset(0))],
                             inspection.penalty(a).lambda()[at(s.shape.bias_offset(2))]})
      CHECK(bias == 0);
  }
}

TEST_CASE("a histogram counts each weight in the bin that holds it, up to a round limit") {
  Trainer trainer;
  Experiment e = three_arms();
  e.arms = 2;
  REQUIRE(trainer.restart(e, {}));
  const struct {
    float largest, limit;
  } rounds[] = {{0.9f, 1}, {1, 1},    {1.01f, 1.5f}, {1.5f, 1.5f}, {1.9f, 2},       {2.5f, 3},
                {4, 5},    {6.5f, 7}, {7.5f, 10},    {42, 50},     {0.012f, 0.015f}};
  for (const auto& [largest, limit] : rounds) {
    for (int a = 0; a < 2; ++a)
      for (int i = 0; i < 9 * 2; ++i) trainer.set_parameter(a, i, largest * static_cast<float>(i - 8) / 9.5f);
    trainer.set_parameter(1, 3, -largest);  // of the second arm alone: both are shown to the same limit
    Snapshot s;
    trainer.read(s);
    Inspection inspection;
    inspection.advance(s, {.histogram = true}, 1, stopped_clock);
    CAPTURE(largest);
    CHECK(inspection.histogram(0).limit_of(0) == doctest::Approx(limit));
    CHECK(inspection.histogram(0).limit_of(-1) >= inspection.histogram(0).limit_of(0));
    CHECK(inspection.histogram(0).limit_of(-1) ==
          std::max({inspection.histogram(0).limit_of(0), inspection.histogram(0).limit_of(1),
                    inspection.histogram(0).limit_of(2)}));
    for (int a = 0; a < 2; ++a) {
      for (int layer = 0; layer < 3; ++layer) {
        std::array<int, lab::HistogramResult::bins> wanted{};
        const auto w = net::weights(s.shape, layer, s[s.arm[at(a)].parameters].data());
        for (Eigen::Index k = 0; k < w.rows(); ++k)
          for (Eigen::Index j = 0; j < w.cols(); ++j) {
            const double share =
                static_cast<double>(w(k, j)) / static_cast<double>(inspection.histogram(0).limit_of(layer));
            ++wanted[at(std::clamp(static_cast<int>(std::floor((share + 1) / 2 * 41 + 1e-6)), 0, 40))];
          }
        const auto& count = inspection.histogram(a).count[at(layer) + 1];
        int moved = 0;  // a weight on the border of two bins may lie in either
        for (std::size_t b = 0; b < count.size(); ++b) moved += std::abs(count[b] - wanted[b]);
        CHECK(moved <= 2);
      }
    }
  }
}

TEST_CASE("a kill test's progress goes from 0 to 1 without a step back") {
  const Snapshot s = trained(three_arms(), 20);
  Inspection inspection;
  CHECK(inspection.removal_progress() == 0);
  float before = 0;
  int steps = 0;
  for (; inspection.removal(2).iteration < 0 && steps < 1000; ++steps) {
    inspection.advance(s, {.removal = true}, 0, stopped_clock);
    const float now = inspection.removal_progress();
    CHECK(now >= before);
    CHECK(now <= 1);
    before = now;
  }
  CHECK(before == 1);
  CHECK(steps == 3 * (1 + 15 + 20 + 1));  // of each arm: its begin, its units, its masks, its end
}

TEST_CASE("weights that are typed make an inspection begin anew, though no iteration was made") {
  Trainer trainer;
  REQUIRE(trainer.restart(three_arms(), {}));
  Inspection inspection;
  Snapshot s;
  trainer.read(s);
  static double now = 0;
  now = 0;
  const auto later = [] { return now; };
  inspection.advance(s, everything, 1e9, later);
  trainer.set_parameter(1, 4, 3.25f);
  trainer.read(s);
  inspection.advance(s, everything, -1, later);
  CHECK(inspection.histogram(1).weight()[4] != 3.25f);  // a finished round rests for an eighth of a second
  now = 119;
  inspection.advance(s, everything, -1, later);
  CHECK(inspection.histogram(1).weight()[4] != 3.25f);
  now = 121;
  for (int i = 0; i < 500; ++i) inspection.advance(s, everything, -1, later);
  CHECK(inspection.histogram(1).weight()[4] == 3.25f);
  CHECK(inspection.penalty(1).weight()[4] == 3.25f);
}

TEST_CASE("what has been inspected is not inspected again while the run stands") {
  const Snapshot s = trained(three_arms(), 20);
  Inspection inspection;
  static double now = 0;
  now = 0;
  const auto later = [] { return now; };
  inspection.advance(s, everything, 1e9, later);
  REQUIRE(inspection.removal_progress() == 1);
  now = 1e6;  // the rest between two rounds is over
  for (int i = 0; i < 3; ++i) inspection.advance(s, everything, -1, later);
  CHECK(inspection.removal_progress() == 1);
}

TEST_CASE("while one unit's loss is known it is the worst, whatever it is") {
  for (int seed = 1; seed <= 12; ++seed) {
    Experiment e = three_arms();
    e.seed = seed;
    const Snapshot s = trained(e, 0);
    Inspection inspection;
    const auto known = [&] {
      const auto losses = inspection.removal(0).losses();
      return std::count_if(losses.begin(), losses.end(), [](const auto& loss) { return !std::isnan(loss.cost); });
    };
    CHECK(inspection.removal(0).worst_row == 0);
    while (known() == 0) inspection.advance(s, {.removal = true}, 0, stopped_clock);
    CHECK(known() == 1);
    CHECK(inspection.removal(0).worst_row == 2);
    CHECK(inspection.removal(0).worst[2] == 0);
  }
}

TEST_CASE("weights that are all 0 stand in the middle of a histogram to 1") {
  Trainer trainer;
  REQUIRE(trainer.restart(three_arms(), {}));
  Snapshot s;
  trainer.read(s);
  for (int a = 0; a < 3; ++a)
    for (int i = 0; i < s.shape.parameters(); ++i) trainer.set_parameter(a, i, 0);
  trainer.read(s);
  Inspection inspection;
  inspection.advance(s, {.histogram = true}, 1, stopped_clock);
  for (int layer = -1; layer < 3; ++layer) CHECK(inspection.histogram(0).limit_of(layer) == 1);
  CHECK(inspection.histogram(2).count[1][20] == 18);
  CHECK(inspection.histogram(2).count[0][20] == 18 + 54 + 6);
}
