#include "lab/analyses/scaling.h"

#include <algorithm>
#include <optional>

#include "analyses/analysis.h"
#include "net/nth.h"

namespace lab {
namespace {

constexpr double most_of_a_pass = 1e9;  // multiply-adds

class Scaling : public AnalysisOf<ScalingResult> {
public:
  bool current(const Snapshot& s) const override {
    return weights.of(s) && arm_ == s.mask_arm && (arm_ < 0 || keep_ == net::nth(s.arm, arm_).keep);
  }
  // A step is a pass over the test set.
  bool fits(const Snapshot& s) const override {
    return double{1} * s.shape.parameters() * s.test_size <= most_of_a_pass;
  }
  void prepare(const Snapshot&) override;
  void begin(const Snapshot&) override;
  bool step(const Snapshot&) override;
  float progress() const override;

private:
  void finish(const Snapshot&);

  net::Matrix y_;  // (outputs, test size)
  std::optional<net::Scalings> passes_;
  int arm_ = -1;
  std::array<float, net::max_layers> keep_{};
};

void Scaling::prepare(const Snapshot& s) {
  y_ = targets(s, s.test_label, s.test_size);
  passes_.emplace(s.shape, s.test_size, scaling_masks);
}

void Scaling::begin(const Snapshot& s) {
  arm_ = s.mask_arm;
  if (arm_ < 0) return;
  keep_ = net::nth(s.arm, arm_).keep;
  net::Dropout masks = own_dropout(s, arm_);
  masks.per = net::MaskPer::example;
  passes_->begin(weights.arm(arm_), masks, columns(s, s.test_x, s.test_size, 0, s.test_size), net::view(y_),
                 scaling_seed);
}

bool Scaling::step(const Snapshot& s) {
  if (arm_ < 0) return true;
  if (!passes_->advance()) return false;
  finish(s);
  publish();
  return true;
}

void Scaling::finish(const Snapshot& s) {
  for (int a = 0; a < s.arms; ++a) next(a).iteration = -1;
  ScalingResult& out = next(arm_);
  out.iteration = weights.iteration;
  out.own = s.scaling;
  out.keep = keep_;
  const auto rows = keep_.begin() + weights.shape.layers;
  out.first_masked = static_cast<int>(std::find_if(keep_.begin(), rows, [](float k) { return k < 1; }) - keep_.begin());
  for (int i = 0; i < net::scalings; ++i) {
    const auto scaling = static_cast<net::Scaling>(i);
    for (int row = 0; row < weights.shape.layers; ++row) {
      net::nth(net::nth(out.in_training, i), row) = passes_->in_training(scaling, row);
      net::nth(net::nth(out.at_test, i), row) = passes_->at_test(scaling, row);
    }
    net::nth(out.tested, i) = passes_->tested(scaling);
  }
  out.masked = passes_->masked();
}

float Scaling::progress() const {
  return passes_ ? static_cast<float>(passes_->done()) / static_cast<float>(passes_->passes()) : 0;
}

}  // namespace

std::unique_ptr<Analysis> scaling_analysis() { return std::make_unique<Scaling>(); }

}  // namespace lab
