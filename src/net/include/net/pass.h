// A pass through an MLP that may begin at any layer, whose every layer the caller may mask as it likes: what the
// analyses share. In float for bulk, in double where sums over many passes must be exact.
#pragma once
#include <array>
#include <vector>

#include "net/mlp.h"
#include "net/shape.h"

namespace net {

// What a kept unit's activation is multiplied by in training: 1/keep for inverted scaling, else 1.
double training_scale(const Dropout&, int layer);
// What every activation is multiplied by at test time: keep for classic scaling (not of Gaussian noise), else 1.
double test_scale(const Dropout&, int layer);

template <class Scalar>
class Pass {
public:
  using Values = Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  using View = Eigen::Map<Values>;
  using ConstView = Eigen::Map<const Values>;

  // Allocates all that passes of at most max_examples need; nothing below allocates.
  Pass(const Shape&, int max_examples);

  const Shape& shape() const { return shape_; }
  int max_examples() const { return max_examples_; }
  int size() const { return size_; }  // examples of the present input

  void set_parameters(const float* parameters);  // copies them
  void set_input(ConstMatrixView x);             // copies it: (inputs, 1 … max_examples)

  Scalar* parameters() { return parameters_.data(); }
  ConstView weights(int layer) const;  // (units[layer+1], units[layer])

  // row 0 is the input, row `layers` the output. activation(row) is what its units put out, passed_on(row) what the
  // next layer reads: the caller's mask and scale times the activation. Both are (units[row], size).
  View activation(int row);
  View passed_on(int row);
  // (outputs, size): the output layer's pre-activation.
  View logits();

  // W·passed_on(layer) + b into activation(layer+1), which activate() then makes activations of.
  void preactivate(int layer);
  void activate(int layer);
  // The test-time pass from `layer`'s weights on: nothing dropped, activations × test_scale.
  void run_test(const Dropout&, int layer = 0);

  // Of the present output: mean data cost as Shape::loss says, and the fraction right (sigmoid: outputs on the right
  // side of one half; softmax: examples whose largest output is the right one; NaN for squared error). y is (outputs,
  // size).
  double cost(ConstMatrixView y) const;
  double accuracy(ConstMatrixView y) const;

private:
  Scalar* row_begin(std::vector<Scalar>& rows, int row);

  Shape shape_;
  int max_examples_, size_ = 0;
  std::vector<Scalar> parameters_, activations_, passed_on_, logits_;
};

// What pre-activations (units, size) become. Of the mean logits of many outputs: their normalized geometric mean.
void activate(Activation, Pass<double>::Values& z);

// Mean data cost and fraction right of answers that are no network's own, such as a mean over sub-networks: output and
// y are (outputs, size), the output probabilities, or for squared error values, whose accuracy is NaN.
struct Judgement {
  double cost = 0, accuracy = 0;
};
Judgement judge(Loss, const Eigen::Ref<const Pass<double>::Values>& output, ConstMatrixView y);

}  // namespace net
