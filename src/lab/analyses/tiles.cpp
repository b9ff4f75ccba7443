#include "lab/analyses/tiles.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "analyses/analysis.h"
#include "net/spread.h"

namespace lab {
namespace {

class Tiles : public AnalysisOf<TilesResult> {
public:
  bool step(const Snapshot&) override;

private:
  float limit(float largest) const;
};

// The end of the first of many equal stretches up to the largest within which 99 of 100 weights lie.
float Tiles::limit(float largest) const {
  constexpr int stretches = 512;
  std::array<int, stretches> count{};
  int all = 0;
  for (int a = 0; a < weights.arms; ++a) {
    const net::ConstMatrixView w = net::weights(weights.shape, 0, weights.arm(a));
    for (Eigen::Index i = 0; i < w.size(); ++i) {
      const float share = std::abs(w.data()[i]) / largest;
      if (!std::isfinite(share)) continue;
      ++count[static_cast<std::size_t>(std::min(static_cast<int>(share * stretches), stretches - 1))];
      ++all;
    }
  }
  int stretch = 0;
  for (int within = 0; stretch < stretches && within * 100 < all * 99; ++stretch)
    within += count[static_cast<std::size_t>(stretch)];
  return largest * static_cast<float>(stretch) / stretches;
}

bool Tiles::step(const Snapshot&) {
  const net::Shape& shape = weights.shape;
  const auto n = static_cast<std::uint32_t>(units(shape, 1)), inputs = static_cast<std::uint32_t>(shape.inputs());
  float largest = 0;
  for (int a = 0; a < weights.arms; ++a)
    for (const float w : std::span(weights.arm(a), n * inputs))
      if (std::isfinite(w)) largest = std::max(largest, std::abs(w));
  const float end = largest > 0 ? limit(largest) : 1;
  for (int a = 0; a < weights.arms; ++a) {
    TilesResult& out = published(a);
    out.iteration = weights.iteration;
    out.units = static_cast<int>(n);
    out.inputs = static_cast<int>(inputs);
    out.largest = largest;
    out.limit = end;
    out.weight = {0, n * inputs};
    out.unit_sparsity = {n * inputs, n};
    out.numbers.resize(n * inputs + n);
    std::copy_n(weights.arm(a), n * inputs, out.numbers.begin());
    out.sparsity = net::sparsity(shape, 0, weights.arm(a), out[out.unit_sparsity]);
  }
  return true;
}

}  // namespace

std::unique_ptr<Analysis> tiles_analysis() { return std::make_unique<Tiles>(); }

}  // namespace lab
