// The penalty that the dropout arm's masks amount to at an arm's weights (net::Ledger, training set).
#pragma once
#include <array>

#include "lab/analyses/found.h"
#include "net/penalty.h"

namespace lab {

struct PenaltyHead {
  std::int64_t iteration = -1;
  std::array<double, net::max_layers> sum{}, own_parts{};  // of each layer's penalty: all of it, Σ½λw² alone
  std::array<net::Ledger::Correlation, net::max_layers> correlation{};  // of λ_kj and w², by layer; NaN: no masks
  // Without hidden layers: Spearman's correlation of the reference arm's λ, the prediction, with log w²/w²_reference,
  // the shrinkage that came of it. NaN for deeper networks, where it predicts nothing, and for the reference itself.
  double shrinkage = 0;
  Range lambda_at, weight_at;
  std::array<Range, net::max_layers> square_at{};
};

struct PenaltyResult : Found<PenaltyHead> {
  // Laid out as net::Shape says; λ_kj of biases 0; λ_kj in ½λw².
  std::span<const float> lambda() const { return (*this)[lambda_at]; }
  std::span<const float> weight() const { return (*this)[weight_at]; }
  // Mean a² of what a layer reads, by input.
  std::span<const float> square(int layer) const { return (*this)[square_at[static_cast<std::size_t>(layer)]]; }
};

}  // namespace lab
