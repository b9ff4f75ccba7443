// The panels that the page places. Each draws itself into the current ImGui window at screen position `pos`, `size`
// wide and high, the frame of its card included, and keeps nothing but what State remembers.
#pragma once
#include "imgui.h"
#include "kit/plot.h"
#include "kit/style.h"
#include "lab/snapshot.h"
#include "run/flicker.h"
#include "run/inspector_state.h"
#include "view/page.h"

namespace view {

class Fields;

// One weight of the network shown: from unit `from` of row `layer` to unit `to` of the next.
struct WeightPlace {
  int layer = 0, from = 0, to = 0;
};

// What the panels remember between frames; none of it changes the run.
struct State {
  // hover, shared so that one panel can light up what another one points at; -1: none
  int hovered_layer = -1, hovered_unit = -1;
  int hovered_row = -1;    // row of the tape under the pointer, 0 = oldest
  std::int64_t past = -1;  // iteration whose mask was chosen on the tape; -1: the newest is shown
  std::uint32_t past_run = 0;
  bool past_by_keys = false;  // and the pointer rests since
  // slow motion
  UnitPlace slow_unit;    // last pointed at
  int beat = 0;           // in the last frame
  double beat_since = 0;  // seconds
  // hands on the network
  int walked_row = 0, walked_unit = 0;  // where the keyboard is
  WeightPlace weight;                   // being typed
  ImVec2 weight_at;
  bool weight_began = false;  // in this frame
  std::array<char, 24> typed_weight{};
  // arms
  bool wide_lambda = false;     // the groove of λ reaches as far as λ may: this run has had one beyond 10
  int keep_arm = -1;            // whose keep_prob the sliders set; -1, or no dropout arm: the first that drops
  int renaming = -1;            // arm whose name is being typed
  bool renaming_began = false;  // in this frame
  lab::ArmName typed_name{};
  // hands on the data
  bool drawing = false;  // a click on a surface adds a point of class draw_class
  int draw_class = 0;
  int pinned = -1;  // the training example that the visitor chose
  InspectorState inspector;
  // curves
  int norm_layer = -1;  // -1: all layers; else W of this index
  bool norm_log = false;
  bool cost_log = false;
  PlotView curves;
  Scene scene = Scene::network;  // narrow layout: the tab shown
  bool narrow = false;
  float rail_loose = 1;      // how far the rail's rows spread, so that they fill its height
  float rail_height = 1e9f;  // of its content in the last frame
  bool reduced_motion = false;
  double time = 0;   // seconds, of this frame
  ShownMasks masks;  // of the network and at the tape's end
};

// What every panel reads, and where intents are gathered.
struct Context {
  const lab::Snapshot& run;
  const lab::Experiment& experiment;
  const Environment& environment;
  const Style& style;
  State& state;
  Intents& intents;
};

// The network of this iteration; the tape of past masks. In a card with its title. Their controls' names, under which a
// dragging finger still scrolls:
constexpr const char *network_item = "units", *tape_item = "masks", *plot_item = "plot";
void network_panel(const Context&, Fields&, ImVec2 pos, ImVec2 size);
void tape_panel(const Context&, Fields&, ImVec2 pos, ImVec2 size);
// One decision surface with its points, without a card; size is square or nearly so.
void surface(const Context&, int arm, Fields&, ImVec2 pos, ImVec2 size);

// Curves against iterations, in a card with its title.
void norm_panel(const Context&, ImVec2 pos, ImVec2 size);
void cost_panel(const Context&, ImVec2 pos, ImVec2 size);
// One arm: its surface and its figures, in a card.
void arm_panel(const Context&, int arm, Fields&, ImVec2 pos, ImVec2 size);

}  // namespace view
