// What the parts of the network panel share while they draw one frame.
#pragma once
#include <array>
#include <vector>

#include "gpu/pictures.h"
#include "kit/widgets.h"
#include "run/context.h"
#include "run/sub_network.h"
#include "views/network/network_layout.h"

namespace view {

// The mask that the network shows: that of Selection::masks, or of the tape's column under the pointer or chosen.
struct ShownMask {
  std::vector<float> kept;  // 0/1 per unit, the inputs first; empty: everything is kept
  std::int64_t iteration = 0;
  std::uint32_t run = 0;
  std::vector<float> others;  // of other examples of the same iteration, one after the other; empty: not known
};

// One edge of the network as it lies on the page, for finding the one under the pointer.
struct EdgeMark {
  int layer = 0, from = 0, to = 0;
  float value = 0;   // its weight, or in slow motion what the beat is about
  bool live = true;  // both its ends are kept
};

// One weight of the network shown: from unit `from` of row `layer` to unit `to` of the next.
struct WeightPlace {
  int layer = 0, from = 0, to = 0;
};

using lab::Beat;

struct NetworkScene;

// What the edges were chosen for: looking through millions of weights is not done in every frame.
struct EdgesOf {
  Moment of;
  int arm = -1;
  Beat beat{};
  std::array<int, net::max_layers + 1> shown{};  // units of each row, below 0 as circles
  lab::Removed removed;
  std::vector<float> kept;
  bool same(const NetworkScene&);  // and from now on for this
};

// What the network remembers between frames.
struct NetworkMemory {
  SubNetwork sub_network;
  ShownMask mask;
  EdgesOf edges_of;
  std::vector<EdgeMark> edge_marks;      // as they were chosen, by their strength
  std::vector<Edge> edges, small_edges;  // of the network; and of the small ones below it
  // slow motion
  UnitPlace slow_unit;    // last pointed at
  Beat beat{};            // in the last frame
  double beat_since = 0;  // seconds
  // hands
  int walked_row = 0, walked_unit = 0;  // where the keyboard is
  WeightPlace weight;                   // being typed
  ImVec2 weight_at;
  bool weight_began = false;  // in this frame
  std::array<char, 64> typed_weight{}, weight_before{};
  int looked_row = -1, looked_unit = 0;  // the unit in the sheet; row -1: none
  bool look_began = false;               // in this frame
  bool look_by_keys = false;
  float card_height = 240;  // in the last frame
};

// What the pointer is at: a unit, an edge (index into NetworkMemory::edge_marks), or nothing.
struct Pointed {
  int row = -1, unit = -1, edge = -1;
};

struct NetworkScene {
  const Context& c;
  const lab::Snapshot& s;
  const Style& style;
  Pictures& pictures;
  NetworkMemory& own;
  int arm = 0;  // whose network it is
  NetworkLayout layout{};
  Rect inside{};                                      // where units and edges lie
  std::array<int, net::max_layers + 1> first_unit{};  // of a row, within a mask
  Pointed pointed{};
  Beat beat{};        // of slow motion
  Pointed focus{};    // the unit whose edges have their numbers
  float reached = 0;  // layers that this beat has gone through

  bool kept(int row, int unit) const;
  int held(int row, int unit) const;  // 0 random, 1 held kept, 2 held dropped
  // No iteration so far has given it a gradient.
  bool untaught(int row, int unit) const;
  bool all_kept() const { return own.mask.kept.empty(); }
  const RowLayout& row(int index) const { return nth(layout.row, index); }
  const float* parameters() const;
  float weight(int layer, int to, int from) const;
};

// Lays every edge worth drawing into own.edges and own.edge_marks, the strongest if there are too many.
void lay_edges(NetworkScene&);
// The edge within a few units of the pointer, or -1.
int edge_at(const NetworkScene&, ImVec2 pointer);
// Brings out what is pointed at, then hands the edges to the graphics card, those of the small networks down to `end`
// as well.
void draw_edges(NetworkScene&, ImVec2 end);

// The network as one control: presses hold units and open weights, arrows walk. Returns whether they do at present.
bool hands_on(NetworkScene&);

void draw_units(NetworkScene&);
// Under the network: the same iteration's networks of other examples, and what the marks mean.
float below_height(const NetworkScene&, Rect card);
void draw_below(NetworkScene&, Rect);
// Opens the sheet of a unit; draws it.
void look_at(const NetworkScene&, int row, int unit);
namespace later {
void unit_card(const NetworkScene&);
void explain_pointed(const NetworkScene&);
}  // namespace later

}  // namespace view
