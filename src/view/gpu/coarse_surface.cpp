#include "gpu/coarse_surface.h"

#include <algorithm>
#include <cmath>

namespace view {
namespace {

constexpr int block = 128;  // columns that the network takes at once, at most
constexpr int least_block = 16;
constexpr double work_a_call = 4e6;     // multiply-adds, about
constexpr double work_a_surface = 1e6;  // of which a surface of a small network takes this much
constexpr int first_side = 12, least_side = 48, largest_side = 96;

int full_side(const net::Shape& shape) {
  return std::clamp(static_cast<int>(std::sqrt(work_a_surface / shape.parameters())), least_side, largest_side);
}

// The colour of several classes' probabilities: that of the likeliest, the stronger the likelier.
ImU32 class_color(const Style& style, int classes, const float* out, int stride) {
  int likeliest = 0;
  for (int k = 1; k < classes; ++k) {
    if (out[k * stride] > out[likeliest * stride]) likeliest = k;
  }
  const float chance = 1.0f / static_cast<float>(classes);
  return mix(style.field_middle, style.digit(likeliest), 0.75f * (out[likeliest * stride] - chance) / (1.0f - chance));
}

}  // namespace

CoarseSurface::Picture CoarseSurface::picture(int arm) const {
  const Arm& a = nth(arms_, arm);
  return a.version ? Picture{a.pixels.data(), a.side, a.version} : Picture{};
}

int CoarseSurface::side_for(const lab::Snapshot& s, int arm) const {
  return nth(arms_, arm).version ? full_side(s.shape) : first_side;
}

// The arm whose surface is the oldest, -1 if all are up to date.
int CoarseSurface::next_arm(const lab::Snapshot& s, const Style& style) const {
  int oldest = -1;
  for (int i = 0; i < s.arms; ++i) {
    const Arm& a = nth(arms_, i);
    if (a.version && a.moment == moment(s) && a.dark == style.dark && a.side == side_for(s, i)) continue;
    if (oldest < 0 || a.version < nth(arms_, oldest).version) oldest = i;
  }
  return oldest;
}

// Copies the weights, so that a surface is of one iteration however long it takes.
void CoarseSurface::begin(const lab::Snapshot& s, int arm) {
  if (!mlp_ || !(mlp_->shape() == s.shape)) {
    mlp_ = std::make_unique<net::Mlp>(s.shape, block);
    const auto most = static_cast<std::size_t>(full_side(s.shape) * full_side(s.shape));
    inputs_.resize(2 * most);
    outputs_.resize(static_cast<std::size_t>(s.shape.outputs()) * most);
  }
  side_ = side_for(s, arm);
  const lab::ArmFigures& figures = nth(s.arm, arm);
  const auto parameters = s[figures.parameters];
  std::copy(parameters.begin(), parameters.end(), mlp_->parameters());
  mlp_->dropout.keep = figures.keep;
  mlp_->dropout.scaling = s.scaling;
  const float step = (s.x_high - s.x_low) / static_cast<float>(side_ - 1);
  for (int i = 0; i < points(); ++i) {
    nth(inputs_, i) = s.x_low + step * static_cast<float>(i % side_);
    nth(inputs_, points() + i) = s.x_high - step * static_cast<float>(i / side_);
  }
  arm_ = arm;
  done_ = 0;
  moment_ = moment(s);
}

void CoarseSurface::compute_columns(const lab::Snapshot& s, int count) {
  const net::ConstMatrixView x(inputs_.data() + done_, 2, count, Eigen::OuterStride<>(points()));
  const net::MatrixView out(outputs_.data() + done_, s.shape.outputs(), count, Eigen::OuterStride<>(points()));
  mlp_->predict(x, out);
  done_ += count;
}

void CoarseSurface::publish(const Style& style) {
  Arm& a = nth(arms_, arm_);
  const net::Shape& shape = mlp_->shape();
  palette_.follow(style);
  a.pixels.resize(static_cast<std::size_t>(points()));
  const bool probability = shape.loss == net::Loss::sigmoid_cross_entropy;
  for (int i = 0; i < points(); ++i) {
    const float* out = outputs_.data() + i;
    nth(a.pixels, i) = shape.outputs() > 1 ? class_color(style, shape.outputs(), out, points())
                                           : palette_.at(probability ? 2.0f * *out - 1.0f : *out);
  }
  a.version = ++versions_;
  a.side = side_;
  a.moment = moment_;
  a.dark = style.dark;
  arm_ = -1;
}

void CoarseSurface::advance(const lab::Snapshot& s, const Style& style) {
  if (moment_.run != s.run) {
    for (Arm& a : arms_) a.version = 0;
    moment_.run = s.run;
    arm_ = -1;
  }
  const int columns = static_cast<int>(work_a_call / s.shape.parameters());
  int affordable =
      std::max(least_block, columns > block ? columns / block * block : columns / least_block * least_block);
  while (affordable > 0) {
    if (arm_ < 0) {
      const int arm = next_arm(s, style);
      if (arm < 0) return;
      begin(s, arm);
    }
    const int count = std::min(affordable, points() - done_);
    compute_columns(s, count);
    affordable -= count;
    if (done_ == points()) publish(style);
  }
}

}  // namespace view
