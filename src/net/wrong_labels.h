// From labels to targets, and labels made wrong on purpose. Private to net.
#pragma once
#include <cstdint>

#include "net/dataset.h"

namespace net {

// Fills y from label and classes: (1, m) of 0/1 for two classes, one-hot (classes, m) for more.
void targets_from_labels(Dataset& data);

// Gives round(flip · m) examples another class, each of the others alike. The examples wrong at a smaller flip are
// among those wrong at a larger one.
void make_wrong(Dataset& data, float flip, std::uint64_t seed);

}  // namespace net
