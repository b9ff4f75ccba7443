// What the views of units and weights show beyond what a snapshot holds, worked out from snapshots alone: a little in
// every frame, and only the parts that are asked for.
#pragma once
#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <vector>

#include "lab/snapshot.h"
#include "net/penalty.h"
#include "net/removal.h"
#include "net/spread.h"

namespace lab {

// What an arm's own test pass needs, and the masks that it is looked at under: those of the dropout arm, Snapshot's
// `mask_arm`, inverted, which leave its mean activations alone. An arm that was trained under masks of another scaling
// is looked at under its own, as no others go with its test pass.
net::Dropout own_dropout(const Snapshot&, int arm);
net::Dropout common_masks(const Snapshot&, int arm);

class Inspection {
public:
  struct Parts {
    bool kill_test = false, units = false, penalty = false, weights = false;
  };
  // Every part is of one iteration, the same for all arms, and stands until the next is complete. iteration -1: there
  // is none yet of this run.

  // Each hidden unit removed in turn, on the test set with nothing else dropped (net::Removal).
  struct KillTest {
    std::int64_t iteration = -1;
    double accuracy = 0, cost = 0;  // with all units; the accuracy of a regression is NaN
    double masked_accuracy = std::numeric_limits<double>::quiet_NaN();  // mean over masks of the dropout arm's
                                                                        // keep_prob; NaN: no arm drops
    std::vector<net::Removal::Loss> losses;    // of every hidden unit, a¹ first; in the first round of a run, while
                                               // iteration is -1, those that are known, of the others NaN
    std::array<int, net::max_layers> worst{};  // unit of row 1 … layers - 1
    int worst_row = 0;                         // the row of the worst of all; 0: none is known
  };
  // How the incoming weights of each unit are spread over its inputs (net::effective_inputs, net::participation).
  struct Units {
    std::int64_t iteration = -1;
    std::vector<float> effective_inputs, participation;  // of every unit of rows 1 … layers, a¹ first
    std::array<net::Spread, net::max_layers> mean{};     // by layer
  };
  // The penalty that the dropout arm's masks amount to at this arm's weights (net::Ledger, training set).
  struct Penalty {
    std::int64_t iteration = -1;
    std::vector<float> lambda, weight;  // laid out as net::Shape says; of biases 0; λ_kj in ½λw²
    std::array<double, net::max_layers> sum{}, own_parts{};  // of each layer's penalty: all of it, Σ½λw² alone
    std::array<std::vector<float>, net::max_layers> square;  // mean a² of what each layer reads, by input
    std::array<net::Ledger::Correlation, net::max_layers> correlation{};  // of λ_kj and w², by layer; NaN: no masks
    // Without hidden layers: Spearman's correlation of the reference arm's λ, the prediction, with log w²/w²_reference,
    // the shrinkage that came of it. NaN for deeper networks, where it predicts nothing, and for the reference itself.
    double shrinkage = 0;
  };
  // The weights of all layers (first) and of each; `limit` is the upper end of the last bin, the same for all arms.
  struct Histogram {
    static constexpr int bins = 41;  // over -limit … limit, the middle one around 0
    std::int64_t iteration = -1;
    std::array<std::array<int, bins>, net::max_layers + 1> count{};
    std::vector<float> weight;  // laid out as net::Shape says
  };

  Inspection();
  ~Inspection();
  // Goes on working for about `milliseconds` of the clock `now_ms`, at least one small step; a part is begun anew when
  // the snapshot has moved on, a few times a second. Allocates only when the run has changed, and for parts asked for
  // for the first time.
  void advance(const Snapshot&, const Parts&, double milliseconds, double (*now_ms)());
  // Where one step would hold up the page a part is not worked out: that of the kill test is a pass over the test set.
  static bool fits(const Snapshot&);
  static bool kill_test_fits(const Snapshot&);

  const KillTest& kill_test(int arm) const;
  float kill_test_progress() const;  // of the round at work, [0, 1]
  const Units& units(int arm) const;
  const Penalty& penalty(int arm) const;
  const Histogram& histogram(int arm) const;
  float histogram_limit(int layer) const;  // -1: of all layers

  // Mean participation over the units of each layer in the course of the run; recorded always, as often as advance() is
  // called at most. Iterations, and one value for each.
  std::span<const float> course() const;
  std::span<const float> course_participation(int arm, int layer) const;

private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace lab
