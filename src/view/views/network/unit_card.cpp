// The unit that the visitor looks at, in a sheet: what its hint says, and what can be done with it. In the wide layout
// it lies over the inspector, elsewhere at the lower edge.
#include <algorithm>
#include <array>
#include <cstring>

#include "ink/fill.h"
#include "ink/text.h"
#include "kit/announcing.h"
#include "kit/scroll.h"
#include "view/marks.h"
#include "view/tr.h"
#include "views/network/unit_hint.h"

namespace view {
namespace {

constexpr float pad = 14, gap = 6;

float button_height(const Style& style) { return style.touch ? 40.0f : 28.0f; }

// Opens the unit in the lens.
void lens_link(const NetworkScene& scene, int row, int unit, Rect r) {
  if (button(scene.style, "to_lens", r, ButtonKind::link, tr("open in the lens"))) {
    scene.c.selection.lens = {row, unit};
    scene.c.selection.open = "lens";
    scene.own.looked_row = -1;
  }
  mark_item("to_lens");
}

// random, hold kept, hold dropped, and the lens where it has no room in the title's line (`lens`); in as many lines as
// they take. Returns the y below.
float deeds(const NetworkScene& scene, int row, int unit, ImVec2 pos, float width, bool lens) {
  static constexpr std::array<const char*, 3> how{N_("random"), N_("hold kept"), N_("hold dropped")};
  const Style& style = scene.style;
  const float high = button_height(style);
  ImVec2 at = pos;
  const auto next = [&](float wide) {
    if (at.x > pos.x && at.x + wide > pos.x + width) at = {pos.x, at.y + high + gap};
    const Rect r = rect(at, {wide, high});
    at.x += wide + gap;
    return r;
  };
  for (int k = 0; row < scene.s.shape.layers && k < 3; ++k) {
    const char* label = tr(nth(how, k));
    const bool chosen = scene.held(row, unit) == k;
    ImGui::PushID(k);
    const bool pressed = button(style, "hold", next(button_width(style, ButtonKind::quiet, label) - 6),
                                ButtonKind::quiet, label, chosen);
    last_is(Role::toggle, chosen);
    mark_item("hold", k);
    if (k == 0 && scene.own.look_began && scene.own.look_by_keys) give_keyboard();
    ImGui::PopID();
    if (pressed && !chosen)
      scene.c.intents.edit(lab::FieldId::hold, static_cast<float>(k), nth(scene.first_unit, row) + unit, scene.arm);
  }
  if (lens) lens_link(scene, row, unit, next(button_width(style, ButtonKind::link, tr("open in the lens"))));
  return at.x > pos.x ? at.y + high + 8 : at.y;
}

// Returns the y below.
float contents(const NetworkScene& scene, int row, int unit, Rect r) {
  const Style& style = scene.style;
  const Words words = describe(scene, row, unit);
  const char* rest = std::strchr(words.chars, '\n');
  Words name;
  name.add("%.*s", static_cast<int>(rest ? rest - words.chars : words.length), words.chars);
  announce_words(rect(r.min, {r.width(), 20}), words);
  const float title = text_fit(canvas(), style.title, r.min, r.width() - 26, style.text, name);
  const bool lens = row > 0 && scene.c.environment.scene == Scene::page;
  const float line = line_height(style.title), wide = button_width(style, ButtonKind::link, tr("open in the lens"));
  const bool beside = title + wide + 34 <= r.width();
  if (lens && beside) lens_link(scene, row, unit, rect({r.max.x - 24 - wide, r.min.y - 3}, {wide, line + 6}));
  r.min.y = deeds(scene, row, unit, {r.min.x, r.min.y + line + 8}, r.width(), lens && !beside);
  if (rest) r.min.y += text_wrapped(canvas(), style.small, r.min, r.width(), style.text, rest + 1) + 6;
  return r.min.y + unit_bars(scene, row, unit, r.min, r.width(), r.max.y - r.min.y, style.text);
}

// The ring around the unit itself.
void ring(const NetworkScene& scene, int row, int unit) {
  const RowLayout& r = scene.row(row);
  if (unit >= r.shown) return;
  const float half = (r.kind == RowLayout::Kind::units ? r.radius : r.cell * 0.5f) + 3;
  const ImVec2 at = r.center(unit);
  focus_ring(scene.style, {{at.x - half, at.y - half}, {at.x + half, at.y + half}}, half);
}

}  // namespace

void look_at(const NetworkScene& scene, int row, int unit) {
  scene.own.looked_row = row;
  scene.own.looked_unit = unit;
  scene.own.look_began = true;
}

namespace later {

void unit_card(const NetworkScene& scene) {
  NetworkMemory& own = scene.own;
  const int row = own.looked_row, unit = own.looked_unit;
  if (row >= scene.layout.rows || (row >= 0 && unit >= scene.row(row).count)) own.looked_row = -1;
  if (own.looked_row < 0) return;
  ring(scene, row, unit);
  const Style& style = scene.style;
  const Selection& selection = scene.c.selection;
  Rect r = selection.sheet;
  if (!selection.docked) r.min.y = std::max(r.min.y, r.max.y - own.card_height);
  ImGui::SetNextWindowPos(r.min);
  ImGui::SetNextWindowSize({r.width(), r.height()});
  ImGui::PushStyleColor(ImGuiCol_WindowBg, style.panel);
  ImGui::PushStyleColor(ImGuiCol_Border, selection.docked ? style.panel_border : style.text_faint);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, style.panel_rounding);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {1, 1});
  // by hand the keyboard stays where it is
  const bool open = ImGui::Begin("unit_card", nullptr,
                                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoFocusOnAppearing);
  ImGui::PopStyleVar(3);
  ImGui::PopStyleColor(2);
  if (open) {
    const ImGuiID window = ImGui::GetID("unit_card");
    const int before = region(Place::floating, tr("The unit looked at"), r.min, window);
    mark("unit_card", unit, r.min.x, r.min.y, r.width(), r.height());
    bool close = asked_give_up(window) || (ImGui::IsWindowFocused(ImGuiFocusedFlags_ChildWindows) &&
                                           ImGui::IsKeyPressed(ImGuiKey_Escape, false));
    float bottom = r.max.y;
    if (begin_scroll("unit", {{r.min.x + 1, r.min.y + 1}, {r.max.x - 1, r.max.y - 1}})) {
      const ImVec2 origin = scroll_origin();
      const float room = selection.docked ? r.max.y - 10 : origin.y + 1e4f;
      bottom = contents(scene, row, unit, {{origin.x + pad, origin.y + 10}, {r.max.x - pad, room}}) + 10;
      own.card_height = bottom - origin.y + 2;
      close |= icon_button(style, "close_unit", {r.max.x - 18, origin.y + 19}, 10, Icon::close, false, tr("Close"));
      mark_item("close_unit");
    }
    end_scroll(bottom);
    go_on(before);
    if (close) own.looked_row = -1;
  }
  ImGui::End();
  own.look_began = false;
}

}  // namespace later
}  // namespace view
