// The run with units of its arms gone: what the page shows while the removal test has taken some away.
#pragma once
#include "lab/analyses/removal.h"
#include "lab/snapshot.h"
#include "run/context.h"

namespace view {

class RemovedUnits {
public:
  // The snapshot itself while nothing is removed; else a copy whose removed units pass nothing on. Also forgets places
  // of a former run.
  const lab::Snapshot& apply(const lab::Snapshot&, Selection&);
  // What the last apply() gave of this snapshot.
  const lab::Snapshot& applied(const lab::Snapshot& s) const { return applies_ ? without_ : s; }

private:
  lab::Snapshot without_;
  lab::RemovedOfArms removed_;
  std::uint32_t changes_ = 0;  // of what is removed
  bool applies_ = false;
};

// The most units that an arm has lost; 0: none has lost any. Of all arms, or of those that are shown.
int most_removed(const Selection&);
int most_removed(const Context&);
// What is known of an arm without the units that are gone now: null while that is being worked out.
const lab::RemovalResult* known_without(const Context&, int arm);
// Takes the worst unit out of every arm as often as was asked, each time as soon as it is known which; and asks for
// what has to be worked out.
void remove_wanted(const Context&);

}  // namespace view
