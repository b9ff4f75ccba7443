#include "lab/analyses/removal.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "analyses/analysis.h"
#include "net/monte_carlo.h"

namespace lab {
namespace {

constexpr int masks = 20;

class Removal : public AnalysisOf<RemovalResult> {
public:
  bool current(const Snapshot& s) const override { return weights.of(s) && without_ == *removed; }
  // A step is a pass over the test set.
  bool fits(const Snapshot& s) const override { return quick(s, s.test_size); }
  void prepare(const Snapshot&) override;
  void begin(const Snapshot&) override;
  bool step(const Snapshot&) override;
  float progress() const override;

private:
  void remove_next(const Snapshot&);
  void take_losses(RemovalResult&) const;  // as far as they have come
  void finish_arm();

  net::Matrix y_;  // (outputs, test size)
  std::optional<net::Removal> removal_;
  std::optional<net::MonteCarlo> masked_;
  RemovedOfArms without_;
  std::vector<float> parameters_;  // of the arm at work, without those of its units that are gone
  bool drops_ = false;
  int hidden_ = 0, arm_ = 0;
  int looked_ = 0;  // at the arm with all units, without the first, without the first two …
};

void Removal::prepare(const Snapshot& s) {
  y_ = targets(s, s.test_label, s.test_size);
  removal_.emplace(s.shape, s.test_size);
  masked_.emplace(s.shape, s.test_size, masks);
  hidden_ = units_of_rows(s.shape, 1, s.shape.layers - 1);
  parameters_.reserve(static_cast<std::size_t>(s.shape.parameters()));
  for (int a = 0; a < max_arms; ++a) {
    next(a).numbers.reserve(2 * static_cast<std::size_t>(hidden_));
    published(a).numbers.reserve(2 * static_cast<std::size_t>(hidden_));
  }
}

void Removal::begin(const Snapshot& s) {
  drops_ = s.mask_arm >= 0;
  without_ = *removed;
  arm_ = 0;
  looked_ = 0;
}

void Removal::remove_next(const Snapshot& s) {
  const net::ConstMatrixView x = columns(s, s.test_x, s.test_size, 0, s.test_size);
  const auto at = static_cast<std::size_t>(looked_++), arm = static_cast<std::size_t>(arm_);
  if (at == 0) {
    parameters_.assign(weights.arm(arm_), weights.arm(arm_) + weights.shape.parameters());
    if (drops_) masked_->begin(weights.arm(arm_), common_masks(s, arm_), x, net::view(y_), 1);
  } else {
    take_out(weights.shape, without_[arm].unit[at - 1], parameters_.data());
  }
  removal_->begin(parameters_.data(), own_dropout(s, arm_), x, net::view(y_));
  next(arm_).accuracies[at] = removal_->accuracy();
  next(arm_).costs[at] = removal_->cost();
}

bool Removal::step(const Snapshot& s) {
  const Removed& gone = without_[static_cast<std::size_t>(arm_)];
  if (looked_ <= gone.count) {
    remove_next(s);
  } else if (removal_->done() < hidden_) {
    removal_->advance(1);
    if (published(0).iteration < 0) take_losses(published(arm_));  // nothing else is to be seen yet
  } else if (drops_ && masked_->passes() < masks) {
    masked_->advance(1);
  } else {
    finish_arm();
    looked_ = 0;
    if (++arm_ < weights.arms) return false;
    publish();
    return true;
  }
  return false;
}

float Removal::progress() const {
  if (!removal_) return 0;
  const int steps = hidden_ + (drops_ ? masks : 0);
  const int done = looked_ > 0 ? removal_->done() + (drops_ ? masked_->passes() : 0) : 0;
  return static_cast<float>(arm_ * steps + done) / static_cast<float>(std::max(weights.arms * steps, 1));
}

void Removal::finish_arm() {
  RemovalResult& out = next(arm_);
  out.iteration = weights.iteration;
  out.without = without_[static_cast<std::size_t>(arm_)];
  out.masked_accuracy = drops_ ? masked_->mean_judgement().accuracy : std::numeric_limits<double>::quiet_NaN();
  take_losses(out);
}

void Removal::take_losses(RemovalResult& out) const {
  const net::Shape& shape = weights.shape;
  const Removed& gone = without_[static_cast<std::size_t>(arm_)];
  constexpr float unknown = std::numeric_limits<float>::quiet_NaN();
  out.numbers.assign(2 * static_cast<std::size_t>(hidden_), unknown);
  out.worst_row = 0;
  net::Removal::Loss worst;
  int left = removal_->done();  // the last hidden layer has its turn first
  for (int row = shape.layers - 1; row >= 1 && left > 0; --row) {
    const auto known = removal_->losses(row).first(static_cast<std::size_t>(std::min(left, units(shape, row))));
    float* number = out.numbers.data() + 2 * units_of_rows(shape, 1, row - 1);
    net::Removal::Loss worst_of_row;
    int& unit = out.worst[static_cast<std::size_t>(row)] = -1;
    for (int u = 0; u < static_cast<int>(known.size()); ++u, number += 2) {
      if (gone.holds({row, u})) continue;
      const net::Removal::Loss& loss = known[static_cast<std::size_t>(u)];
      number[0] = loss.accuracy;
      number[1] = loss.cost;
      if (unit >= 0 && !worse(loss, worst_of_row)) continue;
      unit = u;
      worst_of_row = loss;
    }
    if (unit >= 0 && (out.worst_row == 0 || !worse(worst, worst_of_row))) {
      out.worst_row = row;
      worst = worst_of_row;
    }
    left -= units(shape, row);
  }
}

}  // namespace

std::unique_ptr<Analysis> removal_analysis() { return std::make_unique<Removal>(); }

void take_out(const net::Shape& shape, UnitPlace place, float* parameters) {
  if (place.row > 0 && place.row < shape.layers) net::weights(shape, place.row, parameters).col(place.unit).setZero();
}

}  // namespace lab
