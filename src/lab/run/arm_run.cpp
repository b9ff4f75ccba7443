#include "run/arm_run.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace lab {
namespace {

constexpr std::uint64_t step_of(std::int64_t iteration) { return static_cast<std::uint64_t>(iteration - 1); }

}  // namespace

ArmRun::ArmRun(const Experiment& e, const Arm& arm, const net::Shape& shape, int max_batch, int train_size,
               const std::vector<float>& start)
    : mlp_(shape, max_batch), before_update_(start) {
  std::copy(start.begin(), start.end(), mlp_.parameters());
  mlp_.penalty.l2_examples = train_size;
  mlp_.dropout.scaling = e.scaling;
  mlp_.dropout.per = e.mask_per;
  mlp_.optimizer.kind = e.optimizer;
  tune(e, arm);
}

void ArmRun::tune(const Experiment& e, const Arm& arm) {
  settings_ = arm;
  const net::Dropout dropout = mlp_.dropout;
  const net::Penalty penalty = mlp_.penalty;
  const net::Optimizer optimizer = mlp_.optimizer;
  regularize(arm, mlp_);
  if (!acts(arm.kind, FieldId::early_stop)) settings_.early_stop = 0;
  if (settings_.early_stop > 0) best_.resize(before_update_.size());
  mlp_.optimizer.rate = e.rate;
  mlp_.optimizer.momentum = e.momentum;
  if (dropout != mlp_.dropout || penalty != mlp_.penalty || optimizer != mlp_.optimizer) rises_ = {};
}

void ArmRun::hold(int unit, Hold hold) {
  const net::Shape& shape = mlp_.shape();
  held_.resize(static_cast<std::size_t>(input_and_hidden_units(shape)));
  held_[static_cast<std::size_t>(unit)] = hold;
  std::vector<net::Held> all;
  const Hold* held = held_.data();
  for (int l = 0; l < shape.layers; ++l) {
    for (int u = 0; u < shape.units[static_cast<std::size_t>(l)]; ++u, ++held) {
      if (*held != Hold::random) all.push_back({l, u, *held == Hold::kept});
    }
  }
  mlp_.dropout.held = all.empty() ? nullptr : std::make_shared<const std::vector<net::Held>>(std::move(all));
  rises_ = {};
}

void ArmRun::draw_masks(std::uint64_t seed, std::int64_t iteration, int batch_size) {
  if (running()) mlp_.draw_masks(seed, step_of(iteration), batch_size);
}

void ArmRun::forward(const net::Batch& batch) {
  if (!running()) return;
  cost_ = mlp_.forward(batch);
  batch_ = batch.size();
}

void ArmRun::backward() {
  if (running()) mlp_.backward();
}

void ArmRun::update(std::int64_t iteration) {
  if (!running()) return;
  if (!std::isfinite(cost_)) return stop(Status::diverged, iteration);
  const auto parameters = static_cast<double>(before_update_.size());
  if (mlp_.next(parameters)) {
    cost_masked_ = cost_;
    compare_cost(iteration);
    std::copy_n(mlp_.parameters(), before_update_.size(), before_update_.begin());
  }
  mlp_.update();
  if (!mlp_.next(parameters) || mlp_.finite()) return;
  std::copy(before_update_.begin(), before_update_.end(), mlp_.parameters());
  stop(Status::diverged, iteration);
}

void ArmRun::compare_cost(std::int64_t iteration) {
  constexpr double of_float = 1e-6;
  if (batch_ < mlp_.penalty.l2_examples) return;
  const double cost = static_cast<double>(cost_) + static_cast<double>(mlp_.l2_cost(batch_));
  if (rises_.since < 0) {
    rises_.since = iteration;
  } else {
    ++rises_.compared;
    if (cost > last_cost_ * (1 + of_float)) {
      if (rises_.count++ == 0) rises_.first = iteration;
    }
  }
  last_cost_ = cost;
}

void ArmRun::stop(Status status, std::int64_t iteration) {
  status_ = status;
  stopped_at_ = iteration;
}

void ArmRun::measure(Meter& meter, const net::Split& data) { measured_ = meter.measure(mlp_, data); }

bool ArmRun::stops_early(std::int64_t iteration) {
  if (!running() || settings_.early_stop == 0) return false;
  if (best_at_ < 0 || figures_.test.cost < best_cost_) {
    keep_best(iteration);
    return false;
  }
  if (iteration - best_at_ < settings_.early_stop) return false;
  std::copy(best_.begin(), best_.end(), mlp_.parameters());
  stop(Status::stopped_early, iteration);
  return true;
}

void ArmRun::keep_best(std::int64_t iteration) {
  best_cost_ = figures_.test.cost;
  best_at_ = iteration;
  std::copy_n(mlp_.parameters(), best_.size(), best_.begin());
}

}  // namespace lab
