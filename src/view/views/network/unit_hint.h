// The explanation of a unit under the pointer: its state, what it passes on, and its strongest weights as bars.
#pragma once
#include "views/network/network_scene.h"

namespace view {

void explain_unit(const NetworkScene&);
// Its name and state, then more in further lines.
Words describe(const NetworkScene&, int row, int unit);
// Its strongest incoming and outgoing weights, as many as `room` has; returns the height that they take.
float unit_bars(const NetworkScene&, int row, int unit, ImVec2 pos, float wide, float room, ImU32 ink);

}  // namespace view
