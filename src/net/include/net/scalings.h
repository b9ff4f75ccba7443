// One trained net under each scaling: what its layers pass on in training, under masks, and at test, with every unit.
#pragma once
#include <array>

#include "net/monte_carlo.h"

namespace net {

constexpr int scalings = 3;  // of `Scaling`

// The net of another scaling than the one it was trained under is the one whose training is the same to the number:
// where a kept unit's activation is multiplied by another factor in training, the weights behind it are divided by
// that. So masks cost all three the same, and what differs is the test: under inverted and classic scaling each unit
// passes on what it passed on in training on average over its own mask, under the wrong one 1/keep times as much.
class Scalings {
public:
  // Allocates for up to max_examples inputs.
  Scalings(const Shape&, int max_examples, int masks);

  // x is (inputs, size), y (outputs, size). Masks are drawn as MonteCarlo draws them.
  void begin(const float* parameters, const Dropout&, ConstMatrixView x, ConstMatrixView y, std::uint64_t seed);
  bool advance();  // one pass; true when all are done
  int done() const { return masked_.passes() + tested_; }
  int passes() const { return masks_ + 2; }

  // Mean size of what the units of row 0 (the input) … layers - 1 pass on, over units, examples and masks.
  double in_training(Scaling, int row) const;
  double at_test(Scaling, int row) const;
  // On y: the mean over the masks; with every unit.
  Judgement masked() const { return masked_.mean_judgement(); }
  Judgement tested(Scaling scaling) const { return judged_test_[scaling == Scaling::wrong]; }

private:
  using Means = std::array<double, max_layers>;
  bool drops(int row) const { return dropout_.keep[static_cast<std::size_t>(row)] < 1; }
  void draw();
  void test(bool wrong);

  MonteCarlo masked_;
  Pass<float> pass_;
  Dropout dropout_;
  int masks_, tested_ = 0;
  Matrix y_;
  Means training_{};             // passed on under masks, by the scaling of `dropout_`
  std::array<Means, 2> test_{};  // activations of the right test pass and of the wrong one
  std::array<Judgement, 2> judged_test_{};
};

}  // namespace net
