// A table as it stands in a file or a paste: cells of text, its columns described; and what a visitor chooses of it.
// File → RawTable → Choice, first a guess → Reading with the data.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lab/own_data.h"

namespace lab {

constexpr int max_table_inputs = 1000;
constexpr std::size_t max_one_hot = 12;  // words of a text column that can be inputs, one for each

// Column by column: numbers, but for a few odd cells; words; the rows' own numbers or names; nothing.
enum class ColumnKind : std::uint8_t { number, text, index, empty };

struct Column {
  std::string name;  // as the header has it, else "x₁", "x₂", …
  ColumnKind kind{};
  bool whole = false;               // no number has a fraction
  bool percent = false;             // all have a % sign
  int missing = 0;                  // rows without a value
  std::vector<std::string> values;  // that differ, in order, "0" for "0.0" too; 101 stand for more than 100
};

// What was done to a file so that it could be read.
enum class TableNote : std::uint8_t { utf16, windows_1252, comments, units, decimal_commas, count };

// Of a row that is left out.
struct WrongRow {
  int line = 0;
  std::string why;
};

struct RawTable {
  std::string name;  // of the file
  std::string why;   // not empty: there are no rows; what is wrong and what to do
  std::vector<Column> columns;
  std::vector<std::vector<std::string>> rows;  // cells, as many as columns
  std::vector<int> lines;                      // of each row, from 1
  std::vector<WrongRow> wrong;                 // rows of another width, with open quotes, or too many
  bool decimal_comma = false;                  // 1.234,5; else 1,234.5
  bool has_note[static_cast<int>(TableNote::count)] = {};
};

// Cells are parted by tabs, semicolons, bars, commas or blanks, whichever makes most of an even table, or as a line
// "sep=;" says. Line ends and quotes as in RFC 4180, CR or LF alone too. Lines that begin with # are comments, the last
// of which may be the header; a row of units may follow it.
RawTable read_table(std::string_view bytes, std::string_view name);

enum class Use : std::uint8_t { left_out, number, one_hot };

// What is learned from what.
struct Choice {
  int label = -1;           // a column
  bool regression = false;  // its numbers are the target; else its different values are classes
  std::vector<Use> use;     // of each column as an input; the label is none
};

// The label by its name, else by kind and place: last, first, any. Rows' numbers and what is mostly missing or has too
// many words is left out; other texts are one-hot.
Choice guess(const RawTable&);
// Can the column be one, and would it be, if nobody chose?
bool can_be_label(const Column&);
bool can_be_input(const Column&);
Use usual_use(const RawTable&, std::size_t column);
// The former label becomes an input as usual.
void choose_label(const RawTable&, int column, Choice&);

// The first ten: "line 3: 'x' is not a number".
std::vector<std::string> told(const std::vector<WrongRow>&);

// A table, and what is chosen of it by now.
struct Import {
  RawTable table;
  Choice choice;
  Reading reading;
};

// The data of the rows that have all that is chosen; the others are told line by line.
Reading read_choice(const RawTable&, const Choice&);

}  // namespace lab
