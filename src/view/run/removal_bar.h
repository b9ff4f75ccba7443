// The hands of the removal test: take the worst unit out of every arm, again and again; put all back; guess first.
#pragma once
#include "run/context.h"

namespace view {

// Has this network hidden units, and few enough, to take some out?
bool removable(const Context&);
// In the right end of `place`, which stays on one line: as much of it as fits. Returns the x of its left side.
float removal_hands(const Context&, Rect place);
// The same as a card of its own, with how many units are gone.
constexpr float removal_bar_height = 40;
void removal_bar(const Context&, Rect);

}  // namespace view
