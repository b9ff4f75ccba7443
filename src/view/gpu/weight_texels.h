// The parameters of one arm as field.frag.glsl reads them: texels of four floats.
#pragma once
#include <array>
#include <vector>

#include "net/mlp.h"

namespace view {

constexpr int shader_units = 32;  // largest row of units that the shader holds
constexpr int shader_layers = 6;  // weight layers
// First texel of each layer, and of what follows the last.
std::array<int, net::max_layers + 1> texel_starts(const net::Shape&);
// Appends the texels of one arm: per layer, for every group of four units, one texel of biases and then, for every
// four inputs, the weights of unit 0 (4), unit 1 (4), … of the group; padding is zero. `factor` multiplies the weights
// of each layer: what classic scaling does to the activations that enter it.
void append_texels(const net::Shape&, const float* parameters, const std::array<float, net::max_layers>& factor,
                   std::vector<float>& texels);

}  // namespace view
