// A layer under the lens: how the participation of its units is spread, and which of them is typical.
#pragma once
#include <array>
#include <vector>

#include "run/arms.h"
#include "run/context.h"

namespace view {

// A column for each arm that is shown, side by side.
struct ArmColumns {
  ShownArms arms;
  Rect place;
  float wide = 0, gap = 12;
  Rect at(int i) const;
};
ArmColumns arm_columns(const Context&, Rect);

// Of the units of a row in an arm.
std::span<const float> participation_of(const Context&, int arm, int row);

// The median of these; units without any weight, below 1, are left out. -1: there is none.
int median_unit(std::span<const float> participation, std::vector<int>& scratch);
// Is the unit in the middle third of these?
bool in_the_middle(std::span<const float> participation, int unit);
// A typical unit of the last hidden layer in the arm that drops units, which stays as long as it is one.
void choose_typical(const Context&, UnitPlace& typical, std::vector<int>& scratch);

// Counts of the units by participation, in equal bins from 1 to `high`.
struct Histogram {
  static constexpr int most_bins = 24;
  std::array<int, most_bins> count{};
  int bins = 0, tallest = 0;
  float high = 0;
  int bin_of(float v) const;
};
Histogram histogram_of(std::span<const float> participation, int bins, float high);

// A histogram for each arm, on common axes, with its mean; the unit under the lens has a sign below it.
// The title ends before `title_end`.
void histograms(const Context&, UnitPlace, Rect, float title_end);

}  // namespace view
