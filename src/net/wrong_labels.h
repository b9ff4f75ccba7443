// Labels made wrong on purpose. Private to net.
#pragma once
#include <cstdint>

#include "net/dataset.h"

namespace net {

// Gives round(flip · m) examples another class, each of the others alike. The examples wrong at a smaller flip are
// among those wrong at a larger one.
void make_wrong(Dataset& data, float flip, std::uint64_t seed);

}  // namespace net
