// What the parts of the network panel share while they draw one frame.
#pragma once
#include <array>
#include <vector>

#include "kit/widgets.h"
#include "run/caches.h"
#include "run/context.h"
#include "views/network/network_layout.h"

namespace view {

// What the pointer is at: a unit, an edge (index into Caches::edge_marks), or nothing.
struct Pointed {
  int row = -1, unit = -1, edge = -1;
};

enum class Beat : std::uint8_t;  // slow_motion.h

struct NetworkScene {
  const Context& c;
  const lab::Snapshot& s;
  const Style& style;
  Fields& fields;
  Caches& caches;
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
  bool all_kept() const { return caches.mask.kept.empty(); }
  const RowLayout& row(int index) const { return layout.row[static_cast<std::size_t>(index)]; }
  const float* parameters() const;
  float weight(int layer, int to, int from) const;
};

// Lays every edge worth drawing into caches.edges and caches.edge_marks, the strongest if there are too many.
void lay_edges(NetworkScene&);
// The edge within a few units of the pointer, or -1.
int edge_at(const NetworkScene&, ImVec2 pointer);
// Brings out what is pointed at, then hands the edges to the graphics card.
void draw_edges(NetworkScene&);

// The network as one control: presses hold units and open weights, arrows walk. Returns whether they do at present.
bool hands_on(NetworkScene&);

void draw_units(NetworkScene&);
void explain_pointed(const NetworkScene&);

}  // namespace view
