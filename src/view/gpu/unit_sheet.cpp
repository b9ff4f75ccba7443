#include "gpu/unit_sheet.h"

#include <algorithm>
#include <cmath>

namespace view {
namespace {

constexpr int block = 64;            // columns that the network takes at once
constexpr double work_a_call = 4e6;  // multiply-adds, about

int units_before(const net::Shape& shape, int row) {
  int sum = 0;
  for (int r = 0; r < row; ++r) sum += nth(shape.units, r);
  return sum;
}

}  // namespace

int UnitSheet::square(const net::Shape& shape, int row, int unit) const { return units_before(shape, row) + unit; }

bool UnitSheet::is_current(const lab::Snapshot& s, const Style& style, int arm) const {
  return version_ && moment_ == moment(s) && dark_ == style.dark && arm_ == arm;
}

void UnitSheet::begin(const lab::Snapshot& s, int arm) {
  const auto units = static_cast<std::size_t>(units_before(s.shape, s.shape.layers + 1));
  if (!mlp_ || !(mlp_->shape() == s.shape)) {
    mlp_ = std::make_unique<net::Mlp>(s.shape, block);
    values_.resize(units * points);
  }
  const lab::ArmFigures& figures = nth(s.arm, arm);
  const auto parameters = s[figures.parameters];
  std::copy(parameters.begin(), parameters.end(), mlp_->parameters());
  mlp_->dropout.keep = figures.keep;
  mlp_->dropout.scaling = s.scaling;
  const float step = (s.x_high - s.x_low) / static_cast<float>(side - 1);
  for (int i = 0; i < points; ++i) {
    nth(values_, i) = s.x_low + step * static_cast<float>(i % side);
    nth(values_, points + i) = s.x_high - step * static_cast<float>(i / side);
  }
  done_ = 0;
  moment_ = moment(s);
  arm_ = arm;
}

void UnitSheet::compute_columns(int count) {
  const net::Shape& shape = mlp_->shape();
  const Eigen::OuterStride<> stride(points);
  const auto rows = [&](int row) { return values_.data() + units_before(shape, row) * points + done_; };
  const auto view = [&](int row) {
    const int units = row <= shape.layers ? nth(shape.units, row) : 0;
    return net::MatrixView(row <= shape.layers ? rows(row) : nullptr, units, count, stride);
  };
  std::array<net::MatrixView, net::max_layers> layers{view(1), view(2), view(3), view(4),
                                                      view(5), view(6), view(7), view(8)};
  mlp_->activations(net::ConstMatrixView(rows(0), shape.inputs(), count, stride),
                    std::span(layers).first(static_cast<std::size_t>(shape.layers)));
  done_ += count;
}

// What the picture of a unit shows at every point; the same as `shown` in field.frag.glsl.
std::span<const float> UnitSheet::shown_values(const lab::Snapshot& s, int row, int unit) {
  using Values = Eigen::Map<Eigen::ArrayXf>;
  const net::Shape& shape = mlp_->shape();
  const auto activations = [&](int r, int u) {
    return Values(values_.data() + (units_before(shape, r) + u) * points, points);
  };
  Values out(shown_.data(), points);
  if (row == 0) {
    out = activations(0, unit) / std::max(std::abs(s.x_low), std::abs(s.x_high));
    return shown_;
  }
  const bool output = row == shape.layers && shape.loss != net::Loss::squared_error;
  const net::Activation kind = nth(shape.activation, row - 1);
  if (output || kind == net::Activation::sigmoid) {
    out = 2.0f * activations(row, unit) - 1.0f;
  } else if (kind == net::Activation::tanh) {
    out = activations(row, unit);
  } else {
    // tanh of the pre-activation, from the activations of the row before.
    const auto w = net::weights(shape, row - 1, mlp_->parameters()).row(unit);
    const float scale = s.scaling == net::Scaling::classic ? nth(mlp_->dropout.keep, row - 1) : 1.0f;
    out.setConstant(net::biases(shape, row - 1, mlp_->parameters())[unit]);
    for (int j = 0; j < w.size(); ++j) out += scale * w[j] * activations(row - 1, j);
    out = out.tanh();
  }
  return shown_;
}

void UnitSheet::publish(const lab::Snapshot& s, const Style& style) {
  const int units = units_before(s.shape, s.shape.layers + 1);
  const int lines = (units + columns - 1) / columns;
  palette_.follow(style);
  pixels_.resize(static_cast<std::size_t>(lines * columns * points));
  for (int row = 0, square = 0; row <= s.shape.layers; ++row) {
    for (int unit = 0; unit < nth(s.shape.units, row); ++unit, ++square) {
      const auto values = shown_values(s, row, unit);
      ImU32* corner = pixels_.data() + square / columns * side * width() + square % columns * side;
      for (int i = 0; i < points; ++i) {
        corner[i / side * width() + i % side] = palette_.at(nth(values, i));
      }
    }
  }
  version_ = ++versions_;
  dark_ = style.dark;
  done_ = -1;
}

void UnitSheet::advance(const lab::Snapshot& s, const Style& style, int arm) {
  if (moment_.run != s.run) {
    version_ = 0;
    done_ = -1;
  }
  if (done_ < 0) {
    if (is_current(s, style, arm)) return;
    begin(s, arm);
  }
  const int count = std::max(block, static_cast<int>(work_a_call / s.shape.parameters()) / block * block);
  compute_columns(std::min(count, points - done_));
  if (done_ == points) publish(s, style);
}

}  // namespace view
