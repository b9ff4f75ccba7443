// How widgets share a finger with what scrolls.
#pragma once
#include "kit/widgets.h"

namespace view {

// A handle that a finger can take hold of, in this frame.
void offer_to_finger(Rect);
// The finger moves a handle in this frame; nothing scrolls.
void keep_finger();
bool finger_kept();

}  // namespace view
