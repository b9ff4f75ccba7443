// An analysis at work: it takes the weights and masks of all arms at one iteration, looks at arm after arm in small
// steps, and publishes all of them together: a round. Private to lab.
#pragma once
#include <array>
#include <memory>
#include <utility>
#include <vector>

#include "lab/inspection.h"

namespace lab {

// The weights of all arms at one iteration, and what decides on their masks, which may change while the weights stand.
struct Weights {
  std::uint32_t run = 0;
  std::int64_t iteration = -1;
  std::uint32_t typed = 0;
  net::Shape shape;
  int arms = 0;
  std::vector<float> numbers;  // arm after arm, each laid out as net::Shape says
  std::array<std::array<float, net::max_layers>, max_arms> keep{};
  std::vector<float> held;  // as in the snapshot

  void take(const Snapshot&);
  bool of(const Snapshot&) const;
  const float* arm(int index) const;
};

class Analysis {
public:
  virtual ~Analysis() = default;
  // Is what it last looked at what the snapshot holds?
  virtual bool current(const Snapshot& s) const { return weights.of(s); }
  // Would one step of it not hold up the page?
  virtual bool fits(const Snapshot&) const { return true; }
  // Allocates what the rounds of this run need; once, before the first.
  virtual void prepare(const Snapshot&) {}
  virtual void begin(const Snapshot&) {}   // a round; the weights are taken
  virtual bool step(const Snapshot&) = 0;  // true: the round is complete, and published
  virtual float progress() const { return 0; }
  virtual const void* result(int arm) const = 0;

  Weights weights;
  const RemovedOfArms* removed = nullptr;  // by the visitor
};

// With room for what is published, and for what the round at work has found.
template <class Result>
class AnalysisOf : public Analysis {
public:
  const void* result(int arm) const override { return &published_[static_cast<std::size_t>(arm)]; }

protected:
  Result& next(int arm) { return next_[static_cast<std::size_t>(arm)]; }
  const Result& published(int arm) const { return published_[static_cast<std::size_t>(arm)]; }
  Result& published(int arm) { return published_[static_cast<std::size_t>(arm)]; }
  void publish() { std::swap(published_, next_); }
  void publish_only(int arm) {
    for (int a = 0; a < max_arms; ++a)
      if (a != arm) next(a).iteration = -1;
    publish();
  }

private:
  std::array<Result, max_arms> published_, next_;
};

#define ANALYSIS(name, Result) std::unique_ptr<Analysis> name##_analysis();
#include "lab/analyses.def"
#undef ANALYSIS

// (outputs, size), of the first `size` examples: labels 0 and 1, one-hot, or the targets themselves.
net::Matrix targets(const Snapshot&, Range label, int size);
net::ConstMatrixView columns(const Snapshot&, Range x, int size, int first, int count);
inline int units(const net::Shape& shape, int row) { return shape.units[static_cast<std::size_t>(row)]; }
// Would a pass of one arm over so many examples not hold up the page? `most` are multiply-adds.
inline bool quick(const Snapshot& s, int examples, double most = 1e9) {
  return double{1} * s.shape.parameters() * examples <= most;
}
bool has_masks(const net::Dropout&);  // drops or holds units
// A round number, at least v: 1, 1.5, 2, 3, 5, 7 times a power of ten; 1 for what is not positive.
float round_up(float v);
// Units of rows `first` … `last`.
int units_of_rows(const net::Shape&, int first, int last);

}  // namespace lab
