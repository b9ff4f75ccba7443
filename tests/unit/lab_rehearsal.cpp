// Slow motion: the numbers of an iteration before it is made.
#include "laboratory.h"
#include "net_reference.h"

using lab::Rehearsal;
using namespace laboratory;

namespace {

Experiment watched(std::vector<int> units, int batch) {
  Experiment e;
  e.points = 20;
  e.hidden = static_cast<int>(units.size());
  std::copy(units.begin(), units.end(), e.units.begin());
  e.activation = net::Activation::tanh;  // without kinks, for finite differences
  e.batch = batch;
  e.arms = 1;
  e.arm[0] = lab::Arm{ArmKind::combined};
  e.arm[0].keep = {0.9f, 0.6f, 0.5f, 1};
  e.arm[0].lambda = 2;
  e.arm[0].input_noise = 0;
  e.arm[0].max_norm = 0;
  return e;
}

// The example alone in double precision, under the masks and parameters that the rehearsal names.
struct Oracle {
  reference::Net net;
  reference::Matrix x, y;

  Oracle(const Snapshot& s, const Experiment& e) : net(s.shape) {
    const Rehearsal& r = s.rehearsal;
    const auto before = s[r.before], mask = s[r.mask], inputs = s[s.train_x];
    net.parameters.assign(before.begin(), before.end());
    std::size_t unit = 0;
    for (std::size_t l = 0; l < static_cast<std::size_t>(s.shape.layers); ++l) {
      reference::Matrix factor(s.shape.units[l], 1);
      for (auto& f : factor.reshaped()) f = static_cast<double>(mask[unit++] / e.arm[0].keep[l]);
      net.factors[l] = factor;
    }
    x.resize(s.shape.inputs(), 1);
    for (int i = 0; i < s.shape.inputs(); ++i)
      x(i, 0) = static_cast<double>(inputs[static_cast<std::size_t>(i * s.train_size + r.example)]);
    y.resize(1, 1);
    y(0, 0) = static_cast<double>(s[s.train_label][static_cast<std::size_t>(r.example)]);
  }
};

Snapshot rehearsed(Laboratory& lab, std::int64_t iteration, int example) {
  lab.trainer().show_example(example);
  lab.trainer().rehearse(iteration);
  return shown(lab);
}

}  // namespace

TEST_CASE("slow motion's numbers of the example are those of an independent forward pass and of finite differences") {
  for (const auto& units : {std::vector<int>{4}, std::vector<int>{8, 8}}) {
    const Experiment e = watched(units, 0);
    Laboratory lab;
    lab.open_new(e);
    run(lab, 30);
    const Snapshot s = rehearsed(lab, 31, 7);
    REQUIRE(s.rehearsal.iteration == 31);
    CHECK(s.rehearsal.example == 7);
    Oracle oracle(s, e);
    CHECK(static_cast<double>(s.rehearsal.cost_example) ==
          doctest::Approx(oracle.net.cost(oracle.x, oracle.y)).epsilon(1e-5));
    const auto passed_on = s[s.rehearsal.passed_on];
    CHECK(static_cast<double>(passed_on.back()) == doctest::Approx(oracle.net.output(oracle.x)(0, 0)).epsilon(1e-5));
    // what each row passes on: the inputs first, then tanh of the sums, each times its mask and 1/keep_prob
    REQUIRE(passed_on.size() == static_cast<std::size_t>(s.mask_units) + 1);
    reference::Matrix a = oracle.x;
    std::size_t unit = 0;
    for (int l = 0; l < s.shape.layers; ++l) {
      a = a.cwiseProduct(oracle.net.factors[static_cast<std::size_t>(l)]);
      for (Eigen::Index u = 0; u < a.rows(); ++u, ++unit)
        CHECK(static_cast<double>(passed_on[unit]) == doctest::Approx(a(u, 0)).epsilon(1e-5));
      const auto w = net::weights(s.shape, l, s[s.rehearsal.before].data());
      const auto b = net::biases(s.shape, l, s[s.rehearsal.before].data());
      a = (w.cast<double>() * a + b.cast<double>()).array().tanh();
    }
    const auto own = s[s.rehearsal.own_gradient];
    for (std::size_t i = 0; i < own.size(); ++i)
      CHECK(static_cast<double>(own[i]) ==
            doctest::Approx(oracle.net.slope(i, oracle.x, oracle.y)).epsilon(1e-3).scale(1e-2));
  }
}

TEST_CASE(
    "what slow motion shows of the batch is the mean over its examples with L2, and the step lands where it says") {
  const Experiment e = watched({6, 5}, 4);
  Laboratory lab;
  lab.open_new(e);
  run(lab, 12);
  // each example of the batch in turn: those that it does not hold are answered by the first
  std::vector<double> mean;
  double cost = 0;
  int in_batch = 0;
  Snapshot s;
  for (int example = 0; example < e.points; ++example) {
    s = rehearsed(lab, 13, example);
    if (s.rehearsal.example != example) continue;
    ++in_batch;
    cost += static_cast<double>(s.rehearsal.cost_example);
    const auto own = s[s.rehearsal.own_gradient];
    mean.resize(own.size());
    for (std::size_t i = 0; i < own.size(); ++i) mean[i] += static_cast<double>(own[i]);
  }
  REQUIRE(in_batch == 4);
  CHECK(static_cast<double>(s.rehearsal.cost_batch) == doctest::Approx(cost / 4).epsilon(1e-5));
  const auto before = s[s.rehearsal.before], gradient = s[s.rehearsal.gradient];
  const double decay = static_cast<double>(e.arm[0].lambda) / s.train_size;
  for (int l = 0; l < s.shape.layers; ++l) {
    for (int i = s.shape.weight_offset(l); i < s.shape.bias_offset(l); ++i) {
      const auto k = static_cast<std::size_t>(i);
      const double expected = mean[k] / 4 + decay * static_cast<double>(before[k]);
      CHECK(static_cast<double>(gradient[k]) == doctest::Approx(expected).epsilon(1e-4).scale(1e-2));
    }
  }
  const auto after = s[s.rehearsal.after];
  lab.step();
  const Snapshot then = rehearsed(lab, 13, -1);
  const auto now = then[then.arm[0].parameters];
  CHECK(std::equal(now.begin(), now.end(), after.begin(), after.end()));
  CHECK(then.rehearsal.iteration == 13);  // still shown after it was made
  const auto mask = then[then.rehearsal.mask];
  CHECK(std::equal(mask.begin(), mask.end(), then[then.tape].end() - then.mask_units));
}

TEST_CASE("a rehearsal changes nothing of the run, and follows settings changed before the step") {
  const Experiment e = watched({6}, 0);
  Laboratory watched_lab, other;
  watched_lab.open_new(e);
  other.open_new(e);
  for (int i = 0; i < 20; ++i) {
    const Snapshot s = rehearsed(watched_lab, i + 1, 3);
    CHECK(s.rehearsal.iteration == i + 1);
    watched_lab.step();
    other.step();
  }
  watched_lab.trainer().show_example(-1);
  check_same(watched_lab, other);
  const Snapshot s = rehearsed(watched_lab, 21, 3);
  const auto old_mask = s[s.rehearsal.mask];
  edit(watched_lab, FieldId::keep, 0.01f, 1, 0);
  const Snapshot tuned = rehearsed(watched_lab, 21, 3);
  const auto mask = tuned[tuned.rehearsal.mask];
  CHECK(std::count(mask.begin() + 2, mask.end(), 1.0f) < std::count(old_mask.begin() + 2, old_mask.end(), 1.0f));
  CHECK(rehearsed(watched_lab, 30, 3).rehearsal.iteration == -1);  // only the next can be had
  CHECK(rehearsed(watched_lab, -1, 3).rehearsal.iteration == -1);
}

TEST_CASE("in the five batches of an epoch slow motion finds every example once, and else shows the batch's first") {
  const Experiment e = watched({6, 5}, 4);
  Laboratory lab;
  lab.open_new(e);
  std::vector<int> found(20);
  for (std::int64_t iteration = 1; iteration <= 5; ++iteration, lab.step()) {
    const int first = rehearsed(lab, iteration, -1).rehearsal.example;
    for (int example = 0; example < 20; ++example) {
      const int shown = rehearsed(lab, iteration, example).rehearsal.example;
      CHECK((shown == example || shown == first));
      found[static_cast<std::size_t>(example)] += shown == example;
    }
  }
  CHECK(found == std::vector<int>(20, 1));
}
