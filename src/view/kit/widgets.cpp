// Buttons, cards, explanations; see controls.cpp for what holds a value.
#include "kit/widgets.h"

#include <algorithm>
#include <cmath>
#include <cstdarg>
#include <cstring>

#include "imgui_internal.h"
#include "ink/fill.h"
#include "kit/announcing.h"
#include "view/marks.h"

namespace view {
namespace {

ImRect box(Rect r) { return {r.min, r.max}; }

}  // namespace

Rect target(const Style& style, Rect place) {
  const float x = std::max(0.0f, (style.hit - place.width()) * 0.5f);
  const float y = std::max(0.0f, (style.hit - place.height()) * 0.5f);
  return {{place.min.x - x, place.min.y - y}, {place.max.x + x, place.max.y + y}};
}

Press press_area(const Style& style, const char* name, Rect place, float ring_rounding, Repeat repeat) {
  const ImGuiID id = ImGui::GetID(name);
  const Rect hit = target(style, place);
  announce(id, Role::button, hit);
  const bool asked = asked_press(id);
  Press result = item(id, hit, repeat == Repeat::yes ? Way::repeat : Way::release);
  result.pressed |= asked;
  if (result.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  if (result.focused && ring_rounding >= 0) focus_ring(style, grown(place, 2), ring_rounding + 2);
  return result;
}

namespace {

// Where the pointer was pressed and has not moved since, a hint would cover what the press has opened.
bool rests_where_pressed() {
  constexpr float still = 3;
  const ImGuiIO& io = ImGui::GetIO();
  for (const ImVec2 at : {io.MouseClickedPos[0], io.MouseClickedPos[1]}) {
    const float x = io.MousePos.x - at.x, y = io.MousePos.y - at.y;
    if (x * x + y * y <= still * still) return true;
  }
  return false;
}

}  // namespace

bool begin_hint(const Style& style, ImVec2 size, ImVec2& pos) {
  if (rests_where_pressed()) return false;
  const ImGuiIO& io = ImGui::GetIO();  // where a finger was lifted nothing points any more
  if (io.MouseSource == ImGuiMouseSource_TouchScreen && !io.MouseDown[0]) return false;
  constexpr float edge = 10;
  ImGui::SetNextWindowSize({size.x + 2 * edge, size.y + 2 * edge});
  ImGui::PushStyleColor(ImGuiCol_PopupBg, style.tooltip);
  ImGui::PushStyleColor(ImGuiCol_Border, 0);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, style.panel_rounding);
  const bool open = ImGui::BeginTooltip();
  ImGui::PopStyleVar();
  ImGui::PopStyleColor(2);
  if (!open) return false;
  pos = ImGui::GetWindowPos();
  mark("hint", 0, pos.x, pos.y, size.x + 2 * edge, size.y + 2 * edge);
  pos = {pos.x + edge, pos.y + edge};
  return true;
}

void end_hint() { ImGui::EndTooltip(); }

void hint(const Style& style, const char* words) {
  constexpr float widest = 268;
  float width = 0;
  for (const char* line = words; *line;) {  // the widest line that a line break ends
    const char* end = std::strchr(line, '\n');
    if (!end) end = line + std::strlen(line);
    width = std::max(width, text_width(style.small, line, end));
    line = *end ? end + 1 : end;
  }
  width = std::min(std::ceil(width) + 1, widest);
  const float height = text_wrapped(nullptr, style.small, {0, 0}, width, 0, words);
  ImVec2 pos;
  if (!begin_hint(style, {width, height}, pos)) return;
  text_wrapped(canvas(), style.small, pos, width, style.tooltip_text, words);
  end_hint();
}

bool pointed_at(Rect place) {
  return ImGui::ItemAdd(box(place), 0, nullptr, ImGuiItemFlags_NoNav) && ImGui::IsItemHovered();
}

namespace {

bool wants_explanation() { return ImGui::IsItemHovered(ImGuiHoveredFlags_DelayNormal | ImGuiHoveredFlags_Stationary); }

}  // namespace

void explain_last(const Style& style, const char* words) {
  explain_announced(words);
  if (*words && wants_explanation()) hint(style, words);
}

void explain(const Style& style, Rect place, const char* words) {
  if (ImGui::ItemAdd(box(place), 0, nullptr, ImGuiItemFlags_NoNav)) explain_last(style, words);
}

void explainf(const Style& style, Rect place, const char* format, ...) {
  if (!ImGui::ItemAdd(box(place), 0, nullptr, ImGuiItemFlags_NoNav) || !wants_explanation()) return;
  char words[640];
  va_list arguments;
  va_start(arguments, format);
  ImFormatStringV(words, sizeof words, format, arguments);
  va_end(arguments);
  hint(style, words);
}

void card(const Style& style, Rect r) {
  fill_rounded(canvas(), r, style.panel, style.panel_rounding);
  canvas()->AddRect(r.min, r.max, style.panel_border, style.panel_rounding, 0, 1);
}

Rect titled_card(const Style& style, Rect r, const char* title) {
  card(style, r);
  const float top = r.min.y + 11;
  text(canvas(), style.title, {r.min.x + style.padding, top}, style.text, title);
  return {{r.min.x + style.padding, top + line_height(style.title) + 8}, {r.max.x - style.padding, r.max.y - 12}};
}

float heading(const Style& style, ImVec2 pos, const char* label) {
  text(canvas(), style.small_bold, pos, style.text_muted, label);
  return pos.y + (line_height(style.small_bold) + 7) * style.loose;
}

float button_width(const Style& style, ButtonKind kind, const char* label) {
  return std::ceil(text_width(style.bold, label)) + (kind == ButtonKind::link ? 8 : 26);
}

bool button(const Style& style, const char* id, Rect place, ButtonKind kind, const char* label, bool chosen) {
  const float rounding = kind == ButtonKind::link ? style.control_rounding : place.height() * 0.5f;
  const Press press = press_area(style, id, place, rounding);
  call_last(label);
  const bool lit = press.hovered || press.held;
  ImU32 ink = kind == ButtonKind::link ? style.text_muted : style.text;
  if (chosen) {
    canvas()->AddRectFilled(place.min, place.max, lit ? style.accent_hover : style.accent, rounding);
    ink = style.on_accent;
  } else if (kind == ButtonKind::quiet) {
    canvas()->AddRectFilled(place.min, place.max, lit ? style.hover : style.panel, rounding);
    canvas()->AddRect(place.min, place.max, style.panel_border, rounding, 0, 1);
  } else if (lit) {
    ink = style.text;
    canvas()->AddRectFilled(place.min, place.max, style.inset, rounding);
  }
  const ImFont* font = style.bold;
  text_center(canvas(), font, {place.center().x, middle(font, place)}, ink, label);
  return press.pressed;
}

bool icon_button(const Style& style, const char* id, ImVec2 center, float radius, Icon sign, bool primary,
                 const char* explanation, bool enabled) {
  const float reach = std::max(radius, style.hit * 0.5f);
  const Rect place{{center.x - reach, center.y - reach}, {center.x + reach, center.y + reach}};
  ImGui::BeginDisabled(!enabled);
  const Press press = press_area(style, id, place);
  ImGui::EndDisabled();
  const bool lit = press.hovered || press.held;
  if (primary) {
    canvas()->AddCircleFilled(center, radius, lit ? style.accent_hover : style.accent, 48);
  } else if (lit) {
    canvas()->AddCircleFilled(center, radius, style.inset, 32);
  }
  if (press.focused) canvas()->AddCircle(center, radius + 3, style.focus, 48, 2);
  const ImU32 ink = primary ? style.on_accent : !enabled ? style.track : lit ? style.text : style.text_muted;
  icon(style, canvas(), sign, center, radius * (primary ? 0.46f : 0.56f), ink);
  explain_last(style, explanation);
  return press.pressed;
}

}  // namespace view
