// One arm under training: a network, its regularizer, and whether it still runs. Private to lab.
#pragma once
#include <cstdint>
#include <vector>

#include "lab/snapshot.h"
#include "net/mlp.h"
#include "run/measurements.h"

namespace lab {

class ArmRun {
public:
  // start: the initial parameters, the same for every arm.
  ArmRun(const Experiment&, const Arm&, const net::Shape&, int max_batch, int train_size,
         const std::vector<float>& start);

  // Settings that act in the very next iteration.
  void tune(const Experiment&, const Arm&);
  void hold(int unit, Hold);                        // as Trainer::hold
  void work(net::Work* work) { mlp_.work = work; }  // as net::Mlp::work: of the steps below and of measuring
  void set_parameter(int index, float value) {
    mlp_.parameters()[index] = value;
    rises_ = {};
  }

  // The step, in this order. An arm that has stopped does nothing.
  void draw_masks(std::uint64_t seed, std::int64_t iteration, int batch_size);
  void forward(const net::Batch&);
  void backward();
  // Where the cost or a parameter becomes non-finite the arm stops, with the parameters from before this update.
  void update(std::int64_t iteration);
  void measure(Meter&, const net::Split&);
  void take_figures() { figures_ = measured_; }  // shows what was measured
  // After a due measurement: an arm with early stopping whose test cost has not fallen for long enough goes back to
  // its best parameters and stops. True if it did: its figures are those of before.
  bool stops_early(std::int64_t iteration);
  // J under the masks of the first iteration, before any update, once they are drawn.
  void measure_start(const net::Batch& batch) { cost_masked_ = mlp_.forward(batch); }

  bool running() const { return status_ == Status::running; }
  Status status() const { return status_; }
  std::int64_t stopped_at() const { return stopped_at_; }
  const Arm& settings() const { return settings_; }
  const std::vector<Hold>& held() const { return held_; }  // of each unit of input and hidden layers; or empty
  const net::Mlp& mlp() const { return mlp_; }
  float cost_masked() const { return cost_masked_; }  // of the last batch, under its masks
  const Figures& figures() const { return figures_; }
  const Rises& rises() const { return rises_; }

private:
  void stop(Status, std::int64_t iteration);
  void keep_best(std::int64_t iteration);
  void compare_cost(std::int64_t iteration);

  Arm settings_;
  net::Mlp mlp_;
  Status status_ = Status::running;
  std::int64_t stopped_at_ = -1, best_at_ = -1;
  float cost_ = 0, cost_masked_ = 0, best_cost_ = 0;
  std::vector<float> before_update_, best_;  // parameters
  Figures figures_, measured_;
  std::vector<Hold> held_;
  Rises rises_;
  int batch_ = 0;         // examples of the last forward pass
  double last_cost_ = 0;  // J of the iteration before
};

}  // namespace lab
