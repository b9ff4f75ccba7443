#include "scroll.h"

#include <algorithm>

#include "imgui_internal.h"
#include "panels.h"

namespace view {
namespace {

// A finger on nothing that can be pressed or dragged moves the content; ImGui scrolls by wheel and bar alone.
void scroll_by_touch() {
  const ImGuiContext& context = *ImGui::GetCurrentContext();
  const ImGuiWindow* window = context.CurrentWindow;
  // A press on the network counts only if the finger stays.
  const bool free = context.ActiveId == 0 || context.ActiveId == window->MoveId ||
                    context.ActiveId == ImGui::GetID(network_item) || context.ActiveId == ImGui::GetID(tape_item);
  if (!free || !ImGui::IsWindowHovered() || !ImGui::IsMouseDragging(ImGuiMouseButton_Left, 6)) return;
  ImGui::SetScrollY(ImGui::GetScrollY() - context.IO.MouseDelta.y);
}

}  // namespace

bool begin_scroll(const char* id, Rect r) {
  ImGui::SetCursorScreenPos(r.min);
  return ImGui::BeginChild(id, {r.width(), r.height()}, ImGuiChildFlags_None, ImGuiWindowFlags_NoSavedSettings);
}

ImVec2 scroll_origin() {
  const ImVec2 pos = ImGui::GetWindowPos();
  return {pos.x, pos.y - ImGui::GetScrollY()};
}

void end_scroll(float bottom) {
  ImGui::SetCursorScreenPos({ImGui::GetWindowPos().x, scroll_origin().y});
  ImGui::Dummy({1, std::max(1.0f, bottom - scroll_origin().y)});
  scroll_by_touch();
  ImGui::EndChild();
}

}  // namespace view
