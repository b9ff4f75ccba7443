// How much of a network a mask leaves: in expectation over all masks, exactly, and of one that a run was trained under.
#pragma once
#include <array>

#include "lab/snapshot.h"

namespace lab {

// How many units of each row are kept; of the output all. As an expectation each may be a fraction, and so may what is
// left of the parameters: layers are drawn independently, so that the expectation of a product is the product of both.
struct KeptUnits {
  std::array<double, net::max_layers + 1> row{};

  double weights(int layer) const {
    return row[static_cast<std::size_t>(layer)] * row[static_cast<std::size_t>(layer) + 1];
  }
  double parameters(int layers) const;  // weights between kept units, and the biases of kept units
};

// What a mask of the arm leaves on average; units that a visitor holds are kept, or not, in every one.
KeptUnits expected_units(const Snapshot&, int arm);
// How many parameters more it leaves on average for each 1 of keep_prob of a row: that of one mask is a product, so
// this is its slope everywhere.
double slope_of_keep(const Snapshot&, int arm, int row);
// Of the mask in a row of the tape, which are those of Snapshot::mask_arm.
KeptUnits units_on_tape(const Snapshot&, int tape_row);

}  // namespace lab
