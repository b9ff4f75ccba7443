#include "lab/analyses/removal.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "analyses/analysis.h"
#include "net/monte_carlo.h"

namespace lab {
namespace {

constexpr int masks = 20;
constexpr double most_of_a_pass = 1e9;  // multiply-adds

class Removal : public AnalysisOf<RemovalResult> {
public:
  // A step is a pass over the test set.
  bool fits(const Snapshot& s) const override {
    return double{1} * s.shape.parameters() * s.test_size <= most_of_a_pass;
  }
  void prepare(const Snapshot&) override;
  void begin(const Snapshot&) override;
  bool step(const Snapshot&) override;
  float progress() const override;

private:
  void begin_arm(const Snapshot&);
  void take_losses(RemovalResult&) const;  // as far as they have come
  void finish_arm();

  net::Matrix y_;  // (outputs, test size)
  std::optional<net::Removal> removal_;
  std::optional<net::MonteCarlo> masked_;
  bool drops_ = false;
  int hidden_ = 0, arm_ = 0;
  bool begun_ = false;
};

void Removal::prepare(const Snapshot& s) {
  y_ = targets(s, s.test_label, s.test_size);
  removal_.emplace(s.shape, s.test_size);
  masked_.emplace(s.shape, s.test_size, masks);
  hidden_ = units_of_rows(s.shape, 1, s.shape.layers - 1);
  for (int a = 0; a < max_arms; ++a) {
    next(a).numbers.reserve(2 * static_cast<std::size_t>(hidden_));
    published(a).numbers.reserve(2 * static_cast<std::size_t>(hidden_));
  }
}

void Removal::begin(const Snapshot& s) {
  drops_ = s.mask_arm >= 0;
  arm_ = 0;
  begun_ = false;
}

void Removal::begin_arm(const Snapshot& s) {
  const net::ConstMatrixView x = columns(s, s.test_x, s.test_size, 0, s.test_size);
  removal_->begin(weights.arm(arm_), own_dropout(s, arm_), x, net::view(y_));
  if (drops_) masked_->begin(weights.arm(arm_), common_masks(s, arm_), x, net::view(y_), 1);
  begun_ = true;
}

bool Removal::step(const Snapshot& s) {
  if (!begun_) {
    begin_arm(s);
  } else if (removal_->done() < hidden_) {
    removal_->advance(1);
    if (published(0).iteration < 0) take_losses(published(arm_));  // nothing else is to be seen yet
  } else if (drops_ && masked_->passes() < masks) {
    masked_->advance(1);
  } else {
    finish_arm();
    begun_ = false;
    if (++arm_ < weights.arms) return false;
    publish();
    return true;
  }
  return false;
}

float Removal::progress() const {
  if (!removal_) return 0;
  const int steps = hidden_ + (drops_ ? masks : 0);
  const int done = begun_ ? removal_->done() + (drops_ ? masked_->passes() : 0) : 0;
  return static_cast<float>(arm_ * steps + done) / static_cast<float>(std::max(weights.arms * steps, 1));
}

void Removal::finish_arm() {
  RemovalResult& out = next(arm_);
  out.iteration = weights.iteration;
  out.accuracy = removal_->accuracy();
  out.cost = removal_->cost();
  out.masked_accuracy = std::numeric_limits<double>::quiet_NaN();
  if (drops_) {
    out.masked_accuracy = 0;
    for (const double accuracy : masked_->accuracies()) out.masked_accuracy += accuracy / masks;
  }
  take_losses(out);
}

void Removal::take_losses(RemovalResult& out) const {
  const net::Shape& shape = weights.shape;
  out.numbers.assign(2 * static_cast<std::size_t>(hidden_), std::numeric_limits<float>::quiet_NaN());
  out.worst_row = 0;
  int left = removal_->done();  // the last hidden layer has its turn first
  const auto loss = [&](int row) {
    const net::Removal::Loss l =
        removal_->losses(row)[static_cast<std::size_t>(out.worst[static_cast<std::size_t>(row)])];
    return std::isnan(l.accuracy) ? l.cost : l.accuracy;
  };
  for (int row = shape.layers - 1; row >= 1 && left > 0; --row) {
    const auto known = removal_->losses(row).first(static_cast<std::size_t>(std::min(left, units(shape, row))));
    float* number = out.numbers.data() + 2 * units_of_rows(shape, 1, row - 1);
    for (const net::Removal::Loss& l : known) {
      *number++ = l.accuracy;
      *number++ = l.cost;
    }
    out.worst[static_cast<std::size_t>(row)] = net::worst_of(known);
    if (out.worst_row == 0 || loss(row) >= loss(out.worst_row)) out.worst_row = row;
    left -= units(shape, row);
  }
}

}  // namespace

std::unique_ptr<Analysis> removal_analysis() { return std::make_unique<Removal>(); }

}  // namespace lab
