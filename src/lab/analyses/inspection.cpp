#include "lab/inspection.h"

#include <array>

#include "analyses/analysis.h"
#include "net/spread.h"
#include "run/history.h"

namespace lab {
namespace {

constexpr double rest_ms = 120;  // between two rounds of an analysis while the run goes on: nobody reads faster
constexpr int course_capacity = 300;
constexpr double most_parameters = 2e6;  // of an arm

enum Row : std::size_t {
#define ANALYSIS(name, Result) name##_row,
#include "lab/analyses.def"
#undef ANALYSIS
  analyses
};

constexpr std::array<std::unique_ptr<Analysis> (*)(), analyses> rows{
#define ANALYSIS(name, Result) name##_analysis,
#include "lab/analyses.def"
#undef ANALYSIS
};

std::array<bool, analyses> asked(const Analyses& parts) {
  return {
#define ANALYSIS(name, Result) parts.name,
#include "lab/analyses.def"
#undef ANALYSIS
  };
}

// One analysis: asleep until it is asked for, then at work whenever what it shows is older than the snapshot.
struct Part {
  std::unique_ptr<Analysis> analysis;
  bool at_work = false;
  double rested_at = 0;  // by the clock: not before then a new round begins

  // One step, if there is anything to do.
  bool step(const Snapshot& s, double now) {
    if (!at_work) {
      Weights& weights = analysis->weights;
      if (analysis->current(s) || now < rested_at) return false;
      if (weights.iteration < 0) analysis->prepare(s);
      weights.take(s);
      analysis->begin(s);
      at_work = true;
    }
    if (analysis->step(s)) {
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
  std::array<Part, analyses> parts;
  RemovedOfArms removed;
  History course;
  std::int64_t recorded = -1;  // iteration of the newest point
  std::array<float, max_arms * net::max_layers> point{};

  State() { forget(); }
  void forget();
  void follow(const Snapshot&);
  void record(const Snapshot&);
};

Inspection::Inspection() : state_(std::make_unique<State>()) {}
Inspection::~Inspection() = default;

void Inspection::State::forget() {
  for (std::size_t i = 0; i < analyses; ++i) {
    parts[i] = {};
    parts[i].analysis = rows[i]();
    parts[i].analysis->removed = &removed;
  }
}

// Another run, or another list of arms: everything is about other networks.
void Inspection::State::follow(const Snapshot& s) {
  if (run == s.run && arms == s.arms) return;
  run = s.run;
  arms = s.arms;
  forget();
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

bool Inspection::fits(const Snapshot& s, const Analyses& wanted) const {
  if (s.shape.parameters() > most_parameters) return false;
  const auto asks = asked(wanted);
  for (std::size_t i = 0; i < analyses; ++i)
    if (asks[i] && !state_->parts[i].analysis->fits(s)) return false;
  return true;
}

void Inspection::without(const RemovedOfArms& removed) {
  if (state_->removed == removed) return;
  state_->removed = removed;
  Part& part = state_->parts[removal_row];  // a round at work is of other networks
  part.at_work = false;
  part.rested_at = 0;
}

void Inspection::advance(const Snapshot& s, const Analyses& wanted, double milliseconds, double (*now_ms)()) {
  if (s.shape.layers == 0 || s.arms == 0) return;
  State& state = *state_;
  state.follow(s);
  if (!fits(s, {})) return;
  state.record(s);
  const auto asks = asked(wanted);
  const double begin = now_ms();
  double now = begin;
  bool worked = true;
  while (worked) {
    worked = false;
    for (std::size_t i = 0; i < analyses; ++i) {
      Part& part = state.parts[i];
      if (asks[i] && part.analysis->fits(s)) worked |= part.step(s, now);
    }
    now = now_ms();
    if (now - begin >= milliseconds) break;
  }
}

#define ANALYSIS(name, Result)                                                           \
  const Result& Inspection::name(int arm) const {                                        \
    return *static_cast<const Result*>(state_->parts[name##_row].analysis->result(arm)); \
  }                                                                                      \
  float Inspection::name##_progress() const { return state_->parts[name##_row].analysis->progress(); }
#include "lab/analyses.def"
#undef ANALYSIS

std::span<const float> Inspection::course() const { return state_->course.iterations(); }

std::span<const float> Inspection::course_participation(int arm, int layer) const {
  return state_->course.series(arm * net::max_layers + layer);
}

}  // namespace lab
