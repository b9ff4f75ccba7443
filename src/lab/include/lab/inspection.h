// The analyses at work on a run: what views of units and weights show beyond what a snapshot holds, worked out from
// snapshots alone, a little in every frame, and only what is asked for.
#pragma once
#include <memory>
#include <span>

#include "lab/removed.h"
#include "lab/snapshot.h"

namespace lab {

// What an arm's own masks and test pass need, and the masks that it is looked at under: those of the dropout arm,
// Snapshot's `mask_arm`, inverted, which leave its mean activations alone. An arm that was trained under masks of
// another scaling is looked at under its own, as no others go with its test pass.
net::Dropout own_dropout(const Snapshot&, int arm);
net::Dropout common_masks(const Snapshot&, int arm);

// Which analyses: each its own member.
struct Analyses {
#define ANALYSIS(name, Result) bool name = false;
#include "lab/analyses.def"
#undef ANALYSIS
  Analyses& operator|=(const Analyses& more) {
#define ANALYSIS(name, Result) name |= more.name;
#include "lab/analyses.def"
#undef ANALYSIS
    return *this;
  }
};

#define ANALYSIS(name, Result) struct Result;
#include "lab/analyses.def"
#undef ANALYSIS

class Inspection {
public:
  Inspection();
  ~Inspection();
  // Goes on working for about `milliseconds` of the clock `now_ms`, at least one small step; an analysis is begun anew
  // when the snapshot has moved on or has other masks, a few times a second. Allocates only when the run has changed,
  // and for analyses asked for for the first time.
  void advance(const Snapshot&, const Analyses&, double milliseconds, double (*now_ms)());
  // The kill test looks at the arms without these units from its next step on.
  void without(const RemovedOfArms&);
  // Where one step would hold up the page an analysis is not made.
  bool fits(const Snapshot&, const Analyses&) const;

  // What each analysis found of an arm: of one iteration, the same for all arms, standing until the next is complete.
  // iteration -1: there is none yet of this run. And how far the round at work is, [0, 1].
#define ANALYSIS(name, Result)       \
  const Result& name(int arm) const; \
  float name##_progress() const;
#include "lab/analyses.def"
#undef ANALYSIS

  // Mean participation over the units of each layer in the course of the run; recorded always, as often as advance() is
  // called at most. Iterations, and one value for each.
  std::span<const float> course() const;
  std::span<const float> course_participation(int arm, int layer) const;

private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace lab
