#include "view/announce.h"

#include <algorithm>
#include <array>
#include <cstdarg>
#include <cstring>
#include <utility>

#include "imgui_internal.h"
#include "kit/announcing.h"

namespace view {
namespace {

struct Asked {
  std::uint32_t id = 0;
  Ask what = Ask::press;
  float number = 0;
  std::array<char, 64> text{};
};

// One table, as there is one Dear ImGui context.
struct Table {
  std::array<Announcement, 320> said;
  std::array<Region, 40> regions;
  std::array<char, 40960> words;
  std::size_t count = 0, region_count = 0, used = 0;
  int region = 0;
  bool wanted = false, listening = false;
  int hushed = 0;
  std::array<char, 96> next_name{};
  std::array<Asked, 16> asks;
  std::size_t ask_count = 0, due = 0;  // the first `due` are for this frame
  std::uint32_t answered = 0;
  TypedField typed;
  const char* aloud = "";
  bool urgent = false;
};

Table& table() {
  static Table the_table;
  return the_table;
}

bool disabled() { return (ImGui::GetCurrentContext()->CurrentItemFlags & ImGuiItemFlags_Disabled) != 0; }

Asked* due(ImGuiID id, Ask what) {
  Table& t = table();
  for (std::size_t i = 0; i < t.due; ++i)
    if (t.asks[i].id == id && t.asks[i].what == what) return &t.asks[i];
  return nullptr;
}

bool taken(ImGuiID id, Ask what, float* number = nullptr) {
  Asked* asked = due(id, what);
  if (asked == nullptr || disabled()) return false;
  if (number != nullptr) *number = asked->number;
  asked->id = 0;
  return true;
}

// What is scrolled out of sight lies at the edge where it would come in.
void place(Announcement& a, Rect r) {
  const ImRect clip = ImGui::GetCurrentWindow()->ClipRect;
  const auto inside = [](float v, float low, float high) { return std::clamp(v, low, std::max(low, high)); };
  const ImVec2 min(inside(r.min.x, clip.Min.x, clip.Max.x - 1), inside(r.min.y, clip.Min.y, clip.Max.y - 1));
  a.x = min.x;
  a.y = min.y;
  a.width = inside(r.max.x, min.x + 1, clip.Max.x) - min.x;
  a.height = inside(r.max.y, min.y + 1, clip.Max.y) - min.y;
}

// "Pause (Space)" → "Pause"; "The next unit; or click …" → "The next unit".
const char* first_words(const char* words) {
  const char* end = words + std::strlen(words);
  for (const char* sign : {" (", "\n", ". ", "; ", ": "})
    if (const char* found = std::strstr(words, sign)) end = std::min(end, found);
  if (end > words && end[-1] == '.') --end;
  char name[160];
  const auto length = std::min<std::size_t>(static_cast<std::size_t>(end - words), sizeof name - 1);
  std::memcpy(name, words, length);
  name[length] = 0;
  return keep_words(name);
}

Announcement* last() {
  Table& t = table();
  return t.listening && t.hushed == 0 && t.count > 0 ? &t.said[t.count - 1] : nullptr;
}

}  // namespace

void want_announcements() { table().wanted = true; }
std::span<const Announcement> announcements() { return {table().said.data(), table().count}; }
std::span<const Region> announced_regions() { return {table().regions.data(), table().region_count}; }
std::uint32_t asks_answered() { return table().answered; }

void ask(std::uint32_t id, Ask what, float number, const char* text) {
  Table& t = table();
  if (t.ask_count == t.asks.size()) return;
  Asked& asked = t.asks[t.ask_count++];
  asked = {id, what, number, {}};
  ImFormatString(asked.text.data(), asked.text.size(), "%s", text);
}

bool begin_announcing() {
  Table& t = table();
  t.due = t.ask_count;
  t.listening = std::exchange(t.wanted, false);
  t.hushed = 0;
  t.next_name[0] = 0;
  t.typed = {};
  if (!t.listening) return false;
  t.count = t.region_count = t.used = 0;
  t.aloud = "";
  t.urgent = false;
  return true;
}

void end_announcing() {
  Table& t = table();
  std::copy(t.asks.begin() + static_cast<std::ptrdiff_t>(t.due),
            t.asks.begin() + static_cast<std::ptrdiff_t>(t.ask_count), t.asks.begin());
  t.answered += static_cast<std::uint32_t>(t.due);
  t.ask_count -= t.due;
  t.due = 0;
  t.listening = false;
}

bool listening() { return table().listening && table().hushed == 0; }

const char* keep_words(const char* words) {
  Table& t = table();
  const std::size_t size = std::strlen(words) + 1;
  if (t.used + size > t.words.size()) return "";
  char* kept = t.words.data() + t.used;
  std::memcpy(kept, words, size);
  t.used += size;
  return kept;
}

int region(Place place, const char* title, ImVec2 at, ImGuiID id) {
  Table& t = table();
  const int before = t.region;
  if (!t.listening || t.region_count == t.regions.size()) return before;
  t.region = static_cast<int>(t.region_count);
  t.regions[t.region_count++] = {place, id, keep_words(title), at.x, at.y};
  return before;
}

void go_on(int region) { table().region = region; }
Place present_place() {
  const Table& t = table();
  return t.region_count > 0 ? nth(t.regions, t.region).place : Place::header;
}

Announcement* announce(ImGuiID id, Role role, Rect r) {
  Table& t = table();
  if (id != 0 && due(id, Ask::reveal) != nullptr && taken(id, Ask::reveal))
    ImGui::ScrollToRect(ImGui::GetCurrentWindow(), {r.min, r.max},
                        ImGuiScrollFlags_KeepVisibleEdgeX | ImGuiScrollFlags_KeepVisibleEdgeY);
  if (!listening() || t.count == t.said.size()) return nullptr;
  Announcement& a = t.said[t.count++];
  a = {};
  a.id = id;
  a.role = role;
  a.region = t.region;
  a.enabled = !disabled();
  if (t.next_name[0] != 0) a.label = keep_words(t.next_name.data());
  t.next_name[0] = 0;
  place(a, r);
  return &a;
}

void call_next(const char* format, ...) {
  if (!listening() || table().next_name[0] != 0) return;  // the outermost caller knows more
  va_list arguments;
  va_start(arguments, format);
  ImFormatStringV(table().next_name.data(), table().next_name.size(), format, arguments);
  va_end(arguments);
}

void call_last(const char* name) {
  if (Announcement* a = last()) a->label = keep_words(name);
}

void last_is(Role role, bool on) {
  Announcement* a = last();
  if (a == nullptr) return;
  a->role = role;
  a->on = on;
}

void last_says(const char* value) {
  if (Announcement* a = last()) a->value = keep_words(value);
}

void explain_announced(const char* words) {
  Announcement* a = last();
  if (a == nullptr || *words == 0 || *a->help != 0) return;
  if (*a->label == 0) a->label = first_words(words);
  a->help = keep_words(words);
}

const char* last_called() {
  const Announcement* a = last();
  return a != nullptr ? a->label : "";
}

void announce_words(Rect r, const char* words) {
  if (!listening() || *words == 0) return;
  if (Announcement* a = announce(0, Role::words, r)) a->label = keep_words(words);
}

bool asked_press(ImGuiID id) { return taken(id, Ask::press); }
bool asked_number(ImGuiID id, float& number) { return taken(id, Ask::number, &number); }
bool asked_step(ImGuiID id, float& number) {
  float by = 0;
  if (!taken(id, Ask::step, &by)) return false;
  number += by;
  return true;
}
bool asked_give_up(ImGuiID id) { return taken(id, Ask::give_up); }
const char* asked_text(ImGuiID id) {
  Asked* asked = due(id, Ask::text);
  if (asked == nullptr) return nullptr;
  asked->id = 0;
  return asked->text.data();
}

const char* said_aloud() { return table().aloud; }
bool said_urgently() { return table().urgent; }
void say_aloud(const char* words, bool urgent) {
  if (!listening()) return;
  table().aloud = keep_words(words);
  table().urgent = urgent;
}

const TypedField& typed_field() { return table().typed; }

void announce_typing(ImGuiID id, Rect r, const char* label, const char* text, bool number, bool read_only) {
  for (const Announcement& a : announcements())
    if (*label == 0 && a.id == id) label = a.label;
  table().typed = {id, r.min.x, r.min.y, r.width(), r.height(), label, text, number, read_only};
}

Hush::Hush() { ++table().hushed; }
Hush::~Hush() { --table().hushed; }

}  // namespace view
