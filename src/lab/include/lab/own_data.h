// Data of the visitor's own: a file or a paste.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lab/csv.h"
#include "net/dataset.h"

namespace lab {

constexpr std::size_t max_own_classes = 10;

struct OwnData {
  std::string name;                     // "iris.csv", "pasted rows"
  Table table;                          // in the visitor's own units
  std::vector<std::string> features;    // as the header row calls them; else "x₁", "x₂", …
  std::vector<std::string> classes;     // the labels in order: by number if all are numbers, else by text
  std::string target;                   // not empty: a regression; the name of what the labels are numbers of
  bool standardizes = true;             // false: means 0 and deviations 1 stand below
  std::vector<double> mean, deviation;  // per feature over all rows; deviation > 0 (1 for a constant feature)
  double target_mean = 0, target_deviation = 1;

  bool regression() const { return !target.empty(); }
  // Standardized back into the visitor's units, and forth.
  double shown(int feature, float standardized) const;
  float standardized(int feature, double shown) const;
  bool fits_link() const;  // write_link takes it along
};

// What reading a file or a paste found: data of the good rows, and the wrong ones by line.
struct Reading {
  OwnData data;         // usable if `usable`
  bool usable = false;  // enough rows, and of classes two at least, one example of each in training and test set
  std::string why;      // if not usable: what is wrong and what to do
  int wrong_rows = 0;
  std::vector<std::string> wrong;  // the first ten of them: "line 7: 'abc' is no number"
};
// What is guessed of a table (lab/raw_table.h).
Reading read_own_data(std::string_view bytes, std::string_view name);

// Fills in what follows from table and classes: names of features without one, means and deviations; leaves out classes
// without rows. False if there are not 2 to 10 classes, one of them with two rows at least; of a regression, two
// different numbers at least.
bool complete(OwnData&);

// Training and test set, standardized: of every class the same share is held out for the test, chosen by `seed`. (A
// class of one row has it in the training set.)
net::Split split(const OwnData&, std::uint64_t seed);

}  // namespace lab
