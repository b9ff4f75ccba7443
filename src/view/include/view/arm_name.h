// What an arm is called, in the language that is spoken.
#pragma once
#include "lab/snapshot.h"

namespace view {

// Good until the next call for the same arm.
const char* arm_name(const lab::SnapshotHead&, int arm);

}  // namespace view
