// What a visitor can take away.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "lab/laboratory.h"
#include "lab/snapshot.h"

namespace lab {

// The curves: one row a measured iteration, one column an arm and figure, names in the first row.
std::string history_csv(const Snapshot&, const Experiment&);

// Session and every arm's weights and biases by layer (rows are units), with the figures of the present iteration.
// The command line and the page read it back: the session is replayed, and its weights can be compared with those here.
std::string to_json(const Laboratory&, const Snapshot&);
// False, with the reason in `why`, if the text isn't such a file. `parameters`, if asked for: of each arm, flat as
// net::Shape says, and empty where the file has none that are whole.
bool from_json(std::string_view, Session&, std::vector<std::string>& notices, std::string& why,
               std::vector<std::vector<float>>* parameters = nullptr);

// A self-contained Python program (NumPy) that repeats the run: masks, batches and initial weights to the bit, by the
// same generator; the data stand in it, exactly. Prints each arm's final figures beside those of this run.
std::string python(const Laboratory&, const Snapshot&);

}  // namespace lab
