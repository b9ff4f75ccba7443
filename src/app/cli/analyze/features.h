// What an arm's units have learnt and what it answers: sparsity of the first layer's weights, activations, confusion.
#pragma once
#include "lab/inspection.h"
#include "lab/json.h"

namespace cli {

void write_features(lab::JsonWriter&, const lab::Snapshot&, const lab::Inspection&, int arm);

}  // namespace cli
