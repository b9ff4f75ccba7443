#include "kit/menu.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string_view>
#include <utility>

#include "imgui_internal.h"
#include "kit/announcing.h"
#include "kit/typing.h"
#include "view/later.h"
#include "view/marks.h"

namespace view {
namespace {

constexpr float edge = 6, inset = 10;

float row_height_of(const Style& style) { return style.touch ? 44.0f : 27.0f; }

}  // namespace

bool begin_menu(const Style&, const char* id, ImVec2 anchor, ImVec2 pivot, float width, Menu& menu) {
  if (!ImGui::IsPopupOpen(id)) return false;
  const ImVec2 page = ImGui::GetMainViewport()->Size;
  menu.memory = ImGui::GetStateStorage();
  menu.id = ImGui::GetID(id);
  const float whole = width + 2 * edge, high = menu.memory->GetFloat(menu.id);
  const float left = std::clamp(anchor.x - pivot.x * whole, 8.0f, std::max(8.0f, page.x - whole - 8));
  const float top = std::clamp(anchor.y - pivot.y * high, 8.0f, std::max(8.0f, page.y - high - 8));
  ImGui::SetNextWindowPos({left, top});
  ImGui::SetNextWindowSizeConstraints({0, 0}, {page.x - 16, page.y - 16});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {edge, edge});
  const bool open = ImGui::BeginPopup(id, ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings);
  ImGui::PopStyleVar();
  if (!open) return false;
  menu.start = menu.pos = ImGui::GetCursorScreenPos();
  menu.region = region(present_place(), last_called(), menu.start, menu.id);
  if (asked_give_up(menu.id)) ImGui::CloseCurrentPopup();
  menu.width = width;
  return true;
}

void end_menu(const Menu& menu) {
  ImGui::SetCursorScreenPos(menu.start);
  ImGui::Dummy({menu.width, menu.pos.y - menu.start.y});
  menu.memory->SetFloat(menu.id, menu.pos.y - menu.start.y + 2 * edge);
  go_on(menu.region);
  ImGui::EndPopup();
}

bool menu_row(const Style& style, Menu& menu, const char* id, const char* label, const char* note, bool enabled) {
  const Rect r = rect(menu.pos, {menu.width, row_height_of(style)});
  menu.pos.y = r.max.y;
  ImGui::BeginDisabled(!enabled);
  const Press press = press_area(style, id, r, -1);
  ImGui::EndDisabled();
  call_last(label);
  explain_announced(note);
  menu.same = std::string_view(menu.row) == id ? menu.same + 1 : 0;
  menu.row = id;
  mark_item(id, menu.same);
  if (press.hovered || press.focused) canvas()->AddRectFilled(r.min, r.max, style.inset, style.control_rounding);
  if (press.focused) canvas()->AddRect(r.min, r.max, style.focus, style.control_rounding, 0, 1.5f);
  const float y = r.center().y - line_height(style.body) * 0.5f;
  const float used = text(canvas(), style.body, {r.min.x + inset, y}, enabled ? style.text : style.dropped, label);
  const float room = r.width() - 2 * inset - used - 12;
  if (*note) {
    const float width = std::min(room, text_width(style.small, note));
    text_fit(canvas(), style.small, {r.max.x - inset - width, y + ascent(style.body) - ascent(style.small)}, width + 1,
             enabled ? style.text_faint : style.dropped, note);
  }
  if (press.pressed) ImGui::CloseCurrentPopup();
  return press.pressed;
}

void menu_line(const Style& style, Menu& menu) {
  const float y = std::round(menu.pos.y + 4) + 0.5f;
  canvas()->AddLine({menu.pos.x + inset, y}, {menu.pos.x + menu.width - inset, y}, style.panel_border, 1);
  menu.pos.y += 9;
}

void menu_words(const Style& style, Menu& menu, const char* words) {
  menu.pos.y += 4;
  announce_words(rect(menu.pos, {menu.width, 34}), words);
  menu.pos.y += text_wrapped(canvas(), style.small, {menu.pos.x + inset, menu.pos.y}, menu.width - 2 * inset,
                             style.text_muted, words);
  menu.pos.y += 6;
}

namespace {

// As much of the words as fits, no sign cut in two.
void copy_words(std::span<char> to, const char* words) {
  std::size_t size = std::min(std::strlen(words), to.size() - 1);
  while (size > 0 && (static_cast<unsigned char>(words[size]) & 0xC0) == 0x80) --size;
  std::copy(words, words + size, to.begin());
  std::fill(to.begin() + static_cast<std::ptrdiff_t>(size), to.end(), '\0');
}

}  // namespace

Typed text_field(const Style& style, const char* id, Rect r, const char* label, std::span<char> text, bool begin) {
  static bool begins = false;
  begins |= begin;
  if (!can_type()) return Typed::nothing;
  return arrived(&later::text_field)(style, id, r, label, text, std::exchange(begins, false));
}

namespace later {

Typed text_field(const Style& style, const char* id, Rect r, const char* label, std::span<char> text, bool begin) {
  ImGui::SetCursorScreenPos(r.min);
  ImGui::SetNextItemWidth(r.width());
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {6, std::max(0.0f, (r.height() - ImGui::GetFontSize()) * 0.5f)});
  if (begin) ImGui::SetKeyboardFocusHere();
  const Words name = Words().add("##%s", id);
  const ImGuiID field = ImGui::GetID(name);
  const char* typed = asked_text(field);
  if (typed != nullptr) copy_words(text, typed);
  if (typed != nullptr || asked_give_up(field)) {
    let_item_go();
    ImGui::PopStyleVar();
    return typed != nullptr ? Typed::done : Typed::given_up;
  }
  const bool entered = ImGui::InputText(name, text.data(), text.size(),
                                        ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
  ImGui::PopStyleVar();
  mark_item(id);
  if (ImGui::IsItemActive()) announce_typing(field, r, label, text.data());
  if (ImGui::IsItemActive()) canvas()->AddRect(r.min, r.max, style.focus, style.control_rounding, 0, 1.5f);
  if (entered) return Typed::done;
  if (!ImGui::IsItemDeactivated()) return Typed::nothing;
  return ImGui::IsKeyPressed(ImGuiKey_Escape, false) ? Typed::given_up : Typed::done;
}

}  // namespace later

}  // namespace view
