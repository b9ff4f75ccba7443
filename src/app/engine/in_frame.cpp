// The engine within the frame: it works in what the frame leaves, in the page's own thread.
#include <algorithm>
#include <utility>

#include "engine/engine.h"
#include "engine/slow_motion.h"
#include "engine/sweeps.h"
#include "lab/exports.h"
#include "lab/laboratory.h"
#include "view/later.h"

namespace app {
namespace {

// Of a frame while a run is replayed: the page still answers.
constexpr double replay_ms = 40;
constexpr double slow_motion_operations = 5e8;           // of an iteration that is made at once, twice
constexpr double measuring_operations = 3e8;             // the same of measuring a run that stands still
constexpr double steps_ms = 40, steps_operations = 1e9;  // of steps asked for at a time, whichever is done first

}  // namespace

struct Engine::State {
  lab::Laboratory laboratory;
  Pace pace;
  SlowMotion slow_motion;
  Report report;
  float speed = 0;            // iterations a second; 0: no limit
  std::int64_t steps_to = 0;  // the iteration that steps asked for go to; -1: something came between them
  std::int64_t until = 0;     // a run that plays pauses there; 0: nowhere
  bool stale = true;          // the snapshot is older than the run
  bool edited = false;        // since the last advance()
  std::string words;
  std::unique_ptr<Sweeps, void (*)(Sweeps*)> sweeps{nullptr, nullptr};

  void tell();
  void show_now();
  std::string go_on_stepping();

  void act(command::Edits&);
  void act(command::Open&);
  void act(command::OpenNew&);
  void act(command::Use&);
  void act(command::Draw&);
  void act(command::RemoveDrawn&) { laboratory.remove_drawn(); }
  void act(command::Reset&);
  void act(command::Undo&) { laboratory.undo(); }
  void act(command::Redo&) { laboratory.redo(); }
  void act(command::StopReplay&) { laboratory.stop_replay(); }
  void act(command::ShowExample& c) { laboratory.trainer().show_example(c.index); }
  void act(command::Write& c) { laboratory.write(std::move(c.image)); }
  void act(command::Play&);
  void act(command::Speed& c) { speed = c.iterations_a_second; }
  void act(command::Step&);
  void act(command::SlowMotion&) { slow_motion.toggle(laboratory); }
  void act(command::Beat&);
  void act(command::Digits& c) { laboratory.digits(std::move(c.packed)); }
  void act(command::NoDigits&) {
    if (laboratory.wants_digits()) laboratory.forget_wanted();
  }
};

Engine::Engine(const lab::Session& start) : state_(std::make_unique<State>()) { post(command::Open{start}); }
Engine::~Engine() = default;

void Engine::State::act(command::Edits& c) {
  laboratory.edit(c.edits);
  edited = true;
  steps_to = -1;
}

void Engine::State::act(command::Open& c) {
  laboratory.open(c.session);
  steps_to = -1;
  if (laboratory.error().empty()) report.playing = c.session.iteration == 0;
}

void Engine::State::act(command::OpenNew& c) {
  laboratory.open_new(c.experiment, std::move(c.data));
  steps_to = -1;
}

void Engine::State::act(command::Use& c) { laboratory.use(c.data); }
void Engine::State::act(command::Draw& c) { laboratory.draw(c.x1, c.x2, c.of_class); }

void Engine::State::act(command::Reset&) {
  laboratory.reset();
  steps_to = -1;
}

void Engine::State::act(command::Play& c) {
  report.playing = c.on;
  until = c.until;
  steps_to = -1;
}

void Engine::State::act(command::Step& c) {
  if (laboratory.replaying()) {
    words = "the run is being replayed; step again when it has arrived";
    return;
  }
  report.playing = false;
  steps_to = std::max(steps_to, laboratory.trainer().iteration()) + c.count;
}

void Engine::State::act(command::Beat& c) {
  report.playing = false;
  slow_motion.go(c.beat, laboratory);
}

// What is known of the run beside its snapshot.
void Engine::State::tell() {
  const lab::Session& session = laboratory.session();
  report.experiment = laboratory.experiment();
  report.data = session.data;
  report.drawn = static_cast<int>(session.drawn.size());
  report.changes = static_cast<int>(session.changes.size());
  report.beat = slow_motion.beat();
  report.wants_digits = laboratory.wants_digits();
  report.building = laboratory.building();
  report.replaying = laboratory.replaying();
  report.progress = report.replaying ? static_cast<float>(laboratory.progress()) : 0;
  report.finished = laboratory.trainer().finished();
  report.undo = laboratory.undo_name();
  report.redo = laboratory.redo_name();
  report.opened = laboratory.opened();
  if (laboratory.error().empty()) return;
  words = laboratory.error();
  laboratory.forget_error();
}

// Every command leaves the snapshot stale: none can be forgotten.
std::string Engine::post(Command command) {
  State& s = *state_;
  std::visit([&](auto& one) { s.act(one); }, command);
  s.stale = true;
  ++s.report.commands;
  s.tell();
  return take_words();
}

std::string Engine::take_words() { return std::exchange(state_->words, {}); }

// A run that stands still shows figures of its very iteration, as soon as they are measured.
void Engine::State::show_now() {
  double operations = measuring_operations;
  stale = !laboratory.trainer().refresh(operations);
  laboratory.read(report.snapshot);
}

std::string Engine::State::go_on_stepping() {
  const double begin = now_ms();
  double left = steps_operations;
  while (left > 0 && now_ms() - begin < steps_ms) {
    if (steps_to < 0 || laboratory.replaying()) return "another command came between the steps";
    if (laboratory.trainer().iteration() >= steps_to || laboratory.trainer().finished()) {
      steps_to = 0;
      show_now();
      return {};
    }
    double share = steps_operations / 100;
    laboratory.step(share);
    left -= steps_operations / 100 - share;
  }
  return "…";
}

std::string Engine::go_on_stepping() {
  std::string answer = state_->go_on_stepping();
  state_->tell();
  return answer;
}

void Engine::advance(const lab::Analyses& parts, const lab::RemovedOfArms& removed) {
  State& s = *state_;
  lab::Laboratory& laboratory = s.laboratory;
  if (!s.edited) laboratory.edit({});
  s.edited = false;
  const bool replays = laboratory.replaying(), slow = s.slow_motion.on();
  const bool trains = !replays && !slow && s.report.playing && !laboratory.trainer().finished();
  if (slow && laboratory.trainer().operations() > slow_motion_operations) {
    s.slow_motion.toggle(laboratory);
    s.words = "An iteration of this run takes too long for slow motion. Choose smaller layers, batches or fewer arms.";
  }
  if (!replays) s.stale |= s.slow_motion.keep_up(laboratory, s.report.playing, now_ms());
  laboratory.trainer().rehearse(slow ? s.slow_motion.iteration() : -1);
  const std::uint32_t opened = laboratory.opened();
  if (replays) laboratory.replay(replay_ms, now_ms);
  if (!replays && s.steps_to > laboratory.trainer().iteration()) {
    s.go_on_stepping();
    if (!laboratory.trainer().amid_step()) laboratory.read(s.report.snapshot);
  }
  s.stale |= replays && (!laboratory.building() || opened != laboratory.opened());
  if (trains) {
    if (s.until <= laboratory.trainer().iteration()) s.until = 0;  // it is past
    const std::int64_t left = s.until > 0 ? s.until - laboratory.trainer().iteration() : 0;
    const bool stepped = s.pace.train(laboratory, s.speed, left);
    if (s.stale || (stepped && !laboratory.trainer().amid_step())) laboratory.read(s.report.snapshot);
    s.stale = s.until > 0 && laboratory.trainer().iteration() >= s.until;
    if (s.stale) s.report.playing = false, s.until = 0;
  } else if (s.stale) {
    s.show_now();
  }
  if (s.sweeps) view::arrived(later::go_on_sweeping)(*s.sweeps, s.pace, trains || replays || s.steps_to > 0);
  s.tell();
  s.report.tried.follow(laboratory.session(), s.report.snapshot);
  s.report.inspection.without(removed);
  s.pace.inspect(s.report.inspection, s.report.snapshot, parts);
}

const Report& Engine::report() const { return state_->report; }
void Engine::show_now() { state_->show_now(); }
Sweeps& Engine::sweeps() {
  State& s = *state_;
  if (!s.sweeps) s.sweeps = {new Sweeps(s.laboratory), later::end_sweeps};
  s.report.sweep = &s.sweeps->state();
  return *s.sweeps;
}

void Engine::play_until(std::int64_t iteration) { state_->until = iteration; }
Pace& Engine::pace() { return state_->pace; }

std::string Engine::link() const { return lab::write_link(state_->laboratory.session()); }
std::string Engine::history_csv() const { return lab::history_csv(state_->report.snapshot, state_->report.experiment); }
std::string Engine::written(int row) const {
  return lab::exports()[static_cast<std::size_t>(row)].write(state_->laboratory, state_->report.snapshot);
}

}  // namespace app
