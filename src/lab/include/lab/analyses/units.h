// How the incoming weights of each unit are spread over its inputs (net::spread).
#pragma once
#include <array>

#include "lab/analyses/found.h"
#include "net/spread.h"

namespace lab {

struct UnitsHead {
  std::int64_t iteration = -1;
  std::array<net::Spread, net::max_layers> mean{};  // by layer
};

// Of every unit of rows 1 … layers, a¹ first.
struct UnitsResult : Found<UnitsHead> {
  std::span<const float> effective_inputs() const { return std::span(numbers).first(numbers.size() / 2); }
  std::span<const float> participation() const { return std::span(numbers).subspan(numbers.size() / 2); }
};

}  // namespace lab
