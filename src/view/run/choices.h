// What the views of weights let the visitor choose together: the weight matrix and the arm.
#pragma once
#include <span>

#include "kit/widgets.h"
#include "run/arms.h"
#include "run/context.h"
#include "run/unit_words.h"

namespace view {

// The W that is shown: the one chosen, else the largest whose inputs are dropped, else the largest.
int chosen_layer(const Context&);
// "W² ▾", its right end at `right`; returns its left end.
float layer_list(const Context&, float right, float y);
// The arm that is asked for, else the first that drops, else the first shown; -1: all are muted.
int chosen_arm(const Context&);
float arm_list(const Context&, float right, float y);
// Words in the place of a view.
void say(const Context&, Rect, const char* words);
void say_too_large(const Context&, Rect);
// The arm with L2: its λ / m, what L2 costs a weight in ½λw²; 0: there is none.
float l2_per_weight(const Context&);
float largest_size(std::span<const float>);

}  // namespace view
