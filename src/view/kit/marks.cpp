#include "view/marks.h"

#include <array>
#include <cstddef>

#include "imgui.h"

namespace view {
namespace {

// One table, as there is one Dear ImGui context.
struct Table {
  std::array<Mark, 320> marks;
  std::size_t count = 0;
};

Table& table() {
  static Table the_table;
  return the_table;
}

}  // namespace

void mark(const char* name, int index, float x, float y, float width, float height) {
  Table& t = table();
  if (t.count < t.marks.size()) t.marks[t.count++] = {name, index, x, y, width, height};
}

void mark_item(const char* name, int index) {
  const ImVec2 low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
  mark(name, index, low.x, low.y, high.x - low.x, high.y - low.y);
}

std::span<const Mark> marks() { return {table().marks.data(), table().count}; }

void clear_marks() { table().count = 0; }

}  // namespace view
