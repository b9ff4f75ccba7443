#include "lab/tried.h"

#include <algorithm>
#include <limits>

#include "experiment/fields.h"

namespace lab {
namespace {

using Keep = std::array<float, net::max_layers>;

constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();

const Arm& arm_of(const Experiment& e, int arm) { return e.arm[static_cast<std::size_t>(arm)]; }

Keep keep_of(const Experiment& e, int arm) {
  Keep keep = arm_of(e, arm).keep;
  std::fill(keep.begin() + e.hidden + 1, keep.end(), 1.0f);
  return keep;
}

// The experiment as far as it acts on the arm, the only one left.
Experiment for_one_arm(const Experiment& e, int arm) {
  Experiment one = e;
  one.arms = 1;
  one.reference = 0;
  one.arm = {};
  one.arm[0] = arm_of(e, arm);
  one.arm[0].name = {};
  one.arm[0].muted = false;
  one.arm[0].keep = keep_of(e, arm);
  std::fill(one.units.begin() + e.hidden, one.units.end(), 0);
  return one;
}

bool acts_on(const Edit& edit, int arm) {
  if (edit.field >= FieldId::count) return edit.arm == arm;
  return !shows_only(edit.field) && (!belongs_to_arms(edit.field) || edit.arm == arm);
}

// The iteration at which something first acted on the arm that its start does not say. What was set and set back
// between two iterations has done nothing.
std::int64_t mixed_from(const Session& session, int arm) {
  const std::vector<Change>& all = session.changes;
  Experiment now = session.start;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (acts_on(all[i].edit, arm)) {
      if (all[i].edit.field >= FieldId::count) return all[i].iteration;
      apply(now, all[i].edit);
    }
    const bool last_here = i + 1 == all.size() || all[i + 1].iteration != all[i].iteration;
    if (last_here && !(for_one_arm(now, arm) == for_one_arm(session.start, arm))) return all[i].iteration;
  }
  return never;
}

}  // namespace

Tried::Setting Tried::setting_of(const Session& session, int arm) {
  Setting setting{for_one_arm(session.start, arm), session.data, session.drawn};
  setting.experiment.arm[0].keep.fill(1);
  return setting;
}

TriedRun& Tried::record(const Setting& setting, const Keep& keep) {
  for (Known& known : known_)
    if (known.run.keep == keep && known.setting == setting) return known.run;
  if (known_.size() == most) known_.erase(known_.begin());
  known_.push_back({setting, {}});
  known_.back().run.keep = keep;
  return known_.back().run;
}

// True where something was noted.
bool Tried::follow_arm(const Session& session, const Snapshot& s, int arm) {
  const auto at = static_cast<std::size_t>(arm);
  const ArmFigures& figures = s.arm[at];
  const std::int64_t mixed = session.changes.empty() ? never : mixed_from(session, arm);
  mixed_[at] = mixed <= s.iteration ? mixed : -1;
  begun_[at] = keep_of(session.start, arm);
  const std::span<const float> iterations = s[s.history];
  bool noted = false;
  const auto run = [&]() -> TriedRun& {
    noted = true;
    return record(setting_of(session, arm), begun_[at]);
  };
  if (figures.status == Status::diverged && figures.stopped_at < mixed && next_[at] < tried_after.size()) {
    run().diverged_at = figures.stopped_at;
    next_[at] = tried_after.size();
  }
  for (; next_[at] < tried_after.size(); ++next_[at]) {
    const auto wanted = static_cast<float>(tried_after[next_[at]]);
    if (iterations.empty() || s.iteration < tried_after[next_[at]]) break;
    const auto point = std::upper_bound(iterations.begin(), iterations.end(), wanted) - iterations.begin() - 1;
    const auto i = static_cast<std::size_t>(std::max<std::ptrdiff_t>(point, 0));
    const auto measured = static_cast<std::int64_t>(iterations[i]);
    if (measured >= mixed || iterations[i] > wanted || iterations[i] < wanted / 2) continue;
    run().test[next_[at]] = {measured, s[figures.history_cost_test][i], s[figures.history_accuracy_test][i]};
  }
  return noted;
}

void Tried::show(const Session& session, const Snapshot& s) {
  for (int a = 0; a < max_arms; ++a) {
    std::vector<TriedRun>& runs = shown_[static_cast<std::size_t>(a)];
    runs.clear();
    if (a >= s.arms || !drops(s.arm[static_cast<std::size_t>(a)].kind)) continue;
    const Setting setting = setting_of(session, a);
    for (const Known& known : known_)
      if (known.setting == setting) runs.push_back(known.run);
  }
}

void Tried::follow(const Session& session, const Snapshot& s) {
  const bool another = run_ != s.run;
  if (another) next_ = {};
  bool noted = another || !(start_ == session.start);  // before the first update the start can change
  run_ = s.run;
  start_ = session.start;
  for (int a = 0; a < s.arms; ++a)
    if (drops(s.arm[static_cast<std::size_t>(a)].kind)) noted |= follow_arm(session, s, a);
  if (noted) show(session, s);
}

}  // namespace lab
