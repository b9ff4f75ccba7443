// The signs of the page, drawn as lines and triangles: crisp at every size, no font needed.
#pragma once
#include "ink/style.h"

namespace view {

enum class Icon { play, pause, reset, step, moon, sun, more, plus, minus, undo, redo, close, before, after, present };
void icon(const Style&, ImDrawList*, Icon, ImVec2 center, float radius, ImU32 color);

}  // namespace view
