// The gradient check (net::GradientCheck) of the arm that drops units; without one, of the first.
#pragma once
#include <array>
#include <limits>

#include "lab/analyses/found.h"
#include "net/gradient_check.h"

namespace lab {

struct GradientCheckHead {
  static constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  std::int64_t iteration = -1;
  int examples = 0;  // of the training set, its first
  std::array<double, 3> error{unknown, unknown,
                              unknown};  // net::RelativeError, by net::CheckedMasks; NaN: nothing drops
  int kinks = 0;                         // z on ReLU's kink under the mask held, or where nothing drops
  double start_error = unknown;          // under the mask held at iteration 0; NaN: it was not looked at
  int start_kinks = 0;
};

struct GradientCheckResult : Found<GradientCheckHead> {
  // Of each parameter looked at, by net::CheckedMasks.
  struct Slopes {
    float parameter;
    std::array<float, 3> numeric, backpropagated;
  };
  std::span<const Slopes> slopes() const {
    return {reinterpret_cast<const Slopes*>(numbers.data()), numbers.size() * sizeof(float) / sizeof(Slopes)};
  }
};
static_assert(sizeof(GradientCheckResult::Slopes) == 7 * sizeof(float));

// Whose gradient it is.
inline int checked_arm(const SnapshotHead& s) { return s.mask_arm >= 0 ? s.mask_arm : 0; }

}  // namespace lab
