// The curves of one arm's J, with the band of J under random masks as far as it was measured.
#pragma once
#include "kit/plot.h"
#include "lab/analyses/scope.h"
#include "run/context.h"

namespace view {

// `scope` null: no band. `strip` wide is the room that is kept at the right end for the caller.
Plotted cost_plot(const Context&, int arm, Rect, const lab::ScopeResult* scope, float strip);

}  // namespace view
