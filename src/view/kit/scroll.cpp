#include "kit/scroll.h"

#include <algorithm>

#include "imgui_internal.h"
#include "kit/finger.h"

namespace view {
namespace {

// A finger moves the content unless it has a slider's handle; what it pressed on its way is let go. ImGui scrolls by
// wheel and bar alone. A mouse scrolls likewise, but only from where nothing can be pressed.
void scroll_by_touch() {
  const ImGuiContext& context = *ImGui::GetCurrentContext();
  const ImGuiWindow* window = context.CurrentWindow;
  const bool touches = context.IO.MouseSource == ImGuiMouseSource_TouchScreen && !finger_kept();
  const bool free =
      touches || context.ActiveId == 0 || context.ActiveId == window->MoveId || scrolls_under(context.ActiveId);
  constexpr int hovered = ImGuiHoveredFlags_AllowWhenBlockedByActiveItem;
  if (!free || !ImGui::IsWindowHovered(hovered) || !ImGui::IsMouseDragging(ImGuiMouseButton_Left, 6)) return;
  if (touches && window->ScrollMax.y > 0 && context.ActiveId != window->MoveId) let_item_go();
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
