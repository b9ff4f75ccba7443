#include "lab/inspection.h"

#include <type_traits>

#include "analyses/inspection_rounds.h"
#include "run/history.h"

namespace lab {
namespace {

constexpr double rest_ms = 120;  // between two rounds of a part while the run goes on: nobody reads faster
constexpr int course_capacity = 300;
constexpr double most_parameters = 2e6;  // of an arm
constexpr double most_of_a_pass = 1e9;   // multiply-adds

// One part: asleep until it is asked for, then at work whenever what it shows is older than the snapshot.
template <class Round>
struct Part {
  std::optional<Round> round;
  bool at_work = false;
  double rested_at = 0;  // by the clock: not before then a new round begins

  void forget() {
    round.reset();
    at_work = false;
    rested_at = 0;
  }
  // One step, if there is anything to do.
  bool step(const Snapshot& s, double now) {
    if (!round) round.emplace(s);
    if (!at_work) {
      if (round->weights().of(s) || now < rested_at) return false;
      round->begin(s);
      at_work = true;
    }
    if (round->step(s)) {
      at_work = false;
      rested_at = now + rest_ms;
    }
    return true;
  }
};

}  // namespace

struct Inspection::State {
  std::uint32_t run = 0;
  int arms = 0;
  Part<KillRound> kill;
  Part<UnitsRound> units;
  Part<PenaltyRound> penalty;
  Part<HistogramRound> histogram;
  History course;
  std::int64_t recorded = -1;  // iteration of the newest point
  std::array<float, max_arms * net::max_layers> point{};

  void follow(const Snapshot&);
  void record(const Snapshot&);
};

Inspection::Inspection() : state_(std::make_unique<State>()) {}
Inspection::~Inspection() = default;

// Another run, or another list of arms: everything is about other networks.
void Inspection::State::follow(const Snapshot& s) {
  if (run == s.run && arms == s.arms) return;
  run = s.run;
  arms = s.arms;
  kill.forget();
  units.forget();
  penalty.forget();
  histogram.forget();
  course = History(max_arms * net::max_layers, course_capacity, 1);
  recorded = -1;
}

void Inspection::State::record(const Snapshot& s) {
  if (recorded >= 0 && s.iteration < recorded + course.stride()) return;
  recorded = s.iteration;
  for (int a = 0; a < s.arms; ++a)
    for (int l = 0; l < s.shape.layers; ++l) {
      const float* parameters = s[s.arm[static_cast<std::size_t>(a)].parameters].data();
      point[static_cast<std::size_t>(a * net::max_layers + l)] =
          static_cast<float>(net::spread(s.shape, l, parameters).participation);
    }
  course.add(s.iteration, point);
}

bool Inspection::fits(const Snapshot& s) { return s.shape.parameters() <= most_parameters; }

bool Inspection::kill_test_fits(const Snapshot& s) {
  return fits(s) && double{1} * s.shape.parameters() * s.test_size <= most_of_a_pass;
}

void Inspection::advance(const Snapshot& s, const Parts& parts, double milliseconds, double (*now_ms)()) {
  if (s.shape.layers == 0 || s.arms == 0) return;
  State& state = *state_;
  state.follow(s);
  if (!fits(s)) return;
  state.record(s);
  const double begin = now_ms();
  double now = begin;
  bool worked = true;
  while (worked) {
    worked = false;
    // Each in turn, the quick ones first.
    if (parts.units) worked |= state.units.step(s, now);
    if (parts.weights) worked |= state.histogram.step(s, now);
    if (parts.penalty) worked |= state.penalty.step(s, now);
    if (parts.kill_test && kill_test_fits(s)) worked |= state.kill.step(s, now);
    now = now_ms();
    if (now - begin >= milliseconds) break;
  }
}

namespace {

template <class Round>
const auto& result_of(const Part<Round>& part, int arm) {
  static const std::remove_cvref_t<decltype(part.round->result[0])> none{};
  const auto index = static_cast<std::size_t>(arm);
  return part.round ? part.round->result[index] : none;
}

}  // namespace

const Inspection::KillTest& Inspection::kill_test(int arm) const { return result_of(state_->kill, arm); }
float Inspection::kill_test_progress() const { return state_->kill.round ? state_->kill.round->progress() : 0; }
const Inspection::Units& Inspection::units(int arm) const { return result_of(state_->units, arm); }
const Inspection::Penalty& Inspection::penalty(int arm) const { return result_of(state_->penalty, arm); }
const Inspection::Histogram& Inspection::histogram(int arm) const { return result_of(state_->histogram, arm); }

float Inspection::histogram_limit(int layer) const {
  return state_->histogram.round ? state_->histogram.round->limit[static_cast<std::size_t>(layer + 1)] : 1;
}

std::span<const float> Inspection::course() const { return state_->course.iterations(); }

std::span<const float> Inspection::course_participation(int arm, int layer) const {
  return state_->course.series(arm * net::max_layers + layer);
}

}  // namespace lab
