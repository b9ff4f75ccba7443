// Windows that float over the lower end of the page, one above the other.
#pragma once
#include "chrome/regions.h"

namespace view {

// A window of this size, its lower side at `bottom`, which moves up over it; its place is in `r`. ImGui::End() follows
// in any case.
bool begin_float(const Frame&, const char* id, float width, float height, ImU32 ground, ImU32 border, float& bottom,
                 Rect& r);

// While points are drawn: the class that the next one gets, and a way to end it.
void draw_bar(const Frame&, float& bottom);
// A table that waits for the visitor's word.
namespace later {
void table_card(const Frame&);
}

}  // namespace view
