// Units and matrices by name and number.
#pragma once
#include "ink/text.h"
#include "run/context.h"

namespace view {

int units_of(const Context&, int row);
// Units of the rows 1 … row - 1: where a row begins in what the inspection lists by unit.
std::size_t first_of_row(const Context&, int row);
// "a²₇": unit 7 of row 2, counted from 1.
Words unit_name(int row, int unit, int layers);
// "W²"
const char* matrix_word(int layer);
Words matrix_name(int layer);

}  // namespace view
