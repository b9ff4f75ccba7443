// Vectors of the machine's own width by the compilers' vector extensions: + - * / and comparisons are the language's,
// the rest is here. Comparisons give lanes of all ones or all zeros.
#pragma once
#include <cstdint>
#include <cstring>

#if defined(__wasm_simd128__)
#include <wasm_simd128.h>
#elif defined(__SSE2__)
#include <immintrin.h>
#endif

#define NET_INLINE [[gnu::always_inline]] inline

// Before a loop: as it stands. Unrolled by the compiler it would hold more vectors than there are registers, and
// engines spill them.
#if defined(__clang__)
#define NET_ROLLED _Pragma("clang loop unroll(disable)")
#else
#define NET_ROLLED
#endif

// For a function that clears memory by vectors: Emscripten's memset, which compilers put in its place, is slower.
#if defined(__clang__)
#define NET_NO_MEMSET [[clang::no_builtin("memset")]]
#else
#define NET_NO_MEMSET
#endif

namespace net::simd {

#if defined(__AVX2__)
constexpr int width = 8;
#else
constexpr int width = 4;
#endif
constexpr int panel = 8;                  // row strides are multiples of this many floats
constexpr int per_panel = panel / width;  // vectors in a panel

using Floats = float __attribute__((vector_size(4 * width)));
using Ints = std::int32_t __attribute__((vector_size(4 * width)));
using Float4 = float __attribute__((vector_size(16)));
using Int4 = std::int32_t __attribute__((vector_size(16)));
using Word4 = std::uint32_t __attribute__((vector_size(16)));

template <typename Vector = Floats>
NET_INLINE Vector load(const float* from) {
  Vector v;
  std::memcpy(&v, from, sizeof v);
  return v;
}
template <typename Vector>
NET_INLINE void store(float* to, Vector v) {
  std::memcpy(to, &v, sizeof v);
}
NET_INLINE Floats splat(float a) { return a - Floats{}; }  // a - 0 is a, even for -0
NET_INLINE Ints splat(std::int32_t a) { return a + Ints{}; }

NET_INLINE Ints bits(Floats v) { return reinterpret_cast<Ints>(v); }
NET_INLINE Floats floats(Ints v) { return reinterpret_cast<Floats>(v); }
NET_INLINE Floats to_floats(Ints v) { return __builtin_convertvector(v, Floats); }

NET_INLINE Floats where(Ints mask, Floats yes, Floats no) { return floats((bits(yes) & mask) | (bits(no) & ~mask)); }
NET_INLINE Floats where(Ints mask, Floats yes) { return floats(bits(yes) & mask); }
NET_INLINE Floats min(Floats a, Floats b) { return where(b < a, b, a); }
NET_INLINE Floats max(Floats a, Floats b) { return where(a < b, b, a); }
NET_INLINE Floats abs(Floats a) { return floats(bits(a) & 0x7fffffff); }

// a·b + c, rounded once where the machine can.
NET_INLINE Floats madd(Floats a, Floats b, Floats c) {
#if defined(__wasm_relaxed_simd__)
  return reinterpret_cast<Floats>(
      wasm_f32x4_relaxed_madd(reinterpret_cast<v128_t>(a), reinterpret_cast<v128_t>(b), reinterpret_cast<v128_t>(c)));
#elif defined(__AVX2__) && defined(__FMA__)
  return reinterpret_cast<Floats>(
      _mm256_fmadd_ps(reinterpret_cast<__m256>(a), reinterpret_cast<__m256>(b), reinterpret_cast<__m256>(c)));
#else
  return a * b + c;
#endif
}

// Vectors of the products of large layers: AVX-512 has twice as long ones, too long for the rest.
#if defined(__AVX512F__)
using Wide = float __attribute__((vector_size(64)));
NET_INLINE Wide madd(Wide a, Wide b, Wide c) {
  return reinterpret_cast<Wide>(
      _mm512_fmadd_ps(reinterpret_cast<__m512>(a), reinterpret_cast<__m512>(b), reinterpret_cast<__m512>(c)));
}
#else
using Wide = Floats;
#endif

NET_INLINE Floats sqrt(Floats a) {
#if defined(__wasm_simd128__)
  return reinterpret_cast<Floats>(wasm_f32x4_sqrt(reinterpret_cast<v128_t>(a)));
#elif defined(__AVX2__)
  return reinterpret_cast<Floats>(_mm256_sqrt_ps(reinterpret_cast<__m256>(a)));
#elif defined(__SSE2__)
  return reinterpret_cast<Floats>(_mm_sqrt_ps(reinterpret_cast<__m128>(a)));
#else
  for (int i = 0; i < width; ++i) a[i] = __builtin_sqrtf(a[i]);
  return a;
#endif
}

// One bit a lane, lane 0 lowest.
NET_INLINE unsigned bit_mask(Int4 mask) {
#if defined(__wasm_simd128__)
  return wasm_i32x4_bitmask(reinterpret_cast<v128_t>(mask));
#elif defined(__SSE2__)
  return static_cast<unsigned>(_mm_movemask_ps(reinterpret_cast<__m128>(mask)));
#else
  return (mask[0] & 1u) | (mask[1] & 2u) | (mask[2] & 4u) | (mask[3] & 8u);
#endif
}

// Lanes `first` … of the eight whose bits `byte` holds.
NET_INLINE Ints lanes_of(std::uint8_t byte, int first) {
#if defined(__AVX2__)
  (void)first;
  const Ints bit{1, 2, 4, 8, 16, 32, 64, 128};
  return (splat(std::int32_t{byte}) & bit) == bit;
#else
  const Ints bit{1, 2, 4, 8};
  return (splat(std::int32_t{byte} >> first) & bit) == bit;
#endif
}

// Lanes whose index is below `count`.
NET_INLINE Ints first_lanes(int count) {
#if defined(__AVX2__)
  return Ints{0, 1, 2, 3, 4, 5, 6, 7} < splat(count);
#else
  return Ints{0, 1, 2, 3} < splat(count);
#endif
}

NET_INLINE Float4 to_four(Floats v) {
#if defined(__AVX2__)
  return __builtin_shufflevector(v, v, 0, 1, 2, 3) + __builtin_shufflevector(v, v, 4, 5, 6, 7);
#else
  return v;
#endif
}

// The sums of the lanes of a, b, c and d.
NET_INLINE Float4 sums(Floats a, Floats b, Floats c, Floats d) {
  const Float4 a4 = to_four(a), b4 = to_four(b), c4 = to_four(c), d4 = to_four(d);
  const Float4 ab = __builtin_shufflevector(a4, b4, 0, 4, 1, 5) + __builtin_shufflevector(a4, b4, 2, 6, 3, 7);
  const Float4 cd = __builtin_shufflevector(c4, d4, 0, 4, 1, 5) + __builtin_shufflevector(c4, d4, 2, 6, 3, 7);
  return __builtin_shufflevector(ab, cd, 0, 1, 4, 5) + __builtin_shufflevector(ab, cd, 2, 3, 6, 7);
}
NET_INLINE float sum(Floats a) {
  const Float4 s = to_four(a);
  return (s[0] + s[1]) + (s[2] + s[3]);
}

// Calls body(first, Vectors<…>{}) for the panels of `columns` columns, a multiple of width, and half a one at the end.
template <int count>
struct Vectors {};
template <typename Body>
NET_INLINE void over_panels(int columns, Body body) {
  int p = 0;
  NET_ROLLED
  for (; p + panel <= columns; p += panel) body(p, Vectors<per_panel>{});
  if (per_panel > 1 && p < columns) body(p, Vectors<1>{});
}

// Turns a 4 × 4 matrix's rows into its columns.
NET_INLINE void transpose(Float4 (&rows)[4]) {
  const Float4 a = __builtin_shufflevector(rows[0], rows[1], 0, 4, 1, 5);
  const Float4 b = __builtin_shufflevector(rows[2], rows[3], 0, 4, 1, 5);
  const Float4 c = __builtin_shufflevector(rows[0], rows[1], 2, 6, 3, 7);
  const Float4 d = __builtin_shufflevector(rows[2], rows[3], 2, 6, 3, 7);
  rows[0] = __builtin_shufflevector(a, b, 0, 1, 4, 5);
  rows[1] = __builtin_shufflevector(a, b, 2, 3, 6, 7);
  rows[2] = __builtin_shufflevector(c, d, 0, 1, 4, 5);
  rows[3] = __builtin_shufflevector(c, d, 2, 3, 6, 7);
}

}  // namespace net::simd
