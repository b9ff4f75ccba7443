// The arms in lockstep: the same start, the same batches and, where they drop, the same uniform draws.
#pragma once
#include <cstdint>
#include <memory>
#include <span>

#include "lab/experiment.h"
#include "lab/snapshot.h"

namespace lab {

class Trainer {
 public:
  Trainer();
  ~Trainer();
  // Builds data and arms anew from the experiment's start. `digits` is the packed digits file; while it is empty and
  // the experiment asks for digits, returns false and keeps the former run.
  bool restart(const Experiment&, std::span<const std::uint8_t> digits);
  // The same on data of the caller's own; the experiment's data fields are not looked at.
  void restart_on(const Experiment&, net::Split data);
  // Takes over what can change in mid-run (keep_prob, λ, rate, momentum); acts in the very next iteration.
  void tune(const Experiment&);
  // One iteration: next_batch; draw_masks; forward; backward; update; measure.
  void step();
  std::int64_t iteration() const;
  // Measures the current iteration now instead of at the next due one. Changes nothing of the run or its curves.
  void refresh();
  // Every arm has diverged or stopped: further steps change nothing.
  bool finished() const;
  // Fills the snapshot (its memory is reused: no allocation in steady state).
  void read(Snapshot&) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace lab
