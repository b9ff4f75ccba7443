// How much of each frame goes to training: what drawing leaves of the display's interval, so that the page stays at
// display rate and nearly all of the processor's time is spent on the networks.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>

#include "lab/inspection.h"
#include "lab/laboratory.h"

namespace app {

// Milliseconds of a clock that never goes back.
double now_ms();

// The median and the lower quartile of the last 63 numbers.
class Recent {
public:
  void add(float value);
  float mean() const;
  bool full() const { return count_ >= values_.size(); }
  float median() const { return quantile(0.5f); }
  float quartile() const { return quantile(0.25f); }

private:
  float quantile(float q) const;  // 0 if there is none
  std::array<float, 63> values_{};
  std::size_t count_ = 0;  // added so far
};

class Pace {
public:
  using Clock = double (*)();  // milliseconds; it may be coarse, stand, or be set back
  explicit Pace(Clock clock = now_ms) : clock_(clock) {}
  // Call first in each frame: learns the display's interval from the distance of frames.
  void begin_frame();
  // Steps the laboratory for what this frame leaves, at most `iterations_a_second` (0: no limit) and `most` in all
  // (0: no limit). A step that is longer goes on in the next frames. True if one was ended.
  bool train(lab::Laboratory&, float iterations_a_second, std::int64_t most = 0);
  // Goes on with an inspection of the snapshot, in a part of what training may take.
  void inspect(lab::Inspection&, const lab::Snapshot&, const lab::Analyses&);
  // Has something else worked in what the frame leaves, in place of training: `some` of it takes off what it has done
  // of the operations, and ends it with false.
  void work(void* whom, bool (*some)(void* whom, double& operations));
  // Call after the last draw call of the frame.
  void end_frame();

  float draw_ms() const { return draw_.median(); }
  float train_ms() const { return train_.median(); }
  float frame_ms() const { return interval_.median(); }
  // Share of a frame that training may take, milliseconds.
  double budget_ms() const;

private:
  int due(float iterations_a_second);
  double look();  // at the clock
  bool coarse() const;
  double learn(double operations, double milliseconds);

  Clock clock_;
  Recent interval_, draw_, train_;
  bool began_ = false;
  double looked_ = 0, grain_ = 1e9;  // the last look at the clock, and its smallest step
  double frame_began_ = 0;           // of this frame
  double elapsed_ = 0;               // what a frame takes
  double training_ = 0;              // spent on training and inspecting in this frame
  double allowance_ = 0;             // what training may take; below 0 after a step that was too long
  double owed_ = 0;                  // iterations that the chosen speed has earned, with their fraction
  // What the machine has done of late, and how fast that was
  double operations_ = 1e6, milliseconds_ = 1, operations_a_ms_ = 1e6;
};

}  // namespace app
