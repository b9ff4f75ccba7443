// Where the named widgets of the present frame lie, in units, so that a host page, a screen reader's DOM and the
// browser tests find them as a person would: by name. A widget that is not shown has no mark.
#pragma once
#include <span>

namespace view {

struct Mark {
  const char* name = "";  // "play", "keep", "data", … : a literal, it is not copied
  int index = 0;          // which one of a list: layer of keep, kind of data
  float x = 0, y = 0, width = 0, height = 0;
};

// Names a rectangle of this frame. Widgets past the table's end (320) are left out.
void mark(const char* name, int index, float x, float y, float width, float height);
// Names the last Dear ImGui item (GetItemRectMin … GetItemRectMax).
void mark_item(const char* name, int index = 0);

// The marks of the frame being built, or of the last one after Page::panels has returned.
std::span<const Mark> marks();
// Called by Page::panels before the first panel.
void clear_marks();

}  // namespace view
