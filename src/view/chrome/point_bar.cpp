#include <algorithm>
#include <cmath>

#include "chrome/notices.h"
#include "gpu/pictures.h"
#include "kit/announcing.h"
#include "kit/finger.h"
#include "run/data_words.h"
#include "view/marks.h"
#include "view/tr.h"

namespace view {
namespace {

constexpr float pad = 12, gap = 8;
constexpr int most_classes = 10;

// Places what follows one after the other, in as many lines as it takes.
struct Flow {
  ImVec2 origin, at;
  float width = 0, line = 0, right = 0;
  Rect next(float wide) {
    if (at.x + wide > origin.x + width && at.x > origin.x) at = {origin.x, at.y + line + gap};
    const Rect r = rect(at, {wide, line});
    at.x += wide + gap;
    right = std::max(right, r.max.x);
    return r;
  }
};

float chip_width(const Style& style, const char* name) { return std::min(text_width(style.body, name), 110.0f) + 36; }

bool chip(const Style& style, int index, Rect r, ImU32 color, const char* name, bool chosen) {
  ImGui::PushID(index);
  const Press press = press_area(style, "class", r, r.height() * 0.5f);
  mark_item("class", index);
  call_last(name);
  last_is(Role::toggle, chosen);
  ImGui::PopID();
  const float round = r.height() * 0.5f;
  canvas()->AddRectFilled(r.min, r.max, press.hovered || chosen ? style.inset : style.panel, round);
  canvas()->AddRect(r.min, r.max, chosen ? style.accent : style.panel_border, round, 0, chosen ? 2.0f : 1.0f);
  canvas()->AddCircleFilled({r.min.x + 15, r.center().y}, 5, color, 20);
  text_fit(canvas(), style.body, {r.min.x + 26, r.center().y - line_height(style.body) * 0.5f}, r.width() - 34,
           style.text, name);
  return press.pressed;
}

// Lays the bar out from `pos`; draws it unless it is only measured. Returns its lower right corner.
ImVec2 contents(const Frame& c, ImVec2 pos, float width, bool draws) {
  const Style& style = c.style;
  Selection& selection = c.selection;
  Flow flow{pos, pos, width, style.touch ? 36.0f : 28.0f};
  const char* title = by_hand(style, tr("Click a surface to add"), tr("Tap a surface to add"));
  const Rect words = flow.next(text_width(style.bold, title) + 4);
  if (draws) region(Place::floating, title, pos);
  if (draws)
    text(canvas(), style.bold, {words.min.x, words.center().y - line_height(style.bold) * 0.5f}, style.text, title);
  const int classes = c.run.classes, chips = std::min(classes + 1, most_classes);
  for (int k = 0; k < chips; ++k) {
    const bool fresh = k == classes;
    const char* name = fresh ? tr("a new class") : class_name(c, k);
    const Rect r = flow.next(chip_width(style, name));
    const ImU32 color = fresh ? style.digit(k) : class_color(style, classes, k);
    if (draws && chip(style, k, r, color, name, k == selection.draw_class)) selection.draw_class = k;
  }
  const Rect done = flow.next(button_width(style, ButtonKind::quiet, tr("done")));
  if (draws && button(style, "drawn", done, ButtonKind::quiet, tr("done"))) selection.drawing = false;
  if (draws) mark_item("drawn");
  return {flow.right, flow.at.y + flow.line};
}

}  // namespace

bool large_surface(const Frame& c, Rect r) {
  Selection& selection = c.selection;
  if (selection.large_arm < 0) return false;
  selection.large_here = true;
  ImGui::PushID("large");
  each_view(Stand::arms, [&](std::size_t i) { draw_view(c, i, r); });
  ImGui::PopID();
  selection.large_here = false;
  return true;
}

void draw_bar(const Frame& c, float& bottom) {
  Selection& selection = c.selection;
  if (!selection.drawing) return;
  if (!Pictures::has_plane(c.run)) {
    selection.drawing = false;
    return;
  }
  selection.draw_class = std::min(selection.draw_class, std::min(c.run.classes, most_classes - 1));
  const float room = std::min(c.environment.width - 24, 900.0f) - 2 * pad;
  const ImVec2 size = contents(c, {0, 0}, room, false);
  Rect r;
  if (begin_float(c, "draw_bar", size.x + 2 * pad, size.y + 2 * pad, c.style.panel, c.style.accent, bottom, r))
    contents(c, {r.min.x + pad, r.min.y + pad}, size.x + 1, true);
  ImGui::End();
  if (ImGui::IsKeyPressed(ImGuiKey_Escape, false)) selection.drawing = false;
}

}  // namespace view
