// Eigen 3.4.0's kernel for products of floats, for WebAssembly's vectors: blocks of 8 × 4 whose loop over the depth is
// left rolled. Eigen's own kernel unrolls it by 8, which LLVM turns into chains of multiply-adds with dozens of live
// vectors, and engines then spill. Included by net/eigen.h alone.
#pragma once

namespace Eigen::internal {

// Packing for 8 rows at a time; the rest of the traits are those of the unvectorized target.
template <>
class gebp_traits<float, float, false, false, Architecture::Target, GEBPPacketFull>
    : public gebp_traits<float, float, false, false, Architecture::Generic, GEBPPacketFull> {
 public:
  enum { mr = 8 };
};

// res (rows, cols) += alpha · A (rows, depth) · B (depth, cols). A is packed in slices of 8, 4 or 1 rows and B in
// slices of 4 or 1 columns, each slice depth by depth; strides and offsets (of the slices) as Eigen passes them.
template <typename Index, typename DataMapper>
struct gebp_kernel<float, float, Index, DataMapper, 8, 4, false, false> {
  static EIGEN_STRONG_INLINE v128_t madd(v128_t a, v128_t b, v128_t c) {
#ifdef __wasm_relaxed_simd__
    return wasm_f32x4_relaxed_madd(a, b, c);
#else
    return wasm_f32x4_add(wasm_f32x4_mul(a, b), c);
#endif
  }

  // `vectors` × 4 rows and `columns` columns at (i, j). One function a shape, out of line, so that engines can swap in
  // their optimized code between calls.
  template <int vectors, int columns>
  static EIGEN_DONT_INLINE void block(const DataMapper& res, Index i, Index j, const float* a, const float* b,
                                      Index depth, float alpha) {
    v128_t sum[columns][vectors];
    for (int c = 0; c < columns; ++c)
      for (int v = 0; v < vectors; ++v) sum[c][v] = wasm_f32x4_splat(0);
#pragma clang loop unroll(disable)
    for (Index k = 0; k < depth; ++k, a += 4 * vectors, b += columns) {
      v128_t rows[vectors];
      for (int v = 0; v < vectors; ++v) rows[v] = wasm_v128_load(a + 4 * v);
      for (int c = 0; c < columns; ++c) {
        const v128_t column = wasm_v128_load32_splat(b + c);
        for (int v = 0; v < vectors; ++v) sum[c][v] = madd(rows[v], column, sum[c][v]);
      }
    }
    const v128_t factor = wasm_f32x4_splat(alpha);
    for (int c = 0; c < columns; ++c) {
      const auto out = res.getLinearMapper(i, j + c);
      for (int v = 0; v < vectors; ++v) {
        const auto before = reinterpret_cast<v128_t>(out.template loadPacket<Packet4f>(4 * v));
        out.storePacket(4 * v, reinterpret_cast<Packet4f>(madd(factor, sum[c][v], before)));
      }
    }
  }

  // One row and `columns` columns, 4 or 1.
  template <int columns>
  static EIGEN_DONT_INLINE void row(const DataMapper& res, Index i, Index j, const float* a, const float* b,
                                    Index depth, float alpha) {
    float sum[columns] = {};
    for (Index k = 0; k < depth; ++k, b += columns)
      for (int c = 0; c < columns; ++c) sum[c] += a[k] * b[c];
    for (int c = 0; c < columns; ++c) res(i, j + c) += alpha * sum[c];
  }

  EIGEN_DONT_INLINE void operator()(const DataMapper& res, const float* a_blocks, const float* b_blocks, Index rows,
                                    Index depth, Index cols, float alpha, Index a_stride = -1, Index b_stride = -1,
                                    Index a_offset = 0, Index b_offset = 0) const {
    if (a_stride == -1) a_stride = depth;
    if (b_stride == -1) b_stride = depth;
    const Index fours = cols / 4 * 4;
    // Calls of4 and of1, which take (column, packed B), over all columns.
    const auto over_columns = [&](auto of4, auto of1) {
      for (Index j = 0; j < fours; j += 4) of4(j, b_blocks + j * b_stride + b_offset * 4);
      for (Index j = fours; j < cols; ++j) of1(j, b_blocks + j * b_stride + b_offset);
    };
    Index i = 0;
    for (; i + 8 <= rows; i += 8) {
      const float* a = a_blocks + i * a_stride + a_offset * 8;
      over_columns([&](Index j, const float* b) { block<2, 4>(res, i, j, a, b, depth, alpha); },
                   [&](Index j, const float* b) { block<2, 1>(res, i, j, a, b, depth, alpha); });
    }
    for (; i + 4 <= rows; i += 4) {
      const float* a = a_blocks + i * a_stride + a_offset * 4;
      over_columns([&](Index j, const float* b) { block<1, 4>(res, i, j, a, b, depth, alpha); },
                   [&](Index j, const float* b) { block<1, 1>(res, i, j, a, b, depth, alpha); });
    }
    for (; i < rows; ++i) {
      const float* a = a_blocks + i * a_stride + a_offset;
      over_columns([&](Index j, const float* b) { row<4>(res, i, j, a, b, depth, alpha); },
                   [&](Index j, const float* b) { row<1>(res, i, j, a, b, depth, alpha); });
    }
  }
};

}  // namespace Eigen::internal
