// A matrix as a student pastes it: CSV, what NumPy prints, or the code of an array.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace lab {

struct Array {
  int rows = 0, columns = 0;
  std::vector<double> values;      // row by row
  std::vector<double> resolution;  // of each: half a unit of the last digit written

  double at(int row, int column) const { return values[static_cast<std::size_t>(row * columns + column)]; }
};

// Reads
//   rows of numbers, one a line, between commas, semicolons, tabs or blanks; where commas separate nothing they are
//   decimal ones;
//   [[1.  0.5]  [0.  2. ]] as print() writes it, over as many lines as it likes;
//   np.array([[1., 0.5], [0., 2.]]), array(…), tensor(…), lists of lists, with a name and = in front.
// Where all numbers have the same notation, those without trailing zeros are as fine as the longest. Returns false with
// what cannot be read, and what to do, in `why`.
bool read_array(std::string_view text, Array& out, std::string& why);

}  // namespace lab
