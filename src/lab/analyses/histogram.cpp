#include "lab/analyses/histogram.h"

#include <algorithm>
#include <cmath>

#include "analyses/analysis.h"

namespace lab {
namespace {

class Histogram : public AnalysisOf<HistogramResult> {
public:
  bool step(const Snapshot&) override;
};

bool Histogram::step(const Snapshot&) {
  const net::Shape& shape = weights.shape;
  std::array<float, net::max_layers + 1> limit{};
  for (int l = 0; l < shape.layers; ++l) {
    float& largest = limit[static_cast<std::size_t>(l) + 1];
    for (int a = 0; a < weights.arms; ++a)
      largest = std::max(largest, net::weights(shape, l, weights.arm(a)).cwiseAbs().maxCoeff());
    limit[0] = std::max(limit[0], largest);
  }
  for (float& l : limit) l = round_up(l);
  for (int a = 0; a < weights.arms; ++a) {
    HistogramResult& out = published(a);
    out.iteration = weights.iteration;
    out.limit = limit;
    out.numbers.assign(weights.arm(a), weights.arm(a) + shape.parameters());
    for (auto& count : out.count) count.fill(0);
    const auto add = [&](std::size_t histogram, float w) {
      if (!std::isfinite(w)) return;
      constexpr int bins = HistogramResult::bins;
      const float at = (w / limit[histogram] + 1) * 0.5f * static_cast<float>(bins);
      ++out.count[histogram][static_cast<std::size_t>(std::clamp(static_cast<int>(at), 0, bins - 1))];
    };
    for (int l = 0; l < shape.layers; ++l) {
      const net::ConstMatrixView w = net::weights(shape, l, weights.arm(a));
      for (Eigen::Index k = 0; k < w.rows(); ++k)
        for (Eigen::Index j = 0; j < w.cols(); ++j) {
          add(0, w(k, j));
          add(static_cast<std::size_t>(l) + 1, w(k, j));
        }
    }
  }
  return true;
}

}  // namespace

std::unique_ptr<Analysis> histogram_analysis() { return std::make_unique<Histogram>(); }

}  // namespace lab
