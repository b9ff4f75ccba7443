// Flicker: what may change before the eyes, and how often.
#include <doctest/doctest.h>

#include "run/flicker.h"

namespace {

// How often the masks change in ten seconds at sixty frames a second and so many iterations in each.
int changes(double iterations_a_frame, bool reduced_motion) {
  view::ShownMasks masks;
  int count = -1;  // the first is none
  std::int64_t before = -1;
  for (int frame = 0; frame < 600; ++frame) {
    masks.follow(1, static_cast<std::int64_t>(frame * iterations_a_frame), frame / 60.0, reduced_motion);
    count += masks.iteration != before;
    before = masks.iteration;
  }
  return count;
}

}  // namespace

TEST_CASE("however fast the run is, masks change at most six times a second, which is three flashes") {
  for (const double speed : {1.0, 4.0, 60.0, 5000.0}) {
    CHECK(changes(speed, false) <= 60);
    CHECK(changes(speed, false) >= 50);
    CHECK(changes(speed, true) <= 10);
  }
}

TEST_CASE("slow iterations are all seen, each at once") {
  view::ShownMasks masks;
  for (int i = 0; i < 50; ++i) {
    masks.follow(1, i, i * 0.25, false);
    CHECK(masks.iteration == i);
  }
}

TEST_CASE("a new run is seen at once, and one that stands still ends at its newest mask") {
  view::ShownMasks masks;
  masks.follow(1, 900, 5.0, false);
  masks.follow(2, 0, 5.01, false);
  CHECK(masks.iteration == 0);
  masks.follow(2, 1, 5.02, false);
  CHECK(masks.iteration == 0);
  masks.follow(2, 1, 5.2, false);
  CHECK(masks.iteration == 1);
}
