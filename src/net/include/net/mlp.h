// A dropout multilayer perceptron under training: parameters, optimizer state and one preallocated arena.
// A step is: draw_masks; forward; backward; update. None of them allocates, but for what a setting needs when it is
// first used (moments, factors of Gaussian dropout, input noise).
#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <new>
#include <span>
#include <vector>

#include "net/shape.h"
#include "net/work.h"

namespace net {

struct Layer;     // of the products, kernels/products.h
struct Transfer;  // kernels/transfer.h

// Inverted (Srivastava et al. 2014, §10; the lecture): ã = a·m/keep in training, nothing at test.
// Classic (ibid. §4): ã = a·m in training, activations × keep at test. Wrong: a·m in training, nothing at test.
enum class Scaling : std::uint8_t { inverted, classic, wrong };
// frozen: one mask for every example, the one that `batch` draws in step 0, at every step: what a seed that is set anew
// inside the loop draws.
enum class MaskPer : std::uint8_t { example, batch, frozen };
constexpr bool shared(MaskPer per) { return per != MaskPer::example; }
// gaussian: ã = a·N(1, (1-keep)/keep), Srivastava et al. §10; needs no scaling, whatever `Scaling` says.
enum class Noise : std::uint8_t { bernoulli, gaussian };

// A unit of the input (layer 0) or of a hidden layer that is not drawn but always kept or always dropped.
struct Held {
  int layer = 0, unit = 0;
  bool kept = true;
  bool operator==(const Held&) const = default;
};

struct Dropout {
  std::array<float, max_layers> keep{1, 1, 1, 1,
                                     1, 1, 1, 1};  // keep_prob of the input and of each hidden layer, (0, 1]
  Scaling scaling = Scaling::inverted;
  MaskPer per = MaskPer::example;
  Noise noise = Noise::bernoulli;
  // Units held, each at most once; null: none. Their layer's scale and the test pass are as ever. (Gaussian dropout
  // holds none.)
  std::shared_ptr<const std::vector<Held>> held;
  bool operator==(const Dropout&) const = default;
};

enum class OptimizerKind : std::uint8_t { sgd, momentum, averaged_momentum, adam };
struct Optimizer {
  OptimizerKind kind = OptimizerKind::sgd;
  float rate = 0.1f;      // > 0
  float momentum = 0.9f;  // [0, 1): v = mu v + g; w -= rate v (averaged: v = beta v + (1-beta) g)
  float beta1 = 0.9f, beta2 = 0.999f, epsilon = 1e-8f;  // Adam: Kingma & Ba 2015, algorithm 1
  bool operator==(const Optimizer&) const = default;
};

struct Penalty {
  float l2 = 0;           // λ: J = data + λ/(2 l2_examples)·Σ‖W‖²_F, biases free
  int l2_examples = 0;    // m, the number of training examples whatever the batch (0: the batch's size)
  float max_norm = 0;     // c > 0: after the update each unit's incoming vector longer than c is scaled to c (0: off)
  float input_noise = 0;  // standard deviation of N(0, σ²) added to each input in training
  // p < 1: J has what inverted masks of keep_prob p on the input would add to it in expectation, ½(1-p)/p · mean_i v_i
  // Σ_j x_ij² w_j², and none need be drawn. Squared error of linear outputs: v = 1, exact (Srivastava et al. 2014,
  // §9.1). Sigmoid: v = ŷ(1-ŷ), to second order (Wager, Wang & Liang 2013). Only where can_marginalize(). 1: off
  float marginalized = 1;
  bool operator==(const Penalty&) const = default;
};

// Only weights and an output that is linear or sigmoid under its own loss.
bool can_marginalize(const Shape&);

// A minibatch: x is (inputs, size), y is (outputs, size) as in Dataset. Views; the data must outlive the step.
struct Batch {
  ConstMatrixView x, y;
  int size() const { return static_cast<int>(x.cols()); }
};

// Memory that starts on a cache line.
template <typename T>
struct CacheLineAllocator {
  using value_type = T;
  static constexpr std::align_val_t line{64};
  CacheLineAllocator() = default;
  template <typename U>
  CacheLineAllocator(const CacheLineAllocator<U>&) {}
  T* allocate(std::size_t n) { return static_cast<T*>(::operator new(n * sizeof(T), line)); }
  void deallocate(T* p, std::size_t) { ::operator delete(p, line); }
  bool operator==(const CacheLineAllocator&) const { return true; }
};
template <typename T>
using Aligned = std::vector<T, CacheLineAllocator<T>>;

class Mlp {
public:
  // Allocates everything a step of at most max_batch examples needs. Parameters are zero until set or initialized.
  Mlp(const Shape&, int max_batch);

  const Shape& shape() const { return shape_; }
  int max_batch() const { return max_batch_; }
  float* parameters() { return parameters_.data(); }
  const float* parameters() const { return parameters_.data(); }
  // ∂J/∂parameters of the last backward(), with L2 and the penalty of masks.
  const float* gradient() const { return gradient_.data(); }
  float* gradient() { return gradient_.data(); }  // which update() reads

  // Live: may change between steps.
  Dropout dropout;
  Optimizer optimizer;
  Penalty penalty;

  // Under one, draw_masks, forward, backward, update, score and activations are done in its pieces: their results are
  // there once a call was not cut. Null: all at once.
  Work* work = nullptr;
  // Is the next piece of a computation of the caller's own to be done now?
  bool next(double operations) { return !work || work->next(operations); }

  // Masks of iteration `step` for a batch of `size`, and its input noise if there is any. The mask of one (layer, unit,
  // example) depends on (seed, step, layer, unit, example, size) alone (frozen ones have step 0), the noise of one
  // input on (seed, step, input, example, size). Layers with keep 1 draw none, but for held units.
  void draw_masks(std::uint64_t seed, std::uint64_t step, int size);
  // Explicit mask for a layer (0 the input): 0/1, (units, size). For tests, eval and enumeration; until next
  // draw_masks.
  void set_mask(int layer, const Matrix& mask);
  // The training pass under the masks; a layer without a mask is neither dropped nor scaled. Returns the data cost
  // (mean over the batch, without L2).
  float forward(const Batch&);
  // λ/(2m)·Σ‖W‖²_F of the present parameters; m as in Penalty.
  float l2_cost(int batch_size) const;
  // The gradient of the last forward(). May be called again, say under another penalty.
  void backward();
  void update();
  int updates() const { return updates_; }
  void forget_updates();  // optimizer state back to zero

  // The masks of the last draw_masks or set_mask as numbers: (units, size), 0 where dropped, 1 where kept; one column
  // for shared masks; no rows where nothing is dropped. A copy made at the first call after a draw.
  ConstMatrixView mask(int layer) const;
  // The same as they are kept: example i of `unit` is bit i % 8 of bits[unit · row_bytes + i / 8]. No bytes where
  // nothing is dropped.
  struct MaskBits {
    const std::uint8_t* bits = nullptr;
    int row_bytes = 0, size = 0;  // shared masks: size 1
    bool kept(int unit, int example) const { return bits[unit * row_bytes + example / 8] >> example % 8 & 1; }
  };
  MaskBits mask_bits(int layer) const;

  // Of the last forward and backward pass, layer 0 … layers, (units, size).
  ConstMatrixView passed_on(int layer) const;  // ã, what the layer passes on; the last is the output
  ConstMatrixView deltas(int layer) const;     // ∂(data cost)/∂z of layer 1 … layers
  void input_gradient(MatrixView dx) const;    // ∂(data cost)/∂x through mask and scale, (inputs, size)
  // The state of the optimizer, laid out as the parameters: momentum's v or Adam's m, and Adam's second moment. A run
  // goes on from a state written here after set_updates (the updates done before).
  float* first_moments();
  float* second_moments();
  void set_updates(int updates) { updates_ = updates; }

  // Test-time pass, nothing dropped (activations × keep for classic scaling): x is (inputs, any), out (outputs, any):
  // sigmoid or softmax probabilities, or the linear output. Works through the columns in blocks of max_batch.
  void predict(ConstMatrixView x, MatrixView out);
  // The same pass with the activations of every layer: layer[l] is (units[l + 1], any), l = 0 … layers - 1.
  void activations(ConstMatrixView x, std::span<MatrixView> layer);
  // Mean data cost and accuracy (fraction right; for regression NaN) with dropout off.
  struct Score {
    float cost = 0, accuracy = 0;
  };
  Score score(ConstMatrixView x, ConstMatrixView y);

  bool finite() const;  // every parameter is finite

private:
  enum class MaskKind : std::uint8_t { none, bits, factors };
  // Where the numbers of one row of units lie. Rows are (units, stride), so that offsets hold for any batch.
  struct Row {
    int units = 0;
    int activation = 0, delta = 0;  // in arena_
    int mask = 0;                   // in masks_, eight examples a byte
    int noise = 0;                  // in factors_ and slopes_
    int weights = 0, biases = 0;    // into this row, in parameters_ and gradient_
    MaskKind kind = MaskKind::none;
    int mask_size = 0;                 // examples the mask was drawn for
    int unit = 0, kept = 0;            // in kept_units_, and how many of them
    bool one_mask = false;             // for all of them
    mutable bool has_numbers = false;  // mask_numbers_ holds the present mask
  };
  using PerRow = std::array<Row, max_layers + 1>;

  Row& row(int layer) { return rows_[static_cast<std::size_t>(layer)]; }
  const Row& row(int layer) const { return rows_[static_cast<std::size_t>(layer)]; }
  float keep(int layer) const { return dropout.keep[static_cast<std::size_t>(layer)]; }
  Activation activation(int layer) const { return shape_.activation[static_cast<std::size_t>(layer - 1)]; }
  const std::uint8_t* bits(int layer) const;
  float scale(int layer) const;
  void forget_mask(Row&, int size);
  void hold_units(int stride);
  void list_kept_units(int stride);
  bool leaves_out(int layer) const { return leaves_out_ >> layer & 1; }
  Layer layer(int index) const;  // of the last forward pass
  void draw_factors(int layer, std::uint64_t seed, std::uint64_t step, int stride);
  void draw_input_noise(std::uint64_t seed, std::uint64_t step, int stride);
  Transfer transfer(int layer) const;  // what the layer, the output apart, makes of its product
  void apply_noise(int layer);
  void add_slope_of_masks();
  float* test_pass(ConstMatrixView x, int first, int count, std::span<MatrixView> layers = {});

  Shape shape_;
  int max_batch_ = 0;
  int size_ = 0, stride_ = 0, columns_ = 0;  // of the last forward pass; columns_ is size_ up to a whole vector
  int updates_ = 0;
  Aligned<float> parameters_, gradient_;           // and zeros up to a whole vector
  Aligned<float> first_moments_, second_moments_;  // the same; empty until the optimizer asks for them
  Aligned<float> arena_;                           // activations and deltas of every row; room for test passes
  Aligned<std::uint8_t> masks_;
  mutable Aligned<float> mask_numbers_;            // empty until asked for
  Aligned<float> factors_, slopes_, input_noise_;  // empty until asked for
  std::vector<int> kept_units_;                    // of every row; empty until shared masks are drawn
  unsigned leaves_out_ = 0;                        // one bit a layer: its products leave dropped units out
  int input_noise_size_ = 0;
  double cost_ = 0, score_cost_ = 0;  // sums over examples
  std::int64_t score_right_ = 0;
  int targets_ = 0, test_target_ = 0, test_a_ = 0, test_b_ = 0;  // in arena_
  PerRow rows_{};
};

// Was (layer, unit) kept for `example` of a batch of `size` in iteration `step`? The very draw of draw_masks.
// (Gaussian dropout keeps every unit.)
bool kept(const Dropout&, std::uint64_t seed, std::uint64_t step, int layer, int unit, int example, int size);

// ‖W‖²_F of a layer.
float squared_norm(const Shape&, int layer, const float* parameters);

}  // namespace net
