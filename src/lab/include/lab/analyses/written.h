// What each arm answers to the image that the visitor wrote: with dropout off, and under masks drawn at random.
#pragma once
#include "lab/analyses/found.h"

namespace lab {

struct WrittenHead {
  std::int64_t iteration = -1;
  bool blank = true;  // nothing is written, and nothing answered
  int classes = 0;
  int answer = 0;      // the likeliest class with dropout off
  int masks = 0;       // drawn; 0: the arm drops nothing
  int inputs = 0;      // of the image
  Range image;         // what was answered
  Range whole;         // the probability of each class with dropout off
  Range mean, spread;  // the same over the masks: mean and standard deviation
  Range votes;         // how many masks answer each class
  Range answers;       // of each mask, the class
  Range seen;          // masks × inputs: what the first layer reads under each; none where no input is dropped
};
struct WrittenResult : Found<WrittenHead> {
  static constexpr int most_masks = 100;
  static constexpr std::uint64_t seed = 1;  // of their streams, as net::MonteCarlo draws them
};

}  // namespace lab
