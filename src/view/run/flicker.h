// Which iteration's masks are to be seen.
#pragma once
#include <cstdint>

namespace view {

// Units that blink with every frame, their edges and the tape's cells cover much of what the eye sees sharply.
// WCAG 2.3.1 allows three flashes a second, a flash being two opposite changes: so masks change at most six times a
// second, however fast the run is, and once a second with reduced motion. The run itself and its tape miss nothing.
struct ShownMasks {
  std::int64_t iteration = -1;
  std::uint32_t run = 0;
  double since = -1;  // seconds

  // In every frame: where the run is now.
  void follow(std::uint32_t present_run, std::int64_t present, double now, bool reduced_motion) {
    const double stays = reduced_motion ? 1 : 1.0 / 6;
    const bool same_run = run == present_run && iteration <= present;
    if (same_run && (iteration == present || now - since < stays)) return;
    *this = {present, present_run, now};
  }
};

}  // namespace view
