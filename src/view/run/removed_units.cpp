#include "run/removed_units.h"

#include <algorithm>

#include "net/shape.h"

namespace view {
namespace {

void zero_outgoing(lab::Snapshot& s, int arm, UnitPlace place) {
  if (place.row < 1 || place.row >= s.shape.layers) return;
  float* parameters = s.numbers.data() + nth(s.arm, arm).parameters.offset;
  net::weights(s.shape, place.row, parameters).col(place.unit).setZero();
}

}  // namespace

const lab::Snapshot& RemovedUnits::apply(const lab::Snapshot& s, Selection& selection) {
  if (selection.run != s.run) {
    selection.run = s.run;
    selection.removed = {};
    selection.lens = {};
  }
  if (removed_ != selection.removed) {
    removed_ = selection.removed;
    ++changes_;
  }
  const auto is_removed = [](UnitPlace place) { return place.row > 0; };
  if (std::none_of(removed_.begin(), removed_.end(), is_removed)) return s;
  without_ = s;
  for (int a = 0; a < s.arms; ++a) zero_outgoing(without_, a, nth(removed_, a));
  without_.typed = s.typed + (changes_ << 16);  // its weights are others than the run's at this iteration
  return without_;
}

}  // namespace view
