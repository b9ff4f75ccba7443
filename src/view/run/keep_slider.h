// The sliders of keep_prob, wherever they stand.
#pragma once
#include "kit/widgets.h"
#include "run/context.h"

namespace view {

// Names the slider that follows: "keep_prob of a¹".
void call_keep(const Context&, int row, int arm);
// For keep_prob of the input (row 0) or a hidden layer.
SliderRange keep_range(const Style&, int row, ImU32 color);

}  // namespace view
