// The gradient by backpropagation beside the slope of J itself, in double precision: is a program's gradient right, and
// what makes a right one look wrong.
#pragma once
#include <vector>

#include "net/pass.h"

namespace net {

// held: the same masks in every pass. redrawn: new ones in each, so that the two costs of a slope are of two networks.
// off: the test pass, nothing dropped.
enum class CheckedMasks : std::uint8_t { held, redrawn, off };

class GradientCheck {
public:
  // Larger than the exercise's 1e-7: rounding weighs ten times less, and hardly a z lies so close to ReLU's kink.
  static constexpr double epsilon = 1e-6;

  // Allocates for up to max_examples; nothing below allocates.
  GradientCheck(const Shape&, int max_examples);

  // J is the mean data cost of x (inputs, size), y (outputs, size). Masks are Bernoulli ones, of `dropout` and `seed`
  // alone (frozen ones as those per batch). Runs forward and back.
  void begin(const float* parameters, const Dropout&, ConstMatrixView x, ConstMatrixView y, CheckedMasks,
             std::uint64_t seed);
  // ∂J/∂parameter by backpropagation.
  double backpropagated(int parameter) const { return gradient_[static_cast<std::size_t>(parameter)]; }
  // [J(w + ε) − J(w − ε)] / 2ε, every other parameter as it is.
  double numeric(int parameter);
  // How many z of kept hidden ReLU units are 0 under the first masks: there J has a corner, and a step to either side
  // finds other slopes than backpropagation, which takes ReLU's for 0.
  int kinks() const { return kinks_; }
  // Multiply-adds of one numeric(), roughly.
  double operations() const { return 2.0 * pass_.shape().parameters() * pass_.size(); }

private:
  using Values = Pass<double>::Values;
  using View = Pass<double>::View;

  View factor(int row);  // of the mask and its scale, (units, size)
  void draw(std::uint64_t pass);
  double cost_from(int layer);
  int count_kinks(int layer);
  void backpropagate();
  View delta(std::vector<double>& rows, int row) { return {rows.data(), units(row), pass_.size()}; }
  int units(int row) const { return pass_.shape().units[static_cast<std::size_t>(row)]; }
  int layer_of(int parameter) const;

  Pass<double> pass_;
  Dropout dropout_;
  CheckedMasks masks_ = CheckedMasks::off;
  std::uint64_t seed_ = 0, draws_ = 0;
  int dirty_ = 0, kinks_ = 0;  // rows above dirty_ are of a moved parameter
  std::vector<float> y_;
  std::vector<double> factors_, gradient_, delta_, next_delta_;
};

// ‖numeric − backpropagated‖ / (‖numeric‖ + ‖backpropagated‖), of all pairs added.
class RelativeError {
public:
  void add(double numeric, double backpropagated);
  double value() const;  // 0 where both are 0

private:
  double difference_ = 0, numeric_ = 0, backpropagated_ = 0;  // squared norms
};

}  // namespace net
