// Room for content that may be taller than its place.
#pragma once
#include "kit/widgets.h"

namespace view {

// Opens the room, which scrolls where it must; `id` names it. end_scroll() closes it whatever this returned, and is
// told how far the content reached.
bool begin_scroll(const char* id, Rect);
void end_scroll(float bottom);
// A line that may be longer than its place: a finger, the mouse or the wheel moves it along, and it fades into `ground`
// at an end beyond which there is more. end_row() is told how far to the right the content reached.
bool begin_row(const char* id, Rect);
void end_row(Rect, float right, ImU32 ground);
// What lies there is seen whole from the next frame on.
void show_in_row(float left, float right);
// Where content begins within the room.
ImVec2 scroll_origin();

}  // namespace view
