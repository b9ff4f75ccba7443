// How the page speaks of arms and of changes in mid-run.
#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "run/arms.h"
#include "run/changes.h"
#include "view/page.h"
#include "views/curves/growth.h"
#include "views/lens/layer.h"

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

TEST_CASE("a change in mid-run is told in words: what, of which layer or unit, from what value to what, of which arm") {
  lab::Snapshot s = two_kinds_alike();
  const auto number = [](lab::FieldId field) { return static_cast<float>(field); };
  s.numbers = {100, number(lab::FieldId::keep),   1, 2, 0.5f,  0.8f,  //
               200, number(lab::FieldId::rate),   0, 0, 0.1f,  NAN,   //
               300, number(lab::FieldId::hold),   3, 1, 2,     NAN,   //
               400, number(lab::FieldId::weight), 6, 1, -1.5f, NAN};
  s.changes = {0, 24};
  const view::Flags flags = view::change_flags(s, 50);
  REQUIRE(flags.count == 4);
  CHECK(flags.iteration[2] == 300);
  CHECK(std::string(view::flag_words(s, flags.flag[0])) == "keep_prob of a¹ 0.80 → 0.50 · dropout 2");
  CHECK(std::string(view::flag_words(s, flags.flag[1])) == "learning rate → 0.10");
  CHECK(std::string(view::flag_words(s, flags.flag[2])) == "a¹ unit 2 held dropped · dropout");
  CHECK(std::string(view::flag_words(s, flags.flag[3])) == "a weight of W¹ → −1.50 · dropout");
}

TEST_CASE("the changes of one drag are one flag; those of another arm, another layer or much later are others") {
  lab::Snapshot s = two_kinds_alike();
  const auto keep = static_cast<float>(lab::FieldId::keep);
  s.numbers = {100, keep, 1, 2, 0.51f, 0.50f,  // a drag of a¹
               130, keep, 1, 2, 0.52f, 0.51f,  //
               160, keep, 1, 2, 0.53f, 0.52f,  //
               170, keep, 0, 2, 0.90f, 1.00f,  // of the input
               180, keep, 0, 1, 0.80f, 1.00f,  // another arm's
               900, keep, 0, 1, 0.70f, 0.80f};
  s.changes = {0, 36};
  const view::Flags flags = view::change_flags(s, 100);
  REQUIRE(flags.count == 4);
  CHECK(flags.flag[0].count == 3);
  CHECK(std::string(view::flag_words(s, flags.flag[0])) == "keep_prob of a¹ 0.50 → 0.53 · dropout 2");
  CHECK(flags.iteration[3] == 900);
  CHECK(view::change_flags(s, 1000).count == 3);  // on an axis where they stand in one place
}

TEST_CASE("layers that are set together are one flag, which names each") {
  lab::Snapshot s = two_kinds_alike();
  const auto keep = static_cast<float>(lab::FieldId::keep);
  s.numbers = {100, keep, 0, 2, 0.6f, 0.5f, 100, keep, 1, 2, 0.6f, 0.8f,
               110, keep, 0, 2, 0.7f, 0.6f, 110, keep, 1, 2, 0.7f, 0.6f};
  s.changes = {0, 24};
  const view::Flags flags = view::change_flags(s, 50);
  REQUIRE(flags.count == 1);
  CHECK(std::string(view::flag_words(s, flags.flag[0])) == "keep_prob of x 0.50 → 0.70, of a¹ 0.80 → 0.70 · dropout 2");
}

TEST_CASE("what is said of two weight norms holds for both: grown or shrunk, and how many times slower") {
  const auto words = [](float from, float to, float other) {
    return std::string(view::growth_words({"dropout", from, to}, {"none", from, other}));
  };
  CHECK(words(100, 110, 130) ==
        "‖W‖² of dropout grew from 100 to 110, that of none to 130: it grew 3.00 times slower.");
  CHECK(words(100, 140, 120) ==
        "‖W‖² of dropout grew from 100 to 140, that of none to 120: it grew 2.00 times faster.");
  CHECK(words(100, 40, 130) == "‖W‖² of dropout shrank from 100 to 40.0, that of none grew to 130.");
  CHECK(words(100, 140, 50) == "‖W‖² of dropout grew from 100 to 140, that of none shrank to 50.0.");
  CHECK(words(100, 40, 50) == "‖W‖² of dropout shrank from 100 to 40.0, that of none to 50.0.");
  CHECK(words(100, 110, 110) == "‖W‖² of dropout grew from 100 to 110, that of none to 110.");
  CHECK(words(100, 101, 200) == "‖W‖² of dropout grew from 100 to 101, that of none to 200.");
  CHECK(words(100, 100, 130).empty());
  CHECK(words(100, NAN, 130).empty());
}

TEST_CASE("the typical unit is the median by participation and stays so long as it is in the middle third") {
  std::vector<int> scratch;
  const std::vector<float> participation{9, 2, 5, 0, 3, 7, 4};  // the unit with 0 has no weights
  CHECK(view::median_unit(participation, scratch) == 6);
  CHECK(view::in_the_middle(participation, 6));
  CHECK(view::in_the_middle(participation, 2));
  CHECK_FALSE(view::in_the_middle(participation, 0));
  CHECK_FALSE(view::in_the_middle(participation, 1));
  CHECK_FALSE(view::in_the_middle(participation, 3));
  CHECK_FALSE(view::in_the_middle(participation, 7));
  CHECK(view::median_unit(std::vector<float>{0, 0}, scratch) == -1);
}

TEST_CASE("a histogram counts each unit with weights once, in the bin of its participation") {
  const view::Histogram h = view::histogram_of(std::vector<float>{1, 1.5f, 4.9f, 5, 0}, 4, 5);
  CHECK(h.count[0] == 2);
  CHECK(h.count[3] == 2);
  CHECK(h.count[1] + h.count[2] == 0);
  CHECK(h.tallest == 2);
}
