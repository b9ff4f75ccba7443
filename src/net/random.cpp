#include "net/random.h"

#include <bit>
#include <cassert>
#include <cmath>

#include "mix.h"

namespace net {
namespace {

std::uint64_t finalize(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
  return x ^ (x >> 31);
}

// log of a positive normal double: the exponent by its bits, the mantissa by 2 artanh((m-1)/(m+1)).
double logarithm(double x) {
  const auto bits = std::bit_cast<std::uint64_t>(x);
  int exponent = static_cast<int>(bits >> 52) - 1023;
  double m = std::bit_cast<double>((bits & 0x000fffffffffffffu) | 0x3ff0000000000000u);
  if (m > 1.4142135623730951) {
    m *= 0.5;
    ++exponent;
  }
  const double s = (m - 1) / (m + 1), s2 = s * s;  // |s| <= 0.172, so that s^13 / 13 < 1e-11
  const double series = 1 + s2 * (1. / 3 + s2 * (1. / 5 + s2 * (1. / 7 + s2 * (1. / 9 + s2 * (1. / 11)))));
  return exponent * 0.6931471805599453 + 2 * s * series;
}

// Wichura 1988, AS 241, PPND7: relative error about 1e-7. p in [2^-33, 1 - 2^-33], where its far tails do not begin.
double inverse_normal(double p) {
  const double q = p - 0.5;
  if (std::abs(q) <= 0.425) {
    const double r = 0.180625 - q * q;
    return q * (((5.9109374720e1 * r + 1.5929113202e2) * r + 5.0434271938e1) * r + 3.3871327179e0) /
           (((6.7187563600e1 * r + 7.8757757664e1) * r + 1.7895169469e1) * r + 1.0);
  }
  const double r = std::sqrt(-logarithm(q < 0 ? p : 1 - p)) - 1.6;
  const double z = (((1.7023821103e-1 * r + 1.3067284816e0) * r + 2.7568153900e0) * r + 1.4234372777e0) /
                   ((1.2021132975e-1 * r + 7.3700164250e-1) * r + 1.0);
  return q < 0 ? -z : z;
}

}  // namespace

Random::Random(std::uint64_t seed, Purpose purpose, std::uint64_t step, std::uint32_t lane) {
  constexpr std::uint64_t golden = 0x9e3779b97f4a7c15u;
  std::uint64_t h = finalize(seed + golden);
  h = finalize((h ^ static_cast<std::uint64_t>(purpose)) + golden);
  h = finalize((h ^ step) + golden);
  h = finalize((h ^ lane) + golden);
  key0_ = static_cast<std::uint32_t>(h);
  key1_ = static_cast<std::uint32_t>(h >> 32);
}

std::uint32_t Random::word(std::uint32_t index) const { return mix(index, key0_, key1_); }

void Random::words(std::uint32_t first, std::uint32_t count, std::uint32_t* out) const {
  const std::uint32_t key0 = key0_, key1 = key1_;
  for (std::uint32_t i = 0; i < count; ++i) out[i] = mix(first + i, key0, key1);
}

float Random::uniform(std::uint32_t index) const { return static_cast<float>(word(index) >> 8) * 0x1p-24f; }

std::uint32_t Random::below(std::uint32_t index, std::uint32_t n) const {
  assert(n >= 1);
  return static_cast<std::uint32_t>(static_cast<std::uint64_t>(word(index)) * n >> 32);
}

float Random::normal(std::uint32_t index) const {
  return static_cast<float>(inverse_normal((word(index) + 0.5) * 0x1p-32));
}

void permutation(const Random& random, std::uint32_t n, std::uint32_t* out) {
  for (std::uint32_t i = 0; i < n; ++i) out[i] = i;
  for (std::uint32_t i = 0; i + 1 < n; ++i) {
    const std::uint32_t j = i + random.below(i, n - i);
    const std::uint32_t held = out[i];
    out[i] = out[j];
    out[j] = held;
  }
}

}  // namespace net
