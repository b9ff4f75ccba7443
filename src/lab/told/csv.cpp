#include "lab/csv.h"

#include <algorithm>
#include <utility>

#include "experiment/text.h"
#include "lab/raw_table.h"
#include "net/sort.h"
#include "told/chosen_rows.h"

namespace lab {
namespace {

bool by_number(const std::string& a, const std::string& b) {
  double x = 0, y = 0;
  read_number(a, x), read_number(b, y);
  return x < y;
}

bool dataset(const Table& table, const std::vector<std::string>& classes, net::Dataset& out, std::string& why) {
  using Values = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  const int rows = table.rows();
  out.classes = static_cast<int>(classes.size());
  out.x = Eigen::Map<const Values>(table.values.data(), rows, table.features).transpose().cast<float>();
  out.label.resize(static_cast<std::size_t>(rows));
  out.flipped.assign(static_cast<std::size_t>(rows), 0);
  for (int i = 0; i < rows; ++i) {
    const std::string& label = table.labels[static_cast<std::size_t>(i)];
    const auto found = std::find(classes.begin(), classes.end(), label);
    if (found == classes.end())
      return why = "the label '" + label.substr(0, 40) + "' is not in the training set", false;
    out.label[static_cast<std::size_t>(i)] = static_cast<int>(found - classes.begin());
  }
  net::targets_from_labels(out);
  return true;
}

bool take(const RawTable& raw, const Choice& choice, const RawTable& like, Table& out, std::string& why) {
  if (!raw.why.empty()) return why = raw.why, false;
  ChosenRows rows = chosen_rows(raw, choice, like);
  if (!rows.wrong.empty()) return why = told(rows.wrong[0]), false;
  if (rows.table.features == 0) return why = "there is no column of numbers beside the label", false;
  out = std::move(rows.table);
  return true;
}

}  // namespace

std::vector<std::string> classes_of(const Table& table) {
  std::vector<std::string> classes = table.labels;
  net::sort(classes);
  classes.erase(std::unique(classes.begin(), classes.end()), classes.end());
  double number = 0;
  if (std::all_of(classes.begin(), classes.end(), [&](const auto& label) { return read_number(label, number); })) {
    net::sort(classes, by_number);
  }
  return classes;
}

bool read_tables(std::string_view train, std::string_view test, Table& train_out, Table& test_out, std::string& why) {
  const RawTable first = read_table(train, "");
  Choice choice = guess(first);
  choice.regression = false;
  Table train_rows, test_rows;
  if (!take(first, choice, first, train_rows, why)) return why = "training set: " + why, false;
  const RawTable second = read_table(test, "");
  if (second.why.empty() && second.columns.size() != first.columns.size()) {
    why = "the test set has " + std::to_string(second.columns.size()) + " columns, the training set " +
          std::to_string(first.columns.size());
    return false;
  }
  if (!take(second, choice, first, test_rows, why)) return why = "test set: " + why, false;
  train_out = std::move(train_rows), test_out = std::move(test_rows);
  return true;
}

bool datasets(const Table& train, const Table& test, net::Split& out, std::string& why) {
  const std::vector<std::string> classes = classes_of(train);
  if (classes.size() < 2 || classes.size() > max_csv_classes) {
    why = "the training set has " + std::to_string(classes.size()) + " different labels; accepted are 2 to " +
          std::to_string(max_csv_classes);
    return false;
  }
  if (test.features != train.features) {
    why = "the test set has " + std::to_string(test.features) + " features, the training set " +
          std::to_string(train.features);
    return false;
  }
  net::Split split;
  if (!dataset(train, classes, split.train, why) || !dataset(test, classes, split.test, why)) return false;
  out = std::move(split);
  return true;
}

}  // namespace lab
