// A cell of an exported table. Private to lab.
#pragma once
#include <string>
#include <string_view>

namespace lab {

// A text as a cell, in quotes where it must be. Wherever a spreadsheet could begin a cell in it, whatever separates
// cells where it is opened, a sign that would make it a formula gets an apostrophe before it. (Numbers are written as
// they are.)
std::string csv_cell(std::string_view text);

}  // namespace lab
