#include "run/sub_network.h"
#include "ink/nth.h"

#include <algorithm>

namespace view {

void SubNetwork::set_masks(const lab::Snapshot& s, std::span<const float> kept) {
  std::size_t first = 0;
  for (int l = 0; l < s.shape.layers; ++l) {
    const int units = nth(s.shape.units, l);
    net::Matrix& mask = nth(masks_, l);
    mask.resize(units, 1);
    for (int u = 0; u < units; ++u) mask(u, 0) = kept.empty() ? 1.0f : kept[first + static_cast<std::size_t>(u)];
    first += static_cast<std::size_t>(units);
    mlp_->set_mask(l, mask);
  }
}

void SubNetwork::run(const lab::Snapshot& s, int arm, std::span<const float> kept) {
  const bool same =
      mlp_ && moment_ == moment(s) && arm_ == arm && example_ == s.shown_example && std::ranges::equal(kept_, kept);
  if (same) return;
  if (!mlp_ || !(mlp_->shape() == s.shape)) {
    mlp_ = std::make_unique<net::Mlp>(s.shape, 1);
    x_.resize(static_cast<std::size_t>(s.shape.inputs()));
    y_.assign(static_cast<std::size_t>(s.shape.outputs()), 0.0f);
  }
  moment_ = moment(s);
  arm_ = arm;
  example_ = s.shown_example;
  kept_.assign(kept.begin(), kept.end());
  const lab::ArmFigures& figures = nth(s.arm, arm);
  const auto parameters = s[figures.parameters];
  std::copy(parameters.begin(), parameters.end(), mlp_->parameters());
  mlp_->dropout.keep = figures.keep;
  mlp_->dropout.scaling = s.scaling;
  const auto x = s[s.train_x];
  for (std::size_t i = 0; i < x_.size(); ++i) {
    x_[i] = x[i * static_cast<std::size_t>(s.train_size) + static_cast<std::size_t>(s.shown_example)];
  }
  set_masks(s, kept);
  mlp_->forward({net::ConstMatrixView(x_.data(), s.shape.inputs(), 1, Eigen::OuterStride<>(1)),
                 net::ConstMatrixView(y_.data(), s.shape.outputs(), 1, Eigen::OuterStride<>(1))});
}

float SubNetwork::passed_on(int row, int unit) const { return mlp_->passed_on(row)(unit, 0); }

}  // namespace view
