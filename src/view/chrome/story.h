// The story of a starting point in two sentences, with the run's own numbers: what to look at, what to do, what it
// shows.
#pragma once
#include "chrome/frame.h"

namespace view {

// From `pos` downwards; returns its height, 0 where the visitor has hidden it.
float draw_story(const Frame&, ImVec2 pos, float width);

}  // namespace view
