// How classes and inputs are called and coloured: as the visitor's own data calls them, else by colour and number.
#pragma once
#include "ink/text.h"
#include "run/context.h"

namespace view {

const char* class_name(const Context&, int of_class);
// Two classes are blue and orange; of more, each has one of ten colours.
ImU32 class_color(const Style&, int classes, int of_class);
// "x₁", or the visitor's name for it.
Words input_name(const Context&, int input);
// An input's value in the visitor's own units; as it is where the data is not theirs.
double in_own_units(const Context&, int input, float value);

}  // namespace view
