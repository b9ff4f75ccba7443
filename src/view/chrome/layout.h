// Where the regions lie: three arrangements by the width of the canvas.
#pragma once
#include "chrome/regions.h"
#include "gpu/pictures.h"

namespace view {

constexpr float narrow_below = 700, wide_from = 1100;  // units

// Rail, centre and arms side by side; nothing scrolls from 1280 × 800 on, but the rail where it must.
void wide_layout(const Frame&);
// Rail left; network, arms and curves in a column that scrolls.
void medium_layout(const Frame&);
// One scene at a time under tabs. Returns the upper edge of the bar at the bottom.
float narrow_layout(const Frame&);

}  // namespace view
