#include "lab/sweep_plan.h"

#include <algorithm>
#include <numeric>

namespace lab {
namespace {

// More points than an experiment on the plane usually has, and as few as leave a network everything to guess; as many
// digits as a page holds.
const std::vector<std::string> of_points{"25", "50", "100", "250", "500", "1000"},
    of_digits{"50", "100", "300", "1000"}, of_keeps{"0.3", "0.5", "0.7", "0.9", "1"},
    of_one_keep{"0.2", "0.3", "0.4", "0.5", "0.6", "0.8", "1"};
const std::vector<int> of_masks{1, 3, 10, 30, 100};
constexpr int least_seeds = 10;  // where nothing else varies

}  // namespace

bool plan_sweep(const SweepPlan& plan, const Experiment& experiment, Sweep& out) {
  Sweep sweep;
  std::string why;
  sweep.base = experiment;
  sweep.base.seed = Experiment{}.seed;  // the sweep has its own
  sweep.iterations = plan.iterations;
  const bool only_seeds = plan.kind == SweepKind::seeds;
  sweep.seeds.resize(static_cast<std::size_t>(only_seeds ? std::max(plan.seeds, least_seeds) : plan.seeds));
  std::iota(sweep.seeds.begin(), sweep.seeds.end(), 1);
  if (only_seeds) {
    out = std::move(sweep);
    return true;
  }
  if (plan.kind == SweepKind::points) {
    const bool digits = experiment.source == net::Source::digits;
    add_axis(sweep, "points", digits ? of_digits : of_points, why);
    out = std::move(sweep);
    return true;
  }
  const auto begin = experiment.arm.begin(), end = begin + experiment.arms;
  const auto drops_units = [](const Arm& arm) { return drops(arm.kind); };
  const auto dropping = std::find_if(begin, end, drops_units);
  if (dropping == end || experiment.hidden == 0) return false;
  if (plan.kind == SweepKind::scatter) {
    sweep.masks = of_masks;
    out = std::move(sweep);
    return true;
  }
  if (plan.kind == SweepKind::keeps) {  // the others would be the same all over
    const auto last = std::copy_if(begin, end, sweep.base.arm.begin(), drops_units);
    sweep.base.arms = static_cast<int>(last - sweep.base.arm.begin());
    std::fill(last, sweep.base.arm.end(), Arm{});
    sweep.base.reference = 0;
    const bool two = experiment.hidden > 1;
    add_axis(sweep, "keep1", two ? of_keeps : of_one_keep, why);
    if (two) add_axis(sweep, "keep2", of_keeps, why);
  } else {
    sweep.fixed_pn = plan.kind == SweepKind::fixed_pn;
    add_axis(sweep, "keep-hidden", of_one_keep, why);
  }
  for (std::size_t job = 0; job < sweep.jobs(); job += sweep.seeds.size()) {
    Experiment e;
    if (!experiment_of(sweep, job, e, why)) return false;  // wider than a layer may be
  }
  out = std::move(sweep);
  return true;
}

SweepKind kind_of(const SweepGrid& grid) {
  if (grid.axes.empty()) return grid.masks.empty() ? SweepKind::seeds : SweepKind::scatter;
  if (grid.axes[0].name == "points") return SweepKind::points;
  if (grid.axes[0].name != "keep-hidden") return SweepKind::keeps;
  return grid.fixed_pn ? SweepKind::fixed_pn : SweepKind::fixed_n;
}

bool is_own_setting(const Sweep& sweep, std::size_t setting, const Experiment& experiment) {
  Experiment own, other;
  Sweep shown;
  std::string why;
  SweepGrid grid;
  grid.axes = sweep.axes;
  grid.fixed_pn = sweep.fixed_pn;
  grid.masks = sweep.masks;
  if (!plan_sweep({kind_of(grid), static_cast<int>(sweep.iterations), 1}, experiment, shown) ||
      !experiment_of(sweep, setting * sweep.seeds.size(), other, why))
    return false;
  own = shown.base;
  own.seed = other.seed;
  return own == other;
}

}  // namespace lab
