#include "lab/analyses/scaling.h"

#include <algorithm>
#include <optional>

#include "analyses/analysis.h"
#include "net/nth.h"

namespace lab {
namespace {

class Scaling : public AnalysisOf<ScalingResult> {
public:
  // A step is a pass over the test set.
  bool fits(const Snapshot& s) const override { return quick(s, s.test_size); }
  void prepare(const Snapshot&) override;
  void begin(const Snapshot&) override;
  bool step(const Snapshot&) override;
  float progress() const override;

private:
  void finish(const Snapshot&);

  net::Matrix y_;  // (outputs, test size)
  std::optional<net::Scalings> passes_;
};

void Scaling::prepare(const Snapshot& s) {
  y_ = targets(s, s.test_label, s.test_size);
  passes_.emplace(s.shape, s.test_size, scaling_masks);
}

void Scaling::begin(const Snapshot& s) {
  if (s.mask_arm < 0) return;
  net::Dropout masks = own_dropout(s, s.mask_arm);
  masks.per = net::MaskPer::example;
  passes_->begin(weights.arm(s.mask_arm), masks, columns(s, s.test_x, s.test_size, 0, s.test_size), net::view(y_),
                 scaling_seed);
}

bool Scaling::step(const Snapshot& s) {
  if (s.mask_arm < 0) return true;
  if (!passes_->advance()) return false;
  finish(s);
  publish_only(s.mask_arm);
  return true;
}

void Scaling::finish(const Snapshot& s) {
  ScalingResult& out = next(s.mask_arm);
  out.iteration = weights.iteration;
  out.own = s.scaling;
  out.keep = net::nth(weights.keep, s.mask_arm);
  const auto rows = out.keep.begin() + weights.shape.layers;
  const auto first = std::find_if(out.keep.begin(), rows, [](float keep) { return keep < 1; });
  out.first_masked = static_cast<int>(first - out.keep.begin());
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
