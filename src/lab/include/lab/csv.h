// Data of one's own: rows x1,x2,…,label.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "net/dataset.h"

namespace lab {

constexpr int max_csv_rows = 20'000;
constexpr int max_csv_classes = 100;

struct Table {
  int features = 0;
  std::vector<float> values;        // rows × features, row by row
  std::vector<std::string> labels;  // any text, one a row
  int rows() const { return static_cast<int>(labels.size()); }
};

// What reading found: the good rows, and the wrong ones by line.
struct CsvReading {
  Table table;
  std::vector<int> lines;           // of each row of the table, from 1
  std::vector<std::string> header;  // names of the features and of the label; empty without such a row
  int wrong_rows = 0;
  std::vector<std::string> wrong;  // the first ten of them: "line 7: 'abc' is not a number"
};
void add_wrong(CsvReading&, int line, const std::string& why);

// Reads rows of at least one feature and a label, the same number of cells in each, separated by commas, semicolons or
// tabs, whichever makes most rows good. A first row without a number is a header. Line ends, quotes and encodings as
// in RFC 4180, and beyond it: CR or LF alone, a byte order mark, Latin-1 where it is no UTF-8. With semicolons or tabs
// numbers may have decimal commas, unless some have points.
CsvReading read_rows(std::string_view text);

// The same where every row must be good. Returns false with the line and what is wrong in `why`.
bool read_csv(std::string_view text, Table& out, std::string& why);

// The labels, each once, in order: by number if all are numbers, else by text.
std::vector<std::string> classes_of(const Table&);

// Data sets from a training and a test table. Classes are the training labels in order (by number if all are numbers,
// else by text), so that of 0 and 1 it is 1 that the sigmoid output stands for. Returns false with the reason in `why`.
bool datasets(const Table& train, const Table& test, net::Split& out, std::string& why);

}  // namespace lab
