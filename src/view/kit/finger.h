// How widgets share a finger with what scrolls.
#pragma once
#include "kit/widgets.h"

namespace view {

// Was the last pointer a finger? Until there is one: is this a layout for fingers?
bool finger_points(const Style&);
// What is said of the hand that there is.
inline const char* by_hand(const Style& style, const char* mouse, const char* finger) {
  return finger_points(style) ? finger : mouse;
}

// A handle that a finger can take hold of, in this frame.
void offer_to_finger(Rect);
// The finger moves a handle in this frame; nothing scrolls.
void keep_finger();
bool finger_kept();
// A control under which a dragging finger still scrolls, such as a picture of many units. Call before it is drawn.
void let_scroll(ImGuiID);
bool scrolls_under(ImGuiID);

}  // namespace view
