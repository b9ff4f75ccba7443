#include "engine/pace.h"

#include <cmath>

#include "laboratory.h"

using namespace laboratory;

namespace {

double true_ms = 0, look_ms = 0.3, grain_ms = 0.1, set_back_ms = 0;
bool stands = false;

// A look takes time, as what was done before it did.
double clock_of_a_browser() {
  true_ms += look_ms;
  return stands ? 1e6 : std::floor(true_ms / grain_ms) * grain_ms - set_back_ms;
}

struct Player {
  Player() {
    true_ms = 1e6;
    set_back_ms = 0;
    look_ms = 0.3;
    stands = false;
    Session session;
    session.start = small();
    lab.open(session);
  }

  // Frames at 60 Hz; gives the iterations in a second.
  double play(double seconds, float rate) {
    const auto before = lab.session().iteration;
    const double begin = true_ms;
    while (true_ms < begin + 1000 * seconds) {
      const double frame = true_ms;
      pace.begin_frame();
      pace.train(lab, rate);
      pace.end_frame();
      true_ms = std::max(true_ms, frame + 1000.0 / 60);
    }
    return static_cast<double>(lab.session().iteration - before) / seconds;
  }

  Laboratory lab;
  app::Pace pace{clock_of_a_browser};
};

}  // namespace

TEST_CASE(
    "the rate asked for is held within 3 % by clocks of 0.1 to 100 ms, one that is set back and one that stands") {
  for (const float rate : {15.0f, 240.0f}) {
    CAPTURE(rate);
    for (const double grain : {0.1, 1.0, 16.0, 100.0}) {
      CAPTURE(grain);
      grain_ms = grain;
      Player player;
      player.play(3, rate);
      CHECK(player.play(10, rate) == doctest::Approx(rate).epsilon(0.03));
      set_back_ms = 3.6e6;
      CHECK(player.play(10, rate) == doctest::Approx(rate).epsilon(0.03));
    }
    Player player;
    stands = true;
    player.play(3, rate);
    CHECK(player.play(10, rate) == doctest::Approx(rate).epsilon(0.03));
  }
}

TEST_CASE("a step longer than a frame goes on in the next, and each frame does its share") {
  grain_ms = 0.1;
  Player player;
  look_ms = 0.6;
  Session session;
  session.start = small();
  session.start.points = 2000;
  session.start.batch = 0;
  session.start.units = {256, 256};
  player.lab.open(session);
  while (player.lab.replaying()) player.lab.replay(1, no_time);
  int frames = 0;
  for (; player.lab.session().iteration < 2; ++frames) {
    player.pace.begin_frame();
    const double before = true_ms;
    player.pace.train(player.lab, 0);
    CHECK(true_ms - before < 50);
    player.pace.end_frame();
    true_ms += 16;
    REQUIRE(frames < 10000);
  }
  CHECK(frames > 2);
}
