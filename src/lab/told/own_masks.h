// The masks that a right program and each wrong one make of the task's draws. Private to lab.
#pragma once
#include <array>
#include <vector>

#include "lab/own_program.h"

namespace lab {

enum class OwnMaskKind : std::uint8_t { right, wrong_side, none, by_unit, by_example, reordered };

struct OwnMask {
  OwnMaskKind kind = OwnMaskKind::right;
  std::vector<char> kept;  // (units, batch), row by row
};

std::array<OwnMask, 6> own_masks(const OwnTask&);

}  // namespace lab
