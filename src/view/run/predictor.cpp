#include "run/predictor.h"

#include <algorithm>
#include <utility>

namespace view {

void Predictor::load(const lab::Snapshot& s, int arm) {
  if (mlp_ && moment_ == moment(s) && arm_ == arm) return;
  if (!mlp_ || !(mlp_->shape() == s.shape)) {
    mlp_ = std::make_unique<net::Mlp>(s.shape, block);
    outputs_.resize(static_cast<std::size_t>(s.shape.outputs() * block));
  }
  const lab::ArmFigures& figures = nth(s.arm, arm);
  const auto parameters = s[figures.parameters];
  std::copy(parameters.begin(), parameters.end(), mlp_->parameters());
  mlp_->dropout.keep = figures.keep;
  mlp_->dropout.scaling = s.scaling;
  moment_ = moment(s);
  arm_ = arm;
}

std::span<const float> Predictor::outputs(const float* x, int count, int stride) {
  const int rows = mlp_->shape().outputs();
  mlp_->predict(net::ConstMatrixView(x, mlp_->shape().inputs(), count, Eigen::OuterStride<>(stride)),
                net::MatrixView(outputs_.data(), rows, count, Eigen::OuterStride<>(count)));
  return {outputs_.data(), static_cast<std::size_t>(rows * count)};
}

// Chooses the next arm in turn whose answers are out of date.
bool TestAnswers::begin(const lab::Snapshot& s) {
  for (int i = 0; i < s.arms; ++i) {
    const int arm = (turn_ + i) % s.arms;
    const Arm& known = nth(arms_, arm);
    if (known.tested > 0 && known.moment == moment(s)) continue;
    at_ = arm;
    turn_ = arm + 1;
    work_.moment = moment(s);
    work_.tested = work_.wrong = 0;
    work_.mistakes.clear();
    work_.counts.fill(0);
    predictor_.load(s, arm);
    return true;
  }
  return false;
}

void TestAnswers::judge(const lab::Snapshot& s, int first, int count) {
  const auto out = predictor_.outputs(s[s.test_x].data() + first, count, s.test_size);
  const auto label = s[s.test_label];
  const auto at = [&](int k, int i) { return nth(out, k * count + i); };
  for (int i = 0; i < count; ++i) {
    Answer answer{first + i, static_cast<int>(nth(label, first + i)), 0, 0, 0};
    for (int k = 1; k < s.shape.outputs(); ++k) {
      if (at(k, i) > at(answer.said, i)) answer.said = k;
    }
    const bool alone = s.shape.outputs() == 1;  // the probability of class 1
    if (alone) answer.said = at(0, i) >= 0.5f ? 1 : 0;
    ++work_.count(answer.label, answer.said);
    if (answer.said == answer.label) continue;
    const auto probability = [&](int k) { return !alone ? at(k, i) : k == 1 ? at(0, i) : 1 - at(0, i); };
    answer.probability = probability(answer.said);
    answer.probability_of_label = probability(answer.label);
    ++work_.wrong;
    if (work_.mistakes.size() < most_mistakes) work_.mistakes.push_back(answer);
  }
}

void TestAnswers::advance(const lab::Snapshot& s) {
  for (Arm& arm : arms_) {
    if (arm.moment.run != s.run) arm.tested = 0;
  }
  if (at_ >= 0 && work_.moment.run != s.run) at_ = -1;
  if (at_ < 0 && !begin(s)) return;
  for (int work = 0; work < 2'000'000 && work_.tested < s.test_size; work += Predictor::block * s.shape.parameters()) {
    const int count = std::min(Predictor::block, s.test_size - work_.tested);
    judge(s, work_.tested, count);
    work_.tested += count;
  }
  if (work_.tested < s.test_size) return;
  std::swap(nth(arms_, at_), work_);
  at_ = -1;
}

}  // namespace view
