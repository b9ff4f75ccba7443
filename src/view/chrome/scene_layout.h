// One view alone, as it stands in another page.
#pragma once
#include "chrome/regions.h"
#include "gpu/pictures.h"

namespace view {

// Environment::scene over the whole canvas, from 320 × 240 on, above a bar with the controls that it needs.
void scene_layout(const Frame&);

}  // namespace view
