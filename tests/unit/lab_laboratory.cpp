#include <doctest/doctest.h>

#include <array>
#include <string>
#include <vector>

#include "lab/laboratory.h"
#include "net/mlp.h"

using lab::ArmKind, lab::Edit, lab::Experiment, lab::FieldId, lab::Laboratory, lab::Session, lab::Snapshot;

namespace {

Experiment small() {
  Experiment e;
  e.points = 40;
  e.flip = 0;
  e.optimizer = net::OptimizerKind::sgd;
  e.rate = 0.3f;
  e.units = {6, 4};
  e.batch = 16;
  return e;
}

void run(Laboratory& lab, std::int64_t to) {
  while (lab.session().iteration < to) lab.step();
}

void edit(Laboratory& lab, FieldId field, float value, int index = 0, int arm = 0) {
  const Edit one{field, index, arm, value, {}};
  lab.edit({&one, 1});
}

void idle(Laboratory& lab) {
  for (int i = 0; i < 100; ++i) lab.edit({});
}

double no_time() { return 0; }

Snapshot shown(Laboratory& lab) {
  while (lab.replaying()) lab.replay(1, no_time);
  lab.trainer().refresh();
  Snapshot s;
  lab.read(s);
  return s;
}

// The same run: parameters and masks to the bit.
void check_same(Laboratory& a, Laboratory& b) {
  const Snapshot x = shown(a), y = shown(b);
  CHECK(x.iteration == y.iteration);
  REQUIRE(x.arms == y.arms);
  for (std::size_t i = 0; i < static_cast<std::size_t>(x.arms); ++i) {
    CAPTURE(i);
    const auto p = x[x.arm[i].parameters], q = y[y.arm[i].parameters];
    CHECK(std::equal(p.begin(), p.end(), q.begin(), q.end()));
    CHECK(x.arm[i].cost_test == y.arm[i].cost_test);
    const auto h = x[x.arm[i].history_cost_masked], k = y[y.arm[i].history_cost_masked];
    CHECK(std::equal(h.begin(), h.end(), k.begin(), k.end()));
    CHECK(std::string(x.arm[i].name.data()) == y.arm[i].name.data());
  }
  const auto t = x[x.tape], u = y[y.tape];
  CHECK(std::equal(t.begin(), t.end(), u.begin(), u.end()));
  CHECK(x.distinct == y.distinct);
}

// Opens what the laboratory's link says.
void check_link(Laboratory& lab) {
  std::vector<std::string> notices;
  const std::string link = lab::write_link(lab.session());
  CAPTURE(link);
  Laboratory other;
  other.open(lab::read_link(link, notices));
  CHECK(notices.empty());
  check_same(lab, other);
  CHECK(lab.session().changes.size() == other.session().changes.size());
}

}  // namespace

TEST_CASE("a link after 2000 iterations with changes in mid-run opens at the same masks and costs, to the bit") {
  Laboratory lab;
  lab.open_new(small());
  run(lab, 500);
  edit(lab, FieldId::keep, 0.4f, 1, 1);
  run(lab, 900);
  edit(lab, FieldId::rate, 0.1f);
  edit(lab, FieldId::lambda, 3, 0, 2);
  run(lab, 1200);
  edit(lab, FieldId::hold, 3, 1, 1), edit(lab, FieldId::hold, 2, 4, 1), edit(lab, FieldId::hold, 2, 5, 0);
  edit(lab, FieldId::weight, 0.75f, 7, 2);
  run(lab, 2000);
  CHECK(lab.session().changes.size() == 6);
  check_link(lab);
}

TEST_CASE("changes before the first update are part of the start, in whatever order") {
  Laboratory lab;
  lab.open_new(small());
  edit(lab, FieldId::keep, 0.4f, 1, 1);
  edit(lab, FieldId::hold, 2, 3, 1);
  edit(lab, FieldId::rate, 0.2f);
  CHECK(lab.session().changes.size() == 1);
  CHECK(lab.session().start.rate == 0.2f);
  run(lab, 30);
  check_link(lab);
}

TEST_CASE("an arm added in mid-run has been there from the start, and its changes travel with its number") {
  Laboratory lab;
  lab.open_new(small());
  run(lab, 50);
  edit(lab, FieldId::keep, 0.4f, 1, 1);
  run(lab, 80);
  edit(lab, FieldId::arms, static_cast<float>(ArmKind::dropout), 3, 1);  // a copy of arm 1
  CHECK(lab.replaying());
  Snapshot s = shown(lab);
  CHECK(s.iteration == 80);
  REQUIRE(s.arms == 4);
  const auto p = s[s.arm[1].parameters], q = s[s.arm[3].parameters];
  CHECK(std::equal(p.begin(), p.end(), q.begin()));
  CHECK(std::string(s.arm[3].name.data()) == "dropout 2");
  CHECK(s.changes.count == 10);
  edit(lab, FieldId::arms, -1, 0);
  s = shown(lab);
  REQUIRE(s.arms == 3);
  CHECK(lab.session().changes[0].edit.arm == 0);
  CHECK(lab.session().changes[1].edit.arm == 2);
  check_link(lab);
  run(lab, 90);
  edit(lab, FieldId::keep, 0.7f, 2, 2);
  run(lab, 95);
  idle(lab);
  lab.undo();  // keep_prob
  lab.undo();  // the arm removed comes back
  s = shown(lab);
  CHECK(s.iteration == 95);
  REQUIRE(s.arms == 4);
  CHECK(s.arm[0].kind == ArmKind::none);
  CHECK(lab.session().changes.back().edit.arm == 3);
  lab.undo();
  CHECK(shown(lab).arms == 3);
  CHECK(lab.session().changes.size() == 1);
  lab.redo(), lab.redo(), lab.redo();
  s = shown(lab);
  CHECK(s.arms == 3);
  CHECK(lab.experiment().arm[2].keep[2] == 0.7f);
  check_link(lab);
}

TEST_CASE("every kind of edit is taken back and done again") {
  const struct {
    const char* what;
    std::vector<Edit> edits;
  } cases[] = {
      {"keep_prob of a¹", {{FieldId::keep, 1, 1, 0.3f, {}}}},
      {"keep_prob of x", {{FieldId::keep, 0, 1, 0.3f, {}}}},
      {"λ", {{FieldId::lambda, 0, 2, 9, {}}}},
      {"learning rate", {{FieldId::rate, 0, 0, 0.01f, {}}}},
      {"name", {{FieldId::name, 0, 1, 0, lab::arm_name("mine")}}},
      {"muted arm", {{FieldId::mute, 0, 1, 1, {}}}},
      {"reference", {{FieldId::reference, 0, 0, 2, {}}}},
      {"seed", {{FieldId::seed, 0, 0, 12, {}}}},
      {"data", {{FieldId::data, 0, 0, 1, {}}}},
      {"hidden layers", {{FieldId::layers, 0, 0, 9, {}}}},
      {"added arm", {{FieldId::arms, 3, 3, 3, {}}}},
      {"kind of arm none", {{FieldId::arms, 0, 0, 3, {}}}},
      {"batch", {{FieldId::batch, 0, 0, 8, {}}, {FieldId::rate, 0, 0, 0.7f, {}}}},
  };
  for (const auto& [what, edits] : cases) {
    CAPTURE(what);
    Laboratory lab, untouched;
    for (Laboratory* each : {&lab, &untouched}) {
      each->open_new(small());
      run(*each, 20);
    }
    lab.edit(edits);
    shown(lab);
    CHECK(lab.undo_name() == what);
    const Experiment changed = lab.experiment();
    lab.undo();
    check_same(lab, untouched);
    CHECK(lab.experiment() == untouched.experiment());
    CHECK(lab.redo_name() == what);
    lab.redo();
    CHECK(lab.experiment() == changed);
    CHECK_FALSE(lab.can_redo());
    CHECK(lab.undo_name() == what);
  }
}

TEST_CASE("a held unit and a typed weight are taken back, as changes of their own") {
  Laboratory lab;
  lab.open_new(small());
  run(lab, 10);
  edit(lab, FieldId::hold, 2, 3, 1);
  const float before = lab.trainer().parameter(2, 5);
  edit(lab, FieldId::weight, before + 1, 5, 2);
  run(lab, 12);
  const float trained = lab.trainer().parameter(2, 5);
  lab.undo();
  CHECK(lab.trainer().parameter(2, 5) == before);
  lab.redo();
  CHECK(lab.trainer().parameter(2, 5) == trained);
  lab.undo(), lab.undo();
  run(lab, 15);
  const Snapshot s = shown(lab);
  for (const float held : s[s.held]) CHECK(held == 0);
  check_link(lab);
}

TEST_CASE("undo of a change in mid-run sets the former value back, now") {
  Laboratory lab;
  lab.open_new(small());
  run(lab, 10);
  edit(lab, FieldId::rate, 0.05f);
  run(lab, 20);
  lab.undo();
  CHECK(lab.experiment().rate == small().rate);
  CHECK(lab.session().iteration == 20);
  REQUIRE(lab.session().changes.size() == 2);
  CHECK(lab.session().changes[1].iteration == 20);
}

TEST_CASE("a dragged slider is one step of undo, and one run; clicks are one each") {
  Laboratory lab;
  lab.open_new(small());
  const auto opened = lab.opened();
  run(lab, 5);
  for (int i = 0; i < 50; ++i) edit(lab, FieldId::keep, 0.3f + 0.01f * static_cast<float>(i), 1, 1), lab.step();
  lab.undo();
  CHECK(lab.experiment() == small());
  for (int i = 0; i < 50; ++i) edit(lab, FieldId::noise, 0.3f + 0.01f * static_cast<float>(i));
  CHECK(lab.opened() == opened + 1);
  lab.undo();
  shown(lab);
  CHECK(lab.session().iteration == 55);
  edit(lab, FieldId::rate, 0.1f);
  idle(lab);
  edit(lab, FieldId::rate, 0.2f);
  lab.undo();
  CHECK(lab.experiment().rate == 0.1f);
  edit(lab, FieldId::seed, 5), edit(lab, FieldId::seed, 6);
  lab.undo();
  CHECK(lab.experiment().seed == 5);
}

TEST_CASE("the masks shown are those of a dropout arm that isn't muted, from the start of the run on") {
  Laboratory lab;
  Experiment e = small();
  e.arm[2] = lab::Arm{ArmKind::dropout};
  e.arm[2].keep[1] = 0.3f;
  lab.open_new(e);
  run(lab, 40);
  edit(lab, FieldId::mute, 1, 0, 1);
  Snapshot s = shown(lab);
  CHECK(s.iteration == 40);
  CHECK(s.mask_arm == 2);
  CHECK(s.masks_drawn == 40 * 16);
  check_link(lab);
  lab.undo();
  s = shown(lab);
  CHECK(s.mask_arm == 1);
  CHECK(s.iteration == 40);
}

TEST_CASE("changes while a replay is under way end it where it is; names do not") {
  Laboratory lab;
  Session session{small(), nullptr, {{300, {FieldId::rate, 0, 0, 0.1f, {}}}}, 1000};
  lab.open(session);
  REQUIRE(lab.replaying());
  for (int i = 0; i < 100; ++i) lab.step();
  CHECK(lab.progress() == doctest::Approx(0.1));
  edit(lab, FieldId::mute, 1, 0, 1);
  CHECK(lab.replaying());
  edit(lab, FieldId::rate, 0.2f);
  CHECK_FALSE(lab.replaying());
  CHECK(lab.session().iteration == 100);
  run(lab, 310);
  CHECK(lab.experiment().rate == 0.2f);
  check_link(lab);
}

TEST_CASE("a reset begins anew with the present settings, and can be taken back") {
  Laboratory lab;
  lab.open_new(small());
  run(lab, 10);
  edit(lab, FieldId::rate, 0.05f);
  run(lab, 20);
  lab.reset();
  CHECK(lab.session().iteration == 0);
  CHECK(lab.session().changes.empty());
  CHECK(lab.session().start.rate == 0.05f);
  lab.undo();
  shown(lab);
  CHECK(lab.session().iteration == 20);
  CHECK(lab.session().changes.size() == 1);
}

TEST_CASE("own data restart the run, travel in its link, and give way to generated ones") {
  Laboratory lab;
  std::string rows;
  for (int i = 0; i < 60; ++i) rows += std::to_string(i % 7) + "," + std::to_string(i % 5) + (i % 3 ? ",a\n" : ",b\n");
  lab.use(lab::read_own_data(rows, "rows.csv").data);
  CHECK(lab.undo_name() == "rows.csv");
  run(lab, 20);
  edit(lab, FieldId::noise, 1);  // of generated data alone
  CHECK(lab.session().iteration == 20);
  edit(lab, FieldId::keep, 0.4f, 1, 1);
  run(lab, 40);
  CHECK(shown(lab).train_size == 42);
  check_link(lab);
  edit(lab, FieldId::data, 0);
  CHECK_FALSE(lab.session().data);
  CHECK(shown(lab).train_size == 300);
  lab.undo();
  CHECK(shown(lab).train_size == 42);
  CHECK(lab.session().iteration == 40);
}

TEST_CASE("while the digits are missing the former run goes on and takes the changes it can") {
  Laboratory lab;
  lab.open_new(small());
  run(lab, 10);
  edit(lab, FieldId::data, 7);
  CHECK(lab.wants_digits());
  CHECK(lab.experiment().source == net::Source::football);
  edit(lab, FieldId::rate, 0.05f);
  CHECK(lab.experiment().rate == 0.05f);
  run(lab, 20);
  lab.digits({1, 2, 3});
  CHECK_FALSE(lab.wants_digits());
  CHECK(lab.error().find("damaged") != std::string::npos);
  CHECK(lab.session().iteration == 20);
  edit(lab, FieldId::data, 7);
  lab.forget_wanted();
  CHECK_FALSE(lab.wants_digits());
}
