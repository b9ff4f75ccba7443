// The sweeps that a page offers of the run that it shows, and how far one is.
#pragma once
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "lab/sweep_rows.h"

namespace lab {

// Over the number of training points; over the keep_probs of the first two hidden layers, each with each; over that of
// all hidden layers, with as many units, and with as many kept on average. Nothing but the seed; and of each run how
// far the mean of J over K masks scatters.
enum class SweepKind : std::uint8_t { points, keeps, fixed_n, fixed_pn, seeds, scatter };
constexpr int sweep_kinds = 6;

struct SweepPlan {
  SweepKind kind = SweepKind::points;
  int iterations = 1000;
  int seeds = 3;  // 1 … so many
  bool operator==(const SweepPlan&) const = default;
};

// False where the experiment has nothing that could vary so.
bool plan_sweep(const SweepPlan&, const Experiment&, Sweep&);
SweepKind kind_of(const SweepGrid&);
// The setting of this place is the experiment's own, but for its seed.
bool is_own_setting(const Sweep&, std::size_t setting, const Experiment&);

// What is asked of a page's sweep.
struct SweepAsk {
  enum Deed : std::uint8_t { nothing, recall, begin, pause, go_on, cancel, more_seeds, save_csv, save_lines, open };
  Deed deed = nothing;
  SweepPlan plan;       // begin
  std::size_t job = 0;  // open
};

struct SweepState {
  enum class At : std::uint8_t { none, working, paused, done, failed };
  At at = At::none;
  bool waits = false;  // while the run that is shown trains
  Sweep sweep;
  SweepGrid grid;
  std::vector<SweepRow> rows;  // by job
  double share = 0;            // of all work, [0, 1]
  double seconds_left = std::numeric_limits<double>::quiet_NaN();
  std::string why;            // it failed
  std::uint32_t version = 0;  // grows with every row and every sweep
};

}  // namespace lab
