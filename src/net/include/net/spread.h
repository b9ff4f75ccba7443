// How the weights of a layer are spread over its inputs. Shapes: layer l has W (units[l+1], units[l]); a unit's
// incoming weights are a row of it.
#pragma once
#include <span>

#include "net/shape.h"

namespace net {

// Each unit's effective inputs (Σ_j|w_j|)²/Σ_j w_j² into out, units[layer+1] long: 1 where all weight is on one input,
// fan-in where it is even. 0 for a unit without any weight.
void effective_inputs(const Shape&, int layer, const float* parameters, std::span<float> out);
// The same of squares, which counts large weights more: participation (Σ_j w_j²)²/Σ_j w_j⁴, in [1, fan-in] or 0.
void participation(const Shape&, int layer, const float* parameters, std::span<float> out);

// Means over the layer's units, without those whose squared norm is below a millionth of the largest; 0 if none has
// weight.
struct Spread {
  double effective_inputs = 0, participation = 0;  // in inputs, up to fan_in
  int fan_in = 0;
};
Spread spread(const Shape&, int layer, const float* parameters);

// ‖incoming weights‖·‖outgoing weights‖ of each unit of hidden layer `row` (1 … layers-1) into out, units[row] long.
// For ReLU it is what counts of the two norms: their product stays when a factor moves from one to the other
// (Neyshabur, Salakhutdinov & Srebro 2015), which the norm of either layer alone does not.
void in_out_norms(const Shape&, int row, const float* parameters, std::span<float> out);

}  // namespace net
