// The units that the removal test has taken out of an arm.
#pragma once
#include <algorithm>
#include <array>
#include <span>

#include "lab/experiment.h"

namespace lab {

// A unit of row 1 … layers; row 0: none.
struct UnitPlace {
  int row = 0, unit = 0;
  bool operator==(const UnitPlace&) const = default;
};

// Hidden units in the order in which they went. None of the run: the arm trains on with them; it is looked at without.
struct Removed {
  static constexpr int most = 48;

  std::span<const UnitPlace> units() const { return {unit.data(), static_cast<std::size_t>(count)}; }
  bool holds(UnitPlace place) const { return std::ranges::find(units(), place) != units().end(); }
  void add(UnitPlace place) {
    if (count < most && !holds(place)) unit[static_cast<std::size_t>(count++)] = place;
  }
  void put_back(UnitPlace place) {
    const auto end = std::remove(unit.begin(), unit.begin() + count, place);
    count = static_cast<int>(end - unit.begin());
  }
  bool operator==(const Removed& other) const { return std::ranges::equal(units(), other.units()); }

  std::array<UnitPlace, most> unit{};
  int count = 0;
};
using RemovedOfArms = std::array<Removed, max_arms>;

// Takes the outgoing weights of a hidden unit away, in parameters laid out as net::Shape says: then it is none. A place
// that is no hidden unit's changes nothing.
void take_out(const net::Shape&, UnitPlace, float* parameters);

}  // namespace lab
