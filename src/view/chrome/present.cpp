#include "chrome/present.h"

#include <algorithm>

#include "kit/announcing.h"
#include "kit/menu.h"
#include "view/marks.h"
#include "view/tr.h"

namespace view {
namespace {

const int first = static_cast<int>(Scene::first_view);

void turn(const Frame& c, int by) {
  const int count = scene_count() - first, now = static_cast<int>(c.environment.scene) - first;
  c.intents.present = static_cast<int>(first + (now + by + count) % count);
}

}  // namespace

Scene looked_at(const Frame& c) {
  return c.environment.scene != Scene::page ? c.environment.scene
         : c.selection.narrow               ? c.page.scene
         : c.page.enlarged                  ? scene_of(c.page.tab)
                                            : Scene::page;
}

void begin_presenting(const Frame& c) {
  c.intents.present = static_cast<int>(std::max(looked_at(c), Scene::first_view));
}

void present_keys(const Frame& c) {
  const ImGuiIO& io = ImGui::GetIO();
  if (io.WantTextInput || io.KeyCtrl || io.KeyAlt || io.KeySuper) return;
  const bool p = ImGui::IsKeyPressed(ImGuiKey_P, false);
  if (!c.environment.present) {
    if (p) begin_presenting(c);
    return;
  }
  if (p || (ImGui::IsKeyPressed(ImGuiKey_Escape, false) && !ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup)))
    c.intents.present = static_cast<int>(Scene::page);
  if (keys_are_taken()) return;
  if (const int by = key_steps(ImGuiKey_RightArrow, ImGuiKey_LeftArrow); by != 0) turn(c, by);
  take_keys(ImGui::GetID("present"), {ImGuiKey_LeftArrow, ImGuiKey_RightArrow});  // else they walk through controls
}

const char* presented_sentence(const Frame& c) { return tr(views()[view_of(c.environment.scene)].help); }

float present_head(const Frame& c) {
  constexpr float edge = 14, side = 15, pitch = 34;
  const Style& style = c.style;
  const float w = c.environment.width;
  region(Place::header, scene_title(c.environment.scene), {0, 0});
  float x = w - edge - side;
  const float y = edge + side - 4;
  if (icon_button(style, "leave", {x, y}, side, Icon::close, false, tr("Leave (Escape)")))
    c.intents.present = static_cast<int>(Scene::page);
  mark_item("leave");
  x -= pitch;
  if (icon_button(style, "next-scene", {x, y}, side, Icon::after, false, tr("The next scene (→)"))) turn(c, 1);
  mark_item("next_scene");
  x -= pitch;
  if (icon_button(style, "scene-before", {x, y}, side, Icon::before, false, tr("The scene before (←)"))) turn(c, -1);
  mark_item("scene_before");
  const char* words = presented_sentence(c);
  const float room = x - side - edge - 6;
  const float high = text_wrapped(nullptr, style.body, {0, 0}, room, 0, words);
  const Rect place = rect({edge, std::max(edge - 3, y - high * 0.5f)}, {room, high});  // a single line beside the signs
  text_wrapped(canvas(), style.body, place.min, room, style.text, words);
  announce_words(place, words);
  mark("sentence", static_cast<int>(c.environment.scene), place.min.x, place.min.y, room, high);
  return std::max(place.max.y, y + side) + 4;
}

void present_row(const Frame& c, Menu& menu) {
  if (menu_row(c.style, menu, "present", tr("Present"), "P")) begin_presenting(c);
}

void present_button(const Frame& c, ImVec2 center) {
  if (icon_button(c.style, "present", center, 15, Icon::present, false, tr("Present: this scene alone (P)")))
    begin_presenting(c);
  mark_item("present");
}

}  // namespace view
