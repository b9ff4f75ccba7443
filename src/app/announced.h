// What a screen reader's DOM shows, as JSON.
#pragma once
#include <string>

#include "engine/engine.h"
#include "view/page.h"

namespace app {

// Appends {"answered": asks, "iteration": …, "playing": …, "dark": …, "notice": …, "aloud": …, "arms": [ … ],
// "regions": [ … ], "items": [ … ]} of the last frame that was collected, places in CSS pixels, of which a unit has
// `scale`. Members with their usual value are left out.
void write_announced(std::string& out, const Report&, const view::Environment&, float scale);

}  // namespace app
