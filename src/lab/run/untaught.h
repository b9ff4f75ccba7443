// The hidden units that no iteration so far has given a gradient: dropped in every mask, or silent on every example.
// Private to lab.
#pragma once
#include <span>
#include <vector>

#include "net/mlp.h"

namespace lab {

class Untaught {
public:
  Untaught() = default;
  explicit Untaught(const net::Shape&);

  // `mlp` has made a step: forward and backward. Does not allocate.
  void look(const net::Mlp& mlp);
  // Of each unit of the input and of all hidden layers: 1 where it had none. (Of inputs nothing is learnt: 0.)
  std::span<const float> units() const { return untaught_; }

private:
  struct Unit {
    int layer, unit, index;  // in untaught_
  };
  std::vector<Unit> left_;
  std::vector<float> untaught_;
};

}  // namespace lab
