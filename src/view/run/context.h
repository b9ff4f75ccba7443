// What every view reads, what several of them share, and where intents are gathered.
#pragma once
#include <array>
#include <cstdint>

#include "imgui.h"
#include "ink/style.h"
#include "kit/plot.h"
#include "lab/snapshot.h"
#include "run/flicker.h"
#include "view/page.h"

namespace view {

class Pictures;

// A unit of row 1 … layers; row 0: none.
struct UnitPlace {
  int row = 0, unit = 0;
  bool operator==(const UnitPlace&) const = default;
};

// What the visitor points at and has chosen that more than one view shows; none of it changes the run.
struct Selection {
  // hover, so that one view can light up what another one points at; -1: none
  int hovered_layer = -1, hovered_unit = -1;
  int hovered_row = -1;    // row of the tape under the pointer, 0 = oldest
  std::int64_t past = -1;  // iteration whose mask was chosen on the tape; -1: the newest is shown
  std::uint32_t past_run = 0;
  bool past_by_keys = false;  // and the pointer rests since
  ShownMasks masks;           // of the network and at the tape's end
  int pinned = -1;            // the training example that the visitor chose
  bool drawing = false;       // a click on a surface adds a point of class draw_class
  int draw_class = 0;
  PlotView curves;                                 // of every plot against iterations
  std::uint32_t run = 0;                           // that places below are of
  std::array<UnitPlace, lab::max_arms> removed{};  // whose arm is shown without it
  UnitPlace lens;                                  // the unit under the lens; none: one is chosen for the visitor
  int layer = -1;                                  // W whose weights are shown; -1: the largest
  int arm = -1;                                    // whose weights are shown, where one is; -1: the dropout arm's
  bool narrow = false;                             // the layout of one column
  double time = 0;                                 // seconds, of this frame
};

struct Context {
  const lab::Snapshot& run;
  const lab::Experiment& experiment;
  const Environment& environment;
  const Style& style;
  Selection& selection;
  Pictures& pictures;
  Intents& intents;
};

}  // namespace view
