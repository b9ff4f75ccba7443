#include "packing.h"

#include <cstring>

namespace net {

// All are out of line and take at least a panel at a time: engines tier up a function between its calls.

[[gnu::noinline]] void pack(Kept kept, int first, int depth, int columns, const float* from, int step, Panels& to) {
  float* panel = to.numbers;
  for (int j = 0; j < columns; j += tile_columns) {
    const bool whole = j + tile_columns <= columns;
    for (int k = 0; k < depth; ++k, panel += tile_columns) {
      const float* row = from + kept[first + k] * step + j;
      if (whole) {
        simd::store(panel, simd::load<simd::Wide>(row));
        simd::store(panel + tile_columns / 2, simd::load<simd::Wide>(row + tile_columns / 2));
      } else {
        for (int i = 0; i < tile_columns; ++i) panel[i] = j + i < columns ? row[i] : 0;
      }
    }
  }
}

[[gnu::noinline]] void pack_transposed(Kept kept, int first, int columns, int depth, const float* from, int step,
                                       Panels& to) {
  for (int j = 0; j < columns; j += 4) {
    float* column = to.numbers + j / tile_columns * tile_columns * depth + j % tile_columns;
    const float* rows[4];
    for (int r = 0; r < 4; ++r) rows[r] = from + kept[first + (j + r < columns ? j + r : j)] * step;
    for (int k = 0; k < depth; k += 4, column += 4 * tile_columns) {
      simd::Float4 block[4];
      for (int r = 0; r < 4; ++r) block[r] = simd::load<simd::Float4>(rows[r] + k);
      simd::transpose(block);
      for (int r = 0; r < 4; ++r) simd::store(column + r * tile_columns, block[r]);
    }
  }
}

[[gnu::noinline]] void pack_side_by_side(Kept rows, int first_row, int depth, Kept columns, int first, int count,
                                         const float* from, int step, float* to) {
  for (int k = 0; k < depth; ++k, to += tile_rows) {
    const float* row = from + rows[first_row + k] * step;
    int c = 0;
    for (; c + tile_rows <= count; c += tile_rows) {
      if (columns.units)
        for (int i = 0; i < tile_rows; ++i) to[c * depth + i] = row[columns.units[first + c + i]];
      else
        std::memcpy(to + c * depth, row + first + c, tile_rows * sizeof(float));
    }
    for (int i = 0; c + i < count; ++i) to[c * depth + i] = row[columns[first + c + i]];
  }
}

[[gnu::noinline]] void gather(Kept kept, int first, int count, const float* from, float* to) {
  if (kept.units) {
    for (int i = 0; i < count; ++i) to[i] = from[kept.units[first + i]];
  } else {
    for (int i = 0; i < count; ++i) to[i] = from[first + i];
  }
}

}  // namespace net
