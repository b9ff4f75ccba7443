// What the inspector remembers between frames.
#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "lab/experiment.h"

namespace view {

class HeatMaps;

enum class InspectorTab : std::uint8_t { kill_test, lens, penalty, weights };

// A unit of row 1 … layers; row 0: none.
struct UnitPlace {
  int row = 0, unit = 0;
  bool operator==(const UnitPlace&) const = default;
};

struct InspectorState {
  InspectorTab tab = InspectorTab::kill_test;
  bool enlarged = false;                           // in the place of the network
  std::uint32_t run = 0;                           // that places below are of
  std::array<UnitPlace, lab::max_arms> removed{};  // whose arm is shown without it
  UnitPlace lens;                                  // the unit under the lens; none: one is chosen for the visitor
  int layer = -1;                                  // W whose penalties and weights are shown; -1: the largest
  int arm = -1;                                    // whose penalties are shown; -1: the dropout arm's
  int unit = 0, input = 0;                         // the weight in hand
  float scale = 1;                                 // by which its input is imagined to be multiplied
  std::vector<int> order;                          // scratch
  std::shared_ptr<HeatMaps> maps;
};

}  // namespace view
