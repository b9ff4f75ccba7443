// Curves of bounded length: one point every `stride` iterations; when they are full every other point is dropped and
// the stride doubles. Which points there are depends on the iteration alone. Private to lab.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace lab {

class History {
public:
  History() = default;
  History(int series, int capacity, std::int64_t first_stride);

  bool due(std::int64_t iteration) const { return iteration % stride_ == 0; }
  // A point at a due iteration, each one `stride` after the last; one value a series. Does not allocate.
  void add(std::int64_t iteration, std::span<const float> values);

  int count() const { return count_; }
  std::int64_t stride() const { return stride_; }
  std::span<const float> iterations() const { return row(series_); }
  std::span<const float> series(int s) const { return row(s); }

private:
  std::span<const float> row(int r) const;
  void decimate();

  int series_ = 0, capacity_ = 0, count_ = 0;
  std::int64_t stride_ = 1;
  std::vector<float> values_;  // (series + 1, capacity); the last row holds the iterations
};

}  // namespace lab
