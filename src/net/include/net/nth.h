// Indices here are int, as Eigen's and a person's are; those of the standard library are not.
#pragma once
#include <cstddef>

namespace net {

// list[index], for an index that is not negative.
template <class List, class Index>
constexpr decltype(auto) nth(List&& list, Index index) {
  return list[static_cast<std::size_t>(index)];
}

}  // namespace net
