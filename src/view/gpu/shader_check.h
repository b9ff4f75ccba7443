// How far the shader is from the forward pass of net.
#pragma once
#include "lab/snapshot.h"

namespace view {

class Pictures;

// The largest difference between shader and net over side × side points of the input plane, in the fields of all units
// of rows first_row (1 the first hidden one) … layers of an arm; NaN where the shader cannot run.
float shader_error(Pictures&, const lab::Snapshot&, int arm, int first_row, int side);

}  // namespace view
