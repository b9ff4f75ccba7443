// A step of one arm on a copy of it, with every number that slow motion shows. Private to lab.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "net/mlp.h"
#include "run/arm_run.h"
#include "run/batches.h"

namespace lab {

class RehearsedStep {
public:
  // `batches` stand at the batch before. The very step that the arm is to make: draw_masks; forward; backward; update.
  RehearsedStep(const ArmRun&, const Batches&, std::uint64_t seed, std::int64_t iteration);
  // Computes what is said of one example of the training set; where the batch doesn't hold it, of the batch's first.
  void show(int example);

  std::int64_t iteration() const { return iteration_; }
  int example() const { return example_; }  // the one shown
  float cost_of_example() const { return cost_of_example_; }
  float cost_of_batch() const { return cost_of_batch_; }
  float cost_of_l2() const { return cost_of_l2_; }
  std::span<const float> mask() const { return mask_; }
  std::span<const float> passed_on() const { return passed_on_; }
  std::span<const float> own_gradient() const { return {one_.gradient(), before_.size()}; }
  std::span<const float> before() const { return before_; }
  std::span<const float> gradient() const { return {arm_.mlp().gradient(), before_.size()}; }
  std::span<const float> after() const { return {arm_.mlp().parameters(), before_.size()}; }

private:
  void take_masks(int position);

  ArmRun arm_;  // after its step
  Batches batches_;
  net::Mlp one_;  // the example alone, under its masks and without penalties
  std::int64_t iteration_;
  int asked_ = -2, example_ = -1;
  float cost_of_batch_ = 0, cost_of_l2_ = 0, cost_of_example_ = 0;
  std::vector<float> before_, mask_, passed_on_;
  net::Matrix x_, y_;
};

}  // namespace lab
