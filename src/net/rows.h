// How a batch lies in the network's memory: rows whose length is padded to whole panels. Private to net.
#pragma once
#include "kernels/simd.h"
#include "net/eigen.h"

namespace net {

inline int padded(int batch) { return (batch + simd::panel - 1) / simd::panel * simd::panel; }
inline int whole_vectors(int batch) { return (batch + simd::width - 1) / simd::width * simd::width; }

// rows (·, columns) into rows `stride` apart, zeros behind them up to a whole vector.
inline void copy_rows(ConstMatrixView from, int first, int columns, int stride, float* to) {
  const float* row = from.data() + first;
  for (Eigen::Index r = 0; r < from.rows(); ++r, to += stride, row += from.outerStride()) {
    // by hand: the calls of memcpy and memset would take longer than a short row
    int i = 0;
    NET_ROLLED
    for (; i + simd::width <= columns; i += simd::width) simd::store(to + i, simd::load(row + i));
    if (i == columns) continue;
    simd::Floats rest{};  // stored at once, since a vector's load would wait for single numbers' stores
    for (int lane = 0; lane < simd::width; ++lane)
      if (i + lane < columns) rest[lane] = row[i + lane];
    simd::store(to + i, rest);
  }
}

}  // namespace net
