// How the page speaks of arms and of changes in mid-run.
#include <doctest/doctest.h>

#include <array>
#include <string>

#include "run/arms.h"
#include "run/changes.h"
#include "view/page.h"

namespace {

lab::Snapshot two_kinds_alike() {
  lab::Snapshot s;
  s.arms = 3;
  s.arm[0].kind = lab::ArmKind::none;
  s.arm[1].kind = s.arm[2].kind = lab::ArmKind::dropout;
  s.arm[1].name = {"dropout"};
  s.arm[2].name = {"dropout 2"};
  s.shape.layers = 2;
  s.shape.units = {2, 3, 1};
  return s;
}

bool says(const char* text, const char* words) { return std::string(text).find(words) != std::string::npos; }

}  // namespace

TEST_CASE("a frame's intents keep every edit, in order, however many") {
  view::Intents intents;
  for (int i = 0; i < 40; ++i) intents.edit(lab::FieldId::seed, i);
  REQUIRE(intents.edits.size() == 40);
  for (int i = 0; i < 40; ++i) CHECK(intents.edits[static_cast<std::size_t>(i)].value == i);
}

TEST_CASE("early stopping is said to choose by the test set; dropout's explanation holds under every scaling") {
  CHECK(says(lab::explanation(lab::ArmKind::early_stop), "its test figures flatter it"));
  CHECK(!says(lab::explanation(lab::ArmKind::dropout), "divided"));
  CHECK(says(lab::explanation(lab::ArmKind::marginalized), "where the data can be separated"));
}

TEST_CASE("what is shown is one mask of many where every example of a larger batch has its own") {
  lab::Snapshot s = two_kinds_alike();
  s.mask_arm = 1;
  s.batch = 300;
  CHECK(view::one_mask_of_many(s));
  s.batch = 1;
  CHECK(!view::one_mask_of_many(s));
  s.batch = 300;
  s.mask_per = net::MaskPer::batch;
  CHECK(!view::one_mask_of_many(s));
  s.mask_per = net::MaskPer::example;
  s.mask_arm = -1;
  CHECK(!view::one_mask_of_many(s));
}

TEST_CASE("arms of one kind have tones that differ from each other and from every other kind, in both themes") {
  for (const bool dark : {false, true}) {
    const view::Style style = view::make_style(dark, 1, false);
    for (int kind = 0; kind < lab::arm_kinds; ++kind)
      for (int tone = 1; tone < lab::max_arms; ++tone)
        for (int other = 0; other < lab::arm_kinds; ++other)
          CHECK(style.arm_color(static_cast<lab::ArmKind>(kind), tone) !=
                style.arm_color(static_cast<lab::ArmKind>(other), 0));
  }
  const view::Style style = view::make_style(false, 1, false);
  const lab::Snapshot s = two_kinds_alike();
  CHECK(view::arm_color(style, s, 1) == style.arm_color(lab::ArmKind::dropout, 0));
  CHECK(view::arm_color(style, s, 2) != view::arm_color(style, s, 1));
}

TEST_CASE("muted arms are shown nowhere, and ratios are taken to the reference") {
  lab::Snapshot s = two_kinds_alike();
  s.arm[1].muted = true;
  const view::ShownArms shown = view::shown_arms(s);
  CHECK(shown.count == 2);
  CHECK(shown.index[1] == 2);
  s.iteration = 1;
  s.reference = 1;
  s.arm[1].norm = {2, 2};
  s.arm[2].norm = {1, 1};
  CHECK(view::norm_ratio(s, 2, -1) == 0.5f);
  CHECK(view::norm_ratio(s, 1, -1) == 0);
}

TEST_CASE("a change in mid-run is told in words: what, of which layer or unit, to what value, of which arm") {
  lab::Snapshot s = two_kinds_alike();
  const auto number = [](lab::FieldId field) { return static_cast<float>(field); };
  s.numbers = {100, number(lab::FieldId::keep), 1, 2, 0.5f, 200, number(lab::FieldId::rate),   0, 0, 0.1f,
               300, number(lab::FieldId::hold), 3, 1, 2,    400, number(lab::FieldId::weight), 6, 1, -1.5f};
  s.changes = {0, 20};
  std::array<float, view::most_changes> marks{};
  CHECK(view::change_marks(s, marks) == 4);
  CHECK(marks[2] == 300);
  CHECK(std::string(view::change_words(s, 0)) == "keep_prob of a¹ → 0.50 · dropout 2");
  CHECK(std::string(view::change_words(s, 1)) == "learning rate → 0.10");
  CHECK(std::string(view::change_words(s, 2)) == "a¹ unit 2 held dropped · dropout");
  CHECK(std::string(view::change_words(s, 3)) == "a weight of W¹ → −1.50 · dropout");
}
