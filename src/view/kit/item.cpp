#include "kit/item.h"

#include "imgui_internal.h"

namespace view {

Press item(ImGuiID id, Rect place, Way way) { return item(id, place, place, way); }

ImGuiID numbered_id(int number) { return ImGui::GetCurrentWindow()->GetID(number); }

Press item(ImGuiID id, Rect place, Rect reach, Way way) {
  static constexpr ImGuiButtonFlags flags[] = {ImGuiButtonFlags_None, ImGuiButtonFlags_PressedOnClick,
                                               ImGuiButtonFlags_Repeat, ImGuiButtonFlags_NoSetKeyOwner};
  Press result;
  if (!ImGui::ItemAdd({place.min, place.max}, id)) return result;
  result.pressed =
      ImGui::ButtonBehavior({reach.min, reach.max}, id, &result.hovered, &result.held, flags[static_cast<int>(way)]);
  const ImGuiContext& context = *ImGui::GetCurrentContext();
  result.navigated = context.NavId == id;
  result.focused = result.navigated && !context.NavDisableHighlight;
  return result;
}

void focus_ring(const Style& style, Rect r, float rounding) {
  canvas()->AddRect(r.min, r.max, style.focus, rounding, 0, 2);
}

void take_keys(ImGuiID id, std::initializer_list<ImGuiKey> keys) {
  for (const ImGuiKey key : keys) ImGui::SetKeyOwner(key, id);
}

int key_steps(ImGuiKey forward, ImGuiKey back) { return ImGui::IsKeyPressed(forward) - ImGui::IsKeyPressed(back); }

void give_keyboard() {
  ImGuiContext& context = *ImGui::GetCurrentContext();
  ImGui::FocusWindow(context.CurrentWindow);
  ImGui::SetFocusID(context.LastItemData.ID, context.CurrentWindow);
  context.NavDisableHighlight = false;
}

bool held_down(ImGuiID id) { return ImGui::GetActiveID() == id; }

bool dragged_away() { return ImGui::GetIO().MouseDragMaxDistanceSqr[0] > 36; }

void let_item_go() { ImGui::ClearActiveID(); }

void windows_over(Rect place, std::vector<std::array<float, 4>>& out) {
  const ImGuiContext& context = *ImGui::GetCurrentContext();
  const ImRect over{place.min, place.max};
  for (const ImGuiWindow* window : context.Windows) {
    if (!window->WasActive || window->Hidden || (window->Flags & ImGuiWindowFlags_ChildWindow) != 0) continue;
    if (window == context.CurrentWindow->RootWindow || !window->OuterRectClipped.Overlaps(over)) continue;
    const ImRect& r = window->OuterRectClipped;
    out.push_back({r.Min.x, r.Min.y, r.GetWidth(), r.GetHeight()});
  }
}

bool keys_are_taken() {
  const ImGuiContext& context = *ImGui::GetCurrentContext();
  if (context.IO.WantTextInput || context.OpenPopupStack.Size > 0) return true;
  if (context.NavId == 0) return false;
  const bool arrow = ImGui::IsKeyDown(ImGuiKey_LeftArrow) || ImGui::IsKeyDown(ImGuiKey_RightArrow);
  return !context.NavDisableHighlight || (arrow && ImGui::GetKeyOwner(ImGuiKey_LeftArrow) == context.NavId);
}

}  // namespace view
