// Numbers as they stand in the cells of a table. Private to lab.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace lab {

// What a file's points and commas are.
enum class Notation : unsigned char { point, comma };  // 1,234.5 or 1.234,5

struct Number {
  double value = 0;
  bool percent = false;  // "5 %": value is 5
};
// A number and nothing else: with thousands in groups of three, parted as the notation says or by blanks or ', with
// U+2212 for minus, with % behind it; less than 1e30.
bool read_cell(std::string_view cell, Notation, Number& out);

// Does the cell say that nothing is known: "", NA, NaN, ?, …? Words that might be a value ("none") count where the
// others are numbers.
bool is_missing(std::string_view cell, bool among_numbers);

// What most cells that can tell speak for; where none can, commas part thousands, but among semicolons they are points.
class NotationVotes {
public:
  void count(std::string_view cell);
  Notation most(char separator) const;

private:
  int point_ = 0, comma_ = 0;                  // stand for the decimal point beyond doubt
  int grouped_point_ = 0, grouped_comma_ = 0;  // "1.234", "1,234": either
};

}  // namespace lab
