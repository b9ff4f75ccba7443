// Jobs of a sweep, on several threads where there are any.
#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "lab/sweep.h"

namespace cli {

// As many threads as the processor runs at once; in Node one.
int most_threads();

struct Work {
  const lab::Sweep& sweep;
  std::span<const std::uint8_t> digits;
  bool links = true;
  std::size_t all = 0, done = 0;  // jobs, of which so many were done before
};

// Runs the jobs in turn until all are done, or it is interrupted; `take` gets each row, one at a time, and false ends
// the work. A progress bar stands on standard error where that is a terminal. False where a job could not begin, and
// `why`.
bool run_jobs(const Work&, std::span<const std::size_t> jobs, int threads,
              const std::function<bool(std::size_t job, const std::string& row)>& take, std::string& why);

}  // namespace cli
