// The masks whose sub-networks are looked at together.
#pragma once
#include "analyses/analysis.h"
#include "lab/analyses/averaging.h"
#include "net/enumeration.h"
#include "net/monte_carlo.h"
#include "net/nth.h"

namespace lab {

struct CrowdMasks {
  int arm = -1;  // the dropout arm whose masks are shown; -1: none drops
  net::Dropout dropout;
  bool enumerated = true;  // few enough to run through all

  CrowdMasks() = default;
  explicit CrowdMasks(const Snapshot& s) : arm(s.mask_arm) {
    if (arm < 0) return;
    dropout = own_dropout(s, arm);
    dropout.per = net::MaskPer::batch;  // a sub-network answers for every input alike
    dropout.held = nullptr;             // all sub-networks, also those that a held unit leaves out in training
    enumerated = net::droppable_units(s.shape, dropout) <= most_enumerated;
  }
};

// Sub-networks drawn at random (drawn_masks of them), what they answer and their averages.
class Drawn {
public:
  using Values = net::Averages::Values;
  Drawn(const net::Shape& shape, int size) : masks_(shape, size, drawn_masks), whole_(shape, size) {}
  void begin(const float* parameters, const net::Dropout&, net::ConstMatrixView x);
  bool done() const { return masks_.passes() == drawn_masks; }
  int passes() const { return masks_.passes(); }
  void advance();  // one of them
  // (outputs, size): of the last one; of all units at their test scale; over all, once done.
  const Values& answers() const { return answers_; }
  const Values& weight_scaling() const { return weight_scaling_; }
  const net::Averages& averages() const { return averages_; }

private:
  net::MonteCarlo masks_;
  net::Pass<double> whole_;
  net::Averages averages_;
  Values weight_scaling_, answers_, logits_;
};

}  // namespace lab
