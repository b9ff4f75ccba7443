#include <doctest/doctest.h>

#include "analyze/arm.h"
#include "lab/mask_size.h"
#include "lab/tried.h"
#include "laboratory.h"

using namespace laboratory;
using lab::Tried, lab::TriedRun;

namespace {

// A laboratory and what it has tried, followed as the page does: with every snapshot that is read.
struct Visit {
  Laboratory lab;
  Tried tried;

  explicit Visit(const Experiment& e) { lab.open_new(e), follow(); }

  Snapshot follow() {
    Snapshot s = shown(lab);
    tried.follow(lab.session(), s);
    return s;
  }
  void train(std::int64_t to) {
    while (lab.session().iteration < to && !lab.trainer().finished()) {
      for (int i = 0; i < 50 && lab.session().iteration < to; ++i) lab.step();
      follow();
    }
  }
  void keep(float value, int row = 1, int arm = 1) { edit(lab, FieldId::keep, value, row, arm), idle(lab), follow(); }
  void reset() { lab.reset(), idle(lab), follow(); }
  const std::vector<TriedRun>& runs() const { return tried.runs(1); }
  float kept(std::size_t run, std::size_t row = 1) const { return runs()[run].keep[row]; }
};

Experiment two_layers(float first, float second) {
  Experiment e = small();
  e.arm[1].keep = {1, first, second};
  e.batch = 0;
  return e;
}

constexpr std::size_t after_100 = 0, after_250 = 1;

}  // namespace

TEST_CASE("what a typical mask leaves is the mean over the masks that a run was trained under") {
  Experiment e = small();
  e.units = {9, 7};
  e.batch = 1;
  e.arm[1].keep = {0.8f, 0.5f, 0.6f};
  Visit visit(e);
  for (const int unit : {3, 12}) {  // one of a¹ is always kept, one of a² always dropped
    edit(visit.lab, FieldId::hold, unit == 3 ? 1 : 2, unit, 1);
    idle(visit.lab);
  }
  double sum = 0, squares = 0, of_w2 = 0;
  int masks = 0;
  Snapshot s;
  for (int to = lab::tape_length; to <= 40 * lab::tape_length; to += lab::tape_length) {
    run(visit.lab, to);
    s = shown(visit.lab);
    REQUIRE(s.tape_rows == lab::tape_length);
    for (int row = 0; row < s.tape_rows; ++row, ++masks) {
      const lab::KeptUnits kept = lab::units_on_tape(s, row);
      const double left = kept.parameters(s.shape.layers);
      sum += left, squares += left * left, of_w2 += kept.weights(1);
    }
  }
  const lab::KeptUnits typical = lab::expected_units(s, 1);
  const double mean = sum / masks, error = std::sqrt((squares / masks - mean * mean) / masks);
  CHECK(error > 0.1);
  CHECK(std::abs(mean - typical.parameters(s.shape.layers)) < 4 * error);
  CHECK(of_w2 / masks == doctest::Approx(typical.weights(1)).epsilon(0.03));
  CHECK(typical.row[1] == doctest::Approx(1 + 8 * 0.5));
  CHECK(typical.row[2] == doctest::Approx(6 * 0.6));
  CHECK(typical.parameters(s.shape.layers) ==
        doctest::Approx(5 * 1.6 + 5 + 5 * 3.6 + 3.6 + 3.6 + 1));  // W¹ b¹ W² b² W³ b³
}

TEST_CASE("a mask that drops nothing leaves every parameter, and a smaller keep_prob takes as much as its slope says") {
  Visit visit(two_layers(1, 1));
  Snapshot s = visit.follow();
  CHECK(lab::expected_units(s, 1).parameters(s.shape.layers) == s.shape.parameters());
  const double slope = lab::slope_of_keep(s, 1, 1);
  visit.keep(0.9f);
  s = visit.follow();
  CHECK(lab::expected_units(s, 1).parameters(s.shape.layers) == doctest::Approx(s.shape.parameters() - 0.1 * slope));
  CHECK(lab::expected_units(s, 0).parameters(s.shape.layers) == s.shape.parameters());  // drops nothing
}

TEST_CASE("analyze says what a typical mask leaves, of arms that drop units alone") {
  Visit visit(two_layers(0.5f, 0.7f));
  visit.train(20);
  const Snapshot s = visit.follow();
  cli::ArmAnalysis analysis(s, 2, 1);
  for (int a = 0; a < s.arms; ++a) {
    lab::JsonWriter writer;
    analysis.write(writer, a);
    lab::Json json;
    std::string why;
    REQUIRE(lab::read_json(writer.text(), json, why));
    const lab::Json* mask = json.find("typical_mask");
    REQUIRE((mask != nullptr) == (a == 1));
    if (mask == nullptr) continue;
    CHECK(mask->find("parameters")->number == doctest::Approx(3 * 2 + 3 + 3 * 2.8 + 2.8 + 2.8 + 1));
    CHECK(mask->find("of")->number == s.shape.parameters());
    CHECK(mask->find("weights")->items.at(1).number == doctest::Approx(3 * 2.8));
  }
}

TEST_CASE("only a choice that was trained so far is listed, with what the run measured there") {
  Visit visit(two_layers(0.5f, 0.5f));
  CHECK(visit.runs().empty());
  visit.train(99);
  CHECK(visit.runs().empty());
  visit.train(100);
  REQUIRE(visit.runs().size() == 1);
  const Snapshot s = visit.follow();
  CHECK(visit.runs()[0].test[after_100].iteration == 100);
  CHECK(visit.runs()[0].test[after_100].cost == s.arm[1].cost_test);
  CHECK(visit.runs()[0].test[after_100].accuracy == s.arm[1].accuracy_test);
  CHECK(visit.runs()[0].test[after_250].iteration == -1);
  CHECK(visit.kept(0) == 0.5f);
  CHECK(visit.tried.runs(0).empty());  // an arm without masks has nothing to choose
  visit.train(251);
  CHECK(visit.runs().size() == 1);
  CHECK(visit.runs()[0].test[after_250].iteration == 250);
}

TEST_CASE("another choice from the start on is listed beside the first; the same choice again is no other") {
  Visit visit(two_layers(0.5f, 0.5f));
  visit.train(120);
  const float first = visit.runs()[0].test[after_100].cost;
  visit.reset();
  visit.keep(0.9f);
  CHECK(visit.runs().size() == 1);  // set, not trained
  visit.train(120);
  REQUIRE(visit.runs().size() == 2);
  CHECK(visit.kept(1) == 0.9f);
  CHECK(visit.runs()[1].test[after_100].cost != first);
  visit.reset();
  visit.keep(0.5f);
  visit.train(300);
  REQUIRE(visit.runs().size() == 2);
  CHECK(visit.runs()[0].test[after_100].cost == first);
  CHECK(visit.runs()[0].test[after_250].iteration == 250);
  CHECK(visit.runs()[1].test[after_250].iteration == -1);
}

TEST_CASE("a run whose keep_prob was changed on the way is mixed: what it comes to later is listed for no choice") {
  Visit visit(two_layers(0.5f, 0.5f));
  visit.train(150);
  CHECK(visit.tried.mixed_since(1) == -1);
  visit.keep(0.8f, 2);
  CHECK(visit.tried.mixed_since(1) == 150);
  visit.train(300);
  REQUIRE(visit.runs().size() == 1);
  CHECK(visit.runs()[0].test[after_100].iteration == 100);  // before the change it was one choice
  CHECK(visit.runs()[0].test[after_250].iteration == -1);
  CHECK(visit.kept(0, 2) == 0.5f);
  visit.reset();  // from the start with what is set now
  CHECK(visit.tried.mixed_since(1) == -1);
  visit.train(300);
  REQUIRE(visit.runs().size() == 2);
  CHECK(visit.kept(1, 2) == 0.8f);
  CHECK(visit.runs()[1].test[after_250].iteration == 250);
}

TEST_CASE("what mixes an arm's run is what acts on it: its own settings, the optimizer, held units, typed weights") {
  struct Deed {
    FieldId field;
    float value;
    int index, arm;
    bool mixes;
  };
  for (const Deed& deed : {Deed{FieldId::lambda, 2, 0, 2, false},
                           {FieldId::mute, 1, 0, 2, false},
                           {FieldId::rate, 0.1f, 0, 0, true},
                           {FieldId::hold, 1, 3, 1, true},
                           {FieldId::hold, 1, 3, 0, false},
                           {FieldId::weight, 0.5f, 3, 1, true}}) {
    CAPTURE(static_cast<int>(deed.field));
    CAPTURE(deed.arm);
    Visit visit(two_layers(0.5f, 0.5f));
    visit.train(60);
    edit(visit.lab, deed.field, deed.value, deed.index, deed.arm);
    visit.train(120);
    CHECK(visit.tried.mixed_since(1) == (deed.mixes ? 60 : -1));
    CHECK(visit.runs().empty() == deed.mixes);
  }
}

TEST_CASE("a keep_prob that is set and set back while the run stands has done nothing") {
  Visit visit(two_layers(0.5f, 0.5f));
  visit.train(60);
  visit.keep(0.8f);
  CHECK(visit.tried.mixed_since(1) == 60);
  visit.lab.undo();
  visit.follow();
  CHECK(visit.tried.mixed_since(1) == -1);
  visit.train(110);
  CHECK(visit.runs().size() == 1);
}

TEST_CASE("runs of another seed, data or network stand in lists of their own, and come back with their setting") {
  Visit visit(two_layers(0.5f, 0.5f));
  visit.train(110);
  for (const auto& [field, value] :
       {std::pair{FieldId::seed, 9.0f}, {FieldId::layers, 5.0f}, {FieldId::points, 60.0f}}) {
    CAPTURE(static_cast<int>(field));
    edit(visit.lab, field, value);
    idle(visit.lab);
    visit.follow();
    CHECK(visit.runs().empty());
    visit.train(110);
    CHECK(visit.runs().size() == 1);
    visit.lab.undo();
    visit.follow();
    REQUIRE(visit.lab.experiment() == two_layers(0.5f, 0.5f));
    CHECK(visit.runs().size() == 1);
  }
  visit.reset();
  edit(visit.lab, FieldId::rate, 0.2f);  // before the first update: the start itself is another
  idle(visit.lab);
  visit.follow();
  CHECK(visit.runs().empty());
}

TEST_CASE("the other arms make no difference, and two arms that drop are two choices of one list") {
  Experiment e = two_layers(0.5f, 0.5f);
  e.arm[2] = e.arm[1];
  e.arm[2].keep[1] = 0.9f;
  Visit both(e);
  both.train(110);
  REQUIRE(both.runs().size() == 2);
  CHECK(both.tried.runs(2).size() == 2);
  Visit alone(two_layers(0.9f, 0.5f));
  alone.train(110);
  CHECK(both.kept(1) == 0.9f);
  CHECK(both.runs()[1].test[after_100].cost == alone.runs()[0].test[after_100].cost);
}

TEST_CASE("a run that diverged is listed as that") {
  Experiment e = two_layers(0.5f, 0.5f);
  e.rate = 10;
  e.momentum = 0.99f;
  e.activation = net::Activation::linear;
  e.source = net::Source::copies;
  Visit visit(e);
  visit.train(60);
  const Snapshot s = visit.follow();
  REQUIRE(s.arm[1].status == lab::Status::diverged);
  REQUIRE(visit.runs().size() == 1);
  CHECK(visit.runs()[0].diverged_at == s.arm[1].stopped_at);
}

TEST_CASE("the list is bounded: the oldest goes first") {
  Experiment e = two_layers(0.5f, 0.5f);
  e.units = {2, 2};
  Visit visit(e);
  for (std::size_t i = 0; i <= Tried::most; ++i) {
    visit.reset();
    visit.keep(0.2f + 0.01f * static_cast<float>(i));
    visit.train(100);
  }
  REQUIRE(visit.runs().size() == Tried::most);
  CHECK(visit.kept(0) == doctest::Approx(0.21));
}
