#include "large_products.h"

#include <algorithm>

#include "packing.h"

namespace net {
namespace {

using simd::Wide;
constexpr int width = tile_columns / 2;

// out (rows, tile_columns) at `column` = A (rows, depth) · panel (depth, tile_columns), or is added to. A's rows are
// row_step apart; or its columns are tile_rows apart and its rows lie side by side.
template <int rows, bool side_by_side>
[[gnu::noinline]] void tile(int depth, const float* a, int row_step, const float* panel, bool add, float* const* out,
                            int column) {
  if (side_by_side) row_step = 1;
  Wide sum[rows][2] = {};
  NET_ROLLED
  for (int k = 0; k < depth; ++k, a += side_by_side ? tile_rows : 1, panel += tile_columns) {
    const Wide x0 = simd::load<Wide>(panel), x1 = simd::load<Wide>(panel + width);
    for (int r = 0; r < rows; ++r) {
      const Wide factor = a[r * row_step] - Wide{};
      sum[r][0] = simd::madd(factor, x0, sum[r][0]);
      sum[r][1] = simd::madd(factor, x1, sum[r][1]);
    }
  }
  for (int r = 0; r < rows; ++r) {
    float* to = out[r] + column;
    if (add) {
      sum[r][0] += simd::load<Wide>(to);
      sum[r][1] += simd::load<Wide>(to + width);
    }
    simd::store(to, sum[r][0]);
    simd::store(to + width, sum[r][1]);
  }
}

using Tile = void(int, const float*, int, const float*, bool, float* const*, int);
template <bool side_by_side>
constexpr Tile* tiles[tile_rows] = {tile<1, side_by_side>, tile<2, side_by_side>, tile<3, side_by_side>,
                                    tile<4, side_by_side>, tile<5, side_by_side>, tile<6, side_by_side>};

// Rows of the left factor: step apart, or with step 0 side by side.
struct Left {
  const float* numbers;
  int step;
};

// The tiles of `rows` rows over all columns.
void row_of_tiles(int rows, int columns, int depth, Left left, const Panels& panels, bool add, float* const* out) {
  Tile* const run = left.step == 0 ? tiles<true>[rows - 1] : tiles<false>[rows - 1];
  const float* panel = panels.numbers;
  int j = 0;
  for (; j + tile_columns <= columns; j += tile_columns, panel += depth * tile_columns)
    run(depth, left.numbers, left.step, panel, add, out, j);
  if (j == columns) return;
  // a whole tile would overwrite what lies beyond the last column
  float part[tile_rows][tile_columns];
  float* parts[tile_rows];
  for (int r = 0; r < rows; ++r) parts[r] = part[r];
  run(depth, left.numbers, left.step, panel, false, parts, 0);
  for (int r = 0; r < rows; ++r)
    for (int i = j; i < columns; ++i) out[r][i] = (add ? out[r][i] : 0) + part[r][i - j];
}

// Room for the rows of a tile.
struct Gathered {
  alignas(64) float numbers[tile_rows * block_depth];
};

// Kept rows of a matrix, of them `depth` kept columns: as they lie, or gathered where some are left out.
Left left_factor(Kept kept_rows, int first, int rows, Kept columns, int k, int depth, const float* from, int step,
                 Gathered& gathered) {
  if (!kept_rows.units && !columns.units) return {from + first * step + k, step};
  for (int r = 0; r < rows; ++r)
    gather(columns, k, depth, from + kept_rows[first + r] * step, gathered.numbers + r * block_depth);
  return {gathered.numbers, block_depth};
}

// Calls body(first, count) for pieces of `all`.
template <typename Body>
void in_pieces(int all, int piece, Body body) {
  for (int first = 0; first < all; first += piece) body(first, std::min(piece, all - first));
}

// What the gradient is before anything is added: decay · W.
[[gnu::noinline]] NET_NO_MEMSET void start(int count, float decay, const float* w, float* dw) {
  int i = 0;
  if (decay != 0) {
    for (; i < count; ++i) dw[i] = decay * w[i];
  } else {
    for (; i + simd::width <= count; i += simd::width) simd::store(dw + i, simd::Floats{});
    for (; i < count; ++i) dw[i] = 0;
  }
}

[[gnu::noinline]] void scatter_sums(const int* at, int count, const float* sums, float* to) {
  for (int i = 0; i < count; ++i) to[at[i]] += sums[i];
}

// db = the row sums of delta
[[gnu::noinline]] void bias_gradient(const Layer& l, const float* delta, float* db) {
  const int units = l.units, stride = l.stride;
  int u = 0;
  for (; u + 4 <= units; u += 4, delta += 4 * stride) {
    simd::Floats sum[4] = {};
    for (int p = 0; p < l.columns; p += simd::width)
      for (int r = 0; r < 4; ++r) sum[r] += simd::load(delta + r * stride + p);
    const simd::Float4 total = simd::sums(sum[0], sum[1], sum[2], sum[3]);
    for (int r = 0; r < 4; ++r) db[u + r] = total[r];
  }
  for (; u < units; ++u, delta += stride) {
    simd::Floats sum{};
    for (int p = 0; p < l.columns; p += simd::width) sum += simd::load(delta + p);
    db[u] = simd::sum(sum);
  }
}

}  // namespace

void large_forward_product(const Layer& l, const float* w, const float* b, const float* in, float* out) {
  Panels panels;
  Gathered gathered;
  in_pieces(l.columns, columns_that_fit(block_depth), [&](int i, int columns) {
    in_pieces(l.in.count, block_depth, [&](int k, int depth) {
      if (!l.next(2.0 * l.out.count * depth * columns)) return;
      pack(l.in, k, depth, columns, in + i, l.stride, panels);
      in_pieces(l.out.count, tile_rows, [&](int u, int rows) {
        float* z[tile_rows];
        for (int r = 0; r < rows; ++r) {
          z[r] = out + l.out[u + r] * l.out_stride + i;
          if (k == 0) std::fill_n(z[r], columns, b[l.out[u + r]]);
        }
        const Left weights = left_factor(l.out, u, rows, l.in, k, depth, w, l.fan_in, gathered);
        row_of_tiles(rows, columns, depth, weights, panels, true, z);
      });
    });
  });
}

void large_backward_product(const Layer& l, const float* w, const float* delta, float* back) {
  Panels panels;
  alignas(64) float weights[block_rows * block_depth];
  in_pieces(l.stride, columns_that_fit(block_depth), [&](int i, int columns) {
    in_pieces(l.out.count, block_depth, [&](int u, int depth) {
      if (!l.next(2.0 * l.in.count * depth * columns)) return;
      pack(l.out, u, depth, columns, delta + i, l.stride, panels);
      in_pieces(l.in.count, block_rows, [&](int first, int all) {
        pack_side_by_side(l.out, u, depth, l.in, first, all, w, l.fan_in, weights);
        in_pieces(all, tile_rows, [&](int k, int rows) {
          float* z[tile_rows];
          for (int r = 0; r < rows; ++r) z[r] = back + l.in[first + k + r] * l.stride + i;
          row_of_tiles(rows, columns, depth, {weights + k * depth, 0}, panels, u > 0, z);
        });
      });
    });
  });
}

void large_gradient_product(const Layer& l, const float* w, float decay, const float* delta, const float* in, float* dw,
                            float* db) {
  if (l.next(l.units * l.columns)) bias_gradient(l, delta, db);
  Panels panels;
  Gathered gathered;
  float sums[tile_rows][block_columns];
  const bool starts = decay != 0 || l.out.units || l.in.units;
  if (starts && l.next(l.units * l.fan_in)) start(l.units * l.fan_in, decay, w, dw);
  in_pieces(l.in.count, columns_that_fit(std::min(l.columns, block_depth)), [&](int k, int columns) {
    in_pieces(l.columns, block_depth, [&](int i, int depth) {
      if (!l.next(2.0 * l.out.count * depth * columns)) return;
      pack_transposed(l.in, k, columns, depth, in + i, l.stride, panels);
      in_pieces(l.out.count, tile_rows, [&](int u, int rows) {
        float* to[tile_rows];
        for (int r = 0; r < rows; ++r) to[r] = l.in.units ? sums[r] : dw + l.out[u + r] * l.fan_in + k;
        const Left deltas = left_factor(l.out, u, rows, {l.columns}, i, depth, delta, l.stride, gathered);
        row_of_tiles(rows, columns, depth, deltas, panels, !l.in.units && (starts || i > 0), to);
        for (int r = 0; r < rows && l.in.units; ++r)
          scatter_sums(l.in.units + k, columns, sums[r], dw + l.out[u + r] * l.fan_in);
      });
    });
  });
}

}  // namespace net
