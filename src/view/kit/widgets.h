// What a visitor can press, drag, choose and read about. Drawn here, on ImGui's ids, focus and keyboard; nothing of
// ImGui's own look. Every function takes its place in screen units; none moves a layout cursor.
#pragma once
#include "ink/icons.h"
#include "kit/item.h"

namespace view {

// A place and what a hand may miss it by: at least Style::hit wide and high.
Rect target(const Style&, Rect);

// A place that can be pressed by mouse, touch, Space or Enter; shows a hand and, with keyboard focus, a ring.
enum class Repeat { no, yes };
Press press_area(const Style&, const char* id, Rect, float ring_rounding = -1, Repeat = Repeat::no);

// Explanation under the pointer, for the area of any mark; the text is wrapped. The printf form formats only when
// shown.
void explain(const Style&, Rect, const char* text);
void explainf(const Style&, Rect, const char* format, ...) IM_FMTARGS(3);
// The same for the item of the last press_area.
void explain_last(const Style&, const char* text);
// Is the pointer over this area? Without a delay, for values that follow the pointer.
bool pointed_at(Rect);
// Shows words at the pointer at once.
void hint(const Style&, const char* words);
// Opens the explanation window at the pointer for content drawn by the caller: returns where to draw, `size` large.
// Call end_hint() after drawing if it returned true.
bool begin_hint(const Style&, ImVec2 size, ImVec2& pos);
void end_hint();

// Panel with frame; its title in the upper left; returns the inside below the title.
void card(const Style&, Rect);
Rect titled_card(const Style&, Rect, const char* title);
// Small capitals-like heading of a section of the rail; returns the y below it.
float heading(const Style&, ImVec2 pos, const char* label);

enum class ButtonKind { quiet, link };
// Width that a button with this label takes.
float button_width(const Style&, ButtonKind, const char* label);
bool button(const Style&, const char* id, Rect, ButtonKind, const char* label, bool chosen = false);

bool icon_button(const Style&, const char* id, ImVec2 center, float radius, Icon, bool primary, const char* explanation,
                 bool enabled = true);

struct SliderRange {
  float low = 0, high = 1;
  float reset = 0;              // what a double click restores
  float step = 0.01f;           // values are multiples of it, and arrow keys move by it
  bool logarithmic = false;     // low > 0; the value is rounded to two significant figures
  const char* format = "%.2f";  // null: a whole number with its thousands grouped
  bool typed = true;            // Ctrl+click or Enter types a number
  bool share = false;           // "80 %" may be typed for 0.8
  float shown = 1;              // the number shown and typed is value × shown
  const char* explanation = "";
  ImU32 color = 0;  // of the filled part and the ring of the handle; 0: Style::handle
};
// The track lies in `track`, the value is written right-aligned in `value`. Drag, click on the track, arrow keys with
// focus, double click to reset, Ctrl+click or Enter to type. The wheel is left to the page.
bool slider(const Style&, const char* id, Rect track, Rect value_place, const SliderRange&, float& value);
// Label left and value right above the track, `width` wide; returns whether it changed. Height: labelled_height().
bool labelled_slider(const Style&, const char* id, ImVec2 pos, float width, const char* label, const SliderRange&,
                     float& value);
float labelled_height(const Style&);
float track_height(const Style&);

// "− 20 +", low … high.
bool stepper(const Style&, const char* id, ImVec2 pos, float width, int low, int high, int& value,
             const char* explanation);

// A list that opens below. `name(i)` for i in 0 … count-1. As a pill or as a bare word with a caret.
enum class DropdownKind { pill, link };
// `other`: what is chosen where that is none of them (-1).
bool dropdown(const Style&, const char* id, Rect, DropdownKind, int count, const char* (*name)(int), int& choice,
              const char* explanation, const char* other = nullptr);
float dropdown_width(const Style&, DropdownKind, const char* label);

}  // namespace view
