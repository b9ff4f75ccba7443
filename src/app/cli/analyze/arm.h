// Every measurement that `analyze` takes of one trained arm.
#pragma once
#include "averaging.h"
#include "lab/analyses/removal.h"
#include "lab/inspection.h"
#include "lab/json.h"
#include "net/enumeration.h"
#include "net/monte_carlo.h"
#include "net/penalty.h"
#include "net/removal.h"

namespace cli {

class ArmAnalysis {
public:
  // Looks at the snapshot's arms under `samples` masks (lab::common_masks), at `examples` test examples one by one, and
  // at so many sub-networks' surfaces.
  ArmAnalysis(const lab::Snapshot&, int samples, int examples, int surfaces = 0);
  // Writes an object of one arm's measurements.
  void write(lab::JsonWriter&, int arm);

private:
  void write_enumeration(lab::JsonWriter&, const float* parameters);
  void write_monte_carlo(lab::JsonWriter&, const float* parameters);
  void write_random_masks(lab::JsonWriter&, const float* parameters, const lab::ArmFigures&);
  void write_layers(lab::JsonWriter&, const float* parameters, const lab::ArmFigures&);
  void write_typical_mask(lab::JsonWriter&, int arm);
  void write_gap(lab::JsonWriter&, int arm);
  void write_removal(lab::JsonWriter&, const float* parameters);
  void remove_in_turn();
  void write_removed_in_turn(lab::JsonWriter&, int arm) const;
  void write_in_out_norms(lab::JsonWriter&, const float* parameters);

  const lab::Snapshot& snapshot_;
  net::Dropout own_, masks_;  // of the arm at hand: of its test pass, and what it is looked at under
  int samples_, surfaces_;
  Set train_, test_, shown_;
  net::Enumeration enumeration_, costs_;  // of the shown examples; of the training set
  net::MonteCarlo outputs_, train_masks_, test_masks_;
  net::Ledger ledger_;
  net::Removal removal_;
  lab::Inspection inspection_;
  std::array<std::vector<lab::RemovalHead>, lab::max_arms> removed_in_turn_;  // of each arm, with 0, 1, 2 … units gone
};

}  // namespace cli
