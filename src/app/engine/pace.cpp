#include "engine/pace.h"

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
constexpr double coarse_ms = 4;            // a clock that jumps further tells lengths of time by their mean only
constexpr double forgetting = 0.98;        // of what was learned of the machine's speed, from frame to frame
constexpr double most_operations_a_ms = 1e8;
constexpr double longest_pause_ms = 100;  // a longer gap between frames earns no iterations
constexpr double longest_debt = 2;        // frames that a long step may silence

}  // namespace

double now_ms() {
  using Clock = std::chrono::steady_clock;
  return std::chrono::duration<double, std::milli>(Clock::now().time_since_epoch()).count();
}

void Recent::add(float value) { values_[count_++ % values_.size()] = value; }

float Recent::mean() const {
  const std::size_t n = std::min(count_, values_.size());
  float sum = 0;
  for (std::size_t i = 0; i < n; ++i) sum += values_[i];
  return n == 0 ? 0 : sum / static_cast<float>(n);
}

float Recent::quantile(float q) const {
  const std::size_t n = std::min(count_, values_.size());
  if (n == 0) return 0;
  std::array<float, 63> sorted = values_;
  const std::size_t k = static_cast<std::size_t>(q * static_cast<float>(n - 1));
  std::nth_element(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(k),
                   sorted.begin() + static_cast<std::ptrdiff_t>(n));
  return sorted[k];
}

bool Pace::coarse() const { return grain_ > coarse_ms; }

double Pace::look() {
  const double now = clock_(), ahead = now - looked_;
  if (ahead > 0) grain_ = std::min(grain_, ahead);
  looked_ = now;
  return now;
}

// Each frame earns the mean interval of the last, so that a clock that stands for some frames and then jumps gives each
// its share. A clock that stands altogether is taken for that of a slow display.
void Pace::begin_frame() {
  const double now = look();
  const double longest = longest_pause_ms + (coarse() ? grain_ : 0);
  if (began_) interval_.add(static_cast<float>(std::clamp(now - frame_began_, 0.0, longest)));
  elapsed_ = static_cast<double>(interval_.mean());
  if (elapsed_ <= 0) elapsed_ = interval_.full() ? longest_interval : shortest_interval;
  began_ = true;
  frame_began_ = now;
  training_ = 0;
}

// The display's interval is the lower quartile of the distances, since a busy frame only ever comes late. Until enough
// frames have been seen it is taken to be short, so that training cannot hide a fast display. Where graphics are slower
// than the display, frames come late although this thread waits: half of that time is training's. (Not more, so that
// training which is late itself takes ever less.)
double Pace::budget_ms() const {
  const double seen = coarse() ? interval_.mean() : interval_.quartile();
  const double interval =
      interval_.full() ? std::clamp(seen, shortest_interval, longest_interval) : shortest_interval * 1.5;
  const double draw = coarse() ? draw_.mean() : draw_.median(), idle = seen - draw;
  return std::max({interval - draw - margin_ms, least_budget_ms, least_share * draw, idle_share * idle});
}

int Pace::due(float iterations_a_second) {
  if (iterations_a_second <= 0) return std::numeric_limits<int>::max();
  const double rate = static_cast<double>(iterations_a_second);
  // What could not be done within the budget is not made up for later: at most a tenth of a second is owed.
  owed_ = std::min(owed_ + rate * elapsed_ / 1000, std::max(1.0, rate / 10));
  return static_cast<int>(owed_);
}

bool Pace::train(lab::Laboratory& laboratory, float iterations_a_second, std::int64_t most) {
  const double budget = budget_ms(), begin = look();
  allowance_ = std::min(allowance_ + budget, budget);
  int wanted = due(iterations_a_second);
  if (most > 0) wanted = static_cast<int>(std::min<std::int64_t>(wanted, most));
  int left = wanted;
  double before = begin, spent = 0;
  while (left > 0 && spent < allowance_) {
    const double share = std::min(slice_ms, allowance_ - spent) * operations_a_ms_;
    double operations = share;
    while (left > 0 && operations > 0) {
      if (!laboratory.step(operations)) break;
      --left;
    }
    // A step that is soon done is not left half done: what is shown is of its end.
    double rest = 4 * share;
    if (laboratory.trainer().amid_step() && laboratory.step(rest)) {
      --left;
      operations += rest - 4 * share;
    }
    spent += learn(share - operations, look() - before);
    before = looked_;
  }
  if (iterations_a_second > 0) owed_ -= wanted - left;
  allowance_ = std::max(allowance_ - spent, -longest_debt * budget);
  training_ = spent;
  return left < wanted;
}

void Pace::work(void* whom, bool (*some)(void*, double&)) {
  const double budget = budget_ms();
  allowance_ = std::min(allowance_ + budget, budget);
  double before = look(), spent = 0;
  for (bool goes_on = true; goes_on && spent < allowance_; before = looked_) {
    const double share = std::min(slice_ms, allowance_ - spent) * operations_a_ms_;
    double operations = share;
    goes_on = some(whom, operations);
    spent += learn(share - operations, look() - before);
  }
  allowance_ = std::max(allowance_ - spent, -longest_debt * budget);
  training_ += spent;
}

// What so many operations took: as the clock says or, where it is coarse, as they take on the whole.
double Pace::learn(double operations, double milliseconds) {
  milliseconds = std::max(milliseconds, 0.0);
  operations_ = forgetting * operations_ + operations;
  milliseconds_ = forgetting * milliseconds_ + milliseconds;
  operations_a_ms_ = std::min(operations_ / std::max(milliseconds_, 1e-9), most_operations_a_ms);
  return coarse() ? operations / operations_a_ms_ : milliseconds;
}

void Pace::inspect(lab::Inspection& inspection, const lab::Snapshot& snapshot, const lab::Analyses& parts) {
  const double begin = look();
  inspection.advance(snapshot, parts, inspection_share * budget_ms(), clock_);
  const double spent = std::max(look() - begin, 0.0);
  allowance_ = std::max(allowance_ - spent, -longest_debt * budget_ms());
  training_ += spent;
}

void Pace::end_frame() {
  train_.add(static_cast<float>(training_));
  draw_.add(static_cast<float>(std::max(look() - frame_began_ - training_, 0.0)));
}

}  // namespace app
