#include "lab/analyses/gap.h"

#include <algorithm>
#include <optional>

#include "analyses/analysis.h"
#include "net/monte_carlo.h"

namespace lab {
namespace {

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

net::Judgement score(const net::Pass<float>& pass, const net::Matrix& y) {
  return {pass.cost(net::view(y)), pass.accuracy(net::view(y))};
}

class Gap : public AnalysisOf<GapResult> {
public:
  // A step is a pass over the training or the test set.
  bool fits(const Snapshot& s) const override { return quick(s, std::max(s.train_size, s.test_size)); }
  void prepare(const Snapshot&) override;
  void begin(const Snapshot&) override;
  bool step(const Snapshot&) override;

private:
  enum class Part { train, test, train_masked, test_masked };  // of an arm, one after the other

  void dropout_off(const Snapshot&, Range x, const net::Matrix& y);
  void draw(const Snapshot&, Range x, const net::Matrix& y);
  bool step_of_part(const Snapshot&);  // true: the arm is done

  net::Matrix train_y_, right_y_, test_y_;  // (outputs, size)
  int wrong_ = 0, arm_ = 0;
  std::optional<net::Pass<float>> pass_;
  std::optional<net::MonteCarlo> masked_;
  Part part_ = Part::train;
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
  part_ = Part::train;
}

void Gap::dropout_off(const Snapshot& s, Range x, const net::Matrix& y) {
  const int size = static_cast<int>(y.cols());
  pass_->set_input(columns(s, x, size, 0, size));
  pass_->run_test(own_dropout(s, arm_));
}

void Gap::draw(const Snapshot& s, Range x, const net::Matrix& y) {
  const int size = static_cast<int>(y.cols());
  masked_->begin(weights.arm(arm_), own_dropout(s, arm_), columns(s, x, size, 0, size), net::view(y), 1);
}

bool Gap::step_of_part(const Snapshot& s) {
  GapResult& out = next(arm_);
  switch (part_) {
    case Part::train:
      out.iteration = weights.iteration;
      out.wrong = wrong_;
      out.drops = has_masks(own_dropout(s, arm_));
      pass_->set_parameters(weights.arm(arm_));
      dropout_off(s, s.train_x, train_y_);
      out.train = out.train_masked = score(*pass_, train_y_);
      out.right = score(*pass_, right_y_);
      part_ = Part::test;
      return false;
    case Part::test:
      dropout_off(s, s.test_x, test_y_);
      out.test = out.test_masked = score(*pass_, test_y_);
      if (out.drops) draw(s, s.train_x, train_y_);
      part_ = Part::train_masked;
      return !out.drops;
    case Part::train_masked:
      masked_->advance(1);
      if (masked_->passes() < GapResult::masks) return false;
      out.train_masked = masked_->mean_judgement();
      draw(s, s.test_x, test_y_);
      part_ = Part::test_masked;
      return false;
    case Part::test_masked:
      masked_->advance(1);
      if (masked_->passes() < GapResult::masks) return false;
      out.test_masked = masked_->mean_judgement();
  }
  return true;
}

bool Gap::step(const Snapshot& s) {
  if (!step_of_part(s)) return false;
  part_ = Part::train;
  if (++arm_ < weights.arms) return false;
  publish();
  return true;
}

}  // namespace

std::unique_ptr<Analysis> gap_analysis() { return std::make_unique<Gap>(); }

}  // namespace lab
