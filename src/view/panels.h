// The panels that the page places. Each draws itself into the current ImGui window at screen position `pos`, `size`
// wide and high, the frame of its card included, and keeps nothing but what State remembers.
#pragma once
#include "imgui.h"
#include "lab/snapshot.h"
#include "style.h"
#include "view/page.h"

namespace view {

class Fields;

// Scenes of the narrow layout, by tab.
enum Scene : int { scene_network, scene_surfaces, scene_norms, scene_cost, scene_settings, scene_count };

// What the panels remember between frames; none of it changes the run.
struct State {
  // hover, shared so that one panel can light up what another one points at; -1: none
  int hovered_layer = -1, hovered_unit = -1;
  int hovered_row = -1;  // row of the tape under the pointer, 0 = oldest
  // curves
  int norm_layer = -1;  // -1: all layers; else W of this index
  bool norm_log = false;
  bool cost_log = false;
  float pointed = -1, pointing = -1;  // iteration under the pointer of any curve: in the last frame, in this one
  int scene = scene_network;          // narrow layout: the tab shown
  bool narrow = false;
  float rail_loose = 1;      // how far the rail's rows spread, so that they fill its height
  float rail_height = 1e9f;  // of its content in the last frame
  bool reduced_motion = false;
  double time = 0;  // seconds, of this frame
};

// view-b: the network of this iteration; the tape of past masks. In a card with its title.
void network_panel(const lab::Snapshot&, const Style&, Fields&, State&, ImVec2 pos, ImVec2 size);
void tape_panel(const lab::Snapshot&, const Style&, Fields&, State&, ImVec2 pos, ImVec2 size);
// view-b: one decision surface with its points, without a card; size is square or nearly so.
void surface(const lab::Snapshot&, int arm, const Style&, Fields&, ImVec2 pos, ImVec2 size);

// view-a: curves against iterations, in a card with its title.
void norm_panel(const lab::Snapshot&, const Style&, State&, ImVec2 pos, ImVec2 size);
void cost_panel(const lab::Snapshot&, const Style&, State&, ImVec2 pos, ImVec2 size);
// view-a: one arm: its surface and its figures, in a card.
void arm_panel(const lab::Snapshot&, int arm, const Style&, Fields&, State&, ImVec2 pos, ImVec2 size);

}  // namespace view
