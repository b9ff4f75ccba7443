// How large a run may be: it has to fit beside the one that is shown until it is built.
#pragma once
#include <string>

#include "lab/experiment.h"

namespace lab {

// "" if the run fits; else what is too large and what would fit, in words for the visitor.
std::string too_large(const Experiment&, const net::Split&);

}  // namespace lab
