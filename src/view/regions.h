// The regions of the page that hold controls. Each draws into the current ImGui window and gathers what the visitor
// asks.
#pragma once
#include "panels.h"
#include "thumbnails.h"
#include "widgets.h"

namespace view {

// What every region reads, and where intents are gathered.
struct Context {
  const lab::Snapshot& run;
  const lab::Experiment& experiment;
  const Environment& environment;
  const Style& style;
  State& state;
  Intents& intents;
};

void header(const Context&, Rect);
// Narrow: name and preset; iteration and sub-networks in one line; play, step, reset.
void narrow_header(const Context&, Rect);
void counters(const Context&, Rect);
void bottom_bar(const Context&, Rect);

// Data, network, arms, optimizer, from pos downwards; returns the y below.
float rail(const Context&, Thumbnails&, ImVec2 pos, float width);
// The sliders of keep_prob of every layer that a visitor tunes most, with the test accuracy of each arm.
float keep_controls(const Context&, ImVec2 pos, float width);
float keep_controls_height(const Context&);
// Speed and theme, where the header has no room for them.
float page_controls(const Context&, ImVec2 pos, float width);

// One row for keep_prob of the input (row 0) or a hidden layer, of the first arm that drops; -1 if none does.
int dropout_arm(const lab::Experiment&);
SliderRange keep_range(const Style&, int row);

}  // namespace view
