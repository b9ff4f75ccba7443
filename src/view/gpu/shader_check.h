// How far the shader is from the forward pass of net.
#pragma once
#include "lab/snapshot.h"

namespace view {

class Pictures;

// The largest difference between shader and net over side × side points of the input plane, in the fields of all hidden
// and output units of an arm, or in its output alone; NaN where the shader cannot run.
float shader_error(Pictures&, const lab::Snapshot&, int arm, int side);
float output_error(Pictures&, const lab::Snapshot&, int arm, int side);

}  // namespace view
