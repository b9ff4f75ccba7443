#include "lab/analyses/gap.h"

#include <algorithm>
#include <optional>

#include "analyses/analysis.h"
#include "net/monte_carlo.h"

namespace lab {
namespace {

constexpr double most_of_a_pass = 1e9;  // multiply-adds

// The training set's targets as they were before labels were made wrong; counts those.
net::Matrix right_targets(const Snapshot& s, int& wrong) {
  net::Matrix y = targets(s, s.train_label, s.train_size);
  const std::span<const float> label = s[s.train_label], flipped = s[s.train_flipped];
  wrong = 0;
  for (std::size_t i = 0; i < flipped.size(); ++i) {
    if (flipped[i] == 0) continue;
    ++wrong;
    const auto column = static_cast<Eigen::Index>(i);
    const int right = (static_cast<int>(label[i] - flipped[i]) + s.classes) % s.classes;
    y.col(column).setZero();
    if (y.rows() == 1) {
      y(0, column) = static_cast<float>(right);
    } else {
      y(right, column) = 1;
    }
  }
  return y;
}

GapResult::Way score(const net::Pass<float>& pass, const net::Matrix& y) {
  return {pass.cost(net::view(y)), pass.accuracy(net::view(y))};
}

GapResult::Way mean(const net::MonteCarlo& drawn) {
  GapResult::Way way;
  for (const double cost : drawn.costs()) way.cost += cost / drawn.passes();
  for (const double accuracy : drawn.accuracies()) way.accuracy += accuracy / drawn.passes();
  return way;
}

class Gap : public AnalysisOf<GapResult> {
public:
  // A step is a pass over the training or the test set.
  bool fits(const Snapshot& s) const override {
    return double{1} * s.shape.parameters() * std::max(s.train_size, s.test_size) <= most_of_a_pass;
  }
  void prepare(const Snapshot&) override;
  void begin(const Snapshot&) override;
  bool step(const Snapshot&) override;

private:
  void dropout_off(const Snapshot&);
  bool draw(const Snapshot&, bool test);  // true: all masks of this set are drawn

  net::Matrix train_y_, right_y_, test_y_;
  int wrong_ = 0, arm_ = 0;
  std::optional<net::Pass<float>> pass_;
  std::optional<net::MonteCarlo> masked_;
  enum class Part { off, train, test } part_ = Part::off;
  bool begun_ = false;  // the masks of this part
};

void Gap::prepare(const Snapshot& s) {
  train_y_ = targets(s, s.train_label, s.train_size);
  right_y_ = right_targets(s, wrong_);
  test_y_ = targets(s, s.test_label, s.test_size);
  const int most = std::max(s.train_size, s.test_size);
  pass_.emplace(s.shape, most);
  masked_.emplace(s.shape, most, GapResult::masks);
}

void Gap::begin(const Snapshot&) {
  arm_ = 0;
  part_ = Part::off;
  begun_ = false;
}

void Gap::dropout_off(const Snapshot& s) {
  GapResult& out = next(arm_);
  const net::Dropout own = own_dropout(s, arm_);
  out.iteration = weights.iteration;
  out.wrong = wrong_;
  out.drops = own.held || std::any_of(own.keep.begin(), own.keep.end(), [](float keep) { return keep < 1; });
  pass_->set_parameters(weights.arm(arm_));
  pass_->set_input(columns(s, s.train_x, s.train_size, 0, s.train_size));
  pass_->run_test(own);
  out.train = out.train_masked = score(*pass_, train_y_);
  out.right = score(*pass_, right_y_);
  pass_->set_input(columns(s, s.test_x, s.test_size, 0, s.test_size));
  pass_->run_test(own);
  out.test = out.test_masked = score(*pass_, test_y_);
}

bool Gap::draw(const Snapshot& s, bool test) {
  if (!begun_) {
    const Range x = test ? s.test_x : s.train_x;
    const int size = test ? s.test_size : s.train_size;
    masked_->begin(weights.arm(arm_), own_dropout(s, arm_), columns(s, x, size, 0, size),
                   net::view(test ? test_y_ : train_y_), 1);
    begun_ = true;
  }
  masked_->advance(1);
  if (masked_->passes() < GapResult::masks) return false;
  (test ? next(arm_).test_masked : next(arm_).train_masked) = mean(*masked_);
  begun_ = false;
  return true;
}

bool Gap::step(const Snapshot& s) {
  if (part_ == Part::off) {
    dropout_off(s);
    part_ = Part::train;
    if (next(arm_).drops) return false;
  } else if (!draw(s, part_ == Part::test)) {
    return false;
  } else if (part_ == Part::train) {
    part_ = Part::test;
    return false;
  }
  part_ = Part::off;
  if (++arm_ < weights.arms) return false;
  publish();
  return true;
}

}  // namespace

std::unique_ptr<Analysis> gap_analysis() { return std::make_unique<Gap>(); }

}  // namespace lab
