// The choices of keep_prob that were really trained since the page was opened, and how each did on the test set after
// how many iterations. Nothing stands here that was not trained.
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "lab/session.h"
#include "lab/snapshot.h"

namespace lab {

// Iterations after which runs are compared.
constexpr std::array<int, 6> tried_after{100, 250, 500, 1000, 2000, 4000};

struct TriedRun {
  // On the test set, dropout off. `iteration`: where the run was measured, that of tried_after or, where it was
  // measured seldom, the last before; -1: it was not trained so far.
  struct Test {
    std::int64_t iteration = -1;
    float cost = 0, accuracy = 0;
  };
  std::array<float, net::max_layers> keep{};  // of input and hidden layers, from the first iteration on
  std::array<Test, tried_after.size()> test{};
  std::int64_t diverged_at = -1;
};

class Tried {
public:
  static constexpr std::size_t most = 40;  // of all settings; the oldest goes first

  // Notes what the run has come to. To be called with each snapshot that was read of the session's run. Once something
  // was changed in mid-run that acts on an arm, its run is mixed: what it comes to from there on is no choice's.
  void follow(const Session&, const Snapshot&);

  // With the present run's data, network, optimizer, seed and the arm's other settings: one for each choice of
  // keep_prob, in the order in which they came to be known.
  const std::vector<TriedRun>& runs(int arm) const { return shown_[static_cast<std::size_t>(arm)]; }
  // Since when the arm's run is mixed; -1: it isn't.
  std::int64_t mixed_since(int arm) const { return mixed_[static_cast<std::size_t>(arm)]; }
  // What the arm's run began with.
  const std::array<float, net::max_layers>& began_with(int arm) const { return begun_[static_cast<std::size_t>(arm)]; }

private:
  // All that a run depends on besides its keep_probs.
  struct Setting {
    Experiment experiment;  // one arm, its keep_probs 1
    std::shared_ptr<const OwnData> data;
    std::vector<DrawnPoint> drawn;
    bool operator==(const Setting&) const = default;
  };
  struct Known {
    Setting setting;
    TriedRun run;
  };

  static Setting setting_of(const Session&, int arm);
  TriedRun& record(const Setting&, const std::array<float, net::max_layers>& keep);
  bool follow_arm(const Session&, const Snapshot&, int arm);
  void show(const Session&, const Snapshot&);

  std::vector<Known> known_;
  std::uint32_t run_ = 0;                     // the first is 1
  Experiment start_;                          // of the present run
  std::array<std::size_t, max_arms> next_{};  // of tried_after, in the present run
  std::array<std::int64_t, max_arms> mixed_{-1, -1, -1, -1};
  std::array<std::array<float, net::max_layers>, max_arms> begun_{};
  std::array<std::vector<TriedRun>, max_arms> shown_;
};

}  // namespace lab
