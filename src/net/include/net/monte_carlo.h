// Masks drawn at fixed weights: what a net with dropout left on answers, and how far J scatters.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "net/pass.h"
#include "net/statistics.h"

namespace net {

// Monte Carlo dropout (Gal & Ghahramani 2016; without their constant τ⁻¹): the mean and the variance of the
// outputs over passes that keep their masks on. The same passes give J under random masks: one cost and one accuracy
// each. Masks as Dropout says, with its scaling and its held units, per example or one per pass, Bernoulli or Gaussian.
//
// Pass k = 0, 1, … takes its masks from Random(seed, monte_carlo, k, layer): unit u of example i is kept where
// uniform(i·units + u) < keep (one mask per pass: uniform(u)); Gaussian factors are 1 + √((1-keep)/keep)·normal(same).
// So neither slicing nor the number of examples changes a mask.
class MonteCarlo {
public:
  // Allocates for up to max_examples inputs and max_passes passes; nothing below allocates.
  MonteCarlo(const Shape&, int max_examples, int max_passes);

  // x is (inputs, size), y (outputs, size) or empty: then no costs and accuracies.
  void begin(const float* parameters, const Dropout&, ConstMatrixView x, ConstMatrixView y, std::uint64_t seed);
  // Runs the next passes, at most `count` and max_passes in all.
  void advance(int count);

  int passes() const { return passes_; }
  int size() const { return pass_.size(); }
  // Of the last pass: what the units of a row pass on, (units[row], size), and the output's pre-activations.
  Pass<float>::View passed_on(int row) { return pass_.passed_on(row); }
  Pass<float>::View logits() { return pass_.logits(); }
  // (outputs, size) after at least one pass. The variance is unbiased: over passes - 1, and 0 for a single pass.
  double mean(int output, int example) const { return mean_[index(output, example)]; }
  double variance(int output, int example) const;
  double mean_deviation() const;  // root of the variance's mean over outputs and examples

  // One number a pass, data cost under its masks and fraction right; empty without y.
  std::span<const double> costs() const { return costs_; }
  std::span<const double> accuracies() const { return accuracies_; }
  Judgement mean_judgement() const;  // their means

private:
  std::size_t index(int output, int example) const {
    return static_cast<std::size_t>(output) * static_cast<std::size_t>(size()) + static_cast<std::size_t>(example);
  }
  void mask(int layer);
  void draw_mask(int layer);
  void hold_units(int layer);
  void add();

  Dropout dropout_;
  Pass<float> pass_;
  std::uint64_t seed_ = 0;
  int max_passes_, passes_ = 0;
  std::vector<float> y_;
  std::vector<std::uint32_t> words_;
  std::vector<double> mean_, squares_, costs_, accuracies_;
};

}  // namespace net
