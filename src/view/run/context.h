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

// What the visitor thinks that is left of each arm's test accuracy when three units are gone.
struct Guesses {
  static constexpr int removals = 3;
  bool asked = false;                           // each arm's figures have a place for one
  std::array<float, lab::max_arms> accuracy{};  // [0, 1]; 0: none
};

using lab::UnitPlace;

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
  int large_arm = -1;          // whose surface stands large meanwhile, apart from the others'; -1: none's
  bool large_here = false;     // in the place that is drawn now
  PlotView curves;             // of every plot against iterations
  std::uint32_t run = 0;       // that places below are of
  lab::RemovedOfArms removed;  // which its arm is shown without
  int to_remove = 0;           // so many more of each arm, the worst, when it is known which
  Guesses guesses;
  UnitPlace lens;              // the unit under the lens; none: one is chosen for the visitor
  int layer = -1;              // W whose weights are shown; -1: the largest
  int network_arm = -1;        // whose network is shown; -1: that of the arm that drops
  int arm = -1;                // whose weights are shown, where one is; -1: the dropout arm's
  Rect sheet{};                // where a unit's sheet may stand
  bool docked = false;         // it takes all of that place; else its lower end
  const char* open = nullptr;  // the key of a view that is to be opened
  bool narrow = false;         // the layout of one column
  double time = 0;             // seconds, of this frame
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
