// Room for content that may be taller than its place.
#pragma once
#include "kit/widgets.h"

namespace view {

// Opens the room, which scrolls where it must; `id` names it. end_scroll() closes it whatever this returned, and is
// told how far the content reached.
bool begin_scroll(const char* id, Rect);
void end_scroll(float bottom);
// Where content begins within the room.
ImVec2 scroll_origin();

}  // namespace view
