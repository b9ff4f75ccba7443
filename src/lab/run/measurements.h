// What is measured of a network with dropout off. Private to lab.
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "net/dataset.h"
#include "net/mlp.h"

namespace lab {

struct Figures {
  net::Mlp::Score train, test;                // cost: mean data cost, without the L2 term
  std::array<float, net::max_layers> norm{};  // ‖W‖²_F per layer
  int dead_units = 0;                         // hidden ReLU units that are 0 on every training example
};

class Meter {
public:
  Meter() = default;
  Meter(const net::Shape&, int train_size);
  // Does not allocate. In the pieces of the network's work, if it has one.
  const Figures& measure(net::Mlp&, const net::Split&);

private:
  void count_dead_units(net::Mlp&, const net::Matrix& x);

  Eigen::Index block_ = 0;                               // examples at a time
  std::array<net::Matrix, net::max_layers> activation_;  // (units, block) of layers 1 … L
  std::vector<net::MatrixView> views_;                   // of these
  std::array<std::vector<std::uint8_t>, net::max_layers> alive_;
  Figures figures_;  // so far
  int dead_ = 0;     // hidden units that were never alive so far
};

int input_and_hidden_units(const net::Shape&);

// Iterations between two measurements, so that measuring costs about a fifth of training at most: a training step is
// three passes over the batch (forward, and backward as two), a measurement one pass over all examples.
std::int64_t measuring_stride(int examples, int batch);

}  // namespace lab
