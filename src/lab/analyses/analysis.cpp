#include "analyses/analysis.h"

#include <algorithm>

namespace lab {

void Weights::take(const Snapshot& s) {
  run = s.run;
  iteration = s.iteration;
  typed = s.typed;
  shape = s.shape;
  arms = s.arms;
  numbers.clear();
  for (int a = 0; a < arms; ++a) {
    const auto own = s[s.arm[static_cast<std::size_t>(a)].parameters];
    numbers.insert(numbers.end(), own.begin(), own.end());
  }
}

bool Weights::of(const Snapshot& s) const {
  return run == s.run && iteration == s.iteration && typed == s.typed && arms == s.arms;
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
  const bool drops = std::any_of(dropout.keep.begin(), dropout.keep.end(), [](float keep) { return keep < 1; });
  if (!drops) dropout.scaling = net::Scaling::inverted;
  if (s.mask_arm >= 0 && dropout.scaling == net::Scaling::inverted)
    dropout.keep = s.arm[static_cast<std::size_t>(s.mask_arm)].keep;
  return dropout;
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

int units_of_rows(const net::Shape& shape, int first, int last) {
  int sum = 0;
  for (int row = first; row <= last; ++row) sum += units(shape, row);
  return sum;
}

}  // namespace lab
