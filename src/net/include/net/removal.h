// The kill test: what a net loses when one unit is gone. A net whose units cannot rely on any one other loses little.
#pragma once
#include <span>
#include <vector>

#include "net/pass.h"

namespace net {

// At test time, with one unit's output set to 0: by how much the accuracy falls and the mean data cost rises. Every
// unit of the input and of the hidden layers in turn, each alone, and only from its layer on: the next pre-activation
// without unit j is Z - W_:j a_j.
class Removal {
public:
  struct Loss {
    float accuracy = 0;  // accuracy with all units less accuracy without this one; NaN for squared error
    float cost = 0;      // cost without this unit less cost with all units
  };

  // Allocates for up to max_examples; nothing below allocates.
  Removal(const Shape&, int max_examples);

  // x is (inputs, size), y (outputs, size).
  void begin(const float* parameters, const Dropout&, ConstMatrixView x, ConstMatrixView y);
  // Removes the next units, at most `count`: the last hidden layer first, the input at the end. True when all are done.
  bool advance(int count);

  double accuracy() const { return accuracy_; }  // with all units
  double cost() const { return cost_; }
  int units() const { return static_cast<int>(losses_.size()); }  // of the input and all hidden layers
  int done() const { return done_; }

  // Of each unit of a row (0 the input, 1 … layers-1 the hidden layers); zeros until the row has had its turn.
  std::span<const Loss> losses(int row) const;
  int worst(int row) const;  // worst_of() its units

private:
  void remove(int row, int unit);

  Dropout dropout_;
  Pass<float> pass_;
  std::vector<float> y_, complete_;  // complete_: the next layer's pre-activation with all units
  std::vector<Loss> losses_;         // input first
  double accuracy_ = 0, cost_ = 0;
  int row_ = 0, next_ = 0, done_ = 0;
};

// Is the loss of accuracy larger, of equals the rise of cost; for squared error the rise of cost?
bool worse(const Removal::Loss&, const Removal::Loss&);
// The unit whose loss of accuracy is largest, of equals the one with the larger rise of cost; for squared error the
// one with the largest rise of cost. Of at least one.
int worst_of(std::span<const Removal::Loss>);

}  // namespace net
