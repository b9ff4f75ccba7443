// One iteration in five beats: draw the masks, forward, cost, backward, update. The step is made at the last.
#pragma once
#include <cstdint>

#include "lab/laboratory.h"

namespace app {

class SlowMotion {
public:
  void toggle(const lab::Laboratory&);
  bool on() const { return beat_ != lab::Beat::off; }
  lab::Beat beat() const { return beat_; }
  std::int64_t iteration() const { return iteration_; }  // whose beats these are
  // To another beat of this iteration; where its step is made, of the next one. The last makes the step.
  void go(lab::Beat, lab::Laboratory&);
  // Call once a frame: turns to the next beat when its time has come, if it plays, and begins anew where the run was
  // led elsewhere. True if the beat changed.
  bool keep_up(lab::Laboratory&, bool playing, double now_ms);

private:
  void begin(const lab::Laboratory&);

  lab::Beat beat_ = lab::Beat::off;
  std::int64_t iteration_ = -1;
  double since_ = -1;  // when this beat was first seen to play
};

}  // namespace app
