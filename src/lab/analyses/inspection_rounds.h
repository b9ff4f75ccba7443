// The parts of an inspection at work. A round takes the weights of all arms at one iteration, looks at arm after arm in
// small steps, and publishes all of them together. Private to lab.
#pragma once
#include <optional>
#include <vector>

#include "lab/inspection.h"
#include "net/monte_carlo.h"

namespace lab {

// The weights of all arms at one iteration.
struct Weights {
  std::uint32_t run = 0;
  std::int64_t iteration = -1;
  std::uint32_t typed = 0;
  net::Shape shape;
  int arms = 0;
  std::vector<float> numbers;  // arm after arm, each laid out as net::Shape says

  void take(const Snapshot&);
  bool of(const Snapshot&) const;
  const float* arm(int index) const;
};

template <class Result>
using PerArm = std::array<Result, max_arms>;

class KillRound {
public:
  static constexpr int masks = 20;
  explicit KillRound(const Snapshot&);
  void begin(const Snapshot&);
  bool step(const Snapshot&);  // true: done
  float progress() const;
  const Weights& weights() const { return weights_; }
  PerArm<Inspection::KillTest> result;

private:
  void begin_arm(const Snapshot&);
  void take_losses(Inspection::KillTest&) const;  // as far as they have come
  void finish_arm();

  Weights weights_;
  net::Matrix y_;  // (outputs, test size)
  net::Removal removal_;
  net::MonteCarlo masked_;
  bool drops_ = false;
  int hidden_ = 0, arm_ = 0;
  bool begun_ = false;
  PerArm<Inspection::KillTest> next_;
};

class PenaltyRound {
public:
  static constexpr int block = 32;  // examples a step
  explicit PenaltyRound(const Snapshot&);
  void begin(const Snapshot&);
  bool step(const Snapshot&);
  const Weights& weights() const { return weights_; }
  PerArm<Inspection::Penalty> result;

private:
  void finish_arm(const Snapshot&);
  double shrinkage(int arm, int reference);

  Weights weights_;
  net::Ledger ledger_;
  int arm_ = 0, layer_ = 0;
  bool begun_ = false;
  PerArm<Inspection::Penalty> next_;
  std::vector<double> scratch_;  // four lists of as many numbers as there are weights
  std::vector<std::uint32_t> order_;
};

class UnitsRound {
public:
  explicit UnitsRound(const Snapshot&) {}
  void begin(const Snapshot& s) { weights_.take(s); }
  bool step(const Snapshot&);
  const Weights& weights() const { return weights_; }
  PerArm<Inspection::Units> result;

private:
  Weights weights_;
};

class HistogramRound {
public:
  explicit HistogramRound(const Snapshot&) {}
  void begin(const Snapshot& s) { weights_.take(s); }
  bool step(const Snapshot&);
  const Weights& weights() const { return weights_; }
  PerArm<Inspection::Histogram> result;
  std::array<float, net::max_layers + 1> limit{};  // all layers first

private:
  Weights weights_;
};

}  // namespace lab
