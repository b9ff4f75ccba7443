#include "kit/round_numbers.h"

#include <cmath>

namespace view {
namespace {

float power_of_ten_below(float v) { return std::pow(10.0f, std::floor(std::log10(v))); }

}  // namespace

float round_above(float v) {
  const float power = power_of_ten_below(v);
  for (const float m : {1.0f, 2.0f, 5.0f})
    if (v <= m * power * 1.0001f) return m * power;
  return 10 * power;
}

float round_below(float v) {
  const float power = power_of_ten_below(v);
  for (const float m : {5.0f, 2.0f})
    if (m * power <= v) return m * power;
  return power;
}

}  // namespace view
