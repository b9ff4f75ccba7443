// All sub-networks of a small net, one by one: what dropout at test time would average (Srivastava et al. 2014, §§1
// and 10), exactly. Draws come later, in monte_carlo.h.
#pragma once
#include <cstdint>
#include <vector>

#include "net/averages.h"

namespace net {

constexpr int max_enumerated = 16;  // droppable units: 65,536 sub-networks

// Units of the input and of the hidden layers whose keep_prob is below 1.
int droppable_units(const Shape&, const Dropout&);

// Every sub-network on a set of inputs, each weighted with the probability of its mask, in double:
// - weight scaling: the test-time pass, nothing dropped;
// - arithmetic mean of the outputs: what Monte Carlo dropout converges to;
// - normalized geometric mean (Baldi & Sadowski 2013, §3; Warde-Farley et al. 2014, §2): for a sigmoid output
//   Πp^P / (Πp^P + Π(1-p)^P), for a softmax Πp_c^P / Σ_k Πp_k^P; either is the output of the mean logit. It is weight
//   scaling exactly for inverted and classic scaling if nothing but the layer that the output reads is masked. With
//   squared error an output stands for a normal density about it; the normalized geometric mean of these lies at the
//   arithmetic mean of the outputs.
// Sub-networks are numbered by their mask: a bit is set where a unit is kept. Bit 0 is the last droppable unit of the
// last hidden layer and the highest bit the first droppable one of the input, so that counting up changes the front of
// the net most rarely.
class Enumeration {
public:
  using Values = Pass<double>::Values;

  // Allocates for up to max_examples inputs; begin() allocates again only for another number of them, advance() never.
  Enumeration(const Shape&, int max_examples);

  // x is (inputs, size), y (outputs, size) or empty: then no costs. Returns false, and leaves the former enumeration
  // as it is, if more than max_enumerated units can be dropped or the noise is not Bernoulli.
  bool begin(const float* parameters, const Dropout&, ConstMatrixView x, ConstMatrixView y);
  // Runs through the next sub-networks, at most `count`. Returns true when all are done.
  bool advance(int count);

  int droppable() const { return static_cast<int>(units_.size()); }
  int subnetworks() const { return 1 << droppable(); }
  int done() const { return done_; }
  bool kept(int subnetwork, int layer, int unit) const;
  double probability(int subnetwork) const;

  // Of the sub-network run last, (outputs, size).
  Pass<double>::View outputs() { return pass_.activation(pass_.shape().layers); }

  // Each (outputs, size); the last three once all are done.
  const Values& weight_scaling() const { return weight_scaling_; }
  const Values& arithmetic_mean() const { return averages_.arithmetic(); }
  const Values& geometric_mean() const { return averages_.geometric(); }
  const Values& deviation() const { return averages_.deviation(); }
  const Averages& averages() const { return averages_; }

  // Mean data cost with dropout off, and its expectation over the masks: what dropout really minimizes. Their
  // difference is the exact penalty. And the fraction right that one sub-network has in expectation. NaN without y.
  double cost() const { return cost_; }
  double expected_cost() const { return expected_cost_; }
  double expected_accuracy() const { return expected_accuracy_; }

private:
  struct Unit {
    int layer, unit;
    double keep;
  };
  void drop(int subnetwork, int first_layer);
  void add(double probability);

  Dropout dropout_;
  Pass<double> pass_;
  std::vector<Unit> units_;  // by bit
  int done_ = 0;
  std::vector<float> y_;
  Eigen::Index y_columns_ = 0;
  Values weight_scaling_;
  Averages averages_;
  double cost_ = 0, expected_cost_ = 0, expected_accuracy_ = 0;
};

}  // namespace net
