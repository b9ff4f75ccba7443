// What the visitor asks of a sweep, and what is to be kept of it.
#pragma once
#include "engine/engine.h"
#include "wishes.h"

namespace app::later {

// Called in every frame once a sweep was asked for. While it works the run that is shown stands.
void sweep(Engine&, Wishes&, const lab::SweepAsk&);

}  // namespace app::later
