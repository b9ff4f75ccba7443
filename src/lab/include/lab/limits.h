// How large a run may be: it has to fit beside the one that is shown until it is built.
#pragma once
#include <string>

#include "lab/experiment.h"

namespace lab {

struct DataSize {
  int inputs = 2, classes = 2;  // as in net::Dataset
  int train = 0, test = 0;      // examples
};

// Bytes, with what a page keeps of it to show it.
double memory_needed(const Experiment&, const DataSize&);
// "" if the run fits; else what is too large and what would fit, in words for the visitor.
std::string too_large(const Experiment&, const DataSize&);

}  // namespace lab
