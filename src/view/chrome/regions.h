// The regions of the page that hold controls. Each draws into the current ImGui window and gathers what the visitor
// asks.
#pragma once
#include "chrome/frame.h"
#include "kit/menu.h"
#include "run/keep_slider.h"

namespace view {

void header(const Frame&, Rect);
// Index into lab::presets() of the one that the run is, unchanged; -1: of none.
int preset_of(const Frame&);
// The header's right end: undo, redo, share, open, save, theme, about. Returns the x of its left side.
float header_actions(const Frame&, Rect band);
// "…": the same as a menu, its right corner at `anchor`, below it (pivot 0) or above (1).
void more_button(const Frame&, ImVec2 center, float radius, ImVec2 anchor, float pivot);
void theme_button(const Frame&, ImVec2 center);
void undo_button(const Frame&, ImVec2 center);
void about_button(const Frame&, ImVec2 center);
// Check one's own program; licences.
void licences_rows(const Frame&, Menu&);
// Narrow: name and preset; iteration and sub-networks in one line; play, step, reset.
void narrow_header(const Frame&, Rect);
void counters(const Frame&, Rect);
void bottom_bar(const Frame&, Rect);

// Data, network, arms, optimizer, from pos downwards; returns the y below.
float rail(const Frame&, ImVec2 pos, float width);
// The sliders of keep_prob of every layer that a visitor tunes most, with the test accuracy of each arm.
float keep_controls(const Frame&, ImVec2 pos, float width);
float keep_controls_height(const Frame&);
// While points are drawn: one arm's surface large. Returns whether it was drawn.
bool large_surface(const Frame&, Rect);
// Windows that float over the lower end of the page, `bottom` upwards: notices, a replay's progress, a link to copy.
void floats(const Frame&, float bottom);

// Speed and theme, where the header has no room for them.
float page_controls(const Frame&, ImVec2 pos, float width);

// The arm whose keep_prob the sliders set: the visitor's choice, else the first that drops; -1 if none does.
int dropout_arm(const Frame&);

}  // namespace view
