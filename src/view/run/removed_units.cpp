#include "run/removed_units.h"

#include <algorithm>

#include "run/arms.h"

namespace view {
const lab::Snapshot& RemovedUnits::apply(const lab::Snapshot& s, Selection& selection) {
  if (selection.run != s.run) {
    selection.run = s.run;
    selection.removed = {};
    selection.to_remove = 0;
    selection.guesses = {};
    selection.lens = {};
    selection.network_arm = -1;
  }
  if (removed_ != selection.removed) {
    removed_ = selection.removed;
    ++changes_;
  }
  applies_ = most_removed(selection) > 0;
  if (!applies_) return s;
  without_ = s;
  for (int a = 0; a < s.arms; ++a)
    for (const UnitPlace place : nth(removed_, a).units())
      lab::take_out(s.shape, place, without_.numbers.data() + nth(s.arm, a).parameters.offset);
  without_.typed = s.typed + (changes_ << 16);  // its weights are others than the run's at this iteration
  return without_;
}

int most_removed(const Selection& selection) {
  int most = 0;
  for (const lab::Removed& arm : selection.removed) most = std::max(most, arm.count);
  return most;
}

int most_removed(const Context& c) {
  int most = 0;
  for (int a : shown_arms(c.run)) most = std::max(most, nth(c.selection.removed, a).count);
  return most;
}

const lab::RemovalResult* known_without(const Context& c, int arm) {
  const lab::RemovalResult& found = c.environment.inspection->removal(arm);
  return found.iteration >= 0 && found.without == nth(c.selection.removed, arm) ? &found : nullptr;
}

void remove_wanted(const Context& c) {
  Selection& selection = c.selection;
  if (!c.environment.inspection->fits(c.run, {.removal = true})) selection.to_remove = 0;
  c.intents.inspect.removal |= selection.to_remove > 0 || most_removed(selection) > 0;
  if (selection.to_remove > 0) {
    bool known = true;
    for (int a = 0; a < c.run.arms; ++a) known &= known_without(c, a) != nullptr;
    if (known) {
      --selection.to_remove;
      for (int a = 0; a < c.run.arms; ++a)
        if (const auto& found = *known_without(c, a); found.worst_row > 0)
          nth(selection.removed, a).add({found.worst_row, nth(found.worst, found.worst_row)});
    }
  }
  c.intents.removed = selection.removed;
}

}  // namespace view
