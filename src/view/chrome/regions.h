// The regions of the page that hold controls. Each draws into the current ImGui window and gathers what the visitor
// asks.
#pragma once
#include "chrome/frame.h"
#include "kit/widgets.h"

namespace view {

void header(const Frame&, Rect);
// The header's right end: undo, redo, share, open, save, theme, about. Returns the x of its left side.
float header_actions(const Frame&, Rect band);
// "…": the same as a menu, its right corner at `anchor`, below it (pivot 0) or above (1).
void more_button(const Frame&, ImVec2 center, float radius, ImVec2 anchor, float pivot);
void theme_button(const Frame&, ImVec2 center);
void about_button(const Frame&, ImVec2 center);
// Narrow: name and preset; iteration and sub-networks in one line; play, step, reset.
void narrow_header(const Frame&, Rect);
void counters(const Frame&, Rect);
void bottom_bar(const Frame&, Rect);

// Data, network, arms, optimizer, from pos downwards; returns the y below.
float rail(const Frame&, ImVec2 pos, float width);
// The sliders of keep_prob of every layer that a visitor tunes most, with the test accuracy of each arm.
float keep_controls(const Frame&, ImVec2 pos, float width);
float keep_controls_height(const Frame&);
// Windows that float over the lower end of the page, `bottom` upwards: notices, a replay's progress, a link to copy.
void floats(const Frame&, float bottom);

// Speed and theme, where the header has no room for them.
float page_controls(const Frame&, ImVec2 pos, float width);

// The arm whose keep_prob the sliders set: the visitor's choice, else the first that drops; -1 if none does.
int dropout_arm(const Frame&);
// Names the slider that follows: "keep_prob of a¹".
void call_keep(const Frame&, int row, int arm);
// For keep_prob of the input (row 0) or a hidden layer.
SliderRange keep_range(const Style&, int row, ImU32 color);

}  // namespace view
