// Controls that hold a value: slider, stepper, list.
#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "imgui_internal.h"
#include "kit/announcing.h"
#include "kit/finger.h"
#include "kit/typing.h"
#include "kit/widgets.h"
#include "view/later.h"
#include "view/marks.h"
#include "view/tr.h"

namespace view {
namespace {

ImRect box(Rect r) { return {r.min, r.max}; }

constexpr float handle_radius = 6.5f;

float fraction(const SliderRange& range, float value) {
  const float v = std::clamp(value, range.low, range.high);
  if (range.high <= range.low) return 0;
  if (range.logarithmic) return std::log(v / range.low) / std::log(range.high / range.low);
  return (v - range.low) / (range.high - range.low);
}

// Multiples of the step; on a logarithmic scale two significant figures.
float rounded(const SliderRange& range, float value) {
  float step = range.step;
  if (range.logarithmic) step = std::pow(10.0f, std::floor(std::log10(std::max(value, range.low))) - 1);
  // 27 / 100 is nearer to 0.27 than 27 · 0.01
  if (step > 0) value = step < 1 ? std::round(value / step) / std::round(1 / step) : std::round(value / step) * step;
  return std::clamp(value, range.low, range.high);
}

float at(const SliderRange& range, float t) {
  t = std::clamp(t, 0.0f, 1.0f);
  const float v =
      range.logarithmic ? range.low * std::pow(range.high / range.low, t) : range.low + (range.high - range.low) * t;
  return rounded(range, v);
}

constexpr float log_steps = 40;  // of a logarithmic scale

// Moves by n steps.
float moved(const SliderRange& range, float value, int n) {
  if (!range.logarithmic) return rounded(range, value + range.step * static_cast<float>(n));
  return at(range, fraction(range, value) + static_cast<float>(n) / log_steps);
}

// A focused slider takes these keys from ImGui's own navigation.
bool arrow_keys(const SliderRange& range, ImGuiID id, float& value) {
  take_keys(id,
            {ImGuiKey_LeftArrow, ImGuiKey_RightArrow, ImGuiKey_PageUp, ImGuiKey_PageDown, ImGuiKey_Home, ImGuiKey_End});
  const float before = value;
  if (ImGui::IsKeyPressed(ImGuiKey_LeftArrow)) value = moved(range, value, -1);
  if (ImGui::IsKeyPressed(ImGuiKey_RightArrow)) value = moved(range, value, 1);
  if (ImGui::IsKeyPressed(ImGuiKey_PageDown)) value = moved(range, value, -10);
  if (ImGui::IsKeyPressed(ImGuiKey_PageUp)) value = moved(range, value, 10);
  if (ImGui::IsKeyPressed(ImGuiKey_Home)) value = range.low;
  if (ImGui::IsKeyPressed(ImGuiKey_End)) value = range.high;
  return value != before;
}

// The text that stands in place of a slider's value; one is typed at a time.
struct Typing {
  ImGuiID id = 0, wanted = 0;  // wanted: before the field's code was here
  std::array<char, 64> text{}, before{};
};

Typing& typing() {
  static Typing the_text;
  return the_text;
}

bool take_text(ImGuiID id, Rect place, const char* text, const SliderRange& range, float& value) {
  typing().id = 0;
  const lab::NumberField field{range.low, range.high, range.format == nullptr, range.share, range.shown};
  return std::string_view(text) != typing().before.data() && take_typed(id, place, text, field, value);
}

}  // namespace

namespace later {

void type_value(const Style& style, const char* label, ImGuiID id, Rect place, const SliderRange& range, float value) {
  constexpr float least = 58;
  Rect r = place;
  r.min.x = std::min(r.min.x, r.max.x - least);
  r.min.y = middle(style.body, place) - 2;
  r.max.y = r.min.y + line_height(style.body) + 4;
  Typing& own = typing();
  ImGuiContext& context = *ImGui::GetCurrentContext();
  if (!ImGui::TempInputIsActive(id)) {  // the text begins away from the pointer, so it must be asked for
    context.NavActivateId = id;
    context.NavActivateFlags = ImGuiActivateFlags_PreferInput;
    own.id = id;
    ImFormatString(own.text.data(), own.text.size(), range.shown == 1 ? "%g" : "%.3g",
                   static_cast<double>(value * range.shown));
    own.before = own.text;
    want_announcements();  // which know its name
  }
  announce_typing(id, r, "", own.before.data(), true);
  ImGui::TempInputText(box(r), id, label, own.text.data(), static_cast<int>(own.text.size()),
                       ImGuiInputTextFlags_AutoSelectAll);
  canvas()->AddRect(r.min, r.max, style.focus, style.control_rounding, 0, 1.5f);
}

}  // namespace later

namespace {

Words value_words(const SliderRange& range, float value) {
  const float shown = value * range.shown;
  return range.format ? Words().add(range.format, static_cast<double>(shown)) : grouped(std::lround(shown));
}

// A screen reader's slider counts a logarithmic scale in its steps.
void announce_slider(ImGuiID id, Rect hit, const SliderRange& range, float value) {
  Announcement* a = announce(id, Role::slider, hit);
  if (a == nullptr) return;
  const bool log = range.logarithmic;
  a->low = log ? 0 : range.low;
  a->high = log ? log_steps : range.high;
  a->step = log ? 1 : range.step;
  a->number = log ? fraction(range, value) * log_steps : value;
  a->value = keep_words(value_words(range, value));
  explain_announced(range.explanation);
}

void hear_slider(ImGuiID id, Rect place, const SliderRange& range, float& value) {
  float number = 0;
  if (asked_number(id, number)) value = range.logarithmic ? at(range, number / log_steps) : rounded(range, number);
  const char* text = asked_text(id);
  const bool given_up = asked_give_up(id);
  if (text != nullptr || given_up) let_item_go();
  if (given_up) typing().id = 0;
  if (text != nullptr) take_text(id, place, text, range, value);
  // Enter was pressed in the text, or something else.
  if (typing().id == id && !ImGui::TempInputIsActive(id)) take_text(id, place, typing().text.data(), range, value);
}

void draw_track(const Style& style, Rect track, float t, ImU32 color, const Press& press) {
  const float left = track.min.x + handle_radius, right = track.max.x - handle_radius, y = track.center().y;
  const float x = left + (right - left) * t, half = 1.5f;
  canvas()->AddRectFilled({track.min.x, y - half}, {track.max.x, y + half}, style.track, half);
  canvas()->AddRectFilled({track.min.x, y - half}, {x, y + half}, color, half);
  const float radius = press.held || press.hovered ? handle_radius + 1 : handle_radius;
  if (press.focused) canvas()->AddCircle({x, y}, radius + 3.5f, style.focus, 32, 2);
  canvas()->AddCircleFilled({x, y}, radius, style.panel, 32);
  canvas()->AddCircle({x, y}, radius - 0.5f, color, 32, 2);
}

// A finger drags the handle alone: elsewhere on the groove it scrolls, or nothing happens by accident.
void finger(const Style& style, Rect track, float t, Press& press) {
  const float x = track.min.x + handle_radius + (track.width() - 2 * handle_radius) * t, half = style.hit * 0.5f + 6;
  const Rect handle{{x - half, track.center().y - half}, {x + half, track.center().y + half}};
  offer_to_finger(handle);
  const bool touches = ImGui::GetIO().MouseSource == ImGuiMouseSource_TouchScreen;
  if (!press.held || !touches) return;
  if (ImGui::IsMouseClicked(ImGuiMouseButton_Left) && !handle.contains(ImGui::GetIO().MousePos)) {
    let_item_go();
    press.held = false;
  } else {
    keep_finger();
  }
}

}  // namespace

bool slider(const Style& style, const char* name, Rect track, Rect place, const SliderRange& range, float& value) {
  const float before = value, reach = std::max(0.0f, (style.hit - track.height()) * 0.5f);
  const Rect hit{{track.min.x - 4, track.min.y - reach}, {track.max.x + 4, track.max.y + reach}};
  const Words label = Words().add("##%s", name);  // ImGui's text input would write a label without the signs
  const ImGuiID id = ImGui::GetID(label);
  const ImU32 color = range.color ? range.color : style.handle;
  hear_slider(id, {{hit.min.x, std::min(hit.min.y, place.min.y)}, {hit.max.x, std::max(hit.max.y, place.max.y)}}, range,
              value);
  announce_slider(id, hit, range, value);
  if (ImGui::TempInputIsActive(id)) {
    draw_track(style, track, fraction(range, value), color, {});
    if (!ImGui::ItemAdd(box(hit), id, nullptr, ImGuiItemFlags_Inputable)) return value != before;
    arrived (&later::type_value)(style, label, id, place, range, value);
    return value != before;
  }
  Press press = item(id, hit, Way::click);
  finger(style, track, fraction(range, value), press);
  if (press.hovered || press.held) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  bool type = range.typed && press.focused && ImGui::IsKeyPressed(ImGuiKey_Enter, false);
  if (press.navigated) arrow_keys(range, id, value);
  if (press.hovered && range.typed && ImGui::IsMouseClicked(ImGuiMouseButton_Left) && ImGui::GetIO().KeyCtrl) {
    type = true;  // also where another click was just before
  } else if (press.hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
    let_item_go();
    value = range.reset;
  } else if (press.held && ImGui::GetCurrentContext()->ActiveIdSource == ImGuiInputSource_Mouse) {
    const float room = track.width() - 2 * handle_radius;
    value = at(range, (ImGui::GetIO().MousePos.x - track.min.x - handle_radius) / room);
  }
  draw_track(style, track, fraction(range, value), color, press);
  const Words words = value_words(range, value);
  if (!press.held) explain_last(style, range.explanation);
  if (type)
    typing().wanted = id;
  else if (typing().wanted == id && ImGui::IsMouseClicked(ImGuiMouseButton_Left))
    typing().wanted = 0;
  if (typing().wanted == id && can_type()) {
    typing().wanted = 0;
    arrived (&later::type_value)(style, label, id, place, range, value);
  } else if (place.max.x > place.min.x) {
    text_right(canvas(), style.bold, {place.max.x, middle(style.bold, place)}, style.text, words);
  }
  return value != before;
}

float track_height(const Style& style) { return style.touch ? 30.0f : 16.0f * style.loose; }
float labelled_height(const Style& style) {
  return line_height(style.body) + 3 + track_height(style) + (style.touch ? 9 : 2);
}

bool labelled_slider(const Style& style, const char* name, ImVec2 pos, float width, const char* label,
                     const SliderRange& range, float& value) {
  const Rect words = rect(pos, {width, line_height(style.body) + 3});
  text(canvas(), style.body, {pos.x, middle(style.body, words)}, style.text, label);
  explain(style, rect(pos, {text_width(style.body, label), words.height()}), range.explanation);
  call_next("%s", label);
  const Rect groove = rect({pos.x, words.max.y}, {width, track_height(style)});
  return slider(style, name, groove, {{words.max.x - 70, words.min.y}, words.max}, range, value);
}

bool stepper(const Style& style, const char* name, ImVec2 pos, float width, int low, int high, int& value,
             const char* explanation) {
  ImGui::PushID(name);
  const int before = value;
  const float side = style.touch ? 36.0f : 20.0f;
  const ImGuiID id = ImGui::GetID("steps");
  if (Announcement* a = announce(id, Role::stepper, target(style, rect(pos, {width, side})))) {
    a->low = static_cast<float>(low);
    a->high = static_cast<float>(high);
    a->step = 1;
    a->number = static_cast<float>(value);
    explain_announced(explanation);
  }
  auto number = static_cast<float>(value);
  if (asked_step(id, number)) value = std::clamp(static_cast<int>(number), low, high);
  if (const char* text = asked_text(id)) {
    const lab::NumberField field{static_cast<float>(low), static_cast<float>(high), true};
    if (take_typed(id, rect(pos, {width, side}), text, field, number)) value = static_cast<int>(number);
  }
  const Hush parts;
  for (int sign : {-1, 1}) {
    const float x = sign < 0 ? pos.x : pos.x + width - side;
    const Rect r = rect({x, pos.y}, {side, side});
    const Press press = press_area(style, sign < 0 ? "less" : "more", r, style.control_rounding, Repeat::yes);
    const bool possible = sign < 0 ? value > low : value < high;
    if (press.hovered && possible) canvas()->AddRectFilled(r.min, r.max, style.inset, style.control_rounding);
    icon(style, canvas(), sign < 0 ? Icon::minus : Icon::plus, r.center(), 3.5f,
         !possible       ? style.track
         : press.hovered ? style.text
                         : style.text_faint);
    if (press.pressed && possible) value += sign;
    explain_last(style, explanation);
  }
  const Rect all = rect(pos, {width, side});
  text_center(canvas(), style.body, {all.center().x, middle(style.body, all)}, style.text, Words().add("%d", value));
  ImGui::PopID();
  return value != before;
}

float dropdown_width(const Style& style, DropdownKind kind, const char* label) {
  return std::ceil(text_width(kind == DropdownKind::pill ? style.bold : style.body, label)) +
         (kind == DropdownKind::pill ? 46.0f : 15.0f);
}

namespace {

void caret(ImVec2 c, ImU32 color) {
  canvas()->AddTriangleFilled({c.x - 3.5f, c.y - 2}, {c.x + 3.5f, c.y - 2}, {c.x, c.y + 2.5f}, color);
}

void announce_list(ImGuiID id, Rect place, int count, const char* (*name)(int), int choice, const char* explanation,
                   const char* other) {
  Announcement* a = announce(id, Role::list, place);
  if (a == nullptr) return;
  a->rows = count;
  a->number = static_cast<float>(choice);
  for (int i = 0; i < count; ++i) {
    const char* row = keep_words(name(i));
    if (i == 0) a->choices = row;
    if (*row == 0) a->rows = std::min(a->rows, i);
  }
  if (choice < 0) {  // what is set is none of them
    a->number = static_cast<float>(a->rows);
    if (*keep_words(other) != 0) ++a->rows;
  }
  explain_announced(explanation);
}

bool list_rows(const Style& style, int count, const char* (*name)(int), int& choice, float row, float width) {
  bool chosen = false;
  const ImVec2 start = ImGui::GetCursorScreenPos();
  for (int i = 0; i < count; ++i) {
    const Rect r = rect({start.x, start.y + row * static_cast<float>(i)}, {width, row});
    ImGui::PushID(i);
    const Press press = press_area(style, "row", r, -1);
    ImGui::PopID();
    mark_item("option", i);
    if (ImGui::IsWindowAppearing() && i == choice) ImGui::SetItemDefaultFocus();
    if (press.hovered || press.focused) canvas()->AddRectFilled(r.min, r.max, style.inset, style.control_rounding);
    if (press.focused) canvas()->AddRect(r.min, r.max, style.focus, style.control_rounding, 0, 1.5f);
    const ImFont* font = i == choice ? style.bold : style.body;
    text_fit(canvas(), font, {r.min.x + 10, middle(font, r)}, width - 14, i == choice ? style.accent : style.text,
             name(i));
    if (!press.pressed) continue;
    choice = i;
    chosen = true;
    ImGui::CloseCurrentPopup();
  }
  ImGui::SetCursorScreenPos(start);
  ImGui::Dummy({width, row * static_cast<float>(count)});
  return chosen;
}

}  // namespace

bool dropdown(const Style& style, const char* id, Rect place, DropdownKind kind, int count, const char* (*name)(int),
              int& choice, const char* explanation, const char* other) {
  if (other == nullptr) other = tr("your own");
  ImGui::PushID(id);
  const bool pill = kind == DropdownKind::pill;
  const float rounding = pill ? place.height() * 0.5f : style.control_rounding;
  const ImGuiID list = ImGui::GetID("choices");
  announce_list(list, target(style, place), count, name, choice, explanation, other);
  float asked = -1;
  bool chosen = asked_number(list, asked) && asked >= 0 && asked < static_cast<float>(count);
  if (chosen) choice = static_cast<int>(asked);
  const Hush parts;
  const Press press = press_area(style, "open", place, rounding);
  const ImRect item = ImGui::GetCurrentContext()->LastItemData.Rect;
  const bool lit = press.hovered || press.held || ImGui::IsPopupOpen("list");
  if (pill) canvas()->AddRectFilled(place.min, place.max, lit ? style.hover : style.inset, rounding);
  const ImFont* font = pill ? style.bold : style.body;
  const float inner = pill ? 16.0f : 0.0f, room = place.width() - 2 * inner - 14;
  const char* label = choice >= 0 && choice < count ? name(choice) : other;
  const float drawn = text_fit(canvas(), font, {place.min.x + inner, middle(font, place)}, room,
                               pill || lit ? style.text : style.text_muted, label);
  caret({pill ? place.max.x - 17 : place.min.x + drawn + 9, place.center().y + 0.5f}, style.text_muted);
  explain_last(style, explanation);
  if (press.pressed) ImGui::OpenPopup("list");

  if (ImGui::IsPopupOpen("list")) {
    const float row = style.touch ? 44.0f : 26.0f, edge = 5;
    float width = pill ? place.width() - 2 * edge : 60.0f;
    for (int i = 0; i < count; ++i) width = std::max(width, text_width(style.bold, name(i)) + 24);
    const ImVec2 screen = ImGui::GetMainViewport()->Size;
    width = std::min(width, screen.x - 2 * edge - 16);
    const float high = std::min(row * static_cast<float>(count) + 2 * edge, screen.y - 24);
    ImVec2 pos{place.min.x, place.max.y + 4};
    pos.x = std::clamp(pos.x, 8.0f, std::max(8.0f, screen.x - width - 2 * edge - 8));
    pos.y = std::clamp(pos.y, 8.0f, std::max(8.0f, screen.y - high - 8));
    ImGui::SetNextWindowPos(pos);
    ImGui::SetNextWindowSize({width + 2 * edge, high});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {edge, edge});
    if (ImGui::BeginPopup("list", ImGuiWindowFlags_NoMove)) {
      chosen |= list_rows(style, count, name, choice, row, width);
      ImGui::EndPopup();
    }
    ImGui::PopStyleVar();
  }
  ImGui::PopID();
  // The item that explanations and marks refer to is the closed list again.
  ImGui::SetLastItemData(id[0] ? ImGui::GetID(id) : 0, ImGuiItemFlags_None, ImGuiItemStatusFlags_None, item);
  return chosen;
}

}  // namespace view
