// J under random masks at fixed weights: what an arm's J could have been in this iteration, and was in the course of
// the run, as far as it was looked at.
#pragma once
#include "lab/analyses/found.h"

namespace lab {

struct ScopeHead {
  static constexpr int band = 200;     // masks of mean and deviation
  static constexpr int further = 200;  // masks beyond them, drawn while the run stands still

  std::int64_t iteration = -1;
  bool drops = false;              // else there is one J, and nothing below
  int masks = 0;                   // of the band so far
  double mean = 0, deviation = 0;  // of J over them; the deviation is unbiased
  Range costs_at, iteration_at, mean_at, deviation_at;
};

struct ScopeResult : Found<ScopeHead> {
  // J on the training set under each mask of the band, and under those beyond it.
  std::span<const float> costs() const { return (*this)[costs_at].first(static_cast<std::size_t>(masks)); }
  std::span<const float> further_costs() const { return (*this)[costs_at].subspan(static_cast<std::size_t>(masks)); }
  // Mean and deviation over a whole band at each iteration at which one was drawn; of other iterations nothing is
  // known.
  std::span<const float> course() const { return (*this)[iteration_at]; }
  std::span<const float> course_mean() const { return (*this)[mean_at]; }
  std::span<const float> course_deviation() const { return (*this)[deviation_at]; }
};

}  // namespace lab
