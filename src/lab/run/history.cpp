#include "run/history.h"

namespace lab {

History::History(int series, int capacity, std::int64_t first_stride)
    : series_(series),
      capacity_(capacity),
      stride_(first_stride),
      values_(static_cast<std::size_t>(series + 1) * static_cast<std::size_t>(capacity)) {}

std::span<const float> History::row(int r) const {
  return {values_.data() + static_cast<std::ptrdiff_t>(r) * capacity_, static_cast<std::size_t>(count_)};
}

void History::add(std::int64_t iteration, std::span<const float> values) {
  if (count_ == capacity_) {
    decimate();
    if (!due(iteration)) return;
  }
  float* column = values_.data() + count_++;
  for (std::size_t s = 0; s < values.size(); ++s) column[s * static_cast<std::size_t>(capacity_)] = values[s];
  column[values.size() * static_cast<std::size_t>(capacity_)] = static_cast<float>(iteration);
}

void History::decimate() {
  const int left = (count_ + 1) / 2;
  for (int r = 0; r <= series_; ++r) {
    float* values = values_.data() + static_cast<std::ptrdiff_t>(r) * capacity_;
    for (int i = 0; i < left; ++i) values[i] = values[2 * i];
  }
  count_ = left;
  stride_ *= 2;
}

}  // namespace lab
