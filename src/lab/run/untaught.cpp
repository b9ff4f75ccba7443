#include "run/untaught.h"

#include "run/measurements.h"

namespace lab {

Untaught::Untaught(const net::Shape& shape) : untaught_(static_cast<std::size_t>(input_and_hidden_units(shape))) {
  int index = shape.inputs();
  for (int l = 1; l < shape.layers; ++l)
    for (int u = 0; u < shape.units[static_cast<std::size_t>(l)]; ++u) left_.push_back({l, u, index++});
  for (const Unit& unit : left_) untaught_[static_cast<std::size_t>(unit.index)] = 1;
}

// A unit's weights and bias have a gradient where ∂J/∂z is not 0 on some example.
void Untaught::look(const net::Mlp& mlp) {
  std::erase_if(left_, [&](const Unit& unit) {
    const bool taught = (mlp.deltas(unit.layer).row(unit.unit).array() != 0).any();
    if (taught) untaught_[static_cast<std::size_t>(unit.index)] = 0;
    return taught;
  });
}

}  // namespace lab
