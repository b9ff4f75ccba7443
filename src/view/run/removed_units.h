// The run with one unit of an arm gone: what the page shows while a bar of the kill test is chosen.
#pragma once
#include "lab/snapshot.h"
#include "run/context.h"

namespace view {

class RemovedUnits {
public:
  // The snapshot itself while nothing is removed; else a copy whose removed units pass nothing on. Also forgets places
  // of a former run.
  const lab::Snapshot& apply(const lab::Snapshot&, Selection&);

private:
  lab::Snapshot without_;
  std::array<UnitPlace, lab::max_arms> removed_{};
  std::uint32_t changes_ = 0;  // of what is removed
};

}  // namespace view
