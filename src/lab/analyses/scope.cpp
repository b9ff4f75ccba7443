#include "lab/analyses/scope.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "analyses/analysis.h"
#include "net/monte_carlo.h"
#include "net/statistics.h"
#include "run/history.h"

namespace lab {
namespace {

constexpr int course_capacity = 300;
constexpr int band = ScopeResult::band, all_masks = band + ScopeResult::further;

class Scope : public AnalysisOf<ScopeResult> {
public:
  // A step is one mask of one arm: a pass over the training set.
  bool fits(const Snapshot& s) const override { return quick(s, s.train_size); }
  void prepare(const Snapshot&) override;
  void begin(const Snapshot&) override;
  bool step(const Snapshot&) override;

private:
  struct Arm {
    std::optional<net::MonteCarlo> drawn;
    bool drops = false;
  };
  void record();
  void publish_all();

  net::Matrix y_;
  std::array<Arm, max_arms> arm_;
  int at_ = 0, masks_ = 0;  // the arm whose turn it is; masks that all have drawn
  History course_;          // mean and deviation of each arm
  std::int64_t recorded_ = -1;
};

void Scope::prepare(const Snapshot& s) {
  y_ = targets(s, s.train_label, s.train_size);
  course_ = History(2 * max_arms, course_capacity, 1);
  for (int a = 0; a < max_arms; ++a) {
    const auto most = static_cast<std::size_t>(all_masks + 3 * course_capacity);
    next(a).numbers.reserve(most);
    published(a).numbers.reserve(most);
  }
}

void Scope::begin(const Snapshot& s) {
  at_ = masks_ = 0;
  for (int a = 0; a < weights.arms; ++a) {
    Arm& arm = arm_[static_cast<std::size_t>(a)];
    const net::Dropout own = own_dropout(s, a);
    arm.drops = has_masks(own);
    if (!arm.drops) continue;
    if (!arm.drawn) arm.drawn.emplace(s.shape, s.train_size, all_masks);
    arm.drawn->begin(weights.arm(a), own, columns(s, s.train_x, s.train_size, 0, s.train_size), net::view(y_), 1);
  }
}

// Mask for mask, all arms in turn. While the run stands still what is known so far is published, and masks beyond the
// band are drawn; else all of it together.
bool Scope::step(const Snapshot& s) {
  while (at_ < weights.arms && !arm_[static_cast<std::size_t>(at_)].drops) ++at_;
  if (at_ < weights.arms) {
    arm_[static_cast<std::size_t>(at_++)].drawn->advance(1);
    return false;
  }
  at_ = 0;
  const bool nothing =
      std::none_of(arm_.begin(), arm_.begin() + weights.arms, [](const Arm& arm) { return arm.drops; });
  masks_ = nothing ? all_masks : masks_ + 1;
  if (masks_ == band) record();
  const bool stands = weights.of(s);
  if (masks_ == band || masks_ == all_masks || (stands && masks_ > 1)) publish_all();
  return masks_ == all_masks || (masks_ >= band && !stands);
}

void Scope::record() {
  if (recorded_ >= 0 && weights.iteration < recorded_ + course_.stride()) return;
  recorded_ = weights.iteration;
  std::array<float, 2 * max_arms> point{};
  for (std::size_t a = 0; a < static_cast<std::size_t>(weights.arms); ++a) {
    point[2 * a] = point[2 * a + 1] = NAN;
    if (!arm_[a].drops) continue;
    const net::Moments found = net::moments(arm_[a].drawn->costs().first(band));
    point[2 * a] = static_cast<float>(found.mean);
    point[2 * a + 1] = static_cast<float>(found.deviation);
  }
  course_.add(weights.iteration, point);
}

void Scope::publish_all() {
  for (int a = 0; a < weights.arms; ++a) {
    ScopeResult& out = next(a);
    static_cast<ScopeHead&>(out) = {};
    out.iteration = weights.iteration;
    out.drops = arm_[static_cast<std::size_t>(a)].drops;
    out.numbers.clear();
    const auto put = [&](auto values) {
      const Range range{static_cast<std::uint32_t>(out.numbers.size()), static_cast<std::uint32_t>(values.size())};
      for (const auto value : values) out.numbers.push_back(static_cast<float>(value));
      return range;
    };
    if (!out.drops) continue;
    const std::span<const double> costs = arm_[static_cast<std::size_t>(a)].drawn->costs();
    out.masks = std::min(masks_, band);
    const net::Moments found = net::moments(costs.first(static_cast<std::size_t>(out.masks)));
    out.mean = found.mean;
    out.deviation = found.deviation;
    out.costs_at = put(costs);
    out.iteration_at = put(course_.iterations());
    out.mean_at = put(course_.series(2 * a));
    out.deviation_at = put(course_.series(2 * a + 1));
  }
  publish();
}

}  // namespace

std::unique_ptr<Analysis> scope_analysis() { return std::make_unique<Scope>(); }

}  // namespace lab
