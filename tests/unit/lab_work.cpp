#include "lab/limits.h"
#include "lab/own_data.h"
#include "laboratory.h"

using namespace laboratory;

namespace {

Session wide() {
  Session session;
  session.start.points = 300;
  session.start.units = {90, 70};
  session.start.batch = 50;
  return session;
}

// What every way to a run that is too large must leave as it is.
struct Former {
  Former() {
    Session session;
    session.start = small();
    lab.open(session);
    run(lab, 5);
    edit(lab, FieldId::seed, 8);
    run(lab, 5);
    edit(lab, FieldId::rate, 0.1f);
    run(lab, 7);
    link = lab::write_link(lab.session());
  }

  void refused() {
    CHECK(lab.error().find("of memory") != std::string::npos);
    CHECK(lab.error().find("What fits") != std::string::npos);
    CHECK(lab.error().find("The former run goes on") != std::string::npos);
    lab.forget_error();
    CHECK_FALSE(lab.replaying());
    CHECK(lab::write_link(lab.session()) == link);
    CHECK(lab.undo_name() == "learning rate");
    idle(lab);
  }

  Laboratory lab;
  std::string link;
};

Experiment too_large() {
  Experiment e;
  e.arms = 4;
  for (lab::Arm& arm : e.arm) arm.kind = ArmKind::dropout;
  e.hidden = 3;
  e.units = {2048, 2048, 2048};
  e.optimizer = net::OptimizerKind::adam;
  e.batch = 0;
  e.points = 20000;
  return e;
}

lab::OwnData rows(int count) {
  std::string text = "x1,x2,label\n";
  for (int i = 0; i < count; ++i)
    text += std::to_string(i % 7) + "," + std::to_string(i % 11) + "," + "ab"[i % 2] + "\n";
  return lab::read_own_data(text, "rows.csv").data;
}

}  // namespace

TEST_CASE("a step that is cut into parts is the same to the bit as one that is not") {
  Laboratory whole, parts;
  whole.open(wide());
  parts.open(wide());
  run(whole, 12);
  int calls = 0;
  while (parts.session().iteration < 12) {
    double operations = 1e5 + 3e5 * (calls++ % 7);
    const std::int64_t before = parts.session().iteration;
    const bool whole_step = parts.step(operations);
    REQUIRE(parts.session().iteration == before + whole_step);
  }
  CHECK(calls > 50);
  check_same(whole, parts);
}

TEST_CASE("a change amid a step is the same as one before it") {
  Laboratory before, amid;
  before.open(wide());
  amid.open(wide());
  run(before, 4);
  run(amid, 4);
  double operations = 1e5;
  REQUIRE_FALSE(amid.step(operations));
  REQUIRE(amid.trainer().amid_step());
  edit(before, FieldId::rate, 0.02f);
  edit(amid, FieldId::rate, 0.02f);
  run(before, 9);
  run(amid, 9);
  check_same(before, amid);
}

TEST_CASE("a run that is too large is refused in words, and the former run is kept: by link, preset and session file") {
  Former former;
  Session large;
  large.start = too_large();
  std::vector<std::string> notices;
  former.lab.open(lab::read_link(lab::write_link(large), notices));
  CHECK(notices.empty());
  former.refused();
  former.lab.open_new(large.start);
  former.refused();
  former.lab.open(large);
  former.refused();
  run(former.lab, 9);
  former.lab.undo();
  CHECK(former.lab.experiment().rate == small().rate);
  former.lab.undo();
  CHECK(former.lab.experiment().seed == small().seed);
}

TEST_CASE("a run that is too large is refused in words, and the former run is kept: by fields set together") {
  Former former;
  const std::vector<Edit> edits = lab::edits_between(former.lab.experiment(), too_large());
  former.lab.edit(edits);
  former.refused();
}

TEST_CASE("layers, arms and points added by hand are refused when they no longer fit") {
  const auto arrive = [](Laboratory& lab) {
    while (lab.replaying()) lab.replay(1, no_time);
  };
  const auto until_refused = [&](Laboratory& lab, int most, auto next) {
    for (int i = 0; i < most; ++i) {
      const Experiment before = lab.experiment();
      next(i);
      arrive(lab);
      if (lab.error().empty()) continue;
      CHECK(lab.error().find("of memory") != std::string::npos);
      CHECK(lab.experiment() == before);
      lab.forget_error();
      return true;
    }
    return false;
  };
  Laboratory lab;
  lab.use(rows(20));
  for (int i = 0; i < 2; ++i) edit(lab, FieldId::layers, 2048, i);
  edit(lab, FieldId::optimizer, static_cast<float>(net::OptimizerKind::adam));
  arrive(lab);
  REQUIRE(lab.error().empty());
  CHECK(until_refused(lab, 6, [&](int i) { edit(lab, FieldId::layers, 2048, 2 + i); }));
  CHECK(until_refused(lab, 3, [&](int) { edit(lab, FieldId::arms, 1, lab.experiment().arms); }));
  Session session;
  session.start = too_large();
  session.start.points = 1000;
  session.start.hidden = 1;
  lab.open(session);
  arrive(lab);
  REQUIRE(lab.error().empty());
  CHECK(until_refused(lab, 9, [&](int i) { edit(lab, FieldId::points, 2000.0f * static_cast<float>(i + 2)); }));
}

TEST_CASE("a run that is too large is told with its layers, and that early stopping keeps the best weights, too") {
  net::Split data;
  data.train.x.resize(2, 20000);
  data.train.y.resize(1, 20000);
  data.train.classes = 2;
  const auto needed = [&](ArmKind kind) {
    Experiment e = too_large();
    for (lab::Arm& arm : e.arm) arm.kind = kind;
    const std::string words = lab::too_large(e, data);
    REQUIRE(words.starts_with("Hidden layers of 2048,2048,2048 in 4 arms and batches of 20000 need "));
    return std::stod(words.substr(words.find("need ") + 5));
  };
  // 8,400,897 parameters of 4 bytes in each of four arms: 0.134 GB
  CHECK(needed(ArmKind::early_stop) - needed(ArmKind::none) == doctest::Approx(0.134).epsilon(0.5));
}

TEST_CASE("how far a run is built is told from near nothing to below one") {
  Laboratory lab;
  Session session;
  session.start = wide().start;
  session.start.points = 20000;
  session.start.units = {512, 512};
  lab.open(session);
  REQUIRE(lab.replaying());
  double before = 0, first = 1;
  while (lab.replaying()) {
    const double now = lab.progress();
    first = std::min(first, now);
    REQUIRE(now >= before);
    REQUIRE(now < 1);
    before = now;
    lab.replay(1, no_time);
  }
  CHECK(first < 0.2);
  CHECK(before > 0.5);
}

TEST_CASE("19,000 rows in four arms of 1200-1200-1200 are refused, and the former run is kept") {
  Session session;
  session.start = too_large();
  session.start.units = {1200, 1200, 1200};
  session.data = std::make_shared<const lab::OwnData>(rows(20));
  Laboratory lab;
  lab.open(session);
  while (lab.replaying()) lab.replay(1, no_time);
  REQUIRE(lab.error().empty());
  const Experiment former = lab.experiment();
  lab.use(rows(19000));
  CHECK(lab.error().find("of memory") != std::string::npos);
  CHECK(lab.experiment() == former);
  CHECK(lab.session().data == session.data);
  CHECK_FALSE(lab.replaying());
}

TEST_CASE("what undo brings back can be given up for something else, and the lists of undo hold both") {
  Session session;
  session.start = wide().start;
  session.start.units = {512, 512};
  session.start.points = 2000;
  Laboratory lab;
  lab.open(session);
  while (lab.replaying()) lab.replay(1, no_time);
  lab.open_new(small());
  CHECK_FALSE(lab.replaying());
  lab.undo();
  REQUIRE(lab.building());
  CHECK(lab.redo_name() == "preset");
  Experiment other = small();
  other.seed = 9;
  lab.open_new(other);
  CHECK(lab.experiment() == other);
  CHECK(lab.redo_name().empty());
  lab.undo();
  CHECK(lab.experiment() == small());
  lab.undo();
  while (lab.replaying()) lab.replay(1, no_time);
  CHECK(lab.experiment() == session.start);
}

TEST_CASE("Silent units are counted alike however measuring is cut") {
  Experiment e = wide().start;
  e.arms = 1;
  e.optimizer = net::OptimizerKind::sgd;
  e.rate = 2;
  lab::Trainer at_once;
  REQUIRE(at_once.restart(e, {}));
  for (int i = 0; i < 9; ++i) at_once.step();
  at_once.refresh();
  lab::Trainer cut;
  REQUIRE(cut.restart(e, {}));
  for (int i = 0; i < 9; ++i) cut.step();
  for (double share = 1000; !cut.refresh(share); share = 1000) {
  }
  Snapshot x, y;
  at_once.read(x);
  cut.read(y);
  CHECK(x.arm[0].dead_units > 0);
  CHECK(x.arm[0].dead_units == y.arm[0].dead_units);
}
