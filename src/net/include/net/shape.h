// What an MLP is, apart from its numbers: layer sizes, activations, loss; and where its parameters lie.
#pragma once
#include <array>
#include <cstdint>

#include "net/types.h"
#include "net/work.h"

namespace net {

enum class Activation : std::uint8_t { relu, tanh, sigmoid, linear, softmax };  // softmax: last layer only
enum class Loss : std::uint8_t { sigmoid_cross_entropy, softmax_cross_entropy, squared_error };

constexpr int max_layers = 8;  // weight layers; an MLP has layers + 1 rows of units

// Trivially copyable. units[0] are the inputs, units[layers] the outputs; weights W¹ … W^L are index 0 … L-1 here.
struct Shape {
  int layers = 0;
  std::array<int, max_layers + 1> units{};
  std::array<Activation, max_layers> activation{};
  Loss loss = Loss::sigmoid_cross_entropy;

  int inputs() const { return units[0]; }
  int outputs() const { return units[static_cast<std::size_t>(layers)]; }
  // All parameters lie in one flat array: W¹ (units[1], units[0]) row by row, a row holding one unit's incoming
  // weights; b¹ (units[1]); W²; b²; …
  int weight_offset(int layer) const;
  int bias_offset(int layer) const;
  int parameters() const;
  bool operator==(const Shape&) const = default;
};

// W of `layer` within a flat parameter array: (units[layer+1], units[layer]).
MatrixView weights(const Shape&, int layer, float* parameters);
ConstMatrixView weights(const Shape&, int layer, const float* parameters);
Eigen::Map<Vector> biases(const Shape&, int layer, float* parameters);
Eigen::Map<const Vector> biases(const Shape&, int layer, const float* parameters);

enum class Initialization : std::uint8_t { he, xavier };
// Draws weights N(0, 2/fan_in) (He et al. 2015, eq. 10) or N(0, 2/(fan_in+fan_out)) (Glorot & Bengio 2010, eq. 12
// in its normal form) from Random(seed, initial_weights, 0, layer); biases 0. The same to the bit on every target.
// Under `work` in its pieces.
void initialize(const Shape&, Initialization, std::uint64_t seed, float* parameters, Work* work = nullptr);

}  // namespace net
