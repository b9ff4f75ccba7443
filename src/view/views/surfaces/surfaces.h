// Pictures of an arm where there is no plane to colour.
#pragma once
#include "gpu/pictures.h"
#include "kit/widgets.h"
#include "run/context.h"

namespace view {

// The first test digits that the arm gets wrong, each over "its label → what the arm said".
void wrong_digits(const lab::Snapshot&, int arm, const Style&, Fields&, Rect place);
// How often each class of the test set is taken for which.
void confusion(const Context&, int arm, Fields&, Rect place);
// The answers of a regression for test examples, against their targets.
void answers_against_targets(const lab::Snapshot&, int arm, const Style&, Fields&, Rect place);

}  // namespace view
