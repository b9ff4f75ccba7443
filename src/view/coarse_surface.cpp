#include "coarse_surface.h"

#include <algorithm>

#include "fields.h"

namespace view {
namespace {

constexpr int points = CoarseSurface::side * CoarseSurface::side;
constexpr int block = 128;           // columns that the network takes at once
constexpr double work_a_call = 4e6;  // multiply-adds, about

// The colour of one output: the probability of class 1, the likeliest of several classes, or a linear output.
ImU32 output_color(const Style& style, const net::Shape& shape, const float* out, int stride) {
  const int classes = shape.outputs();
  if (classes == 1) {
    return field_palette(style, shape.loss == net::Loss::sigmoid_cross_entropy ? 2.0f * out[0] - 1.0f : out[0]);
  }
  int likeliest = 0;
  for (int k = 1; k < classes; ++k) {
    if (out[k * stride] > out[likeliest * stride]) likeliest = k;
  }
  const float chance = 1.0f / static_cast<float>(classes);
  return mix(style.field_middle, style.digit(likeliest), 0.75f * (out[likeliest * stride] - chance) / (1.0f - chance));
}

}  // namespace

const ImU32* CoarseSurface::pixels(int arm) const {
  const Arm& a = arms_[static_cast<std::size_t>(arm)];
  return a.version ? a.pixels.data() : nullptr;
}

// The arm whose surface is the oldest, -1 if all are up to date.
int CoarseSurface::next_arm(const lab::Snapshot& s, const Style& style) const {
  int oldest = -1;
  for (int i = 0; i < s.arms; ++i) {
    const Arm& a = arms_[static_cast<std::size_t>(i)];
    if (a.version && a.run == s.run && a.iteration == s.iteration && a.dark == style.dark) continue;
    if (oldest < 0 || a.version < arms_[static_cast<std::size_t>(oldest)].version) oldest = i;
  }
  return oldest;
}

// Copies the weights, so that a surface is of one iteration however long it takes.
void CoarseSurface::begin(const lab::Snapshot& s, int arm) {
  if (!mlp_ || !(mlp_->shape() == s.shape)) {
    mlp_ = std::make_unique<net::Mlp>(s.shape, block);
    inputs_.resize(static_cast<std::size_t>(2 * points));
    outputs_.resize(static_cast<std::size_t>(s.shape.outputs() * points));
  }
  const lab::ArmFigures& figures = s.arm[static_cast<std::size_t>(arm)];
  const auto parameters = s[figures.parameters];
  std::copy(parameters.begin(), parameters.end(), mlp_->parameters());
  mlp_->dropout.keep = figures.keep;
  mlp_->dropout.scaling = s.scaling;
  for (int i = 0; i < points; ++i) {
    const float step = (s.x_high - s.x_low) / static_cast<float>(side - 1);
    inputs_[static_cast<std::size_t>(i)] = s.x_low + step * static_cast<float>(i % side);
    inputs_[static_cast<std::size_t>(points + i)] = s.x_high - step * static_cast<float>(i / side);
  }
  arm_ = arm;
  done_ = 0;
  run_ = s.run;
  iteration_ = s.iteration;
}

void CoarseSurface::compute_columns(const lab::Snapshot& s, int count) {
  const net::ConstMatrixView x(inputs_.data() + done_, 2, count, Eigen::OuterStride<>(points));
  const net::MatrixView out(outputs_.data() + done_, s.shape.outputs(), count, Eigen::OuterStride<>(points));
  mlp_->predict(x, out);
  done_ += count;
}

void CoarseSurface::publish(const Style& style) {
  Arm& a = arms_[static_cast<std::size_t>(arm_)];
  a.pixels.resize(static_cast<std::size_t>(points));
  for (int i = 0; i < points; ++i) {
    a.pixels[static_cast<std::size_t>(i)] = output_color(style, mlp_->shape(), outputs_.data() + i, points);
  }
  a.version = ++versions_;
  a.run = run_;
  a.iteration = iteration_;
  a.dark = style.dark;
  arm_ = -1;
}

void CoarseSurface::advance(const lab::Snapshot& s, const Style& style) {
  if (run_ != s.run) {
    for (Arm& a : arms_) a.version = 0;
    run_ = s.run;
    arm_ = -1;
  }
  if (arm_ < 0) {
    const int arm = next_arm(s, style);
    if (arm < 0) return;
    begin(s, arm);
  }
  const int columns = std::max(block, static_cast<int>(work_a_call / s.shape.parameters()) / block * block);
  compute_columns(s, std::min(columns, points - done_));
  if (done_ == points) publish(style);
}

}  // namespace view
