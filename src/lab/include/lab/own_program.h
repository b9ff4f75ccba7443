// A dropout program of the student's own, checked by what it makes of a small task: its fault is named.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lab/arrays.h"
#include "lab/json.h"

namespace lab {

// A unit is kept where D < keep_prob. Numbers have as many decimals as the text says, so that all see the same.
struct OwnTask {
  int units = 4, batch = 6;
  double keep = 0.5;
  Array a, d, da;  // (units, batch): activations, uniform draws, ∂J/∂(A after dropout)
};
OwnTask own_task(int seed);

enum class TaskFormat : std::uint8_t { numpy, csv };
std::string task_text(const OwnTask&, TaskFormat);

enum class OwnFault : std::uint8_t {
  missing,          // nothing was pasted
  unreadable,       // no array of numbers
  other_shape,      // not (units, batch)
  swapped,          // (batch, units)
  wrong_side,       // kept where D >= keep_prob
  no_mask,          // nothing dropped; of dA the mask is missing in the backward pass
  mask_shape,       // one draw for each unit or for each example alone, or D read in another order
  other_mask,       // any other mask
  not_divided,      // by keep_prob
  divided_twice,    //
  multiplied,       // by keep_prob
  divided_at_test,  //
  dropped_at_test,  //
  unknown           // other numbers
};
const char* key_of(OwnFault);

// What is found of one array; right without a fault.
struct OwnFinding {
  const char* of = "";  // "A", "dA", "A at test"
  std::vector<OwnFault> faults;
  std::string words;
};

// Of A after dropout and dA in training, and of A at test, which may be left out: "".
std::vector<OwnFinding> check_own(const OwnTask&, std::string_view a, std::string_view da, std::string_view at_test);
bool all_right(const std::vector<OwnFinding>&);
// {"right": true, "findings": [{"of": "A", "faults": ["not-divided"], "words": "…"}]}
std::string findings_json(const std::vector<OwnFinding>&);
void write_findings(JsonWriter&, const std::vector<OwnFinding>&);  // its members, into an object that is open

}  // namespace lab
