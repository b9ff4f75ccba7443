// What an analysis finds of one arm: as a snapshot a trivially copyable head and a flat block of numbers, so that it
// may come from this thread, another, or a worker.
#pragma once
#include <span>
#include <type_traits>
#include <vector>

#include "lab/snapshot.h"

namespace lab {

template <class Head>
struct Found : Head {
  static_assert(std::is_trivially_copyable_v<Head>);
  std::vector<float> numbers;
  std::span<const float> operator[](Range r) const { return std::span(numbers).subspan(r.offset, r.count); }
  std::span<float> operator[](Range r) { return std::span(numbers).subspan(r.offset, r.count); }
};

}  // namespace lab
