// Ascending order without std::sort, which is 4 KB of code for each kind of element: nothing sorted here is long. The
// order of equal elements is the same in every standard library, but not theirs.
#pragma once
#include <algorithm>
#include <functional>

namespace net {

template <typename Range, typename Less = std::less<>>
void sort(Range& range, Less less = {}) {
  std::make_heap(range.begin(), range.end(), less);
  std::sort_heap(range.begin(), range.end(), less);
}

}  // namespace net
