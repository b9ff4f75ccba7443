#include <cmath>

#include "laboratory.h"

using namespace laboratory;

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
  CHECK(s.changes.count == 2 * lab::numbers_of_a_change);
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

TEST_CASE("which arm is the reference, and which is muted, is no change of the run") {
  Laboratory lab;
  lab.open_new(small());
  run(lab, 20);
  edit(lab, FieldId::reference, 2);
  edit(lab, FieldId::mute, 1, 0, 0);
  CHECK(lab.session().iteration == 20);
  CHECK(lab.session().changes.empty());
  CHECK(lab.session().start.reference == 2);
  CHECK(lab.session().start.arm[0].muted);
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
  CHECK(lab.error() == "The digits file is damaged. Reload the page, or choose other data.");
  CHECK(lab.session().iteration == 20);
  edit(lab, FieldId::data, 7);
  lab.forget_wanted();
  CHECK_FALSE(lab.wants_digits());
}

TEST_CASE("a setting is taken back while the digits are missing, and stays so if they cannot be had") {
  Laboratory lab;
  lab.open_new(small());
  run(lab, 10);
  edit(lab, FieldId::rate, 0.05f);
  edit(lab, FieldId::data, 7);
  lab.undo();
  CHECK(lab.experiment().rate == small().rate);
  CHECK(lab.wants_digits());
  lab.forget_wanted();
  CHECK(lab.undo_name() == "preset");
  CHECK(lab.redo_name() == "learning rate");
}

TEST_CASE(
    "a snapshot tells the changes made so far: iteration, field, index, arm, value, of a setting the one before") {
  Laboratory lab;
  lab.open_new(small());
  run(lab, 5);
  edit(lab, FieldId::keep, 0.25f, 2, 1);
  run(lab, 7);
  edit(lab, FieldId::keep, 0.75f, 2, 1);
  run(lab, 9);
  edit(lab, FieldId::lambda, 7, 0, 2);
  edit(lab, FieldId::hold, 2, 3, 1);
  const Snapshot s = shown(lab);
  const auto number = [](FieldId id) { return static_cast<float>(id); };
  const Experiment start = small();
  const std::vector<float> wanted{
      5, number(FieldId::keep),   2, 1, 0.25f, start.arm[1].keep[2], 7, number(FieldId::keep), 2, 1, 0.75f, 0.25f,
      9, number(FieldId::lambda), 0, 2, 7,     start.arm[2].lambda,  9, number(FieldId::hold), 3, 1, 2};
  const auto told = s[s.changes];
  REQUIRE(told.size() == wanted.size() + 1);
  CHECK(std::vector<float>(told.begin(), told.end() - 1) == wanted);
  CHECK(std::isnan(told.back()));  // what is held has no setting
}
