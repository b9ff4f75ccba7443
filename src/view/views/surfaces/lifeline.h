// What is left of an arm's test accuracy, unit after unit removed; and what was guessed.
#pragma once
#include "run/context.h"

namespace view {

void lifeline(const Context&, int arm, Rect);

}  // namespace view
