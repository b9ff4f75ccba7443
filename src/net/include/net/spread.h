// How the weights of a layer are spread over its inputs. Shapes: layer l has W (units[l+1], units[l]); a unit's
// incoming weights are a row of it.
#pragma once
#include <span>

#include "net/shape.h"

namespace net {

// Means over the layer's units, without those whose squared norm is below a millionth of the largest; 0 if none has
// weight. Of a unit:
struct Spread {
  // (Σ_j|w_j|)²/Σ_j w_j², in inputs: 1 where all weight is on one, fan-in where it is even, 0 without any weight.
  double effective_inputs = 0;
  // The same of squares, which counts large weights more: (Σ_j w_j²)²/Σ_j w_j⁴, in [1, fan-in] or 0.
  double participation = 0;
  int fan_in = 0;
};
// Puts each unit's own into the lists, units[layer+1] long, or empty where they are not asked for.
Spread spread(const Shape&, int layer, const float* parameters, std::span<float> effective_inputs = {},
              std::span<float> participation = {});

// How sparse each unit's incoming weights are, by Hoyer's measure (JMLR 5, 2004, section 3.1):
// (√n - Σ_j|w_j|/‖w‖₂)/(√n - 1) with n the fan-in, which is (√n - √effective_inputs)/(√n - 1): 0 where all sizes are
// equal, 1 where all weight is on one input. Into `of_unit`, units[layer+1] long, NaN without any weight or with a
// single input. Returns the mean over the units that Spread counts, NaN if there are none.
double sparsity(const Shape&, int layer, const float* parameters, std::span<float> of_unit);

// ‖incoming weights‖·‖outgoing weights‖ of each unit of hidden layer `row` (1 … layers-1) into out, units[row] long.
// For ReLU it is what counts of the two norms: their product stays when a factor moves from one to the other
// (Neyshabur, Salakhutdinov & Srebro 2015), which the norm of either layer alone does not.
void in_out_norms(const Shape&, int row, const float* parameters, std::span<float> out);

}  // namespace net
