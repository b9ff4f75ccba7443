// What the views read: a flat block of numbers and a trivially copyable head that says where each lies.
// No pointer into the engine, so it may come from this thread, another, or a worker.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <type_traits>
#include <vector>

#include "lab/experiment.h"

namespace lab {

constexpr int tape_length = 160;  // past iterations on the tape
constexpr int most_other_masks = 8;
constexpr int history_capacity = 600;  // points of a curve; when full every other is dropped and the stride doubles

struct Range {
  std::uint32_t offset = 0, count = 0;
};

enum class Status : std::uint8_t { running, diverged, stopped_early };

// How often an arm's J rose from one iteration to the next: as it is trained, under its masks and with its L2 term, on
// the full batch. Counted anew from where its settings, held units or parameters changed last; minibatches are not
// counted, as they have other rows each. What float cannot tell, less than a millionth, is no rise.
struct Rises {
  std::int64_t since = -1;    // the iteration whose J is the first of them; -1: there is none yet
  std::int64_t compared = 0;  // with the iteration before
  std::int64_t count = 0;     // of them J rose
  std::int64_t first = -1;    // in this iteration first; -1: in none
};

// Figures of one arm at Snapshot::measured_at; costs are the data part of J (mean cross-entropy), without the L2 term.
struct ArmFigures {
  ArmKind kind = ArmKind::none;
  ArmName name{};      // never empty: the visitor's name, or the kind's (numbered where two are alike)
  bool named = false;  // by the visitor
  bool muted = false;
  Status status = Status::running;
  std::int64_t stopped_at = -1;                 // iteration of the divergence or of the early stop
  float cost_masked = 0;                        // of the last batch, under its masks
  float cost_train = 0, cost_test = 0;          // dropout off
  float accuracy_train = 0, accuracy_test = 0;  // dropout off, [0, 1]
  std::array<float, net::max_layers> norm{};    // ‖W‖²_F per layer
  int dead_units = 0;                           // hidden ReLU units that are 0 on every training example
  Rises rises;                                  // of the present iteration
  std::array<float, net::max_layers> keep{};  // keep_prob in force: input, hidden layers; 1 where the arm drops nothing
  Range parameters;                           // flat, laid out as net::Shape says
  // history, each `Snapshot::history.count` long
  Range history_cost_masked, history_cost_train, history_cost_test, history_accuracy_train, history_accuracy_test;
  std::array<Range, net::max_layers> history_norm{};
};

// What an iteration does, one after the other; off: it isn't shown in slow motion.
enum class Beat : std::uint8_t { off, masks, forward, cost, backward, update };
constexpr int beats = 5;
// The one after it, of the next iteration where this one's are done.
constexpr Beat next(Beat beat) { return static_cast<Beat>(static_cast<int>(beat) % beats + 1); }

// One iteration of one arm, number by number, as slow motion shows it: computed on a copy of the arm before the run
// makes that very step. What is said of the example holds under its own masks.
struct Rehearsal {
  std::int64_t iteration = -1;  // whose numbers these are, 1 is the first update; -1: none are asked for or to be had
  int arm = 0;
  int example = 0;         // of the training set: the pinned one if the batch holds it, else the batch's first
  float cost_example = 0;  // its data cost
  float cost_batch = 0, cost_l2 = 0;  // J = mean data cost of the batch + λ/(2m)·Σ‖W‖²_F
  Range mask;                     // of the example, one number for each unit of the input and the hidden layers: 0/1
  Range passed_on;                // ã of every unit of every row, the inputs first; of the last row the output
  Range own_gradient;             // ∂(data cost of the example)/∂parameters
  Range before, gradient, after;  // parameters, ∂J/∂parameters of the batch, parameters after the update
};

constexpr std::size_t numbers_of_a_change = 6;

struct SnapshotHead {
  std::uint32_t run = 0;       // grows with every restart: data, shape and start may have changed
  std::int64_t iteration = 0;  // updates done
  std::uint32_t typed = 0;     // grows when parameters change without an update: typed, or taken back
  std::int64_t measured_at = 0;
  double epoch = 0;
  int train_size = 0, test_size = 0, classes = 2, batch = 0;
  net::Shape shape;
  net::Scaling scaling = net::Scaling::inverted;
  net::MaskPer mask_per = net::MaskPer::example;
  int arms = 0;
  int reference = 0;  // the arm that ratios are taken to
  std::array<ArmFigures, max_arms> arm{};
  Range history;  // iteration of each point of the curves
  Range changes;  // made in mid-run, numbers_of_a_change each: iteration, FieldId, index, arm, value, and of a setting
                  // the value before; filled by Laboratory::read
  Range written;  // the image that the visitor wrote, one number for each input; empty: none, or of another size;
                  // filled by Laboratory::read
  Range held;     // arms × mask_units: 0 random, 1 held kept, 2 held dropped
  // data, (features, m) row by row; label (for a regression the target) and flipped (see
  // net::Dataset) one number an example
  Range train_x, train_label, train_flipped, test_x, test_label;
  float x_low = -1, x_high = 1;  // extent of the input plane shown (2-D data)
  int image_side = 0;            // > 0: the inputs are an image side × side
  // masks of the first dropout arm that isn't muted for the shown example, input first: droppable[l] units of layer l =
  // 0 … layers-1 that have keep_prob < 1 count towards sub-networks
  int mask_arm = -1;              // -1: no arm drops anything
  int shown_example = 0;          // index into the training set of the example whose masks are shown
  bool shown_in_batch = true;     // false: the batch doesn't hold it, and the masks are those of the batch's first
  int mask_units = 0;             // units of the input and of all hidden layers: one row of the tape
  int tape_rows = 0;              // iterations on the tape, oldest first; the last row is the current iteration
  std::int64_t tape_first = 0;    // iteration of the oldest row
  Range tape;                     // tape_rows × mask_units numbers 0/1
  int other_masks = 0;            // examples of the current iteration's batch besides, each with a mask of its own …
  Range others;                   // … other_masks × mask_units numbers 0/1
  int droppable = 0;              // units with keep_prob < 1 or held dropped, now or earlier in this run
  std::int64_t masks_drawn = 0;   // how many masks the mask arm has trained under
  std::int64_t distinct = 0;      // distinct sub-networks among them
  bool distinct_is_exact = true;  // false: at least that many
  Rehearsal rehearsal;
  Range untaught;  // mask_units numbers: 1 where no iteration so far has given a hidden unit of the mask arm a gradient
  Range draws;     // layers + 1 numbers a stretch of iterations: its keep_probs, masks drawn in it
};
static_assert(std::is_trivially_copyable_v<SnapshotHead>);

struct Snapshot : SnapshotHead {
  std::vector<float> numbers;
  std::span<const float> operator[](Range r) const { return {numbers.data() + r.offset, r.count}; }
};

// How many distinct sub-networks so many draws give on average: Σ_masks 1 - Π_stretches (1 - P(mask))^draws, summed
// over how many units of each layer are kept. NaN where units were held or masks frozen, or where that are more than
// 20,000 terms.
double expected_distinct(const Snapshot&);

}  // namespace lab
