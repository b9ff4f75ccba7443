// How widgets share a finger with what scrolls.
#pragma once
#include "kit/widgets.h"

namespace view {

// A handle that a finger can take hold of, in this frame.
void offer_to_finger(Rect);
// The finger moves a handle in this frame; nothing scrolls.
void keep_finger();
bool finger_kept();
// A control under which a dragging finger still scrolls, such as a picture of many units. Call before it is drawn.
void let_scroll(ImGuiID);
bool scrolls_under(ImGuiID);

}  // namespace view
