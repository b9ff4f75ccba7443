// The sub-networks of the dropout arm and their averages, against plain loops over masks.
#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "analysis_net.h"
#include "lab/analyses/averaging.h"
#include "lab/analyses/crowd.h"
#include "lab/inspection.h"
#include "lab/trainer.h"
#include "net/monte_carlo.h"

using lab::Experiment, lab::Inspection, lab::Snapshot;

namespace {

constexpr lab::Analyses both{.averaging = true, .crowd = true};

double stopped_clock() { return 1e9; }

Experiment small(net::Source source, std::vector<int> units, std::initializer_list<float> keep) {
  Experiment e;
  e.source = source;
  e.points = 40;
  e.hidden = static_cast<int>(units.size());
  std::copy(units.begin(), units.end(), e.units.begin());
  std::copy(keep.begin(), keep.end(), e.arm[1].keep.begin());
  e.activation = net::Activation::tanh;
  return e;
}

// With three classes those on the left are of a third one.
Snapshot trained(const Experiment& e, int classes = 2) {
  lab::Trainer trainer;
  REQUIRE(trainer.restart(e, {}));
  if (classes == 3) {
    net::Split data = trainer.data();
    for (net::Dataset* set : {&data.train, &data.test}) {
      set->classes = 3;
      for (int i = 0; i < set->size(); ++i)
        if (set->x(0, i) < 0) set->label[static_cast<std::size_t>(i)] = 2;
      net::targets_from_labels(*set);
    }
    trainer.restart_on(e, data);
  }
  for (int i = 0; i < 60; ++i) trainer.step();
  Snapshot s;
  trainer.read(s);
  return s;
}

plain::Net net_of(const Snapshot& s) {
  plain::Net net;
  net.shape = s.shape;
  const auto own = s[s.arm[1].parameters];
  net.parameters.assign(own.begin(), own.end());
  return net;
}

plain::Numbers example(const Snapshot& s, lab::Range x, int size, int i) {
  plain::Numbers out;
  for (int j = 0; j < s.shape.inputs(); ++j)
    out.push_back(static_cast<double>(s[x][static_cast<std::size_t>(j * size + i)]));
  return out;
}

// The middle of a place on the grid: its points lie on the rim, too, and the first row is the highest.
plain::Numbers grid_point(const Snapshot& s, int column, int row) {
  const double low = static_cast<double>(s.x_low), step = (static_cast<double>(s.x_high) - low) / (lab::crowd_side - 1);
  return {low + step * column, low + step * (lab::crowd_side - 1 - row)};
}

struct Droppable {
  int layer, unit;
  double keep;
};

std::vector<Droppable> droppable(const Snapshot& s) {
  std::vector<Droppable> units;
  for (int l = 0; l < s.shape.layers; ++l)
    for (int u = 0; u < s.shape.units[static_cast<std::size_t>(l)]; ++u)
      if (const float keep = s.arm[1].keep[static_cast<std::size_t>(l)]; keep < 1)
        units.push_back({l, u, static_cast<double>(keep)});
  return units;
}

// What every mask leaves answers for an input, and with which probability: visit(probability, logits).
template <class Visit>
void every_mask(const Snapshot& s, const plain::Net& net, const plain::Numbers& x, Visit visit) {
  const auto units = droppable(s);
  for (unsigned mask = 0; mask < 1u << units.size(); ++mask) {
    double probability = 1;
    for (std::size_t b = 0; b < units.size(); ++b) probability *= mask >> b & 1 ? units[b].keep : 1 - units[b].keep;
    visit(probability, plain::logits(net, x, [&](int layer, int unit) {
            for (std::size_t b = 0; b < units.size(); ++b) {
              if (units[b].layer != layer || units[b].unit != unit) continue;
              return mask >> b & 1 ? (s.scaling == net::Scaling::inverted ? 1 / units[b].keep : 1.0) : 0.0;
            }
            return 1.0;
          }));
  }
}

// The factors of draw k as net::MonteCarlo's header promises them, one mask for all examples.
plain::Factor factors_of_draw(const Snapshot& s, int k) {
  return [&s, k](int layer, int unit) {
    const float keep = s.arm[1].keep[static_cast<std::size_t>(layer)];
    if (keep >= 1) return 1.0;
    const net::Random random(lab::drawn_seed, net::Purpose::monte_carlo, static_cast<std::uint64_t>(k),
                             static_cast<std::uint32_t>(layer));
    const bool kept = random.uniform(static_cast<std::uint32_t>(unit)) < keep;
    return !kept ? 0.0 : s.scaling == net::Scaling::inverted ? 1 / static_cast<double>(keep) : 1.0;
  };
}

struct Means {
  plain::Numbers arithmetic, geometric;
  double deviation = 0;  // of output `output`
};

Means means_of(const Snapshot& s, const plain::Net& net, const plain::Numbers& x, std::size_t output) {
  const auto outputs = static_cast<std::size_t>(s.shape.outputs());
  Means out{plain::Numbers(outputs), plain::Numbers(outputs)};
  plain::Numbers complement(outputs);
  double squares = 0;
  every_mask(s, net, x, [&](double probability, const plain::Numbers& z) {
    const plain::Numbers a = plain::output(net, z);
    for (std::size_t c = 0; c < outputs; ++c) {
      out.arithmetic[c] += probability * a[c];
      out.geometric[c] += probability * std::log(a[c]);
      complement[c] += probability * std::log(1 - a[c]);
    }
    squares += probability * a[output] * a[output];
  });
  double total = 0;
  for (std::size_t c = 0; c < outputs; ++c) total += out.geometric[c] = std::exp(out.geometric[c]);
  for (std::size_t c = 0; c < outputs; ++c)
    out.geometric[c] /= outputs > 1 ? total : out.geometric[c] + std::exp(complement[c]);
  out.deviation = std::sqrt(squares - out.arithmetic[output] * out.arithmetic[output]);
  return out;
}

}  // namespace

TEST_CASE("the answers at the shown point, their probabilities and averages are those of a plain loop over all masks") {
  for (const net::Scaling scaling : {net::Scaling::inverted, net::Scaling::classic, net::Scaling::wrong}) {
    Experiment e = small(net::Source::circle, {5, 3}, {0.9f, 0.5f, 0.7f});
    e.scaling = scaling;
    const Snapshot s = trained(e);
    const plain::Net net = net_of(s);
    Inspection inspection;
    inspection.advance(s, both, 1, stopped_clock);
    const lab::AveragingResult& found = inspection.averaging(1);
    REQUIRE(found.iteration == s.iteration);
    CHECK(found.enumerated);
    CHECK(found.droppable == 10);
    CHECK_FALSE(found.exact);
    REQUIRE(found[found.answers].size() == 1024);
    const plain::Numbers x = example(s, s.train_x, s.train_size, s.shown_example);
    plain::Numbers expected, said;
    every_mask(s, net, x, [&](double probability, const plain::Numbers& z) {
      expected.push_back(probability * plain::output(net, z)[0]);
    });
    for (std::size_t i = 0; i < 1024; ++i)
      said.push_back(static_cast<double>(found[found.probability][i]) * static_cast<double>(found[found.answers][i]));
    std::sort(expected.begin(), expected.end());  // numbered in another order
    std::sort(said.begin(), said.end());
    for (std::size_t i = 0; i < 1024; ++i) CHECK(said[i] == doctest::Approx(expected[i]).epsilon(1e-5));
    const Means means = means_of(s, net, x, 0);
    CHECK(found.arithmetic == doctest::Approx(means.arithmetic[0]).epsilon(1e-9));
    CHECK(found.geometric == doctest::Approx(means.geometric[0]).epsilon(1e-9));
    CHECK(found.deviation == doctest::Approx(means.deviation).epsilon(1e-6));
    const plain::Factor test = [&](int layer, int) {
      return scaling == net::Scaling::classic ? static_cast<double>(s.arm[1].keep[static_cast<std::size_t>(layer)]) : 1;
    };
    CHECK(found.weight_scaling == doctest::Approx(plain::output(net, plain::logits(net, x, test))[0]).epsilon(1e-9));
    for (const int k : {0, 7, 999})
      CHECK(static_cast<double>(found[found.drawn][static_cast<std::size_t>(k)]) ==
            doctest::Approx(plain::output(net, plain::logits(net, x, factors_of_draw(s, k)))[0]).epsilon(1e-5));
  }
}

TEST_CASE("surfaces of sub-networks, their average and their disagreement are a plain pass's within 1/255") {
  const Snapshot s = trained(small(net::Source::circle, {6}, {1, 0.8f}));
  const plain::Net net = net_of(s);
  Inspection inspection;
  inspection.advance(s, both, 1, stopped_clock);
  const lab::CrowdResult& found = inspection.crowd(1);
  REQUIRE(found.iteration == s.iteration);
  REQUIRE(found.plane);
  REQUIRE(found[found.drawn].size() == std::size_t{1000} * 32 * 32);
  for (int row = 0; row < 32; row += 3) {
    for (int column = 0; column < 32; column += 3) {
      const auto at = static_cast<std::size_t>(row * 32 + column);
      const plain::Numbers x = grid_point(s, column, row);
      const Means means = means_of(s, net, x, 0);
      CHECK(std::abs(static_cast<double>(found[found.mean][at]) - means.arithmetic[0]) < 1e-5);
      CHECK(std::abs(static_cast<double>(found[found.deviation][at]) - means.deviation) < 1e-5);
      for (const int k : {0, 1, 59, 999}) {
        const double said = static_cast<double>(found[found.drawn][static_cast<std::size_t>(k) * 1024 + at]);
        CHECK(std::abs(said - plain::output(net, plain::logits(net, x, factors_of_draw(s, k)))[0]) < 1e-5);
      }
    }
  }
}

TEST_CASE("one sub-network and the averages are judged on the test set as a plain loop judges them") {
  for (const int classes : {2, 3}) {
    const Snapshot s = trained(small(net::Source::circle, {5}, {1, 0.6f}), classes);
    REQUIRE(s.shape.outputs() == (classes == 3 ? 3 : 1));
    plain::Net net = net_of(s);
    Inspection inspection;
    inspection.advance(s, both, 1, stopped_clock);
    const lab::CrowdResult& found = inspection.crowd(1);
    const auto outputs = static_cast<std::size_t>(s.shape.outputs());
    double arithmetic = 0, geometric = 0, right = 0;
    for (int i = 0; i < s.test_size; ++i) {
      const Means means = means_of(s, net, example(s, s.test_x, s.test_size, i), 0);
      const auto label = static_cast<std::size_t>(s[s.test_label][static_cast<std::size_t>(i)]);
      const auto of_label = [&](const plain::Numbers& p) {
        return outputs > 1 ? p[label] : label == 1 ? p[0] : 1 - p[0];
      };
      arithmetic -= std::log(of_label(means.arithmetic)) / s.test_size;
      geometric -= std::log(of_label(means.geometric)) / s.test_size;
      const auto best = static_cast<std::size_t>(std::max_element(means.arithmetic.begin(), means.arithmetic.end()) -
                                                 means.arithmetic.begin());
      right += outputs > 1 ? best == label : (means.arithmetic[0] >= 0.5) == (label == 1);
    }
    CHECK(found.arithmetic.cost == doctest::Approx(arithmetic).epsilon(1e-6));
    CHECK(found.arithmetic.accuracy == doctest::Approx(right / s.test_size));
    CHECK(found.geometric.cost == doctest::Approx(geometric).epsilon(1e-6));
    CHECK(found.weight_scaling.cost == doctest::Approx(found.geometric.cost).epsilon(1e-9));  // one layer is masked
    net::MonteCarlo drawn(s.shape, s.test_size, 1000);
    net::Dropout masks;
    masks.keep = s.arm[1].keep;
    masks.per = net::MaskPer::batch;
    net.y.setZero(s.shape.outputs(), s.test_size);
    for (int i = 0; i < s.test_size; ++i) {
      const float label = s[s.test_label][static_cast<std::size_t>(i)];
      if (outputs > 1)
        net.y(static_cast<Eigen::Index>(label), i) = 1;
      else
        net.y(0, i) = label;
    }
    drawn.begin(net.parameters.data(), masks, {s[s.test_x].data(), 2, s.test_size, Eigen::OuterStride<>(s.test_size)},
                net::view(net.y), 1);
    drawn.advance(1000);
    double cost = 0, accuracy = 0;
    for (std::size_t k = 0; k < 1000; ++k) cost += drawn.costs()[k] / 1000, accuracy += drawn.accuracies()[k] / 1000;
    CHECK(found.alone.cost == doctest::Approx(cost).epsilon(1e-5));
    CHECK(found.alone.accuracy == doctest::Approx(accuracy).epsilon(1e-4));
  }
}

TEST_CASE("beyond 14 droppable units the averages are of 1,000 sub-networks drawn") {
  const Snapshot s = trained(small(net::Source::moons, {8, 7}, {1, 0.5f, 0.5f}));
  const plain::Net net = net_of(s);
  Inspection inspection;
  inspection.advance(s, both, 1, stopped_clock);
  const lab::AveragingResult& found = inspection.averaging(1);
  CHECK(found.droppable == 15);
  CHECK_FALSE(found.enumerated);
  CHECK(found[found.answers].empty());
  REQUIRE(found[found.drawn].size() == 1000);
  const plain::Numbers x = example(s, s.train_x, s.train_size, s.shown_example);
  double sum = 0, squares = 0, logits = 0;
  for (int k = 0; k < 1000; ++k) {
    const plain::Numbers z = plain::logits(net, x, factors_of_draw(s, k));
    const double answer = plain::output(net, z)[0];
    sum += answer / 1000;
    squares += answer * answer / 1000;
    logits += z[0] / 1000;
  }
  CHECK(found.arithmetic == doctest::Approx(sum).epsilon(1e-5));
  CHECK(found.deviation == doctest::Approx(std::sqrt(squares - sum * sum)).epsilon(1e-4));
  CHECK(found.geometric == doctest::Approx(1 / (1 + std::exp(-logits))).epsilon(1e-5));
  CHECK_FALSE(inspection.crowd(1).enumerated);
  CHECK(inspection.crowd(1).iteration == s.iteration);
}

TEST_CASE("weight scaling is called exact where only what the output reads is masked, and is it there to 1e-12") {
  const struct {
    std::vector<int> units;
    std::initializer_list<float> keep;
    net::Scaling scaling;
    bool exact;
  } cases[] = {{{6}, {1, 0.5f}, net::Scaling::inverted, true},
               {{6}, {1, 0.5f}, net::Scaling::classic, true},
               {{6}, {1, 0.5f}, net::Scaling::wrong, false},
               {{6}, {0.8f, 0.5f}, net::Scaling::inverted, false},
               {{5, 4}, {1, 1, 0.5f}, net::Scaling::inverted, true},
               {{5, 4}, {1, 0.5f, 1}, net::Scaling::inverted, false},
               {{}, {0.7f}, net::Scaling::inverted, true}};
  for (const auto& one : cases) {
    for (const int classes : {2, 3}) {
      Experiment e = small(net::Source::circle, one.units, one.keep);
      e.scaling = one.scaling;
      const Snapshot s = trained(e, classes);
      Inspection inspection;
      inspection.advance(s, {.averaging = true}, 1, stopped_clock);
      const lab::AveragingResult& found = inspection.averaging(1);
      CHECK(found.exact == one.exact);
      const double distance = std::abs(found.weight_scaling - found.geometric);
      if (one.exact)
        CHECK(distance < 1e-12);
      else
        CHECK(distance > 1e-6);
    }
  }
}

TEST_CASE("the answers are worked out anew for another shown example and another keep_prob while the weights stand") {
  Snapshot s = trained(small(net::Source::circle, {4}, {1, 0.5f}));
  Inspection inspection;
  inspection.advance(s, both, 1, stopped_clock);
  const double before = inspection.averaging(1).arithmetic;
  s.shown_example = 7;
  inspection.advance(s, both, 1, [] { return 2e9; });
  CHECK(inspection.averaging(1).example == 7);
  const Means means = means_of(s, net_of(s), example(s, s.train_x, s.train_size, 7), 0);
  CHECK(inspection.averaging(1).arithmetic == doctest::Approx(means.arithmetic[0]));
  CHECK(inspection.averaging(1).arithmetic != before);
  const float at_half = inspection.crowd(1)[inspection.crowd(1).deviation][100];
  s.arm[1].keep[1] = 0.9f;
  inspection.advance(s, both, 1, [] { return 3e9; });
  CHECK(inspection.crowd(1)[inspection.crowd(1).deviation][100] < at_half);
  CHECK(inspection.averaging(1).arithmetic ==
        doctest::Approx(means_of(s, net_of(s), example(s, s.train_x, s.train_size, 7), 0).arithmetic[0]));
}

TEST_CASE("of several classes an answer is the probability of the shown example's, of a regression its value") {
  Snapshot s = trained(small(net::Source::circle, {4}, {1, 0.5f}), 3);
  REQUIRE(s.classes == 3);
  for (int i = 0; i < 2; ++i) {
    s.shown_example = i;
    Inspection inspection;
    inspection.advance(s, both, 1, stopped_clock);
    const auto label = static_cast<std::size_t>(s[s.train_label][static_cast<std::size_t>(i)]);
    CHECK(inspection.averaging(1).of_class == static_cast<int>(label));
    const Means means = means_of(s, net_of(s), example(s, s.train_x, s.train_size, i), label);
    CHECK(inspection.averaging(1).arithmetic == doctest::Approx(means.arithmetic[label]));
  }
  const Snapshot copies = trained(small(net::Source::copies, {}, {0.5f}));
  Inspection regression;
  regression.advance(copies, both, 1, stopped_clock);
  CHECK(regression.averaging(1).of_class == -1);
  CHECK(regression.averaging(1).arithmetic == doctest::Approx(regression.averaging(1).weight_scaling));
  CHECK_FALSE(regression.crowd(1).plane);
}

TEST_CASE("sub-networks drawn are of all that there are, as those run through, whether or not a unit is held") {
  const Snapshot s = trained(small(net::Source::circle, {4}, {1, 0.5f}));
  Snapshot holds = s;
  holds.numbers[holds.held.offset + static_cast<std::size_t>(holds.mask_units) + 2] = 2;  // a¹₁ of the second arm
  REQUIRE(lab::own_dropout(holds, 1).held);
  Inspection random, held;
  random.advance(s, both, 1, stopped_clock);
  held.advance(holds, both, 1, stopped_clock);
  const lab::AveragingResult &one = random.averaging(1), &other = held.averaging(1);
  CHECK(std::ranges::equal(one[one.drawn], other[other.drawn]));
  CHECK(std::ranges::equal(one[one.answers], other[other.answers]));
  CHECK(random.crowd(1).alone.cost == held.crowd(1).alone.cost);
}
