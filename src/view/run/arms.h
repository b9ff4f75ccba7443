// The arms as every view speaks of them: which are shown, by what name, in what colour.
#pragma once
#include <array>

#include "ink/style.h"
#include "ink/text.h"
#include "lab/snapshot.h"
#include "view/arm_name.h"

namespace view {

// Indices of the arms that are not muted.
struct ShownArms {
  std::array<int, lab::max_arms> index{};
  int count = 0;
  const int* begin() const { return index.data(); }
  const int* end() const { return index.data() + count; }
};
ShownArms shown_arms(const lab::SnapshotHead&);
// Without that of the large surface, or that alone.
ShownArms arms_beside(ShownArms, int large, bool here);

// The second, third … arm of one kind has another tone of the kind's colour.
ImU32 arm_color(const Style&, const lab::SnapshotHead&, int arm);
ImU32 arm_color(const Style&, const lab::Experiment&, int arm);

// How many arms drop units.
int dropping_arms(const lab::Experiment&);

// Every example of a batch has a mask of its own: what is shown is one of many.
bool one_mask_of_many(const lab::SnapshotHead&);

// ‖W‖²_F of one layer, or of all for layer -1.
float norm_now(const lab::SnapshotHead&, int arm, int layer);
// norm_now() of an arm ÷ that of the reference; 0 while there is nothing to compare, and for the reference itself.
float norm_ratio(const lab::SnapshotHead&, int arm, int layer);

}  // namespace view
