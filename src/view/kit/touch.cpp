#include "view/touch.h"

#include <algorithm>
#include <array>

#include "imgui_internal.h"
#include "kit/finger.h"

namespace view {
namespace {

struct Fingers {
  std::array<Rect, 64> handles;  // of the frame
  std::size_t count = 0;
  int frame = -1, kept = -1;
  std::array<ImGuiID, 4> scrolls{};  // under these
};

Fingers& fingers() {
  static Fingers the_fingers;
  return the_fingers;
}

// The frontmost window there, of the last frame.
const ImGuiWindow* window_at(ImVec2 p) {
  const ImVector<ImGuiWindow*>& all = ImGui::GetCurrentContext()->Windows;
  for (int i = all.Size; i-- > 0;)
    if (all[i]->WasActive && !all[i]->Hidden && all[i]->OuterRectClipped.Contains(p)) return all[i];
  return nullptr;
}

}  // namespace

bool finger_points(const Style& style) {
  const ImGuiIO& io = ImGui::GetIO();
  const bool none_yet = !ImGui::IsMousePosValid(&io.MousePosPrev) && !ImGui::IsMousePosValid();
  return io.MouseSource == ImGuiMouseSource_TouchScreen || (none_yet && style.touch);
}

void offer_to_finger(Rect handle) {
  Fingers& f = fingers();
  const int now = ImGui::GetFrameCount();
  if (f.frame != now) f.count = 0;
  f.frame = now;
  if (f.count < f.handles.size()) f.handles[f.count++] = handle;
}

void keep_finger() { fingers().kept = ImGui::GetFrameCount(); }
bool finger_kept() { return fingers().kept == ImGui::GetFrameCount(); }

bool takes_finger(float x, float y) {
  const Fingers& f = fingers();
  const ImVec2 p(x, y);
  if (std::any_of(f.handles.begin(), f.handles.begin() + static_cast<std::ptrdiff_t>(f.count),
                  [p](const Rect& r) { return r.contains(p); }))
    return true;
  const ImGuiWindow* window = window_at(p);
  return window != nullptr && (window->ScrollMax.y > 0 || window->ScrollMax.x > 0);
}

void let_scroll(ImGuiID id) {
  std::array<ImGuiID, 4>& ids = fingers().scrolls;
  if (std::find(ids.begin(), ids.end(), id) != ids.end()) return;
  std::rotate(ids.rbegin(), ids.rbegin() + 1, ids.rend());
  ids[0] = id;
}

bool scrolls_under(ImGuiID id) {
  const std::array<ImGuiID, 4>& ids = fingers().scrolls;
  return id != 0 && std::find(ids.begin(), ids.end(), id) != ids.end();
}

void let_go() { let_item_go(); }

}  // namespace view
