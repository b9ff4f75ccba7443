// Pictures of an arm where there is no plane to colour.
#pragma once
#include "views/surfaces/surfaces.h"

namespace view {

// The first test digits that the arm gets wrong, each over "its label → what the arm said".
void wrong_digits(const Context&, int arm, SurfacesMemory&, Rect place);
// How often each class of the test set is taken for which.
void confusion(const Context&, int arm, SurfacesMemory&, Rect place);
// The answers of a regression for test examples, against their targets.
void answers_against_targets(const Context&, int arm, SurfacesMemory&, Rect place);

}  // namespace view
