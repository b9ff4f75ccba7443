// What the sub-networks of the dropout arm answer all over the plane of the inputs, how far they disagree there, and
// how often they are right on the test set: one alone, and their averages.
#pragma once
#include "lab/analyses/found.h"
#include "net/pass.h"

namespace lab {

constexpr int crowd_side =
    32;  // points a side of the grid, the outermost on the rim of the plane, the highest x₂ first

struct CrowdHead {
  std::int64_t iteration = -1;
  bool plane = false;      // the inputs are one; else there are no surfaces
  bool enumerated = true;  // as AveragingHead says
  int of_class = 0;        // as there
  // On the grid: answers of the masks drawn (drawn_masks × side²), mean and standard deviation over all sub-networks.
  // While iteration is -1, `drawn` may be there already.
  Range drawn, mean, deviation;
  net::Judgement alone;  // on the test set: mean over the masks drawn of what one sub-network reaches
  net::Judgement weight_scaling, arithmetic, geometric;
};
struct CrowdResult : Found<CrowdHead> {};

}  // namespace lab
