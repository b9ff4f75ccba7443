// What dropout costs each weight: the regularizer that random masks amount to, beside the λ of L2.
#pragma once
#include <cstdint>
#include <vector>

#include "net/pass.h"

namespace net {

// The penalty that masking the input of layer l (keep p) adds to the expected cost, at fixed weights. With a (units[l],
// m) what layer l reads at test time, W (units[l+1], units[l]) and H_i (units[l+1], units[l+1]) the Hessian of example
// i's cost with respect to the layer's pre-activation:
//
//   penalty(l) = ½ (1-p)/p · mean_i Σ_j a_ij² · W_:jᵀ H_i W_:j        to second order in the noise
//   λ_kj       =   (1-p)/p · mean_i a_ij² · H_i,kk                    so that ½λw² is the diagonal part of it
//
// H at the output is exact: ŷ(1-ŷ) for sigmoid and diag(ŷ) - ŷŷᵀ for softmax cross-entropy, the identity for squared
// error of linear outputs. Farther down it is the Gauss-Newton form JᵀHJ, J the Jacobian of the logits: for ReLU that
// is all there is (its second derivative is 0 almost everywhere), for tanh and sigmoid units a term is left out.
// - One linear unit with squared error ½(ŷ-y)²: the penalty is exact, ½(1-p)/p·Σ_j w_j² mean(x_j²) (Srivastava et al.
//   2014, §9.1; without the ½ for a cost without it).
// - One logistic unit: ½(1-p)/p·mean_i ŷ_i(1-ŷ_i) Σ_j x_ij² w_j² (Wager, Wang & Liang 2013). It falls short of the
//   exact penalty where the unit saturates.
// It becomes exact as W shrinks. As p nears 1 it does so for Gaussian noise of the same variance, which has the same
// penalty, but not for masks: however rare, a mask takes a whole unit away. The penalties of several masked layers add
// up to this order only. With classic scaling a is activation·keep, as at test time; with the
// deliberately wrong scaling this is the penalty that inverted scaling would have.
class Ledger {
public:
  using Values = Pass<double>::Values;

  // Allocates all that adding up to max_examples at a time needs; nothing below allocates.
  Ledger(const Shape&, int max_examples);

  void begin(const float* parameters, const Dropout&);
  // Counts these examples in: x is (inputs, 1 … max_examples).
  void add(ConstMatrixView x);
  int examples() const { return examples_; }

  // After add(). Layers whose input is not dropped have penalty and λ 0.
  double penalty(int layer) const;
  double diagonal(int layer) const;  // ½Σ λ_kj w_kj²
  double lambda(int layer, int unit, int input) const;
  double square(int layer, int input) const;  // mean_i a_ij², what λ adapts to; 0 for layers whose input is not dropped

  // How λ_kj and w_kj² go together over the layer's weights; NaN where one of them does not vary.
  struct Correlation {
    double pearson = 0, spearman = 0;
  };
  Correlation correlation(int layer);

private:
  double weight_of_noise(int layer) const;  // (1-p)/p over the examples
  void output_root(int column);
  void back(int layer);

  Dropout dropout_;
  Pass<double> pass_;
  int examples_ = 0;
  std::vector<Values> squares_;          // layer: (units[l+1], units[l]), Σ_i a_ij² H_i,kk
  std::vector<Eigen::VectorXd> inputs_;  // layer: (units[l]), Σ_i a_ij²
  std::vector<double> sums_;             // layer: Σ_i Σ_j a_ij² W_:jᵀ H_i W_:j
  std::vector<double> curvature_, root_, behind_, scratch_;
  std::vector<std::uint32_t> order_;
};

}  // namespace net
