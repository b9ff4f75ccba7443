// The rows of a table that have all that is chosen of it. Private to lab.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "lab/raw_table.h"

namespace lab {

struct ChosenRows {
  Table table;
  std::vector<std::string> features;
  std::vector<int> lines;       // of each row of the table
  std::vector<WrongRow> wrong;  // by line, those of the raw table too
};
// Words that are inputs are those of the table `like`.
ChosenRows chosen_rows(const RawTable&, const Choice&, const RawTable& like);

// "line 3: 'x' is not a number"
std::string told(const WrongRow&);
// In quotes, and not too long.
std::string quoted_cell(std::string_view cell);
// "x₁" for 0
std::string numbered_name(std::size_t feature);

}  // namespace lab
