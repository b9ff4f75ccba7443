// The shown training example's way through the network of one mask: what each unit passes on.
#pragma once
#include <array>
#include <memory>
#include <span>
#include <vector>

#include "gpu/moment.h"
#include "lab/snapshot.h"
#include "net/mlp.h"

namespace view {

class SubNetwork {
public:
  // Runs the arm's present weights under the mask (one number per unit, the inputs first; empty: all kept) if anything
  // has changed since the last call.
  void run(const lab::Snapshot&, int arm, std::span<const float> kept);
  // ã of a unit of row 0 … layers; of the last row the output.
  float passed_on(int row, int unit) const;

private:
  void set_masks(const lab::Snapshot&, std::span<const float> kept);

  std::unique_ptr<net::Mlp> mlp_;
  std::array<net::Matrix, net::max_layers> masks_;
  std::vector<float> x_, y_, kept_;
  Moment moment_;
  int arm_ = -1, example_ = -1;
};

}  // namespace view
