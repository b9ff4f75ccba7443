// The debugging drill: what rises of J say about the program, true for whatever optimizer trains it.
#pragma once
#include "ink/text.h"
#include "lab/snapshot.h"

namespace view {

// Plain gradient descent with a small rate on the full batch: J of a correct program falls at every step, if nothing is
// drawn at random.
bool drill_settings(const lab::SnapshotHead&, const lab::Experiment&);
// Units of the arm are dropped in this iteration, or inputs made noisy: J is another function each time.
bool random_cost(const lab::SnapshotHead&, const lab::Experiment&, int arm);
// What was counted of the arm's J as it is trained, since its settings changed last; and what that says.
Words counted(const lab::SnapshotHead&, int arm);
Words verdict(const lab::SnapshotHead&, const lab::Experiment&, int arm);

}  // namespace view
