// The explanation of a unit under the pointer: its state, what it passes on, and its strongest weights as bars.
#pragma once
#include "views/network/network_scene.h"

namespace view {

void explain_unit(const NetworkScene&);

}  // namespace view
