// What the parts of the penalty view share, and the handle that rescales one input.
#pragma once
#include "chrome/regions.h"

namespace view {

struct PenaltyScene {
  const Context& c;
  int layer = 0, arm = 0;        // W of this index; whose weights
  int units = 0, inputs = 0;     // W is (units, inputs)
  float l2 = 0;                  // λ/m of the arm with L2; 0: there is none
  float keep = 1;                // keep_prob of W's inputs
  int unit = 0, input = 0;       // the weight in hand
  float lambda = 0, weight = 0;  // its own
};

constexpr float penalty_handle_height = 42;

// "What if this input were s times as large?": under dropout the weight keeps the same share of its size, under L2
// another. With c = mean(a²H) the curvature of the cost along the weight, a penalty ½λw² leaves c/(c + λ) of it;
// dropout's λ = (1-p)/p·c scales with the input as c does, so p is left at every scale; L2's does not. To second order,
// this weight alone.
void penalty_handle(const PenaltyScene&, Rect);

}  // namespace view
