#include "lab/trainer.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <utility>

#include "run/trainer_state.h"

namespace lab {
namespace {

constexpr double operations_at_once = 2e8;    // a few hundredths of a second
constexpr double operations_of_a_part = 1e7;  // that is not worth cutting

// Runs are numbered across trainers, so that a snapshot handed from one to another is seen to be stale.
std::uint32_t next_run() {
  static std::atomic<std::uint32_t> runs{0};
  return ++runs;
}

// Half the side of the square that shows every training point, at least 1.
float extent(const net::Matrix& x) { return std::max(1.0f, 1.05f * x.cwiseAbs().maxCoeff()); }

// Rather one that is shown.
int first_dropout_arm(const Experiment& e) {
  int first = -1;
  for (int i = 0; i < e.arms; ++i) {
    const Arm& arm = e.arm[static_cast<std::size_t>(i)];
    if (!drops(arm.kind)) continue;
    if (!arm.muted) return i;
    if (first < 0) first = i;
  }
  return first;
}

}  // namespace

Trainer::State::State(const Experiment& e, net::Split split)
    : run(next_run()), experiment(e), seed(static_cast<std::uint64_t>(e.seed)), data(std::move(split)) {
  shape = shape_of(e, static_cast<int>(data.train.x.rows()), data.train.classes);
  batches = Batches(data.train, e.batch, seed);
  meter = Meter(shape, data.train.size());
  mask_arm = first_dropout_arm(e);
  tape = Tape(shape, seed, batches.size());
  untaught = Untaught(shape);
  if (shape.inputs() == 2) {
    x_high = extent(data.train.x);
    x_low = -x_high;
  }
  start.resize(static_cast<std::size_t>(shape.parameters()));
  arms.reserve(static_cast<std::size_t>(e.arms));
  point.resize(arms.capacity() * static_cast<std::size_t>(series_of_arm(shape)));
  const int most = std::max(3 * batches.size(), std::max(data.train.size(), data.test.size()));
  in_pieces = 2.0 * shape.parameters() * most > operations_of_a_part;
  whole = 2.0 * e.arms * shape.parameters() * (data.train.size() + data.test.size() + batches.size());
  begin(Phase::weights);
}

void Trainer::State::begin(Phase next) {
  phase = next;
  part = 0;
  work.forget();
}

bool Trainer::State::go_on(double& operations) {
  while (phase != Phase::idle) {
    work.begin(operations);
    do_part();
    if (std::isfinite(operations)) done += operations - work.left();
    operations = work.left();
    if (work.cut()) return false;
    work.forget();
    next_part();
  }
  return true;
}

void Trainer::State::do_part() {
  ArmRun* const arm = arms.data() + part;
  const double parameters = shape.parameters();
  switch (phase) {
    case Phase::idle:
      break;
    case Phase::weights:
      net::initialize(shape, experiment.initialization, seed, start.data(), &work);
      break;
    case Phase::arms:
      if (!work.next(16 * parameters)) break;
      // Measuring works through the examples in blocks of the batch's size: a batch of one would make it slow.
      arms.emplace_back(experiment, experiment.arm[part], shape, std::max(batches.size(), 64), data.train.size(),
                        start);
      if (in_pieces) arms.back().work(&work);
      break;
    case Phase::first_masks:
      arm->draw_masks(seed, 1, batches.size());
      break;
    case Phase::first_forward:
      arm->measure_start(batches.current());
      break;
    case Phase::masks:
      arm->draw_masks(seed, iteration + 1, batches.size());
      break;
    case Phase::forward:
      arm->forward(batches.current());
      break;
    case Phase::backward:
      arm->backward();
      break;
    case Phase::update:
      update(*arm);
      break;
    case Phase::measure:
      arm->measure(meter, data);
      break;
    case Phase::stop:
      if (work.next(parameters)) stopped = arm->stops_early(iteration);
      if (stopped) arm->measure(meter, data);
      break;
  }
}

void Trainer::State::next_part() {
  if (phase == Phase::stop && stopped) arms[part].take_figures();
  if (phase != Phase::weights && ++part < static_cast<std::size_t>(experiment.arms)) return;
  switch (phase) {
    case Phase::arms:
      start = {};
      return begin_start();
    case Phase::first_forward:
      batches.go_to(0);
      return begin_measuring(true);
    case Phase::update:
      ++iteration;
      return history.due(iteration) ? begin_measuring(true) : begin(Phase::idle);
    case Phase::measure:
      return end_measuring();
    case Phase::stop:
      add_to_history();
      return begin(Phase::idle);
    default:
      return begin(static_cast<Phase>(static_cast<int>(phase) + 1));
  }
}

// Again where settings change before the first update, so that the run is the one that begins with them.
void Trainer::State::begin_start() {
  subnetworks = Subnetworks(shape, batches.size());
  cover();
  batches.go_to(1);
  begin(Phase::first_masks);
}

void Trainer::State::begin_measuring(bool is_due) {
  due = is_due;
  begin(Phase::measure);
}

void Trainer::State::end_measuring() {
  for (ArmRun& arm : arms) arm.take_figures();
  measured_at = iteration;
  if (due && iteration > 0) return begin(Phase::stop);
  if (due) {
    history = History(static_cast<int>(point.size()), history_capacity, first_stride());
    add_to_history();
  }
  begin(Phase::idle);
}

void Trainer::State::measure_at_once() {
  double operations = operations_at_once;
  go_on(operations);
}

void Trainer::State::update(ArmRun& arm) {
  const bool trained = arm.running();
  arm.update(iteration + 1);
  if (work.cut() || !trained || &arm - arms.data() != mask_arm) return;
  untaught.look(arm.mlp());
  subnetworks.count(arm.mlp(), batches.size());
  tape.record(iteration + 1, arm.mlp().dropout);
}

// Of a network so small that the phases' own cost would show.
void Trainer::State::step_at_once() {
  const net::Batch batch = batches.current();
  for (ArmRun& arm : arms) {
    arm.draw_masks(seed, iteration + 1, batches.size());
    arm.forward(batch);
    arm.backward();
    update(arm);
  }
  part = arms.size() - 1;
  phase = Phase::update;
  next_part();
  double all = net::Work::all;
  go_on(all);
}

// A step that has changed no parameters is taken back; one that has, makes its update.
void Trainer::State::settle() {
  if (phase >= Phase::masks && phase <= Phase::backward) {
    batches.go_to(iteration);
    begin(Phase::idle);
  }
  while (phase == Phase::update) {
    work.begin(net::Work::all);
    do_part();
    work.forget();
    next_part();
  }
}

void Trainer::State::add_to_history() {
  auto value = point.begin();
  for (const ArmRun& arm : arms) {
    const Figures& f = arm.figures();
    for (float v : {arm.cost_masked(), f.train.cost, f.test.cost, f.train.accuracy, f.test.accuracy}) *value++ = v;
    value = std::copy_n(f.norm.begin(), shape.layers, value);
  }
  history.add(iteration, point);
}

void Trainer::State::settings_changed() {
  if (rehearsed && rehearsed->iteration() > iteration) rehearsed.reset();
  if (iteration == 0) {
    begin_start();
    measure_at_once();
  } else {
    cover();
  }
}

void Trainer::State::cover() {
  if (mask_arm >= 0) subnetworks.cover(arms[static_cast<std::size_t>(mask_arm)].mlp().dropout);
}

void Trainer::State::rehearse() {
  const ArmRun& arm = arms[static_cast<std::size_t>(std::max(mask_arm, 0))];
  const bool has = rehearsed && rehearsed->iteration() == rehearses;
  if (!has) rehearsed.reset();
  if (!has && rehearses == iteration + 1 && arm.running())
    rehearsed = std::make_unique<RehearsedStep>(arm, batches, seed, rehearses);
  if (rehearsed) rehearsed->show(pinned);
}

bool make_data(const Experiment& e, std::span<const std::uint8_t> digits, net::Split& data) {
  net::DataSettings settings;
  settings.source = e.source;
  settings.train_size = e.points;
  settings.noise = e.noise;
  settings.flip = e.flip;
  settings.seed = static_cast<std::uint64_t>(e.seed);
  if (e.source == net::Source::digits) {
    settings.test_size = std::numeric_limits<int>::max();
    return net::read_digits(digits.data(), digits.size(), settings, data);
  }
  data = net::make_points(settings);
  return true;
}

Trainer::Trainer() : state_(std::make_unique<State>()) {}
Trainer::~Trainer() = default;
Trainer::Trainer(Trainer&&) noexcept = default;
Trainer& Trainer::operator=(Trainer&&) noexcept = default;

void Trainer::begin_on(const Experiment& e, net::Split data) { state_ = std::make_unique<State>(e, std::move(data)); }

bool Trainer::restart(const Experiment& e, std::span<const std::uint8_t> digits) {
  net::Split data;
  if (!make_data(e, digits, data)) return false;
  restart_on(e, std::move(data));
  return true;
}

void Trainer::restart_on(const Experiment& e, net::Split data) {
  begin_on(e, std::move(data));
  double all = net::Work::all;
  go_on(all);
}

bool Trainer::go_on(double& operations) { return state_->go_on(operations); }
double Trainer::progress() const { return std::min(state_->done / state_->whole, 0.99); }
bool Trainer::amid_step() const { return state_->stepping(); }
void Trainer::settle() { state_->settle(); }

void Trainer::tune(const Experiment& e) {
  State& s = *state_;
  s.settle();
  s.experiment = e;
  s.masks_elsewhere = first_dropout_arm(e) != s.mask_arm;
  for (std::size_t i = 0; i < s.arms.size(); ++i) s.arms[i].tune(e, e.arm[i]);
  s.settings_changed();
}

bool Trainer::hold(int arm, int unit, Hold how) {
  State& s = *state_;
  if (!s.has_arm(arm) || unit < 0 || unit >= input_and_hidden_units(s.shape) || how > Hold::dropped) return false;
  s.settle();
  s.arms[static_cast<std::size_t>(arm)].hold(unit, how);
  s.settings_changed();
  return true;
}

bool Trainer::set_parameter(int arm, int index, float value) {
  State& s = *state_;
  if (!s.has_arm(arm) || index < 0 || index >= s.shape.parameters() || !std::isfinite(value)) return false;
  s.settle();
  s.arms[static_cast<std::size_t>(arm)].set_parameter(index, value);
  ++s.typed;
  s.settings_changed();
  if (s.iteration == 0) return true;
  s.begin_measuring(s.stepping() && s.due);
  s.measure_at_once();
  return true;
}

float Trainer::parameter(int arm, int index) const {
  const State& s = *state_;
  if (!s.has_arm(arm) || index < 0 || index >= s.shape.parameters()) return 0;
  return s.arms[static_cast<std::size_t>(arm)].mlp().parameters()[index];
}

void Trainer::show_example(int index) {
  State& s = *state_;
  s.pinned = index < s.data.train.size() ? std::max(index, -1) : -1;
  s.tape.show(s.pinned);
}

int Trainer::shown_example() const { return state_->pinned; }

void Trainer::rehearse(std::int64_t iteration) { state_->rehearses = iteration; }

const net::Split& Trainer::data() const { return state_->data; }

double Trainer::operations() const {
  const State& s = *state_;
  return s.experiment.arms * s.shape.parameters() * (6.0 * s.batches.size() + 100);  // which are copied, too
}

std::int64_t Trainer::first_stride() const { return state_->first_stride(); }

bool Trainer::masks_elsewhere() const { return state_->masks_elsewhere; }

bool Trainer::step(double& operations) {
  State& s = *state_;
  if (!s.stepping()) {
    if (s.iteration == 0 && !s.go_on(operations)) return false;
    if (finished()) return true;
    s.batches.next();
    if (!s.in_pieces) {
      operations -= this->operations();
      s.step_at_once();
      return true;
    }
    s.begin(State::Phase::masks);
  }
  return s.go_on(operations);
}

void Trainer::step() {
  double all = net::Work::all;
  step(all);
}

std::int64_t Trainer::iteration() const { return state_->iteration; }

bool Trainer::refresh(double& operations) {
  State& s = *state_;
  s.settle();
  if (s.phase == State::Phase::idle && s.measured_at != s.iteration) s.begin_measuring(false);
  return s.go_on(operations);
}

void Trainer::refresh() {
  double all = net::Work::all;
  refresh(all);
}

bool Trainer::finished() const {
  return std::none_of(state_->arms.begin(), state_->arms.end(), [](const ArmRun& arm) { return arm.running(); });
}

void Trainer::read(Snapshot& out) const { state_->read(out); }

}  // namespace lab
