#include "laboratory.h"

using namespace laboratory;

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

TEST_CASE("changes while a replay is under way end it where it is; names do not") {
  Laboratory lab;
  Session session{small(), nullptr, {}, {{300, {FieldId::rate, 0, 0, 0.1f, {}}}}, 1000};
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
  lab.undo();  // what lay ahead comes back
  CHECK(shown(lab).iteration == 1000);
  CHECK(lab.experiment().rate == 0.1f);
  lab.redo();
  CHECK(shown(lab).iteration == 310);
  CHECK(lab.experiment().rate == 0.2f);
}

TEST_CASE("a replay that is stopped can be taken up again") {
  Laboratory lab;
  lab.open(Session{small(), nullptr, {}, {{300, {FieldId::rate, 0, 0, 0.1f, {}}}}, 400});
  for (int i = 0; i < 50; ++i) lab.step();
  lab.stop_replay();
  CHECK_FALSE(lab.replaying());
  CHECK(lab.session().changes.empty());
  lab.undo();
  CHECK(shown(lab).iteration == 400);
  CHECK(lab.experiment().rate == 0.1f);
}

TEST_CASE("steps of undo in quick succession wait for no replay") {
  Laboratory lab;
  lab.open_new(small());
  run(lab, 30);
  edit(lab, FieldId::rate, 0.1f);
  run(lab, 60);
  edit(lab, FieldId::hold, 2, 3, 1);
  edit(lab, FieldId::mute, 1, 0, 2);
  run(lab, 80);
  edit(lab, FieldId::seed, 9);
  run(lab, 5);
  for (int i = 0; i < 4; ++i) lab.undo();
  Snapshot s = shown(lab);
  CHECK(s.iteration == 80);
  CHECK(lab.experiment().rate == small().rate);
  CHECK(s[s.held][static_cast<std::size_t>(s.mask_units + 3)] == 0);
  CHECK_FALSE(s.arm[2].muted);
  for (int i = 0; i < 4; ++i) lab.redo();
  s = shown(lab);
  CHECK(s.iteration == 5);
  CHECK(lab.experiment().seed == 9);
  lab.undo();
  s = shown(lab);
  CHECK(lab.experiment().rate == 0.1f);
  CHECK(s[s.held][static_cast<std::size_t>(s.mask_units + 3)] == 2);
  CHECK(s.arm[2].muted);
}

TEST_CASE("an arm that ran longest may go and come back, and nothing before is lost") {
  Laboratory lab;
  Experiment e = small();
  e.arm[1] = lab::Arm{ArmKind::l2};
  e.arm[1].lambda = 1000;  // diverges
  e.arms = 2;
  lab.open_new(e);
  run(lab, 200);
  edit(lab, FieldId::rate, 0.1f);
  run(lab, 300);
  edit(lab, FieldId::arms, -1, 0);
  REQUIRE(shown(lab).iteration < 200);  // the one left stopped there
  lab.undo();
  CHECK(shown(lab).iteration == 300);
  CHECK(lab.experiment().rate == 0.1f);
  run(lab, 310);
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

TEST_CASE("a change that changes nothing is no step of undo; where it ends a replay, it is") {
  Laboratory lab;
  lab.open_new(small());
  run(lab, 10);
  const std::string before = lab.undo_name();
  edit(lab, FieldId::rate, small().rate);
  edit(lab, FieldId::keep, 0.5f, 1, 1);
  CHECK(lab.undo_name() == before);
  CHECK(lab.session().changes.empty());
  lab.open(Session{small(), nullptr, {}, {{300, {FieldId::rate, 0, 0, 0.1f, {}}}}, 400});
  for (int i = 0; i < 50; ++i) lab.step();
  edit(lab, FieldId::rate, small().rate);
  CHECK_FALSE(lab.replaying());
  CHECK(lab.undo_name() == "learning rate");
  lab.undo();
  CHECK(shown(lab).iteration == 400);
  CHECK(lab.experiment().rate == 0.1f);
}

TEST_CASE("a layer's keep_prob is named by its number, an arm by its name") {
  Laboratory lab;
  Experiment e = small();
  e.hidden = 7;
  e.units = {3, 3, 3, 3, 3, 3, 3};
  lab.open_new(e);
  run(lab, 3);
  const char* rows[] = {"x", "a¹", "a²", "a³", "a⁴", "a⁵", "a⁶", "a⁷"};
  for (int row = 0; row < 8; ++row) {
    edit(lab, FieldId::keep, 0.25f, row, 1);
    CHECK(lab.undo_name() == std::string("keep_prob of ") + rows[row]);
  }
  edit(lab, FieldId::hold, 2, 3, 1);
  CHECK(lab.undo_name() == "held unit");
  edit(lab, FieldId::weight, 2, 3, 1);
  CHECK(lab.undo_name() == "typed weight");
  edit(lab, FieldId::mute, 1, 0, 2);
  CHECK(lab.undo_name() == "muted arm");
  edit(lab, FieldId::mute, 0, 0, 2);
  CHECK(lab.undo_name() == "shown arm");
  edit(lab, FieldId::arms, -1, 2);
  CHECK(lab.undo_name() == "removed arm L2");
  edit(lab, FieldId::arms, 2, 2, 1);
  CHECK(lab.undo_name() == "copied arm");
  lab.reset();
  CHECK(lab.undo_name() == "reset");
  lab.open(Session{small(), nullptr, {}, {}, 5});
  CHECK(lab.undo_name() == "opened link");
  lab.stop_replay();
  CHECK(lab.undo_name() == "stopped replay");
}

TEST_CASE("an arm that is added takes over no other's changes, a copy those of its original") {
  Laboratory lab;
  lab.open_new(small());
  run(lab, 10);
  edit(lab, FieldId::keep, 0.25f, 1, 1);
  edit(lab, FieldId::lambda, 5, 0, 2);
  run(lab, 20);
  edit(lab, FieldId::arms, static_cast<float>(ArmKind::dropout), 3, 3);
  shown(lab);
  CHECK(lab.session().changes.size() == 2);
  CHECK(lab.experiment().arm[3].keep[1] == 0.5f);
  lab.undo();
  edit(lab, FieldId::arms, static_cast<float>(ArmKind::l2), 3, 2);
  shown(lab);
  REQUIRE(lab.session().changes.size() == 3);
  CHECK(lab.session().changes[2].edit.arm == 3);
  CHECK(lab.experiment().arm[3].lambda == 5);
}

TEST_CASE("the last hundred steps can be taken back, and no more") {
  Laboratory lab;
  lab.open_new(small());
  for (int seed = 0; seed < 104; ++seed) edit(lab, FieldId::seed, static_cast<float>(seed));
  int steps = 0;
  for (; lab.can_undo() && steps < 200; ++steps) lab.undo();
  CHECK(steps == 100);
  CHECK(lab.experiment().seed == 3);
}

TEST_CASE("changes made after an arm went are those of the same arms when it comes back") {
  Laboratory lab;
  Experiment e = small();
  e.arms = 4;
  e.arm[0] = e.arm[3] = lab::Arm{ArmKind::dropout};
  lab.open_new(e);
  run(lab, 10);
  edit(lab, FieldId::arms, -1, 1);
  shown(lab);
  run(lab, 15);
  edit(lab, FieldId::keep, 0.25f, 1, 0);
  lab.step();
  edit(lab, FieldId::keep, 0.75f, 1, 2);  // the fourth of before
  REQUIRE(lab.session().changes.size() == 2);
  while (lab.experiment().arms == 3) lab.undo();
  shown(lab);
  std::vector<int> arms;
  for (const lab::Change& change : lab.session().changes) arms.push_back(change.edit.arm);
  CHECK(std::count(arms.begin(), arms.end(), 0) > 0);
  CHECK(std::count(arms.begin(), arms.end(), 3) > 0);
  CHECK(std::count(arms.begin(), arms.end(), 2) == 0);
}

TEST_CASE("an arm that comes back finds the changes of the others with their own numbers") {
  Laboratory lab;
  Experiment e = small();
  e.arms = 4;
  e.arm[0] = e.arm[3] = lab::Arm{ArmKind::dropout};
  lab.open_new(e);
  run(lab, 10);
  edit(lab, FieldId::keep, 0.25f, 1, 0);
  edit(lab, FieldId::keep, 0.75f, 1, 3);
  edit(lab, FieldId::arms, -1, 1);
  shown(lab);
  REQUIRE(lab.session().changes.size() == 2);
  CHECK(lab.session().changes[0].edit.arm == 0);
  CHECK(lab.session().changes[1].edit.arm == 2);
  lab.undo();
  shown(lab);
  REQUIRE(lab.session().changes.size() == 2);
  CHECK(lab.session().changes[0].edit.arm == 0);
  CHECK(lab.session().changes[1].edit.arm == 3);
  lab.redo();
  shown(lab);
  CHECK(lab.session().changes[1].edit.arm == 2);
}

TEST_CASE("a session that differs from the opening one in a single thing is opened") {
  Laboratory lab;
  lab.open(Session{small(), nullptr, {}, {}, 0});
  CHECK(lab.experiment() == small());
  Laboratory later;
  later.open(Session{Experiment{}, nullptr, {}, {}, 2});
  CHECK(shown(later).iteration == 2);
}
