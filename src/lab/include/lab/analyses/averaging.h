// What the sub-networks of the dropout arm answer for the shown training example, and the three ways to make one answer
// of them (net::Enumeration); where they are too many to run through, of masks drawn (net::MonteCarlo).
#pragma once
#include "lab/analyses/found.h"

namespace lab {

constexpr int most_enumerated = 14;  // droppable units: 16,384 sub-networks
constexpr int drawn_masks = 1000;    // sub-networks that are drawn at random, the same for every example
constexpr std::uint64_t drawn_seed = 1;

struct AveragingHead {
  std::int64_t iteration = -1;
  int example = 0;         // of the training set
  int of_class = 0;        // an answer is its probability (answer_class); -1: a regression's value
  int droppable = 0;       // units
  bool enumerated = true;  // `answers` are all there are, and the means are of them; false: of those drawn
  // Weight scaling is the normalized geometric mean of all sub-networks, whatever the weights.
  bool exact = false;
  double weight_scaling = 0, arithmetic = 0, geometric = 0;
  double deviation = 0;  // of one answer
  Range answers;         // of every sub-network, numbered as net::Enumeration does
  Range probability;     // of each of them
  Range drawn;           // answers of those drawn, one after the other
};
struct AveragingResult : Found<AveragingHead> {};

// Whose probability is looked at: with two classes that of class 1, of more the shown example's; -1: a regression.
int answer_class(const Snapshot&);
// Only what the output reads is masked, and the test pass is scaled to it.
bool scales_exactly(const net::Shape&, const net::Dropout&);

}  // namespace lab
