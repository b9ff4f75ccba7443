// exp, log(1 + x), tanh and the logistic function on vectors, without libm. The coefficients are our own minimax fits
// (least squares, reweighted after Lawson until the relative error levelled out).
#pragma once
#include "simd.h"

namespace net::simd {

// Relative error at most 2e-7 on [-70, 88]; e⁸⁸ above, and below it 0, so that deltas of saturated outputs, multiplied
// by weights and activations, don't become subnormal.
NET_INLINE Floats exp(Floats given) {
  const Floats x = min(max(given, splat(-70.0f)), splat(88.0f));
  const Floats magic = splat(12582912.0f);  // 1.5·2²³: adding it rounds to an integer, kept in the low bits
  const Floats shifted = madd(x, splat(1.44269504f), magic);
  const Floats n = shifted - magic;
  // r = x - n·ln 2, in two parts
  const Floats r = madd(n, splat(-1.42860677e-6f), madd(n, splat(-0.693145752f), x));
  Floats p = splat(0.008368780581751889f) + r * splat(0.001381446674421631f);
  p = madd(p, r, splat(0.04166839422813637f));
  p = madd(p, r, splat(0.16666520106329902f));
  p = madd(p, r, splat(0.499999934123927f));
  p = madd(p * r, r, r) + splat(1.0f);
  const Ints negligible = given < splat(-70.0f);
  return floats((bits(p) + (bits(shifted) << 23)) & ~negligible);
}

// log(1 + x) for x >= 0: relative error at most 3e-7, however small x.
NET_INLINE Floats log_one_plus(Floats x) {
  const Floats one = splat(1.0f);
  const Floats t = one + x;
  const Ints exponent = (bits(t) - splat(std::int32_t{0x3f3504f3})) >> 23;  // t / 2^exponent lies in [1/√2, √2)
  const Floats mantissa = floats(bits(t) - (exponent << 23));
  const Floats e = where(exponent == Ints{}, x, mantissa - one);
  const Floats s = e / (e + splat(2.0f));                 // log(1 + e) = 2 artanh(s)
  const Floats curved = where(abs(s) > splat(1e-6f), s);  // below, powers of s would become subnormal, and slow
  const Floats s2 = curved * curved;
  Floats p = madd(s2, splat(0.29871842280829486f), splat(0.3997753765624986f));
  p = madd(p, s2, splat(0.6666677641027174f));
  return madd(to_floats(exponent), splat(0.693147181f), madd(p * s2, curved, s + s));
}

// Rational, relative error at most 4e-7; |tanh| may exceed 1 by one rounding.
NET_INLINE Floats tanh(Floats x) {
  x = min(max(x, splat(-9.0f)), splat(9.0f));
  const Floats u = x * x;
  Floats p = madd(u, splat(1.335461685227012e-08f), splat(2.0609048945592288e-05f));
  Floats q = madd(u, splat(7.776539687303135e-07f), splat(0.00032856314582069274f));
  p = madd(p, u, splat(0.0034955860550534073f));
  q = madd(q, u, splat(0.025876974285312253f));
  p = madd(p, u, splat(0.13381023888287533f));
  q = madd(q, u, splat(0.46714339485809864f));
  p = madd(p, u, splat(0.9999999794761235f));
  q = madd(q, u, splat(1.0f));
  return x * p / q;
}

NET_INLINE Floats sigmoid(Floats x) { return splat(1.0f) / (splat(1.0f) + exp(-x)); }

}  // namespace net::simd
