// The changes that the visitor made in mid-run, as flags on the curves' axes.
#pragma once
#include <array>
#include <span>

#include "ink/style.h"
#include "ink/text.h"
#include "kit/plot.h"
#include "lab/snapshot.h"

namespace view {

constexpr int most_flags = 256;  // of more, the newest

// One gesture: neighbouring changes of one setting, as a drag leaves many of them. Those of several layers that are
// set together are one gesture, too.
struct Flag {
  int first = 0, count = 0;  // of Snapshot::changes
};

struct Flags {
  std::array<float, most_flags> iteration{};  // of the first change of each, in order
  std::array<Flag, most_flags> flag{};
  int count = 0;
  std::span<const float> iterations() const { return {iteration.data(), static_cast<std::size_t>(count)}; }
};

// Changes of one setting that lie no further apart than `reach` iterations are one flag.
Flags change_flags(const lab::Snapshot&, float reach);
// For plots that show so much of the run: what would stand in one place there is one flag.
float reach_of_a_flag(const lab::Snapshot&, const PlotView&);
// "keep_prob of a¹ 0.50 → 0.53 · dropout"
Words flag_words(const lab::Snapshot&, const Flag&);
// Names those flags at the pointer.
void explain_flags(const Style&, const lab::Snapshot&, const Flags&, PlotMarks);

}  // namespace view
