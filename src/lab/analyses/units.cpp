#include "lab/analyses/units.h"

#include "analyses/analysis.h"

namespace lab {
namespace {

class Units : public AnalysisOf<UnitsResult> {
public:
  bool step(const Snapshot&) override;
};

bool Units::step(const Snapshot&) {
  const net::Shape& shape = weights.shape;
  const auto all = static_cast<std::size_t>(units_of_rows(shape, 1, shape.layers));
  for (int a = 0; a < weights.arms; ++a) {
    UnitsResult& out = published(a);
    out.iteration = weights.iteration;
    out.numbers.resize(2 * all);
    const std::span<float> effective = std::span(out.numbers).first(all), taking = std::span(out.numbers).last(all);
    std::size_t first = 0;
    for (int l = 0; l < shape.layers; ++l) {
      const auto count = static_cast<std::size_t>(units(shape, l + 1));
      out.mean[static_cast<std::size_t>(l)] =
          net::spread(shape, l, weights.arm(a), effective.subspan(first, count), taking.subspan(first, count));
      first += count;
    }
  }
  return true;
}

}  // namespace

std::unique_ptr<Analysis> units_analysis() { return std::make_unique<Units>(); }

}  // namespace lab
