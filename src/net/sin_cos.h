// Sine and cosine of an angle in turns, by + and * alone: the same to the bit on every target (libm's are not).
#pragma once
#include <cmath>

namespace net {

struct SinCos {
  double sin, cos;
};

// Taylor series to the 15th power on [-1/8, 1/8] turn; absolute error below 1e-14 for |turns| < 1,000.
inline SinCos sin_cos(double turns) {
  const double quarter = std::floor(4 * turns + 0.5);
  const double a = 6.283185307179586476925 * (turns - quarter / 4), a2 = a * a;
  double s = -1.0 / 210;
  for (double product : {156.0, 110.0, 72.0, 42.0, 20.0, 6.0}) s = (1 + s * a2) * (-1 / product);
  double c = -1.0 / 182;
  for (double product : {132.0, 90.0, 56.0, 30.0, 12.0, 2.0}) c = (1 + c * a2) * (-1 / product);
  s = a * (1 + s * a2), c = 1 + c * a2;
  switch (static_cast<int>(quarter - 4 * std::floor(quarter / 4))) {
    case 0:
      return {s, c};
    case 1:
      return {c, -s};
    case 2:
      return {-s, -c};
    default:
      return {-c, s};
  }
}

}  // namespace net
