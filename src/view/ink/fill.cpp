#include "ink/fill.h"

#include <cmath>
#include <cstdint>

#include "ink/gl.h"

namespace view {
namespace {

int device(float position, float scale) { return static_cast<int>(std::lround(position * scale)); }

// Called while Dear ImGui renders: the command's clip rectangle is what is to be cleared, its data the colour.
void clear(const ImDrawList*, const ImDrawCmd* command) {
  const ImDrawData* data = ImGui::GetDrawData();
  const ImVec2 scale = data->FramebufferScale;
  const ImVec4 clip = command->ClipRect;
  const int left = device(clip.x, scale.x), right = device(clip.z, scale.x);
  const int top = device(clip.y, scale.y), bottom = device(clip.w, scale.y);
  if (right <= left || bottom <= top) return;
  const auto packed = static_cast<ImU32>(reinterpret_cast<std::uintptr_t>(command->UserCallbackData));
  const ImVec4 color = ImGui::ColorConvertU32ToFloat4(packed);
  glScissor(left, device(data->DisplaySize.y, scale.y) - bottom, right - left, bottom - top);  // rows count upwards
  glClearColor(color.x, color.y, color.z, 1);
  glClear(GL_COLOR_BUFFER_BIT);
}

}  // namespace

void fill(ImDrawList* list, Rect r, ImU32 color) {
  list->PushClipRect(r.min, r.max, true);
  list->AddCallback(clear, reinterpret_cast<void*>(static_cast<std::uintptr_t>(color)));
  list->PopClipRect();
}

void fill_rounded(ImDrawList* list, Rect r, ImU32 color, float rounding) {
  fill(list, {{r.min.x, r.min.y + rounding}, {r.max.x, r.max.y - rounding}}, color);
  // The strips with the corners reach one unit into the middle, so that their smoothed edges leave no seam.
  list->AddRectFilled(r.min, {r.max.x, r.min.y + rounding + 1}, color, rounding, ImDrawFlags_RoundCornersTop);
  list->AddRectFilled({r.min.x, r.max.y - rounding - 1}, r.max, color, rounding, ImDrawFlags_RoundCornersBottom);
}

}  // namespace view
