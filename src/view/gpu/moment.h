// Which weights a snapshot holds.
#pragma once
#include <cstdint>

#include "lab/snapshot.h"

namespace view {

struct Moment {
  std::uint32_t run = 0;
  std::int64_t iteration = -1;
  std::uint32_t typed = 0;
  bool operator==(const Moment&) const = default;
};
inline Moment moment(const lab::SnapshotHead& s) { return {s.run, s.iteration, s.typed}; }

}  // namespace view
