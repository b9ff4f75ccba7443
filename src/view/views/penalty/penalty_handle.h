// What the parts of the penalty view share, and the handle that rescales one input.
#pragma once
#include <cstdint>
#include <vector>

#include "gpu/heat_map.h"
#include "run/context.h"

namespace view {

// What the penalty view remembers between frames.
struct PenaltyMemory {
  int unit = 0, input = 0;  // the weight in hand
  std::uint32_t run = 0;    // of which it is
  float scale = 1;          // by which its input is imagined to be multiplied
  std::vector<int> order;   // scratch
  HeatMaps maps;
};

struct PenaltyScene {
  const Context& c;
  PenaltyMemory& own;
  int layer = 0, arm = 0;        // W of this index; whose weights
  int units = 0, inputs = 0;     // W is (units, inputs)
  float l2 = 0;                  // λ/m of the arm with L2; 0: there is none
  float keep = 1;                // keep_prob of W's inputs
  int unit = 0, input = 0;       // the weight in hand
  float lambda = 0, weight = 0;  // its own
};

// Side by side, or in a narrow place one below the other, so that no value is cut.
float penalty_handle_height(const PenaltyScene&, float width);

// "What if this input were s times as large?": under dropout the weight keeps the same share of its size, under L2
// another. With c = mean(a²H) the curvature of the cost along the weight, a penalty ½λw² leaves c/(c + λ) of it;
// dropout's λ = (1-p)/p·c scales with the input as c does, so p is left at every scale; L2's does not. To second order,
// this weight alone. This is the view's proof, so it stands first and says in words what the bars show.
void penalty_handle(const PenaltyScene&, Rect);

}  // namespace view
