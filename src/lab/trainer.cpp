#include "lab/trainer.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <utility>

#include "run.h"

namespace lab {
namespace {

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
    if (!uses_dropout(arm.kind)) continue;
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
  if (shape.inputs() == 2) {
    x_high = extent(data.train.x);
    x_low = -x_high;
  }
  std::vector<float> start(static_cast<std::size_t>(shape.parameters()));
  net::initialize(shape, e.initialization, seed, start.data());
  // Measuring works through the examples in blocks of the batch's size: a batch of one would make it slow.
  const int max_batch = std::max(batches.size(), 64);
  arms.reserve(static_cast<std::size_t>(e.arms));
  for (std::size_t i = 0; i < static_cast<std::size_t>(e.arms); ++i) {
    arms.emplace_back(e, e.arm[i], shape, max_batch, data.train.size(), start);
  }
  point.resize(arms.size() * static_cast<std::size_t>(series_of_arm(shape)));
  measure_start();
}

// Again where settings change before the first update, so that the run is the one that begins with them.
void Trainer::State::measure_start() {
  history = History(static_cast<int>(point.size()), history_capacity,
                    measuring_stride(data.train.size() + data.test.size(), batches.size()));
  subnetworks = Subnetworks(shape, batches.size());
  if (mask_arm >= 0) subnetworks.cover(arms[static_cast<std::size_t>(mask_arm)].mlp().dropout);
  Batches first(data.train, experiment.batch, seed);
  first.next();
  for (ArmRun& arm : arms) arm.measure_start(seed, first.current());
  measure_arms();
  add_to_history();
}

void Trainer::State::next_batch() {
  batches.next();
  ++iteration;
}

void Trainer::State::draw_masks() {
  for (ArmRun& arm : arms) arm.draw_masks(seed, iteration, batches.size());
}

void Trainer::State::forward() {
  const net::Batch batch = batches.current();
  for (ArmRun& arm : arms) arm.forward(batch);
}

void Trainer::State::backward() {
  for (ArmRun& arm : arms) arm.backward();
}

void Trainer::State::update() {
  for (ArmRun& arm : arms) {
    const bool trained = arm.running();
    arm.update(iteration);
    if (!trained || &arm - arms.data() != mask_arm) continue;
    subnetworks.count(arm.mlp(), batches.size());
    tape.record(iteration, arm.mlp().dropout);
  }
}

void Trainer::State::measure() {
  if (!history.due(iteration)) return;
  measure_arms();
  for (ArmRun& arm : arms) {
    if (arm.stops_early(iteration)) arm.measure(meter, data);
  }
  add_to_history();
}

void Trainer::State::measure_arms() {
  for (ArmRun& arm : arms) arm.measure(meter, data);
  measured_at = iteration;
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

bool Trainer::restart(const Experiment& e, std::span<const std::uint8_t> digits) {
  net::Split data;
  if (!make_data(e, digits, data)) return false;
  restart_on(e, std::move(data));
  return true;
}

void Trainer::restart_on(const Experiment& e, net::Split data) { state_ = std::make_unique<State>(e, std::move(data)); }

void Trainer::tune(const Experiment& e) {
  State& s = *state_;
  s.experiment = e;
  s.settings_changed();
  s.masks_elsewhere = first_dropout_arm(e) != s.mask_arm;
  for (std::size_t i = 0; i < s.arms.size(); ++i) s.arms[i].tune(e, e.arm[i]);
  if (s.iteration == 0) return s.measure_start();
  if (s.mask_arm >= 0) s.subnetworks.cover(s.arms[static_cast<std::size_t>(s.mask_arm)].mlp().dropout);
}

bool Trainer::hold(int arm, int unit, int how) {
  State& s = *state_;
  if (!s.has_arm(arm) || unit < 0 || unit >= input_and_hidden_units(s.shape) || how < 0 || how > 2) return false;
  ArmRun& run = s.arms[static_cast<std::size_t>(arm)];
  run.hold(unit, how);
  s.settings_changed();
  if (s.iteration == 0)
    s.measure_start();
  else if (arm == s.mask_arm)
    s.subnetworks.cover(run.mlp().dropout);
  return true;
}

bool Trainer::set_parameter(int arm, int index, float value) {
  State& s = *state_;
  if (!s.has_arm(arm) || index < 0 || index >= s.shape.parameters() || !std::isfinite(value)) return false;
  s.arms[static_cast<std::size_t>(arm)].set_parameter(index, value);
  s.settings_changed();
  ++s.typed;
  if (s.iteration == 0)
    s.measure_start();
  else
    s.measure_arms();
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

std::int64_t Trainer::first_stride() const {
  const State& s = *state_;
  return measuring_stride(s.data.train.size() + s.data.test.size(), s.batches.size());
}

bool Trainer::masks_elsewhere() const { return state_->masks_elsewhere; }

void Trainer::step() {
  if (finished()) return;
  State& s = *state_;
  s.next_batch();
  s.draw_masks();
  s.forward();
  s.backward();
  s.update();
  s.measure();
}

std::int64_t Trainer::iteration() const { return state_->iteration; }

void Trainer::refresh() {
  State& s = *state_;
  if (s.measured_at != s.iteration) s.measure_arms();
}

bool Trainer::finished() const {
  return std::none_of(state_->arms.begin(), state_->arms.end(), [](const ArmRun& arm) { return arm.running(); });
}

void Trainer::read(Snapshot& out) const { state_->read(out); }

}  // namespace lab
