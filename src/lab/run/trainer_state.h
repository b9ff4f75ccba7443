// What a trainer holds: data, batches, arms, curves. Private to lab.
#pragma once
#include <cstdint>
#include <memory>
#include <vector>

#include "lab/trainer.h"
#include "net/dataset.h"
#include "run/arm_run.h"
#include "run/batches.h"
#include "run/history.h"
#include "run/rehearsed_step.h"
#include "run/subnetworks.h"
#include "run/tape.h"
#include "run/untaught.h"

namespace lab {

struct Trainer::State {
  State() = default;
  State(const Experiment&, net::Split);  // to be built by go_on()
  State(const State&) = delete;          // the batches point into the data
  State& operator=(const State&) = delete;

  // What is under way is done arm by arm, each part in pieces. First the run is built and its start measured, up to
  // first_forward and measure; a step goes from masks to update and, where one is due, a measurement.
  enum class Phase { idle, weights, arms, first_masks, first_forward, masks, forward, backward, update, measure, stop };

  // For so many operations at most, which it takes off; true when nothing is under way any more.
  bool go_on(double& operations);
  void do_part();
  void next_part();
  void begin(Phase);
  void begin_start();  // the measurements of iteration 0
  void begin_measuring(bool is_due);
  void measure_at_once();  // as much of it as a visitor does not notice; the next calls do the rest
  bool stepping() const { return phase >= Phase::masks && (phase < Phase::measure || (due && iteration > 0)); }
  void update(ArmRun&);
  void step_at_once();
  void end_measuring();
  void settle();
  void add_to_history();
  void read(Snapshot&);
  void rehearse();  // the iteration asked for, if it is the next
  // Settings or parameters have changed, but not by a step: one that was rehearsed but not made would be another one
  // now, and so would the start.
  void settings_changed();
  void cover();  // units that can be dropped now count towards sub-networks
  std::int64_t first_stride() const { return measuring_stride(data.train.size() + data.test.size(), batches.size()); }
  bool has_arm(int i) const { return i >= 0 && i < static_cast<int>(arms.size()); }

  std::uint32_t run = 0;
  Experiment experiment;  // as it is now
  std::uint64_t seed = 0;
  std::int64_t iteration = 0, measured_at = 0;
  std::uint32_t typed = 0;  // how often a parameter was set
  net::Split data;
  net::Shape shape;
  Batches batches;
  std::vector<ArmRun> arms;
  int mask_arm = -1;
  Subnetworks subnetworks;
  Tape tape;
  Untaught untaught;  // of the mask arm
  Meter meter;
  History history;
  Phase phase = Phase::idle;
  std::size_t part = 0;        // the arm
  bool due = false;            // the measurement goes into the history
  bool stopped = false;        // the arm, early
  net::Work work;              // of this part
  bool in_pieces = false;      // else no part is cut
  double done = 0, whole = 1;  // operations of the building
  std::vector<float> start;    // the initial parameters, while it is built
  std::vector<float> point;    // one value for each series of the history
  bool masks_elsewhere = false;
  std::int64_t rehearses = -1;               // the iteration that slow motion asks for
  std::unique_ptr<RehearsedStep> rehearsed;  // the last one
  int pinned = -1;                           // example that masks are shown of; -1: the batch's first
  float x_low = -1, x_high = 1;
};

// The history's series of an arm: masked cost, cost and accuracy on training and test set, ‖W‖² per layer.
enum Series { masked, cost_train, cost_test, accuracy_train, accuracy_test, norm };
inline int series_of_arm(const net::Shape& shape) { return norm + shape.layers; }

}  // namespace lab
