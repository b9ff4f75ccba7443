// What the views of the inspector share.
#pragma once
#include "chrome/view_card.h"
#include "lab/inspection.h"
#include "run/arms.h"

namespace view {

int units_of(const Context&, int row);
// Units of the rows 1 … row - 1: where a row begins in what the inspection lists by unit.
std::size_t first_of_row(const Context&, int row);
// The W that penalties and weights are shown of.
int chosen_layer(const Context&);
// "W² ▾", its right end at `right`; returns its left end.
float layer_list(const Context&, float right, float y);
// The arm that is asked for, else the first that drops, else the first shown; -1: all are muted.
int chosen_arm(const Context&);
float arm_list(const Context&, float right, float y);
// "W²"
Words matrix_name(int layer);
// Words in the place of a view.
void say(const Context&, Rect, const char* words);
void say_too_large(const Context&, Rect);
// The arm with L2: its λ / m, what L2 costs a weight in ½λw²; 0: there is none.
float l2_per_weight(const Context&);
float largest_size(std::span<const float>);

}  // namespace view
