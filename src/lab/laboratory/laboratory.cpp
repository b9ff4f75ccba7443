#include "lab/laboratory.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "laboratory/laboratory_state.h"

namespace lab {
namespace {

constexpr double operations_of_a_look = 2e7;  // between two looks at the clock
constexpr double most_operations = 2e9;       // of a replay that no clock ends

}  // namespace

Laboratory::Laboratory() : state_(std::make_unique<State>()) {}
Laboratory::~Laboratory() = default;

void Laboratory::open(const Session& session) {
  State& s = *state_;
  const bool untouched = s.done.empty() && s.undone.empty() && opens_the_page(s.session);
  const std::uint32_t opened = s.opened;
  if (untouched && opens_the_page(session) && !s.wanted) return;  // it stands there already
  if (untouched)
    s.go(session, std::nullopt);
  else
    s.restart(session, "opened link", {});
  s.opened = opened;
}

void Laboratory::digits(std::vector<std::uint8_t> packed) {
  State& s = *state_;
  s.digits = std::move(packed);
  if (!wants_digits()) return;
  State::Wanted wanted = *std::move(s.wanted);
  s.wanted.reset();
  if (s.begin(wanted)) return;
  s.wanted = std::move(wanted);
  s.give_up_wanted();
}

std::span<const std::uint8_t> Laboratory::packed_digits() const { return state_->digits; }
bool Laboratory::wants_digits() const { return state_->wanted && !state_->wanted->trainer; }
bool Laboratory::building() const { return state_->wanted && state_->wanted->trainer; }
void Laboratory::forget_wanted() { state_->give_up_wanted(); }

void Laboratory::edit(std::span<const Edit> all) {
  State& s = *state_;
  ++s.calls;
  if (!s.trainer.amid_step()) s.settle();  // a step that was ended by measuring counts
  std::vector<Edit> edits(all.begin(), all.end());
  const bool own = s.session.data && !s.wanted;
  std::erase_if(edits, [&](const Edit& e) { return own && e.field >= FieldId::points && e.field <= FieldId::flip; });
  if (edits.empty()) return;
  s.settle();
  if (s.wanted) return s.edit_wanted(edits);
  Session fresh = s.anew();
  bool restarts = false, arms = false;
  for (const Edit& edit : edits) {
    const bool leaves_data = edit.field == FieldId::data && fresh.data;
    if (leaves_data) fresh.data.reset();
    const bool changed = apply(fresh.start, edit) || leaves_data;
    if (edit.field == FieldId::data && changed) fresh.drawn.clear();
    if (edit.field == FieldId::arms)
      arms |= changed;
    else
      restarts |= changed;
  }
  // Drawn points count among the training points a run can have.
  if (!fresh.drawn.empty())
    fresh.start.points = std::min(fresh.start.points, max_csv_rows - static_cast<int>(fresh.drawn.size()));
  if (restarts)
    s.restart(fresh, name_of(edits[0], s.now), edits);
  else if (arms)
    s.edit_arms(edits);
  else
    s.tune(edits, true);
  s.last_edit = s.calls;
}

void Laboratory::use(const OwnData& data) {
  State& s = *state_;
  Session fresh{s.now, std::make_shared<const OwnData>(data), {}, {}, 0};
  if (fresh.start.source == net::Source::digits) fresh.start.source = net::Source::football;
  s.restart(fresh, data.name.empty() ? "own data" : data.name, {});
}

void Laboratory::draw(float x1, float x2, int of_class) {
  State& s = *state_;
  Session fresh = s.anew();
  const auto in_units = [&](int input, float x) {
    x = std::round(x * 1000) / 1000 + 0.0f;  // three digits are finer than a click, and short in the link; no "-0"
    return fresh.data ? static_cast<float>(fresh.data->shown(input, x)) : x;
  };
  std::string why;
  if (lab::draw(fresh, {in_units(0, x1), in_units(1, x2), of_class}, why))
    s.restart(fresh, "drawn point", {});
  else
    s.error = "The point cannot be drawn: " + why + '.';
}

void Laboratory::remove_drawn() {
  Session fresh = state_->anew();
  fresh.drawn.clear();
  state_->restart(fresh, "removed points", {});
}

void Laboratory::open_new(const Experiment& e, std::shared_ptr<const OwnData> data) {
  state_->restart({e, std::move(data), {}, {}, 0}, "preset", {});
}

void Laboratory::reset() {
  State& s = *state_;
  if (s.wanted) return;
  s.restart(s.anew(), "reset", {});
}

bool Laboratory::can_undo() const { return !state_->done.empty(); }
bool Laboratory::can_redo() const { return !state_->undone.empty(); }
std::string Laboratory::undo_name() const { return can_undo() ? state_->done.back().name : std::string(); }
std::string Laboratory::redo_name() const { return can_redo() ? state_->undone.back().name : std::string(); }
void Laboratory::undo() { state_->take(state_->done, state_->undone); }
void Laboratory::redo() { state_->take(state_->undone, state_->done); }

void Laboratory::step() {
  double all = net::Work::all;
  state_->advance(all);
}

bool Laboratory::step(double& operations) { return state_->advance(operations); }
bool Laboratory::replaying() const { return building() || state_->target > state_->session.iteration; }

double Laboratory::progress() const {
  const State& s = *state_;
  if (building()) return s.wanted->trainer->progress();
  return s.target > 0 ? static_cast<double>(s.session.iteration) / static_cast<double>(s.target) : 0;
}

void Laboratory::replay(double milliseconds, double (*now_ms)()) {
  const double begin = now_ms();
  double left = most_operations;
  while (replaying() && left > 0) {
    double share = operations_of_a_look;
    if (building())
      state_->build_on(share);
    else
      state_->advance(share);
    left -= operations_of_a_look - share;
    if (now_ms() - begin >= milliseconds) return;
  }
}

void Laboratory::stop_replay() {
  State& s = *state_;
  if (!replaying()) return;
  if (building()) return s.give_up_wanted();
  s.settle();
  Step step{Step::Kind::restarted, "stopped replay", {}, {}, s.whole(), 0, {}};
  s.cut();
  s.add_step(std::move(step));
}

const Session& Laboratory::session() const { return state_->session; }
const Experiment& Laboratory::experiment() const { return state_->now; }
std::uint32_t Laboratory::opened() const { return state_->opened; }
void Laboratory::forget_error() { state_->error.clear(); }
const std::string& Laboratory::error() const { return state_->error; }
Trainer& Laboratory::trainer() { return state_->trainer; }
const Trainer& Laboratory::trainer() const { return state_->trainer; }

void Laboratory::write(std::vector<float> image) { state_->written = std::move(image); }

void Laboratory::read(Snapshot& out) const {
  const State& s = *state_;
  s.trainer.read(out);
  const std::uint32_t after = out.changes.offset;  // behind all that the trainer has put
  out.changes = {after, static_cast<std::uint32_t>(numbers_of_a_change * s.next)};
  const bool fits = s.written.size() == static_cast<std::size_t>(out.shape.inputs());
  out.written = {after + out.changes.count, fits ? static_cast<std::uint32_t>(s.written.size()) : 0};
  const std::size_t end = std::size_t{out.written.offset} + out.written.count;
  if (out.numbers.size() < end) out.numbers.resize(end);
  float* number = out.numbers.data() + after;
  for (std::size_t i = 0; i < s.next; ++i) {
    const auto& [iteration, edit] = s.session.changes[i];
    *number++ = static_cast<float>(iteration);
    *number++ = static_cast<float>(edit.field);
    *number++ = static_cast<float>(edit.index);
    *number++ = static_cast<float>(edit.arm);
    *number++ = static_cast<float>(edit.value);
    *number++ = static_cast<float>(value_before(s.session, i));
  }
  if (fits) std::copy(s.written.begin(), s.written.end(), number);
}

}  // namespace lab
