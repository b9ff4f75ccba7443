#include "analyses/analysis.h"

#include <algorithm>
#include <cmath>

namespace lab {

void Weights::take(const Snapshot& s) {
  run = s.run;
  iteration = s.iteration;
  typed = s.typed;
  shape = s.shape;
  arms = s.arms;
  held.assign(s[s.held].begin(), s[s.held].end());
  numbers.clear();
  for (std::size_t a = 0; a < static_cast<std::size_t>(arms); ++a) {
    keep[a] = s.arm[a].keep;
    const auto own = s[s.arm[a].parameters];
    numbers.insert(numbers.end(), own.begin(), own.end());
  }
}

bool Weights::of(const Snapshot& s) const {
  if (run != s.run || iteration != s.iteration || typed != s.typed || arms != s.arms) return false;
  const auto same_keep = [](const ArmFigures& arm, const auto& taken) { return arm.keep == taken; };
  return std::equal(s.arm.begin(), s.arm.begin() + arms, keep.begin(), same_keep) &&
         std::ranges::equal(s[s.held], held);
}

const float* Weights::arm(int index) const { return numbers.data() + index * shape.parameters(); }

namespace {

std::shared_ptr<const std::vector<net::Held>> held_units(const Snapshot& s, int arm) {
  std::vector<net::Held> all;
  const auto holds = s[s.held].subspan(static_cast<std::size_t>(arm) * static_cast<std::size_t>(s.mask_units));
  std::size_t next = 0;
  for (int row = 0; row < s.shape.layers; ++row) {
    for (int unit = 0; unit < units(s.shape, row) && next < holds.size(); ++unit, ++next) {
      const auto hold = static_cast<Hold>(static_cast<int>(holds[next]));
      if (hold != Hold::random) all.push_back({row, unit, hold == Hold::kept});
    }
  }
  return all.empty() ? nullptr : std::make_shared<const std::vector<net::Held>>(std::move(all));
}

}  // namespace

net::Dropout own_dropout(const Snapshot& s, int arm) {
  net::Dropout dropout;
  dropout.keep = s.arm[static_cast<std::size_t>(arm)].keep;
  dropout.scaling = s.scaling;
  dropout.per = s.mask_per;
  dropout.held = held_units(s, arm);
  return dropout;
}

net::Dropout common_masks(const Snapshot& s, int arm) {
  net::Dropout dropout = own_dropout(s, arm);
  dropout.held = nullptr;
  if (!has_masks(dropout)) dropout.scaling = net::Scaling::inverted;
  if (s.mask_arm >= 0 && dropout.scaling == net::Scaling::inverted)
    dropout.keep = s.arm[static_cast<std::size_t>(s.mask_arm)].keep;
  return dropout;
}

bool has_masks(const net::Dropout& dropout) {
  return dropout.held || std::any_of(dropout.keep.begin(), dropout.keep.end(), [](float keep) { return keep < 1; });
}

net::Matrix targets(const Snapshot& s, Range label, int size) {
  const std::span<const float> labels = s[label];
  if (s.shape.outputs() == 1) return Eigen::Map<const net::Matrix>(labels.data(), 1, size);
  net::Matrix y = net::Matrix::Zero(s.shape.outputs(), size);
  for (Eigen::Index i = 0; i < size; ++i) y(static_cast<Eigen::Index>(labels[static_cast<std::size_t>(i)]), i) = 1;
  return y;
}

net::ConstMatrixView columns(const Snapshot& s, Range x, int size, int first, int count) {
  return {s[x].data() + first, s.shape.inputs(), count, Eigen::OuterStride<>(size)};
}

float round_up(float v) {
  if (!(v > 0) || !std::isfinite(v)) return 1;
  const float power = std::pow(10.0f, std::floor(std::log10(v)));
  for (const float m : {1.0f, 1.5f, 2.0f, 3.0f, 5.0f, 7.0f})
    if (v <= m * power) return m * power;
  return 10 * power;
}

int units_of_rows(const net::Shape& shape, int first, int last) {
  int sum = 0;
  for (int row = first; row <= last; ++row) sum += units(shape, row);
  return sum;
}

}  // namespace lab
