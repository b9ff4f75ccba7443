#include "lab/analyses/confusion.h"

#include <algorithm>
#include <optional>

#include "analyses/analysis.h"
#include "net/nth.h"
#include "net/pass.h"

namespace lab {
namespace {

using net::nth;

// A block of test examples a step, arm after arm.
class Confusion : public AnalysisOf<ConfusionResult> {
public:
  bool fits(const Snapshot& s) const override { return quick(s, least_block); }
  void prepare(const Snapshot&) override;
  void begin(const Snapshot&) override;
  bool step(const Snapshot&) override;

private:
  static constexpr int least_block = 16;
  void judge(const Snapshot&, int count);  // the block that went through

  std::optional<net::Pass<float>> pass_;
  int block_ = 0, arm_ = 0, first_ = 0;
};

void Confusion::prepare(const Snapshot& s) {
  constexpr double work = 1e7;  // multiply-adds a step
  block_ = std::clamp(static_cast<int>(work / s.shape.parameters()), least_block, 512);
  pass_.emplace(s.shape, block_);
  for (int a = 0; a < s.arms; ++a)
    for (ConfusionResult* out : {&next(a), &published(a)})
      out->numbers.resize(static_cast<std::size_t>((s.classes + 1) * s.test_size));
}

void Confusion::begin(const Snapshot& s) {
  arm_ = first_ = 0;
  const auto size = static_cast<std::uint32_t>(s.test_size), classes = static_cast<std::uint32_t>(s.classes);
  for (int a = 0; a < weights.arms; ++a) {
    static_cast<ConfusionHead&>(next(a)) = {};
    next(a).classes = s.classes;
    next(a).answer = {0, size};
    next(a).probability = {size, classes * size};
  }
}

void Confusion::judge(const Snapshot& s, int count) {
  ConfusionResult& out = next(arm_);
  const auto label = s[s.test_label];
  const auto given = pass_->activation(weights.shape.layers);  // (outputs, count)
  const auto answer = out[out.answer], probability = out[out.probability];
  for (int i = 0; i < count; ++i) {
    const int example = first_ + i, right = static_cast<int>(nth(label, example));
    const bool alone = given.rows() == 1;  // the probability of class 1
    for (int k = 0; k < s.classes; ++k)
      nth(probability, k * s.test_size + example) = !alone ? given(k, i) : k == 1 ? given(0, i) : 1 - given(0, i);
    int said = alone && given(0, i) >= 0.5f ? 1 : 0;  // at even odds 1, as accuracy counts it
    for (int k = 1; !alone && k < s.classes; ++k)
      if (given(k, i) > given(said, i)) said = k;
    nth(answer, example) = static_cast<float>(said);
    ++nth(nth(out.count, right), said);
    out.wrong += said != right;
  }
}

bool Confusion::step(const Snapshot& s) {
  const int count = std::min(block_, s.test_size - first_);
  if (first_ == 0) pass_->set_parameters(weights.arm(arm_));
  if (count > 0 && s.classes > 0) {
    pass_->set_input(columns(s, s.test_x, s.test_size, first_, count));
    pass_->run_test(own_dropout(s, arm_));
    judge(s, count);
  }
  first_ += count;
  if (s.classes > 0 && first_ < s.test_size) return false;
  next(arm_).iteration = weights.iteration;
  first_ = 0;
  if (++arm_ < weights.arms) return false;
  publish();
  return true;
}

}  // namespace

std::unique_ptr<Analysis> confusion_analysis() { return std::make_unique<Confusion>(); }

}  // namespace lab
