// A dropout multilayer perceptron under training: parameters, optimizer state and one preallocated arena.
// A step is: draw_masks; forward; backward; update. None of them allocates.
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "net/shape.h"

namespace net {

// Inverted (Srivastava et al. 2014, §10; the lecture): ã = a·m/keep in training, nothing at test.
// Classic (ibid. §4): ã = a·m in training, activations × keep at test. Wrong: a·m in training, nothing at test.
enum class Scaling : std::uint8_t { inverted, classic, wrong };
enum class MaskPer : std::uint8_t { example, batch };
enum class Noise : std::uint8_t { bernoulli, gaussian };  // gaussian: ã = a·N(1, (1-keep)/keep), Srivastava et al. §10

struct Dropout {
  std::array<float, max_layers> keep{1, 1, 1, 1, 1, 1, 1, 1};  // keep_prob of the input and of each hidden layer, (0, 1]
  Scaling scaling = Scaling::inverted;
  MaskPer per = MaskPer::example;
  Noise noise = Noise::bernoulli;
};

enum class OptimizerKind : std::uint8_t { sgd, momentum, averaged_momentum, adam };
struct Optimizer {
  OptimizerKind kind = OptimizerKind::sgd;
  float rate = 0.1f;       // > 0
  float momentum = 0.9f;   // [0, 1): v = mu v + g; w -= rate v (averaged: v = beta v + (1-beta) g)
  float beta1 = 0.9f, beta2 = 0.999f, epsilon = 1e-8f;  // Adam: Kingma & Ba 2015, algorithm 1
};

struct Penalty {
  float l2 = 0;           // λ: J = data + λ/(2 l2_examples)·Σ‖W‖²_F, biases free
  int l2_examples = 0;    // m, the number of training examples whatever the batch (0: the batch's size)
  float max_norm = 0;     // c > 0: after the update each unit's incoming vector longer than c is scaled to c (0: off)
  float input_noise = 0;  // standard deviation of N(0, σ²) added to each input in training
};

// A minibatch: x is (inputs, size), y is (outputs, size) as in Dataset. Views; the data must outlive the step.
struct Batch {
  ConstMatrixView x, y;
  int size() const { return static_cast<int>(x.cols()); }
};

class Mlp {
 public:
  // Allocates everything a step of at most max_batch examples needs. Parameters are zero until set or initialized.
  Mlp(const Shape&, int max_batch);

  const Shape& shape() const { return shape_; }
  float* parameters() { return parameters_.data(); }
  const float* parameters() const { return parameters_.data(); }
  const float* gradient() const { return gradient_.data(); }  // ∂J/∂parameters of the last backward(), L2 included

  // Live: may change between steps.
  Dropout dropout;
  Optimizer optimizer;
  Penalty penalty;

  // Masks of iteration `step` for a batch of `size`. The mask of one (layer, unit, example) depends on
  // (seed, step, layer, unit, example, size) alone. Layers with keep 1 draw none.
  void draw_masks(std::uint64_t seed, std::uint64_t step, int size);
  // Explicit mask for a layer (0 the input): 0/1, (units, size). For tests, eval and enumeration; until next draw_masks.
  void set_mask(int layer, const Matrix& mask);
  // The training pass under the masks. Returns the data cost (mean over the batch, without L2).
  float forward(const Batch&);
  // λ/(2m)·Σ‖W‖²_F of the present parameters; m as in Penalty.
  float l2_cost(int batch_size) const;
  void backward();
  void update();
  int updates() const { return updates_; }
  void forget_updates();  // optimizer state back to zero

  // Test-time pass, nothing dropped (activations × keep for classic scaling): x is (inputs, any), out (outputs, any):
  // sigmoid or softmax probabilities, or the linear output. Works through the columns in blocks of max_batch.
  void predict(ConstMatrixView x, MatrixView out);
  // Mean data cost and accuracy (fraction right; for regression NaN) with dropout off.
  struct Score {
    float cost = 0, accuracy = 0;
  };
  Score score(ConstMatrixView x, ConstMatrixView y);

  bool finite() const;  // every parameter is finite

 private:
  Shape shape_;
  std::vector<float> parameters_, gradient_;
  // … the arena (see mlp.cpp)
};

// Was (layer, unit) kept for `example` of a batch of `size` in iteration `step`? The very draw of draw_masks.
bool kept(const Dropout&, std::uint64_t seed, std::uint64_t step, int layer, int unit, int example, int size);

// ‖W‖²_F of a layer.
float squared_norm(const Shape&, int layer, const float* parameters);

}  // namespace net
