// Where things are drawn, and on what.
#pragma once
#include "imgui.h"
#include "ink/text.h"

namespace view {

struct Rect {
  ImVec2 min, max;
  float width() const { return max.x - min.x; }
  float height() const { return max.y - min.y; }
  ImVec2 center() const { return {(min.x + max.x) * 0.5f, (min.y + max.y) * 0.5f}; }
  bool contains(ImVec2 p) const { return p.x >= min.x && p.x < max.x && p.y >= min.y && p.y < max.y; }
};
inline Rect rect(ImVec2 pos, ImVec2 size) { return {pos, {pos.x + size.x, pos.y + size.y}}; }
inline Rect grown(Rect r, float by) { return {{r.min.x - by, r.min.y - by}, {r.max.x + by, r.max.y + by}}; }

// Of the window that is being filled.
inline ImDrawList* canvas() { return ImGui::GetWindowDrawList(); }

// The y at which a line of this font stands in the middle of a rectangle.
inline float middle(const ImFont* font, Rect r) { return r.center().y - line_height(font) * 0.5f; }

}  // namespace view
