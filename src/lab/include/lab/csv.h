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

// Reads comma-, semicolon- or tab-separated rows of at least one feature and a label, the same number in each; a first
// row whose features are not numbers is a header. Lines may end with CRLF, cells may stand in double quotes, empty
// lines are skipped. Returns false with the line and what is wrong in `why`.
bool read_csv(std::string_view text, Table& out, std::string& why);

// The labels, each once, in order: by number if all are numbers, else by text.
std::vector<std::string> classes_of(const Table&);

// Data sets from a training and a test table. Classes are the training labels in order (by number if all are numbers,
// else by text), so that of 0 and 1 it is 1 that the sigmoid output stands for. Returns false with the reason in `why`.
bool datasets(const Table& train, const Table& test, net::Split& out, std::string& why);

}  // namespace lab
