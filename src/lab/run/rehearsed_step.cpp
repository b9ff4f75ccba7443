#include "run/rehearsed_step.h"

#include <algorithm>

namespace lab {

RehearsedStep::RehearsedStep(const ArmRun& arm, const Batches& batches, std::uint64_t seed, std::int64_t iteration)
    : arm_(arm),
      batches_(batches),
      one_(arm.mlp().shape(), 1),
      iteration_(iteration),
      before_(arm.mlp().parameters(), arm.mlp().parameters() + arm.mlp().shape().parameters()) {
  arm_.work(nullptr);
  batches_.next();
  arm_.draw_masks(seed, iteration, batches_.size());
  arm_.forward(batches_.current());
  arm_.backward();
  cost_of_l2_ = arm_.mlp().l2_cost(batches_.size());
  arm_.update(iteration);
  cost_of_batch_ = arm_.cost_masked();
  one_.dropout.keep = arm_.mlp().dropout.keep;
  one_.dropout.scaling = arm_.mlp().dropout.scaling;
  std::copy(before_.begin(), before_.end(), one_.parameters());
}

// Of the example at this position of the batch.
void RehearsedStep::take_masks(int position) {
  const net::Shape& shape = one_.shape();
  mask_.clear();
  for (int l = 0; l < shape.layers; ++l) {
    const auto masks = arm_.mlp().mask(l);
    const Eigen::Index units = shape.units[static_cast<std::size_t>(l)];
    net::Matrix mask = net::Matrix::Ones(units, 1);
    if (masks.rows() > 0) mask = masks.col(masks.cols() > 1 ? position : 0);
    mask_.insert(mask_.end(), mask.data(), mask.data() + units);
    if (l > 0 && masks.rows() > 0) one_.set_mask(l, mask);  // the input is taken as it was passed on
  }
}

void RehearsedStep::show(int example) {
  if (example == asked_) return;
  asked_ = example;
  const int place = example < 0 ? 0 : batches_.position(iteration_, example);
  const int position = std::max(place, 0);
  example_ = place >= 0 && example >= 0 ? example : batches_.first_example();
  take_masks(position);
  x_ = arm_.mlp().passed_on(0).col(position);
  y_ = batches_.current().y.col(position);
  cost_of_example_ = one_.forward({net::view(x_), net::view(y_)});
  one_.backward();
  passed_on_.clear();
  for (int row = 0; row <= one_.shape().layers; ++row) {
    const auto values = one_.passed_on(row);
    for (Eigen::Index u = 0; u < values.rows(); ++u) passed_on_.push_back(values(u, 0));
  }
}

}  // namespace lab
