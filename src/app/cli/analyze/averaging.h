// What `analyze` says of the sub-networks of an arm and of their averages, and of the three scalings.
#pragma once
#include "lab/json.h"
#include "lab/snapshot.h"
#include "net/pass.h"

namespace cli {

// "name": {"cost": …, "accuracy": …}
void write_judgement(lab::JsonWriter&, const char* name, const net::Judgement&);

struct Set {
  net::Matrix x, y;  // (inputs, size), (outputs, size)
};

// Answers for the shown training example, scores on the test set, and how close the mean over K masks comes, under
// `masks`; where the inputs are a plane, what the first `surfaces` of the masks drawn answer on the crowd's grid, with
// mean and standard deviation.
void write_averaging(lab::JsonWriter&, const lab::Snapshot&, const float* parameters, const Set& test,
                     net::Dropout masks, int surfaces);

// What the layers pass on in training and at test, on the test set, and what that costs, under each scaling.
void write_scalings(lab::JsonWriter&, const lab::Snapshot&, const float* parameters, const Set& test,
                    net::Dropout masks);

}  // namespace cli
