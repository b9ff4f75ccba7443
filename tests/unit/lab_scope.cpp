// J under random masks at fixed weights, and three programs of which one has a bug.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

#include "analysis_net.h"
#include "lab/analyses/scope.h"
#include "lab/inspection.h"
#include "lab/programs.h"
#include "lab/trainer.h"
#include "net/monte_carlo.h"

using lab::Experiment, lab::Inspection, lab::Programs, lab::ScopeResult, lab::Snapshot, lab::Trainer;

namespace {

constexpr lab::Analyses scope_alone{.scope = true};

double stopped_clock() { return 1e9; }
// Every reading is a second later: a slice is one small step, and no round is made to rest.
double slow_clock() {
  static double now = 0;
  return now += 1000;
}

Experiment small() {
  Experiment e;
  e.points = 40;
  e.units = {6, 4};
  e.arm[1].keep = {0.9f, 0.5f, 0.7f};
  return e;
}

std::vector<double> drawn(const Snapshot& s, const Trainer& trainer, int count) {
  net::MonteCarlo masks(s.shape, s.train_size, count);
  net::Dropout dropout;
  dropout.keep = s.arm[1].keep;
  const net::Dataset& data = trainer.data().train;
  masks.begin(s[s.arm[1].parameters].data(), dropout, net::view(data.x), net::view(data.y), 1);
  masks.advance(count);
  return {masks.costs().begin(), masks.costs().end()};
}

}  // namespace

TEST_CASE(
    "the scope's band is mean and deviation of J over 200 masks, and those beyond it are drawn while the run stands") {
  Trainer trainer;
  REQUIRE(trainer.restart(small(), {}));
  for (int i = 0; i < 60; ++i) trainer.step();
  Snapshot s;
  trainer.read(s);
  Inspection inspection;
  int last = 0;
  for (int frame = 0; frame < 1000 && inspection.scope(1).masks < ScopeResult::band; ++frame) {
    inspection.advance(s, scope_alone, 0, slow_clock);
    const ScopeResult& part = inspection.scope(1);
    CHECK(part.masks <= last + 2);  // it grows mask for mask
    last = part.masks;
  }
  inspection.advance(s, scope_alone, 1, stopped_clock);
  const ScopeResult& found = inspection.scope(1);
  const std::vector<double> costs = drawn(s, trainer, 400);
  std::vector<double> band(costs.begin(), costs.begin() + 200);
  const net::Summary summary = net::summarize(band);
  CHECK(found.iteration == 60);
  CHECK(found.drops);
  CHECK(found.mean == doctest::Approx(summary.mean));
  CHECK(found.deviation == doctest::Approx(summary.deviation));
  REQUIRE(found.costs().size() == 200);
  REQUIRE(found.further_costs().size() == 200);
  for (std::size_t i = 0; i < 200; ++i) {
    CHECK(found.costs()[i] == static_cast<float>(costs[i]));
    CHECK(found.further_costs()[i] == static_cast<float>(costs[200 + i]));
  }
  CHECK(inspection.scope(0).iteration == 60);
  CHECK(!inspection.scope(0).drops);
  CHECK(inspection.scope(0).masks == 0);
}

TEST_CASE("the band in the course of the run stands where it was measured, and nowhere else") {
  Trainer trainer;
  REQUIRE(trainer.restart(small(), {}));
  Snapshot s;
  Inspection inspection;
  std::vector<float> measured;
  for (int i = 1; i <= 40; ++i) {
    trainer.step();
    trainer.read(s);
    const bool looks = i <= 5 || i > 30;  // meanwhile the view is closed
    inspection.advance(s, looks ? scope_alone : lab::Analyses{}, looks ? 1 : 0, looks ? slow_clock : stopped_clock);
    for (int more = 0; looks && more < 2000 && inspection.scope(1).iteration != i; ++more)
      inspection.advance(s, scope_alone, 0, slow_clock);
    while (looks && inspection.scope(1).masks < ScopeResult::band) inspection.advance(s, scope_alone, 0, slow_clock);
    if (looks) measured.push_back(static_cast<float>(i));
  }
  const ScopeResult& found = inspection.scope(1);
  CHECK(std::ranges::equal(found.course(), measured));
  CHECK(found.course_mean().back() == static_cast<float>(found.mean));
  CHECK(found.course_deviation().back() == static_cast<float>(found.deviation));
}

TEST_CASE(
    "of the three programs the right one never rises, the one with too large a rate jumps, the one with the wrong sign rises for long") {
  std::set<std::array<Programs::Cause, 3>> orders;
  std::set<int> layers;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    CAPTURE(seed);
    Programs programs(seed);
    programs.advance_to(1000);
    CHECK(programs.done() == Programs::iterations);
    std::array<Programs::Cause, 3> order{};
    std::array<Programs::Rises, 3> rises;
    for (int i = 0; i < 3; ++i) {
      order[static_cast<std::size_t>(i)] = programs.cause(i);
      rises[static_cast<std::size_t>(programs.cause(i))] = programs.rises(i);
    }
    CHECK(rises[0].all == 0);
    CHECK(rises[1].all >= 40);
    CHECK(rises[2].all >= 15);
    CHECK(rises[2].in_a_row >= 15);
    CHECK(rises[1].in_a_row < rises[2].in_a_row);
    CHECK(rises[1].in_a_row <= 14);
    orders.insert(order);
    layers.insert(programs.wrong_layer());
  }
  CHECK(orders.size() == 6);
  CHECK(layers.size() == 2);
}

TEST_CASE("each program takes the step of its cause along the slope of J by finite differences, one layer's uphill") {
  for (const std::uint64_t seed : {1, 2, 3}) {
    net::DataSettings settings;
    settings.source = net::Source::moons;
    settings.train_size = 120;
    settings.test_size = 1;
    settings.noise = 0.15f;
    settings.flip = 0.2f;
    Programs programs(seed);
    settings.seed = programs.start();
    const net::Dataset data = net::make_points(settings).train;
    plain::Net start = plain::make({2, 8, 1}, net::Activation::tanh, net::Loss::sigmoid_cross_entropy, 120, 1);
    start.x = data.x;
    start.y = data.y;
    net::initialize(start.shape, net::Initialization::xavier, programs.start(), start.parameters.data());
    programs.advance_to(4);
    for (int program = 0; program < 3; ++program) {
      CAPTURE(program);
      const Programs::Cause cause = programs.cause(program);
      plain::Net net = start;
      for (int iteration = 0; iteration < 4; ++iteration) {
        const double cost = plain::mean_cost(net, plain::whole);
        CHECK(static_cast<double>(programs.costs(program)[static_cast<std::size_t>(iteration)]) ==
              doctest::Approx(cost).epsilon(2e-3));
        std::vector<double> slope;
        for (float& w : net.parameters) {
          const float before = w, h = 0.004f;
          w = before + h;
          const double up = plain::mean_cost(net, plain::whole);
          w = before - h;
          slope.push_back((up - plain::mean_cost(net, plain::whole)) / (2 * static_cast<double>(h)));
          w = before;
        }
        const int first = net.shape.weight_offset(programs.wrong_layer()),
                  end = net.shape.bias_offset(programs.wrong_layer());
        for (int i = 0; i < net.shape.parameters(); ++i) {
          const double sign = cause == Programs::Cause::wrong_sign && i >= first && i < end ? -1 : 1;
          const double rate = cause == Programs::Cause::large_rate ? 8 : 0.3;
          net.parameters[static_cast<std::size_t>(i)] -=
              static_cast<float>(sign * rate * slope[static_cast<std::size_t>(i)]);
        }
      }
    }
  }
}
