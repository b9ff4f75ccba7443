// The one way this project includes Eigen 3.4.0. Natively it is plain <Eigen/Core>. Under Emscripten with -msimd128
// -msse4.2 Eigen's SSE back end runs on WebAssembly vectors, once five things are mended from outside; with
// -mrelaxed-simd it uses fused multiply-add as well.
#pragma once
#if defined(__wasm_simd128__) && defined(__SSE2__)
#include <immintrin.h>
#include <wasm_simd128.h>

// 1. Eigen includes clang's <mmintrin.h>, which is an #error off x86.
#ifndef __MMINTRIN_H
#define __MMINTRIN_H
#endif
// 2. clang claims to be gcc 4.2, and for gcc before 6.3 Eigen's pmin and pmax are x86 assembly. Eigen compares
//    10 * major + minor, which 4.23 passes.
#pragma push_macro("__GNUC_MINOR__")
#undef __GNUC_MINOR__
#define __GNUC_MINOR__ 23
// 3. The default is 2 * sizeof(void*) = 8 registers; engines on x86-64 and ARM have 16 or more.
#define EIGEN_ARCH_DEFAULT_NUMBER_OF_REGISTERS 16
// 4. Emscripten's _mm_cvttps_epi32, which Eigen's exp needs, converts lane by lane.
namespace net::wasm {
inline __m128i truncate(__m128 a) {
#ifdef __wasm_relaxed_simd__
  return reinterpret_cast<__m128i>(wasm_i32x4_relaxed_trunc_f32x4(reinterpret_cast<v128_t>(a)));
#else
  return reinterpret_cast<__m128i>(wasm_i32x4_trunc_sat_f32x4(reinterpret_cast<v128_t>(a)));
#endif
}
}  // namespace net::wasm
#define _mm_cvttps_epi32 net::wasm::truncate
// 5. The default off x86 and ARM is 0, which leaves small fixed-size objects unvectorized.
#define EIGEN_MAX_STATIC_ALIGN_BYTES 16

#ifdef __wasm_relaxed_simd__
#define EIGEN_HAS_SINGLE_INSTRUCTION_MADD
namespace Eigen::internal {
template <typename Packet>
inline Packet pmadd(const Packet& a, const Packet& b, const Packet& c);
template <>
[[gnu::always_inline]] inline __m128 pmadd(const __m128& a, const __m128& b, const __m128& c) {
  return reinterpret_cast<__m128>(
      wasm_f32x4_relaxed_madd(reinterpret_cast<v128_t>(a), reinterpret_cast<v128_t>(b), reinterpret_cast<v128_t>(c)));
}
template <>
[[gnu::always_inline]] inline __m128d pmadd(const __m128d& a, const __m128d& b, const __m128d& c) {
  return reinterpret_cast<__m128d>(
      wasm_f64x2_relaxed_madd(reinterpret_cast<v128_t>(a), reinterpret_cast<v128_t>(b), reinterpret_cast<v128_t>(c)));
}
}  // namespace Eigen::internal
#endif

#include <Eigen/Core>
#pragma pop_macro("__GNUC_MINOR__")
#else
#include <Eigen/Core>
#endif
