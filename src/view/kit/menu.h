// Small windows for what is seldom used: menus of rows, texts to type. They close when anything else is pressed.
#pragma once
#include <span>

#include "kit/widgets.h"

namespace view {

// Where the content of an open menu goes, from `pos` downwards.
struct Menu {
  ImVec2 start, pos;
  float width = 0;
  ImGuiStorage* memory = nullptr;  // of the window it was opened from: its height in the last frame, under its id
  ImGuiID id = 0;
  int region = 0;        // that it was opened from
  const char* row = "";  // the last row's id, and how many there were of it
  int same = 0;
};

// The menu opened by ImGui::OpenPopup(id); its corner at `anchor`: `pivot` 0 … 1 says which (0, 0: the upper left).
// Kept within the page. Call end_menu() if it returned true.
bool begin_menu(const Style&, const char* id, ImVec2 anchor, ImVec2 pivot, float width, Menu&);
void end_menu(const Menu&);

// One row that can be pressed, marked by `id` and its number among rows of that id in turn; `note` in quieter letters
// at its right. Closes the menu when pressed.
bool menu_row(const Style&, Menu&, const char* id, const char* label, const char* note = "", bool enabled = true);
// A thin line between groups; words to read.
void menu_line(const Style&, Menu&);
void menu_words(const Style&, Menu&, const char* words);

enum class Typed { nothing, done, given_up };
// A text being typed. `begin`: it takes the keyboard and is selected. Done with Enter or when the visitor turns to
// something else; given up with Escape.
Typed text_field(const Style&, const char* id, Rect, const char* label, std::span<char> text, bool begin);
namespace later {
Typed text_field(const Style&, const char* id, Rect, const char* label, std::span<char> text, bool begin);
}

}  // namespace view
