// One iteration in slow motion, on the network of the page: five beats, their words, and the numbers on the edges.
#pragma once
#include "views/network/network_scene.h"

namespace view {

// Is there an iteration to show beat by beat?
bool slowed(const Context&);

// What decides an edge's colour and width in this beat: the weight, w·a, this example's slope, or the weight's change.
float value_of_edge(const NetworkScene&, int layer, int to, int from);
// With nothing under the pointer: the unit whose edges have their numbers; {} where all of them have.
Pointed unit_in_focus(const NetworkScene&);
// Numbers at units and edges, wherever one finds room; returns how many edges found none.
namespace later {
int draw_numbers(const NetworkScene&);
}
// Layers stand so close that an edge has room for no more than the change of its weight.
bool brief_change(const NetworkScene&);
// The number of an edge in words, for its explanation.
void add_numbers(const NetworkScene&, const EdgeMark&, Words&);

// At the right of the network's title; returns the x of its left side.
float slow_motion_button(const Context&, float right, float middle);
// The beats as buttons, and what the present one does, in a card of this size.
float slow_motion_height(const Context&, ImVec2 card);
namespace later {
void slow_motion_bar(const NetworkScene&, Rect, ImVec2 card, int left_out);
}

}  // namespace view
