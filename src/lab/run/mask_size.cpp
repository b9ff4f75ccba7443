#include "lab/mask_size.h"

namespace lab {
namespace {

// Adds up kept(unit) over each row, units counted through input and hidden layers.
template <class Kept>
KeptUnits added_up(const net::Shape& shape, Kept kept) {
  KeptUnits sum;
  std::size_t unit = 0;
  for (std::size_t r = 0; r < static_cast<std::size_t>(shape.layers); ++r)
    for (int u = 0; u < shape.units[r]; ++u) sum.row[r] += kept(r, unit++);
  sum.row[static_cast<std::size_t>(shape.layers)] = shape.outputs();
  return sum;
}

std::span<const float> held_of(const Snapshot& s, int arm) {
  const auto units = static_cast<std::size_t>(s.mask_units);
  return s[s.held].subspan(static_cast<std::size_t>(arm) * units, units);
}

Hold how(std::span<const float> held, std::size_t unit) { return static_cast<Hold>(static_cast<int>(held[unit])); }

}  // namespace

double KeptUnits::parameters(int layers) const {
  double sum = 0;
  for (int l = 0; l < layers; ++l) sum += weights(l) + row[static_cast<std::size_t>(l) + 1];
  return sum;
}

KeptUnits expected_units(const Snapshot& s, int arm) {
  const auto& keep = s.arm[static_cast<std::size_t>(arm)].keep;
  return added_up(s.shape, [&, held = held_of(s, arm)](std::size_t r, std::size_t unit) {
    const Hold hold = how(held, unit);
    return hold == Hold::random ? static_cast<double>(keep[r]) : hold == Hold::kept ? 1.0 : 0.0;
  });
}

double slope_of_keep(const Snapshot& s, int arm, int row) {
  const auto at = static_cast<std::size_t>(row);
  const KeptUnits kept = expected_units(s, arm);
  const KeptUnits random = added_up(s.shape, [held = held_of(s, arm)](std::size_t, std::size_t unit) {
    return how(held, unit) == Hold::random ? 1.0 : 0.0;
  });
  const double incoming = row > 0 ? kept.row[at - 1] + 1 : 0;  // of a unit, with its bias
  return random.row[at] * (incoming + kept.row[at + 1]);
}

KeptUnits units_on_tape(const Snapshot& s, int tape_row) {
  const auto units = static_cast<std::size_t>(s.mask_units);
  const std::span<const float> mask = s[s.tape].subspan(static_cast<std::size_t>(tape_row) * units, units);
  return added_up(s.shape, [&](std::size_t, std::size_t unit) { return static_cast<double>(mask[unit]); });
}

}  // namespace lab
