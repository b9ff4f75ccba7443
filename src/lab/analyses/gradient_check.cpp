#include "lab/analyses/gradient_check.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "analyses/analysis.h"

namespace lab {
namespace {

constexpr int all_parameters = 1000, some_parameters = 500;  // up to so many all of them, of more a sample
constexpr int least_examples = 16;
constexpr double a_round = 1e9;  // multiply-adds
constexpr int checks = 3;
constexpr std::size_t numbers_of_one = sizeof(GradientCheckResult::Slopes) / sizeof(float);

int parameters_checked(const net::Shape& shape) {
  return shape.parameters() <= all_parameters ? shape.parameters() : some_parameters;
}

int examples_checked(const Snapshot& s) {
  const double of_one = 2.0 * checks * parameters_checked(s.shape) * s.shape.parameters();
  return std::min(s.train_size, std::max(least_examples, static_cast<int>(std::min(a_round / of_one, 1e6))));
}

int first_check(const Snapshot& s) {
  return static_cast<int>(s.mask_arm >= 0 ? net::CheckedMasks::held : net::CheckedMasks::off);
}

class GradientCheck : public AnalysisOf<GradientCheckResult> {
public:
  // A step is two passes.
  bool fits(const Snapshot& s) const override { return quick(s, examples_checked(s), 1e7); }
  void prepare(const Snapshot&) override;
  void begin(const Snapshot&) override;
  bool step(const Snapshot&) override;
  float progress() const override {
    return static_cast<float>(check_ * count_ + done_) / static_cast<float>(std::max(checks * count_, 1));
  }

private:
  void begin_check(const Snapshot&);
  void finish(GradientCheckResult&);

  std::optional<net::GradientCheck> checked_;
  net::RelativeError error_;
  int count_ = 0, check_ = 0, done_ = 0;  // of parameters
  bool begun_ = false;
  double start_error_ = GradientCheckHead::unknown;
  int start_kinks_ = 0;
};

void GradientCheck::prepare(const Snapshot& s) {
  checked_.emplace(s.shape, examples_checked(s));
  count_ = parameters_checked(s.shape);
  for (int a = 0; a < max_arms; ++a) {
    next(a).numbers.reserve(numbers_of_one * static_cast<std::size_t>(count_));
    published(a).numbers.reserve(numbers_of_one * static_cast<std::size_t>(count_));
  }
}

void GradientCheck::begin(const Snapshot& s) {
  GradientCheckResult& out = next(checked_arm(s));
  static_cast<GradientCheckHead&>(out) = {};
  out.iteration = weights.iteration;
  out.examples = examples_checked(s);
  out.numbers.assign(numbers_of_one * static_cast<std::size_t>(count_), 0.0f);
  check_ = first_check(s);
  begun_ = false;
}

void GradientCheck::begin_check(const Snapshot& s) {
  const int arm = checked_arm(s), examples = examples_checked(s);
  const net::ConstMatrixView x = columns(s, s.train_x, s.train_size, 0, examples);
  const net::Matrix y = targets(s, s.train_label, examples);
  checked_->begin(weights.arm(arm), own_dropout(s, arm), x, net::view(y), static_cast<net::CheckedMasks>(check_),
                  static_cast<std::uint64_t>(weights.iteration));
  error_ = {};
  done_ = 0;
  begun_ = true;
}

bool GradientCheck::step(const Snapshot& s) {
  GradientCheckResult& out = next(checked_arm(s));
  if (!begun_) {
    begin_check(s);
    if (check_ == first_check(s)) out.kinks = checked_->kinks();
    return false;
  }
  const int parameter = static_cast<int>(std::int64_t{done_} * s.shape.parameters() / count_);
  const double numeric = checked_->numeric(parameter), backpropagated = checked_->backpropagated(parameter);
  error_.add(numeric, backpropagated);
  float* slopes = out.numbers.data() + numbers_of_one * static_cast<std::size_t>(done_);
  slopes[0] = static_cast<float>(parameter);
  slopes[1 + check_] = static_cast<float>(numeric);
  slopes[1 + checks + check_] = static_cast<float>(backpropagated);
  if (++done_ < count_) return false;
  out.error[static_cast<std::size_t>(check_)] = error_.value();
  begun_ = false;
  if (++check_ < checks) return false;
  finish(out);
  publish();
  return true;
}

void GradientCheck::finish(GradientCheckResult& out) {
  if (out.iteration == 0) {
    start_error_ = out.error[0];
    start_kinks_ = out.kinks;
  }
  out.start_error = start_error_;
  out.start_kinks = start_kinks_;
}

}  // namespace

std::unique_ptr<Analysis> gradient_check_analysis() { return std::make_unique<GradientCheck>(); }

}  // namespace lab
