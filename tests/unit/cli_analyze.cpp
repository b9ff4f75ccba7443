#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "analyze/arm.h"
#include "lab/analyses/averaging.h"
#include "lab/analyses/crowd.h"
#include "lab/analyses/penalty.h"
#include "lab/analyses/removal.h"
#include "lab/analyses/scaling.h"
#include "lab/trainer.h"

using lab::ArmKind, lab::Experiment, lab::Inspection, lab::Json, lab::Snapshot;

namespace {

double stopped_clock() { return 1e9; }

Experiment small(net::Scaling scaling) {
  Experiment e;
  e.points = 60;
  e.units = {4, 3};
  e.arm[1].keep = {0.9f, 0.5f, 0.7f};
  e.scaling = scaling;
  return e;
}

Snapshot trained(const Experiment& e) {
  lab::Trainer trainer;
  REQUIRE(trainer.restart(e, {}));
  for (int i = 0; i < 150; ++i) trainer.step();
  trainer.refresh();
  Snapshot s;
  trainer.read(s);
  return s;
}

// What `analyze` says of an arm, from 20 masks, as many as the kill test draws.
Json analyzed(const Snapshot& s, int arm) {
  cli::ArmAnalysis analysis(s, 20, 4);
  lab::JsonWriter writer;
  analysis.write(writer, arm);
  Json json;
  std::string why;
  REQUIRE(lab::read_json(writer.text(), json, why));
  return json;
}

double number(const Json& json, std::vector<const char*> path) {
  const Json* at = &json;
  for (const char* key : path) REQUIRE((at = at->find(key)) != nullptr);
  return at->number;
}

}  // namespace

TEST_CASE("under every scaling, analyze finds for each arm what the lab finds") {
  for (const net::Scaling scaling : {net::Scaling::inverted, net::Scaling::classic, net::Scaling::wrong}) {
    const Snapshot s = trained(small(scaling));
    Inspection inspection;
    inspection.advance(s, {.penalty = true, .removal = true, .averaging = true, .crowd = true, .scaling = true}, 1,
                       stopped_clock);
    for (int a = 0; a < s.arms; ++a) {
      CAPTURE(static_cast<int>(scaling));
      CAPTURE(a);
      const Json json = analyzed(s, a);
      const lab::ArmFigures& figures = s.arm[static_cast<std::size_t>(a)];
      const lab::RemovalResult& removal = inspection.removal(a);
      REQUIRE(removal.iteration == s.iteration);
      CHECK(removal.accuracy() == doctest::Approx(figures.accuracy_test).epsilon(1e-6));
      const std::vector<Json>& rows = json.find("removal")->items;
      REQUIRE(rows.size() == 3);
      std::size_t first = 0;
      for (std::size_t row = 1; row < 3; ++row) {
        const auto& loss = removal.losses()[first + static_cast<std::size_t>(removal.worst[row])];
        CHECK(number(rows[row], {"worst", "accuracy"}) == doctest::Approx(loss.accuracy).epsilon(1e-6));
        CHECK(number(rows[row], {"worst", "cost"}) == doctest::Approx(loss.cost).epsilon(1e-6));
        first += static_cast<std::size_t>(s.shape.units[row]);
      }
      const std::vector<Json>& in_turn = json.find("removed_in_turn")->items;
      REQUIRE(in_turn.size() >= 2);
      const auto worst_row = static_cast<std::size_t>(removal.worst_row);
      auto at = static_cast<std::size_t>(removal.worst[worst_row]);
      for (std::size_t row = 1; row < worst_row; ++row) at += static_cast<std::size_t>(s.shape.units[row]);
      const net::Removal::Loss worst = removal.losses()[at];
      CHECK(number(in_turn[0], {"accuracy"}) == doctest::Approx(removal.accuracy()).epsilon(1e-6));
      CHECK(number(in_turn[1], {"accuracy"}) ==
            doctest::Approx(removal.accuracy() - static_cast<double>(worst.accuracy)).epsilon(1e-6));
      CHECK(number(json, {"random_masks", "test_accuracy", "mean"}) ==
            doctest::Approx(removal.masked_accuracy).epsilon(1e-6));
      // With all units at their test scale the network is the one whose cost was measured.
      CHECK(number(json, {"enumeration", "train_cost"}) == doctest::Approx(figures.cost_train).epsilon(1e-5));
      if (a == 1) {
        const lab::AveragingResult& averaging = inspection.averaging(a);
        CHECK(number(json, {"averaging", "example", "weight_scaling"}) == doctest::Approx(averaging.weight_scaling));
        CHECK(number(json, {"averaging", "example", "geometric_mean"}) == doctest::Approx(averaging.geometric));
        CHECK(number(json, {"averaging", "example", "arithmetic_mean"}) == doctest::Approx(averaging.arithmetic));
        CHECK(number(json, {"averaging", "example", "deviation"}) == doctest::Approx(averaging.deviation));
        const lab::CrowdResult& crowd = inspection.crowd(a);
        CHECK(number(json, {"averaging", "test", "arithmetic_mean", "cost"}) == doctest::Approx(crowd.arithmetic.cost));
        CHECK(number(json, {"averaging", "test", "geometric_mean", "accuracy"}) ==
              doctest::Approx(crowd.geometric.accuracy));
        CHECK(number(json, {"averaging", "test", "alone_of_those_drawn", "cost"}) ==
              doctest::Approx(crowd.alone.cost).epsilon(1e-5));
        const lab::ScalingResult& scalings = inspection.scaling(a);
        static constexpr const char* names[] = {"inverted", "classic", "wrong"};
        for (std::size_t i = 0; i < 3; ++i) {
          const std::vector<Json>& by_row = json.find("scalings")->find(names[i])->find("rows")->items;
          REQUIRE(by_row.size() == 3);
          for (std::size_t row = 0; row < 3; ++row) {
            CHECK(number(by_row[row], {"training"}) == doctest::Approx(scalings.in_training[i][row]).epsilon(1e-6));
            CHECK(number(by_row[row], {"test"}) == doctest::Approx(scalings.at_test[i][row]).epsilon(1e-6));
          }
          CHECK(number(json, {"scalings", names[i], "test", "cost"}) == doctest::Approx(scalings.tested[i].cost));
        }
        // under its own scaling the test is the one that the page measures
        const auto own = static_cast<std::size_t>(scalings.own);
        CHECK(scalings.own == scaling);
        CHECK(scalings.tested[own].cost == doctest::Approx(figures.cost_test).epsilon(1e-5));
        CHECK(scalings.tested[own].accuracy == doctest::Approx(figures.accuracy_test).epsilon(1e-6));
      }
      const std::vector<Json>& layers = json.find("layers")->items;
      for (std::size_t l = 0; l < layers.size(); ++l) {
        const double rank = inspection.penalty(a).correlation[l].spearman;
        if (!std::isnan(rank))
          CHECK(number(layers[l], {"correlation_of_penalty_and_square", "spearman"}) == doctest::Approx(rank));
      }
    }
  }
}

TEST_CASE("an arm that drops units without inverting is looked at under its own masks") {
  for (const net::Scaling scaling : {net::Scaling::inverted, net::Scaling::classic, net::Scaling::wrong}) {
    CAPTURE(static_cast<int>(scaling));
    Experiment e = small(scaling);
    e.arm[2].kind = ArmKind::dropout;
    e.arm[2].keep = {1, 0.8f, 0.9f};
    const Snapshot s = trained(e);
    for (int a = 0; a < s.arms; ++a) {
      CAPTURE(a);
      CHECK(number(analyzed(s, a), {"enumeration", "train_cost"}) ==
            doctest::Approx(s.arm[static_cast<std::size_t>(a)].cost_train).epsilon(1e-5));
    }
  }
}
