// How a laboratory's run is begun, changed, replayed and taken back.
#include "laboratory/laboratory_state.h"

#include <algorithm>
#include <utility>

#include "experiment/fields.h"
#include "lab/limits.h"

namespace lab {
namespace {

constexpr std::size_t most_steps = 100;     // of undo
constexpr double operations_at_once = 2e8;  // of a run's building: a few hundredths of a second

ArmsBefore inverted(const ArmsBefore& was) {
  ArmsBefore inverse{-1, -1, -1, -1};
  for (std::size_t i = 0; i < was.size(); ++i) {
    if (was[i] >= 0) inverse[static_cast<std::size_t>(was[i])] = static_cast<int>(i);
  }
  return inverse;
}

bool same_targets(const std::vector<Edit>& a, const std::vector<Edit>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), same_place);
}

}  // namespace

// With the part of the replay that lies ahead.
Session Laboratory::State::whole() const {
  Session all = session;
  all.iteration = std::max(target, session.iteration);
  return all;
}

// A step that is half done is ended or taken back, so that the run can be changed.
void Laboratory::State::settle() {
  trainer.settle();
  if (session.iteration == trainer.iteration()) return;
  session.iteration = trainer.iteration();
  act();
}

// The start of a session stands; its changes act as the iterations reach them.
void Laboratory::State::install(Session from, Trainer built) {
  const int pinned = from.data == session.data && from.start.source == session.start.source &&
                             from.start.seed == session.start.seed && from.start.points == session.start.points
                         ? trainer.shown_example()
                         : -1;
  trainer = std::move(built);
  session = std::move(from);
  target = session.iteration;
  std::erase_if(session.changes, [&](const Change& change) { return change.iteration > target; });
  session.iteration = 0;
  next = 0;
  now = session.start;
  trainer.show_example(pinned);
  act();
}

// The former run goes on, and the lists of undo are as they were.
void Laboratory::State::give_up_wanted() {
  if (wanted && wanted->taken) {
    wanted->to->pop_back();
    wanted->from->push_back(std::move(*wanted->taken));
  }
  wanted.reset();
}

void Laboratory::State::build_on(double& operations) {
  if (!wanted->trainer->go_on(operations)) return;
  Wanted built = std::move(*wanted);
  wanted.reset();
  install(std::move(built.session), std::move(*built.trainer));
  if (built.step) add_step(std::move(*built.step));
}

// The changes that are due.
void Laboratory::State::act() {
  bool tunes = false;
  for (; next < session.changes.size() && session.changes[next].iteration <= session.iteration; ++next) {
    put(session.changes[next].edit);
    tunes |= session.changes[next].edit.field < FieldId::count;
  }
  if (tunes) trainer.tune(now);
}

// False if it changes nothing.
bool Laboratory::State::put(const Edit& edit) {
  if (edit.field == FieldId::hold)
    return trainer.hold(edit.arm, edit.index, static_cast<Hold>(static_cast<int>(edit.value)));
  if (edit.field == FieldId::weight) return trainer.set_parameter(edit.arm, edit.index, static_cast<float>(edit.value));
  const Experiment before = now;
  apply(now, edit);
  return !(now == before);
}

bool Laboratory::State::advance(double& operations) {
  if (!trainer.step(operations)) return false;
  session.iteration = trainer.iteration();
  act();
  if (trainer.finished()) cut();
  return true;
}

// What of a replay lies ahead is given up.
void Laboratory::State::cut() {
  target = session.iteration;
  session.changes.resize(std::min(next, session.changes.size()));
}

void Laboratory::State::go(const Session& to, std::optional<Step> step) {
  Wanted next_run{to, std::move(step), {}, {}};
  give_up_wanted();
  begin(next_run);
}

// False, and `next_run` as it was, if it can't be.
bool Laboratory::State::begin(Wanted& next_run) {
  const Session& to = next_run.session;
  error.clear();
  if (!to.data && to.start.source == net::Source::digits && digits.empty()) {
    wanted = std::move(next_run);
    return true;
  }
  net::Split data;
  if (to.data) {
    data = split(*to.data, static_cast<std::uint64_t>(to.start.seed));
  } else if (!make_data(to.start, digits, data)) {
    error = "The digits file is damaged. Reload the page, or choose other data.";
    digits.clear();
    return false;
  }
  join_drawn(to, data);
  error = too_large(to.start, data);
  if (!error.empty()) return false;
  next_run.trainer.emplace().begin_on(to.start, std::move(data));
  wanted = std::move(next_run);
  double operations = operations_at_once;
  build_on(operations);
  return true;
}

void Laboratory::State::restart(const Session& to, std::string name, const std::vector<Edit>& targets) {
  settle();
  if (goes_on(targets)) return go(to, std::nullopt);
  Step step{Step::Kind::restarted, std::move(name), targets, {}, whole(), 0, {}};
  go(to, std::move(step));
}

bool Laboratory::State::goes_on(const std::vector<Edit>& targets) const {
  return !done.empty() && undone.empty() && !targets.empty() && calls - last_edit <= calls_of_a_drag &&
         same_targets(done.back().targets, targets) &&
         std::all_of(targets.begin(), targets.end(), [](const Edit& e) { return can_be_dragged(e.field); });
}

void Laboratory::State::add_step(Step step) {
  undone.clear();
  opened += step.kind == Step::Kind::restarted;
  done.push_back(std::move(step));
  if (done.size() > most_steps) done.erase(done.begin());
}

// While a run waits for its digits or is being built, changes go to it; those that can act in mid-run also act in the
// run still shown.
void Laboratory::State::edit_wanted(std::span<const Edit> edits) {
  Session changed = wanted->session;
  std::vector<Edit> tunings;
  for (const Edit& edit : edits) {
    const bool acts = edit.field < FieldId::count && !field(edit.field).restarts;
    if (acts) tunings.push_back(edit);
    if (acts && changed.iteration > 0 && !shows_only(edit.field)) {
      record(changed.changes, {changed.iteration, edit});
    } else if (apply(changed.start, edit)) {
      changed.changes.clear();
      changed.iteration = 0;
      if (edit.field != FieldId::data) continue;
      changed.data.reset();
      changed.drawn.clear();
    }
  }
  Wanted changed_run{std::move(changed), wanted->step, {}, wanted->taken, wanted->from, wanted->to};
  if (begin(changed_run) && wanted && !tunings.empty()) tune(tunings, false);
}

void Laboratory::State::edit_arms(std::span<const Edit> edits) {
  Step step{Step::Kind::arms, {}, {}, {}, whole(), 0, {0, 1, 2, 3}};
  Session changed = whole();
  std::vector<Edit> rest;
  for (const Edit& edit : edits) {
    ArmsBefore was{};
    if (edit.field != FieldId::arms) rest.push_back(edit);
    if (edit.field != FieldId::arms || !change_arms(changed, edit, was)) continue;
    if (step.name.empty()) step.name = name_of(edit, session.start);
    ArmsBefore both = was;
    for (int& arm : both) arm = arm < 0 ? -1 : step.before[static_cast<std::size_t>(arm)];
    step.before = both;
  }
  if (step.name.empty()) return tune(rest, true);
  step.before = inverted(step.before);
  // What came along acts at the end of the replay that now begins.
  for (const Edit& edit : rest) {
    const bool from_start = shows_only(edit.field) || (changed.iteration == 0 && edit.field < FieldId::count);
    if (from_start)
      apply(changed.start, edit);
    else
      record(changed.changes, {changed.iteration, edit});
  }
  step.common =
      static_cast<std::size_t>(std::count_if(changed.changes.begin(), changed.changes.end(),
                                             [&](const Change& c) { return c.iteration <= changed.iteration; }));
  go(changed, std::move(step));
}

void Laboratory::State::tune(std::span<const Edit> edits, bool with_step) {
  Step step{Step::Kind::tuned, {}, {edits.begin(), edits.end()}, {}, {}, 0, {}};
  const bool goes = with_step && goes_on(step.targets);
  const bool acts = std::any_of(edits.begin(), edits.end(), [](const Edit& e) { return !shows_only(e.field); });
  if (acts && target > session.iteration) {  // ends the replay: undo brings back what lay ahead
    step.kind = Step::Kind::restarted;
    step.session = whole();
    cut();
  }
  for (const Edit& edit : edits) {
    const Edit back = inverse(edit, now, session.changes, trainer);
    if (back == edit || !put(edit)) continue;
    if (step.name.empty()) step.name = name_of(edit, now);
    step.edits.insert(step.edits.begin(), back);
    if (shows_only(edit.field) || (edit.field < FieldId::count && session.iteration == 0)) {
      apply(session.start, edit);
    } else {
      record(session.changes, {session.iteration, edit});
      next = session.changes.size();
    }
  }
  if (step.edits.empty() && step.kind == Step::Kind::tuned) return;
  if (step.name.empty()) step.name = name_of(edits[0], now);
  trainer.tune(now);
  const bool rebuilds = !wanted && trainer.masks_elsewhere();
  if (with_step && !goes) add_step(std::move(step));
  if (rebuilds) go(whole(), std::nullopt);
}

// Goes back over a step; what comes back is the step the other way.
Step Laboratory::State::swapped(const Step& step) {
  Step other = step;
  other.targets.clear();
  if (step.kind == Step::Kind::tuned) {
    const bool replays = target > session.iteration;
    const Experiment then = replays ? experiment_at(session, target) : now;
    other.edits.clear();
    for (const Edit& edit : step.edits) {
      other.edits.insert(other.edits.begin(), inverse(edit, then, session.changes, trainer));
      if (replays) tune_later(edit);
    }
    if (!replays) tune(step.edits, false);
    return other;
  }
  other.session = whole();
  const Session to = step.kind == Step::Kind::arms ? rearranged(step, whole()) : step.session;
  other.common = to.changes.size();
  other.before = inverted(step.before);
  opened += step.kind == Step::Kind::restarted;
  go(to, std::nullopt);
  return other;
}

// At the end of the replay under way.
void Laboratory::State::tune_later(const Edit& edit) {
  if (!shows_only(edit.field)) return record(session.changes, {target, edit});
  apply(session.start, edit);
  apply(now, edit);
  trainer.tune(now);
}

void Laboratory::State::take(std::vector<Step>& from, std::vector<Step>& to) {
  if (wanted && wanted->trainer) return give_up_wanted();
  if (from.empty()) return;
  settle();
  error.clear();
  const Step step = std::move(from.back());
  from.pop_back();
  to.push_back(swapped(step));
  if (!error.empty()) {
    to.pop_back();
    from.push_back(step);
  } else if (wanted && step.kind != Step::Kind::tuned) {
    wanted->taken = step;
    wanted->from = &from;
    wanted->to = &to;
  }
}

}  // namespace lab
