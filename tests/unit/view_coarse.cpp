// Surfaces computed in C++.
#include <algorithm>

#include "gpu/coarse_surface.h"
#include "laboratory.h"

using view::CoarseSurface;

TEST_CASE("of a wide network every arm has a coarse surface before any has a fine one, and then each becomes fine") {
  lab::Experiment e = laboratory::small();
  e.units = {128, 128};
  lab::Laboratory lab;
  lab.open({e, {}, {}, {}, 0});
  const lab::Snapshot s = laboratory::shown(lab);
  REQUIRE(s.arms >= 2);
  const view::Style style = view::make_style(false, 1, false, false);
  CoarseSurface coarse;
  const auto side = [&](int arm) { return coarse.picture(arm).side; };
  const auto sides = [&](auto good) {
    for (int arm = 0; arm < s.arms; ++arm)
      if (!good(side(arm))) return false;
    return true;
  };
  int calls = 0;
  for (; calls < 100 && !sides([](int n) { return n > 0; }); ++calls) {
    coarse.advance(s, style);
    CHECK(sides([](int n) { return n <= 12; }));
  }
  CHECK(sides([](int n) { return n == 12; }));
  for (; calls < 1000 && !sides([](int n) { return n == 48; }); ++calls) coarse.advance(s, style);
  CHECK(sides([](int n) { return n == 48; }));
  // and then it rests
  const auto version = coarse.picture(0).version;
  for (int i = 0; i < 20; ++i) coarse.advance(s, style);
  CHECK(coarse.picture(0).version == version);
}
