#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "lab/trainer.h"
#include "net/random.h"

using lab::ArmKind, lab::Experiment, lab::Snapshot, lab::Trainer;

namespace {

Experiment one_dropout_arm(std::vector<int> units, std::vector<float> keep) {
  Experiment e;
  e.points = 23;
  e.hidden = static_cast<int>(units.size());
  std::copy(units.begin(), units.end(), e.units.begin());
  e.arms = 1;
  e.arm[0] = lab::Arm{ArmKind::dropout};
  std::copy(keep.begin(), keep.end(), e.arm[0].keep.begin());
  return e;
}

net::Dropout dropout_of(const Experiment& e) {
  net::Dropout dropout;
  dropout.per = e.mask_per;
  std::copy_n(e.arm[0].keep.begin(), e.hidden + 1, dropout.keep.begin());
  return dropout;
}

// One character a unit of the input and the hidden layers.
std::string mask_text(const Snapshot& s, const net::Dropout& dropout, std::uint64_t seed, std::int64_t iteration,
                      int example) {
  std::string text;
  for (int l = 0; l < s.shape.layers; ++l) {
    for (int u = 0; u < s.shape.units[static_cast<std::size_t>(l)]; ++u) {
      const auto step = static_cast<std::uint64_t>(iteration - 1);
      text += net::kept(dropout, seed, step, l, u, example, s.batch) ? '1' : '0';
    }
  }
  return text;
}

// Trains in lockstep with a brute-force set of all masks. `tune` may change the experiment at an iteration.
template <class Tune>
void compare_counts(Experiment e, int iterations, Tune tune) {
  Trainer trainer;
  REQUIRE(trainer.restart(e, {}));
  std::set<std::string> seen;
  Snapshot s;
  trainer.read(s);
  std::int64_t drawn = 0;
  for (int i = 1; i <= iterations; ++i) {
    if (tune(e, i)) trainer.tune(e);
    trainer.step();
    const int masks = net::shared(e.mask_per) ? 1 : s.batch;
    for (int example = 0; example < masks; ++example) {
      seen.insert(mask_text(s, dropout_of(e), static_cast<std::uint64_t>(e.seed), i, example));
    }
    drawn += masks;
    trainer.read(s);
    REQUIRE(s.distinct == static_cast<std::int64_t>(seen.size()));
  }
  CHECK(s.masks_drawn == drawn);
  CHECK(s.distinct_is_exact);
}

bool never(Experiment&, int) { return false; }

}  // namespace

TEST_CASE("distinct sub-networks are counted as a set of all masks counts them") {
  SUBCASE("few units: a mask for each example") { compare_counts(one_dropout_arm({5, 3}, {1, 0.6f, 0.8f}), 40, never); }
  SUBCASE("few units, minibatches") {
    Experiment e = one_dropout_arm({5, 3}, {0.9f, 0.6f, 0.8f});
    e.batch = 9;
    compare_counts(e, 60, never);
  }
  SUBCASE("one mask for each batch") {
    Experiment e = one_dropout_arm({4, 3}, {1, 0.5f, 0.5f});
    e.mask_per = net::MaskPer::batch;
    compare_counts(e, 200, never);
  }
  SUBCASE("a frozen mask") {
    Experiment e = one_dropout_arm({4, 3}, {1, 0.5f, 0.5f});
    e.mask_per = net::MaskPer::frozen;
    compare_counts(e, 20, never);
  }
  SUBCASE("24 units") { compare_counts(one_dropout_arm({20, 4}, {1, 0.95f, 0.9f}), 40, never); }
  SUBCASE("more than 24 units: hashes") { compare_counts(one_dropout_arm({40, 9}, {1, 0.97f, 0.9f}), 40, never); }
  SUBCASE("more hashes than the set begins with room for, twice") {
    compare_counts(one_dropout_arm({40, 9}, {1, 0.5f, 0.5f}), 400, never);
  }
  SUBCASE("nothing to drop: one network") { compare_counts(one_dropout_arm({4, 3}, {1, 1, 1}), 3, never); }
}

TEST_CASE("the count goes on when keep_prob of other layers falls below 1 in mid-run, and rises to it again") {
  compare_counts(one_dropout_arm({6, 20}, {1, 0.8f, 1}), 40, [](Experiment& e, int i) {
    if (i == 10) e.arm[0].keep = {0.9f, 0.8f, 1, 1, 1, 1, 1, 1};
    if (i == 20) e.arm[0].keep = {1, 0.8f, 0.97f, 1, 1, 1, 1, 1};  // 28 units: from the bitmap to hashes
    if (i == 30) e.arm[0].keep = {1, 1, 0.9f, 1, 1, 1, 1, 1};
    return i % 10 == 0;
  });
}

TEST_CASE("distinct sub-networks are counted up to 917,504; of more it is said that there are so many at least") {
  Experiment e = one_dropout_arm({60}, {1, 0.5f});  // of 2^60 none is drawn twice
  e.points = 20'000;
  Trainer trainer;
  REQUIRE(trainer.restart(e, {}));
  Snapshot s;
  for (int i = 0; i < 45; ++i) trainer.step();
  trainer.read(s);
  CHECK(s.distinct == 900'000);
  CHECK(s.distinct_is_exact);
  trainer.step();
  trainer.read(s);
  CHECK(s.masks_drawn == 920'000);
  CHECK(s.distinct == 917'504);
  CHECK_FALSE(s.distinct_is_exact);
}

TEST_CASE("a past row of the tape shows the mask as it was drawn then") {
  Experiment e = one_dropout_arm({6, 4}, {0.9f, 0.5f, 0.7f});
  e.batch = 5;
  const net::Dropout before = dropout_of(e);
  Trainer trainer;
  REQUIRE(trainer.restart(e, {}));
  for (int i = 0; i < 100; ++i) trainer.step();
  e.arm[0].keep = {1, 0.2f, 0.9f, 1, 1, 1, 1, 1};
  trainer.tune(e);
  for (int i = 0; i < 90; ++i) trainer.step();
  Snapshot s;
  trainer.read(s);
  REQUIRE(s.mask_arm == 0);
  REQUIRE(s.mask_units == 12);
  REQUIRE(s.tape_rows == lab::tape_length);
  CHECK(s.tape_first + s.tape_rows - 1 == s.iteration);
  const auto tape = s[s.tape];
  for (int row = 0; row < s.tape_rows; ++row) {
    const std::int64_t iteration = s.tape_first + row;
    std::string shown;
    for (int u = 0; u < 12; ++u) shown += tape[static_cast<std::size_t>(row * 12 + u)] == 1 ? '1' : '0';
    CHECK(shown ==
          mask_text(s, iteration <= 100 ? before : dropout_of(e), static_cast<std::uint64_t>(e.seed), iteration, 0));
  }
  CHECK(s.arm[0].keep[1] == 0.2f);
  CHECK(s.arm[0].keep[7] == 1);
}

TEST_CASE("without an arm that drops there is no tape") {
  Experiment e;
  e.arms = 1;
  Trainer trainer;
  REQUIRE(trainer.restart(e, {}));
  trainer.step();
  Snapshot s;
  trainer.read(s);
  CHECK(s.mask_arm == -1);
  CHECK(s.tape_rows == 0);
  CHECK(s.droppable == 0);
}

TEST_CASE("the tape shows the masks of the example asked for, where a batch holds it") {
  Experiment e = one_dropout_arm({6, 4}, {0.9f, 0.5f, 0.7f});
  e.batch = 9;
  Trainer trainer;
  REQUIRE(trainer.restart(e, {}));
  for (int i = 0; i < 30; ++i) trainer.step();
  trainer.show_example(5);
  for (int i = 0; i < 30; ++i) trainer.step();
  Snapshot s;
  trainer.read(s);
  CHECK(s.shown_example == 5);
  const auto tape = s[s.tape];
  std::vector<std::uint32_t> stream;  // the examples in the order of training
  for (std::uint64_t epoch = 0; stream.size() < 60 * 9; ++epoch) {
    std::vector<std::uint32_t> order(23);
    net::permutation(net::Random(3, net::Purpose::batch_order, epoch), 23, order.data());
    stream.insert(stream.end(), order.begin(), order.end());
  }
  int found = 0;
  for (int row = 0; row < s.tape_rows; ++row) {
    const auto begin = stream.begin() + row * 9;
    const auto place = std::find(begin, begin + 9, 5u);
    const bool in_batch = place != begin + 9;
    found += in_batch;
    std::string shown;
    for (int u = 0; u < 12; ++u) shown += tape[static_cast<std::size_t>(row * 12 + u)] == 1 ? '1' : '0';
    CHECK(shown == mask_text(s, dropout_of(e), 3, row + 1, in_batch ? static_cast<int>(place - begin) : 0));
    if (row + 1 == s.tape_rows) CHECK(s.shown_in_batch == in_batch);
  }
  CHECK(found > 15);
  trainer.show_example(-1);
  trainer.read(s);
  CHECK(s.shown_example == static_cast<int>(stream[59 * 9]));
}

TEST_CASE("held units are counted and shown on the tape like drawn ones") {
  Experiment e = one_dropout_arm({5, 4}, {1, 0.5f, 1});
  net::Dropout dropout = dropout_of(e);
  Trainer trainer;
  REQUIRE(trainer.restart(e, {}));
  CHECK_FALSE(trainer.hold(0, 11, lab::Hold::dropped));
  CHECK_FALSE(trainer.hold(1, 0, lab::Hold::dropped));
  CHECK_FALSE(trainer.hold(0, 0, static_cast<lab::Hold>(3)));
  std::set<std::string> seen;
  Snapshot s;
  for (int i = 1; i <= 60; ++i) {
    if (i == 20) {  // a¹₂ kept, a²₁ dropped: of a layer that drops, and of one that doesn't
      REQUIRE(trainer.hold(0, 4, lab::Hold::kept));
      REQUIRE(trainer.hold(0, 8, lab::Hold::dropped));
      dropout.held =
          std::make_shared<const std::vector<net::Held>>(std::vector<net::Held>{{1, 2, true}, {2, 1, false}});
    }
    if (i == 40) {
      REQUIRE(trainer.hold(0, 4, lab::Hold::random));
      REQUIRE(trainer.hold(0, 8, lab::Hold::random));
      dropout.held = nullptr;
    }
    trainer.step();
    trainer.read(s);
    for (int example = 0; example < s.batch; ++example) seen.insert(mask_text(s, dropout, 3, i, example));
    REQUIRE(s.distinct == static_cast<std::int64_t>(seen.size()));
    std::string shown;
    for (const float kept : s[s.tape].last(11)) shown += kept == 1 ? '1' : '0';
    CHECK(shown == mask_text(s, dropout, 3, i, 0));
    CHECK(s[s.held][8] == (i >= 20 && i < 40 ? 2.0f : 0.0f));
  }
  CHECK(s.droppable == 6);
}
