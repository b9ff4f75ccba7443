// Blocks of a large product's factors, laid out as its tiles read them. Kept units are those from `first` on.
#pragma once
#include "products.h"
#include "simd.h"

namespace net {

constexpr int tile_rows = 6;  // with two vectors a row: twelve sums, as many as sixteen registers can hold
constexpr int tile_columns = 2 * static_cast<int>(sizeof(simd::Wide) / sizeof(float));
constexpr int block_depth = 256;  // a panel of this depth stays in the first cache
constexpr int block_rows = 8 * tile_rows;
constexpr int block_columns = 512;  // at most

// Columns first … of a block of the right factor, tile_columns side by side: row after row of the first, then of the
// next. They stay in the second cache.
struct Panels {
  static constexpr int capacity = 128 * block_depth;
  alignas(64) float numbers[capacity];
};

// How many columns of a block of `depth` rows fit.
constexpr int columns_that_fit(int depth) {
  const int columns = Panels::capacity / depth / tile_columns * tile_columns;
  return columns < block_columns ? columns : block_columns;
}

// `depth` kept rows of from (·, columns); rows are `step` apart. Beyond the last column panels hold zeros.
void pack(Kept, int first, int depth, int columns, const float* from, int step, Panels&);
// Of `columns` kept rows of from (·, depth) the transpose; depth is a multiple of 4. Beyond the last column panels hold
// anything.
void pack_transposed(Kept, int first, int columns, int depth, const float* from, int step, Panels&);
// `columns` kept columns of kept rows of from, `depth` of them, in groups of tile_rows columns: row after row of the
// first group, then of the next.
void pack_side_by_side(Kept rows, int first_row, int depth, Kept columns, int first, int count, const float* from,
                       int step, float* to);
// `count` kept numbers of from.
void gather(Kept, int first, int count, const float* from, float* to);

}  // namespace net
