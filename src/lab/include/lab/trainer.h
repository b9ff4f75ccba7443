// The arms in lockstep: the same start, the same batches and, where they drop, the same uniform draws.
#pragma once
#include <cstdint>
#include <memory>
#include <span>

#include "lab/experiment.h"
#include "lab/snapshot.h"

namespace lab {

// The data of the experiment's fields. `digits` is the packed digits file; false where it is asked for and damaged.
bool make_data(const Experiment&, std::span<const std::uint8_t> digits, net::Split&);

class Trainer {
public:
  Trainer();
  ~Trainer();
  Trainer(Trainer&&) noexcept;
  Trainer& operator=(Trainer&&) noexcept;
  // Builds data and arms anew from the experiment's start. `digits` is the packed digits file; while it is empty and
  // the experiment asks for digits, returns false and keeps the former run.
  bool restart(const Experiment&, std::span<const std::uint8_t> digits);
  // The same on data of the caller's own; the experiment's data fields are not looked at.
  void restart_on(const Experiment&, net::Split data);
  // The same in parts, so that a large run can be built while a page answers: nothing else may be called before go_on()
  // has returned true, each time after about as many operations as it is given, which it takes off. progress() is in
  // [0, 1).
  void begin_on(const Experiment&, net::Split data);
  bool go_on(double& operations);
  double progress() const;
  // Takes over what can change in mid-run (keep_prob, λ, rate, momentum, names …); acts in the very next iteration.
  // Before the first update the run becomes the one that starts with these settings.
  void tune(const Experiment&);
  // Holds unit `unit` (counted through input and hidden layers) of an arm: in its masks, from the next iteration on, it
  // is always kept, always dropped, or drawn again. A held unit keeps its layer's scale 1/keep_prob, and at test time
  // it takes part as ever. False if there is no such unit.
  bool hold(int arm, int unit, Hold);
  // Parameter `index` of an arm (flat, as net::Shape says) becomes `value`, and figures are measured anew. False if
  // there is none, or the value is not finite.
  bool set_parameter(int arm, int index, float value);
  float parameter(int arm, int index) const;
  // The training example that masks and activations are shown of; where a batch doesn't hold it, its masks are those of
  // the batch's first. -1: always the batch's first.
  void show_example(int index);
  int shown_example() const;  // as asked for
  // From now on snapshots hold the numbers of that iteration (Snapshot::rehearsal): of the next one, iteration() + 1,
  // or of the one last made, if it was rehearsed before. -1: of none, which costs nothing.
  void rehearse(std::int64_t iteration);
  // The masks shown are those of the first arm that drops units and isn't muted. True where, since the start of the
  // run, that has become another one: then a run from the start shows its masks.
  bool masks_elsewhere() const;
  const net::Split& data() const;
  double operations() const;          // of an iteration, about
  std::int64_t first_stride() const;  // iterations between the run's first measurements
  // One iteration: next_batch; draw_masks; forward; backward; update; measure.
  void step();
  // The same in parts: true when the iteration is done. Between them, parameters may be of the middle of an update;
  // what changes the run, or settle(), ends that, or takes back what has not come so far.
  bool step(double& operations);
  bool amid_step() const;
  void settle();
  std::int64_t iteration() const;
  // Measures the current iteration now instead of at the next due one. Changes nothing of the run or its curves.
  void refresh();
  bool refresh(double& operations);  // the same in parts
  // Every arm has diverged or stopped: further steps change nothing.
  bool finished() const;
  // Fills the snapshot (its memory is reused: no allocation in steady state).
  void read(Snapshot&) const;

private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace lab
