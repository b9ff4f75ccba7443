#include "pace.h"

#include <algorithm>
#include <chrono>
#include <limits>

namespace app {
namespace {

constexpr double shortest_interval = 1000.0 / 144, longest_interval = 1000.0 / 60;
constexpr double margin_ms = 2.5;          // for what the browser or the compositor does in each frame
constexpr double least_budget_ms = 3;      // even where drawing takes all of the frame, training goes on: for as long
constexpr double least_share = 0.3;        // as this, or for this share of what drawing takes on a slow machine
constexpr double idle_share = 0.5;         // of the time for which this thread waits while graphics are slow
constexpr double inspection_share = 0.35;  // of the budget of a frame
constexpr double slice_ms = 0.5;           // between two looks at the clock
constexpr double longest_pause_ms = 100;   // a longer gap between frames earns no iterations
constexpr double longest_debt = 2;         // frames that a long step may silence

}  // namespace

double now_ms() {
  using Clock = std::chrono::steady_clock;
  return std::chrono::duration<double, std::milli>(Clock::now().time_since_epoch()).count();
}

void Recent::add(float value) { values_[count_++ % values_.size()] = value; }

float Recent::quantile(float q) const {
  const std::size_t n = std::min(count_, values_.size());
  if (n == 0) return 0;
  std::array<float, 63> sorted = values_;
  const std::size_t k = static_cast<std::size_t>(q * static_cast<float>(n - 1));
  std::nth_element(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(k),
                   sorted.begin() + static_cast<std::ptrdiff_t>(n));
  return sorted[k];
}

void Pace::begin_frame() {
  const double now = now_ms();
  elapsed_ = frame_began_ < 0 ? shortest_interval : std::min(now - frame_began_, longest_pause_ms);
  if (frame_began_ >= 0) interval_.add(static_cast<float>(elapsed_));
  frame_began_ = now;
  training_ = 0;
}

// The display's interval is the lower quartile of the distances, since a busy frame only ever comes late. Until enough
// frames have been seen it is taken to be short, so that training cannot hide a fast display. Where graphics are slower
// than the display, frames come late although this thread waits: half of that time is training's. (Not more, so that
// training which is late itself takes ever less.)
double Pace::budget_ms() const {
  const double interval = interval_.full()
                              ? std::clamp<double>(interval_.quartile(), shortest_interval, longest_interval)
                              : shortest_interval * 1.5;
  const double draw = draw_.median(), idle = interval_.quartile() - draw;
  return std::max({interval - draw - margin_ms, least_budget_ms, least_share * draw, idle_share * idle});
}

int Pace::due(float iterations_a_second) {
  if (iterations_a_second <= 0) return std::numeric_limits<int>::max();
  const double rate = static_cast<double>(iterations_a_second);
  // What could not be done within the budget is not made up for later: at most a tenth of a second is owed.
  owed_ = std::min(owed_ + rate * elapsed_ / 1000, std::max(1.0, rate / 10));
  return static_cast<int>(owed_);
}

void Pace::train(lab::Laboratory& laboratory, float iterations_a_second) {
  const double budget = budget_ms(), begin = now_ms();
  allowance_ = std::min(allowance_ + budget, budget);
  int left = due(iterations_a_second);
  double before = begin, spent = 0;
  while (left > 0 && spent < allowance_) {
    const int slice = static_cast<int>(std::clamp(std::min(slice_ms, allowance_ - spent) / step_ms_, 1.0, 512.0));
    const int steps = std::min(slice, left);
    for (int i = 0; i < steps; ++i) laboratory.step();
    const double now = now_ms();
    // The browser's clock is coarse: a slice that seems to take no time still counts for something.
    step_ms_ = std::max(1e-4, 0.8 * step_ms_ + 0.2 * (now - before) / steps);
    before = now;
    spent = now - begin;
    left -= steps;
    if (iterations_a_second > 0) owed_ -= steps;
  }
  allowance_ = std::max(allowance_ - spent, -longest_debt * budget);
  training_ = spent;
}

void Pace::inspect(lab::Inspection& inspection, const lab::Snapshot& snapshot, const lab::Inspection::Parts& parts) {
  const double begin = now_ms();
  inspection.advance(snapshot, parts, inspection_share * budget_ms(), now_ms);
  const double spent = now_ms() - begin;
  allowance_ = std::max(allowance_ - spent, -longest_debt * budget_ms());
  training_ += spent;
}

void Pace::end_frame() {
  train_.add(static_cast<float>(training_));
  draw_.add(static_cast<float>(now_ms() - frame_began_ - training_));
}

}  // namespace app
