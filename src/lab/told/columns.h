// What the columns of a table hold. Private to lab.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "lab/raw_table.h"
#include "told/cells.h"

namespace lab {

using Cells = std::vector<std::string>;

// Do these cells name the columns of the rows below: words over numbers, or words that stand nowhere below them?
bool is_header(const Cells&, const std::vector<Cells>& below, Notation);
// Behind a header: no number where all others have one.
bool is_units(const std::vector<Cells>& below, const Cells&, Notation);
// Of a name only its Latin letters and digits, small: "Type of glass" is "typeofglass".
std::string small_letters(std::string_view);
// Fills in the columns of the rows.
void describe_columns(RawTable&, const Cells& names);

}  // namespace lab
