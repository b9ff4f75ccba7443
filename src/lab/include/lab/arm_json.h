// What every JSON of a run says of an arm, whatever made it.
#pragma once
#include <vector>

#include "lab/json.h"
#include "lab/snapshot.h"
#include "net/spread.h"

namespace lab {

// "trained", "diverged" or "stopped early".
const char* word(Status);

// The members of an object that is open: name, status, costs, what happened to it. "layers" comes after them.
void write_arm(JsonWriter&, const Snapshot&, int arm);
// "cost_masked", "train" and "test".
void write_costs(JsonWriter&, const ArmFigures&);
// Of a layer, the first members of its object; of all of them, "layers" with nothing more.
void write_layer(JsonWriter&, const ArmFigures&, int layer, const net::Spread&);
void write_layers(JsonWriter&, const Snapshot&, int arm);

// Of each layer.
std::vector<net::Spread> spreads(const Snapshot&, const ArmFigures&);

}  // namespace lab
