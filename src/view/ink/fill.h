// Large opaque areas, cleared instead of drawn: where graphics run in software, blending a textured rectangle over
// nearly all of the page costs more than everything else in it.
#pragma once
#include "ink/canvas.h"

namespace view {

// Fills r, whose sides lie on whole device pixels or nearly so, with an opaque colour.
void fill(ImDrawList*, Rect, ImU32 color);
// The same with round corners.
void fill_rounded(ImDrawList*, Rect, ImU32 color, float rounding);

}  // namespace view
