// The typeface: six fonts rasterized at the device pixel ratio into ImGui's atlas.
#pragma once
#include "ink/style.h"

namespace view {

// Rebuilds the atlas for style.pixel_ratio and points the style's fonts into it; sizes are in units, drawn at
// 1 / pixel_ratio. The texture is renewed if the GL backend has one already, else the backend makes it.
void build_fonts(Style&);

}  // namespace view
