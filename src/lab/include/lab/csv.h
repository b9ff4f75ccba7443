// Rows of numbers with a label, and data sets of them.
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
  std::vector<double> values;       // rows × features, row by row
  std::vector<std::string> labels;  // any text, one a row
  int rows() const { return static_cast<int>(labels.size()); }
};

// The labels, each once, in order: by number if all are numbers, else by text.
std::vector<std::string> classes_of(const Table&);

// A training and a test table of the same columns, of which what is guessed of the training table is taken
// (lab/raw_table.h); every row must be good. Returns false with what is wrong in `why`: "training set: line 3: …".
bool read_tables(std::string_view train, std::string_view test, Table& train_out, Table& test_out, std::string& why);

// Data sets from a training and a test table. Classes are the training labels in order (by number if all are numbers,
// else by text), so that of 0 and 1 it is 1 that the sigmoid output stands for. Returns false with the reason in `why`.
bool datasets(const Table& train, const Table& test, net::Split& out, std::string& why);

}  // namespace lab
