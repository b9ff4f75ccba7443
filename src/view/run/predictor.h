// What an arm answers for one input, or for the test set bit by bit: the C++ forward pass with nothing dropped.
#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "gpu/moment.h"
#include "ink/nth.h"
#include "lab/snapshot.h"
#include "net/mlp.h"

namespace view {

class Predictor {
public:
  static constexpr int block = 32;  // examples that the network takes at once
  // Takes over the arm's present weights, unless it holds them already.
  void load(const lab::Snapshot&, int arm);
  // x is (inputs, count) with `stride` numbers from row to row, count <= block. Returns (outputs, count), row by row.
  std::span<const float> outputs(const float* x, int count, int stride);

private:
  std::unique_ptr<net::Mlp> mlp_;
  std::vector<float> outputs_;
  Moment moment_;
  int arm_ = -1;
};

// The answers of each arm for the test examples, worked out a few examples a frame and then kept until the weights have
// changed. Meanwhile the former answers stand.
class TestAnswers {
public:
  struct Answer {
    int index = 0;            // into the test set
    int label = 0, said = 0;  // classes
    float probability = 0, probability_of_label = 0;
  };
  struct Arm {
    Moment moment;
    int tested = 0, wrong = 0;
    std::array<int, 100> counts{};  // by label and answer, of up to ten classes
    int& count(int label, int said) { return nth(counts, label % 10 * 10 + said % 10); }
    int count(int label, int said) const { return nth(counts, label % 10 * 10 + said % 10); }
    std::vector<Answer> mistakes;  // the first of them in the order of the test set
  };
  static constexpr int most_mistakes = 64;
  // At most about two million multiply-adds a call.
  void advance(const lab::Snapshot&);
  // The last complete pass over the test set; tested is 0 before there is one.
  const Arm& arm(int index) const { return nth(arms_, index); }

private:
  bool begin(const lab::Snapshot&);
  void judge(const lab::Snapshot&, int first, int count);

  Predictor predictor_;
  std::array<Arm, lab::max_arms> arms_;
  Arm work_;
  int at_ = -1;  // the arm at work, -1: none
  int turn_ = 0;
};

}  // namespace view
