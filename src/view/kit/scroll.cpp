#include "kit/scroll.h"

#include <algorithm>

#include "imgui_internal.h"
#include "kit/finger.h"

namespace view {
namespace {

// A finger moves the content unless it has a slider's handle; what it pressed on its way is let go. ImGui scrolls by
// wheel and bar alone. A mouse scrolls likewise, but only from where nothing can be pressed.
void scroll_by_touch(bool along = false) {
  const ImGuiContext& context = *ImGui::GetCurrentContext();
  const ImGuiWindow* window = context.CurrentWindow;
  const bool touches = context.IO.MouseSource == ImGuiMouseSource_TouchScreen && !finger_kept();
  const bool free =
      touches || context.ActiveId == 0 || context.ActiveId == window->MoveId || scrolls_under(context.ActiveId);
  constexpr int hovered = ImGuiHoveredFlags_AllowWhenBlockedByActiveItem;
  if (!free || !ImGui::IsWindowHovered(hovered) || !ImGui::IsMouseDragging(ImGuiMouseButton_Left, 6)) return;
  const bool moves = along ? window->ScrollMax.x > 0 : touches && window->ScrollMax.y > 0;
  if (moves && context.ActiveId != window->MoveId) let_item_go();
  if (along) return ImGui::SetScrollX(ImGui::GetScrollX() - context.IO.MouseDelta.x);
  ImGui::SetScrollY(ImGui::GetScrollY() - context.IO.MouseDelta.y);
}

}  // namespace

bool begin_scroll(const char* id, Rect r) {
  ImGui::SetCursorScreenPos(r.min);
  return ImGui::BeginChild(id, {r.width(), r.height()}, ImGuiChildFlags_None, ImGuiWindowFlags_NoSavedSettings);
}

ImVec2 scroll_origin() {
  const ImVec2 pos = ImGui::GetWindowPos();
  return {pos.x - ImGui::GetScrollX(), pos.y - ImGui::GetScrollY()};
}

void end_scroll(float bottom) {
  ImGui::SetCursorScreenPos({ImGui::GetWindowPos().x, scroll_origin().y});
  ImGui::Dummy({1, std::max(1.0f, bottom - scroll_origin().y)});
  scroll_by_touch();
  ImGui::EndChild();
}

bool begin_row(const char* id, Rect r) {
  ImGui::SetCursorScreenPos(r.min);
  return ImGui::BeginChild(
      id, {r.width(), r.height()}, ImGuiChildFlags_None,
      ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_HorizontalScrollbar | ImGuiWindowFlags_NoScrollbar);
}

void end_row(Rect r, float right, ImU32 ground) {
  constexpr float fade = 28;
  ImGui::SetCursorScreenPos(scroll_origin());
  ImGui::Dummy({std::max(1.0f, right - scroll_origin().x), 1});
  const float at = ImGui::GetScrollX(), most = ImGui::GetScrollMaxX();
  const ImU32 none = with_alpha(ground, 0);
  if (at > 1) canvas()->AddRectFilledMultiColor(r.min, {r.min.x + fade, r.max.y}, ground, none, none, ground);
  if (at < most - 1) canvas()->AddRectFilledMultiColor({r.max.x - fade, r.min.y}, r.max, none, ground, ground, none);
  scroll_by_touch(true);
  if (most > 0 && ImGui::IsWindowHovered() && ImGui::GetIO().MouseWheel != 0)
    ImGui::SetScrollX(at - ImGui::GetIO().MouseWheel * 60);
  ImGui::EndChild();
}

void show_in_row(float left, float right) {
  constexpr float beside = 32;  // more than fades
  const float begin = ImGui::GetWindowPos().x, width = ImGui::GetWindowWidth(), at = ImGui::GetScrollX();
  if (right + beside > begin + width) ImGui::SetScrollX(at + right + beside - begin - width);
  if (left - beside < begin) ImGui::SetScrollX(at + left - beside - begin);
}

}  // namespace view
