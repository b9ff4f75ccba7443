#include "lab/csv.h"

#include <algorithm>
#include <array>
#include <utility>

#include "text.h"

namespace lab {
namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view space = " \t\r";
  const std::size_t first = text.find_first_not_of(space);
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(space) - first + 1);
}

// The separator that the first line has most of.
char separator_of(std::string_view line) {
  constexpr std::array<char, 3> candidates{',', ';', '\t'};
  const auto occurrences = [&](char c) { return std::count(line.begin(), line.end(), c); };
  return *std::max_element(candidates.begin(), candidates.end(),
                           [&](char a, char b) { return occurrences(a) < occurrences(b); });
}

// Cells of one line. A quoted cell may hold separators, and "" for a quote. False if a quote is not closed.
bool cells_of(std::string_view line, char separator, std::vector<std::string>& cells) {
  cells.clear();
  for (std::size_t i = 0;; ++i) {
    std::string cell;
    while (i < line.size() && line[i] == ' ') ++i;
    if (i < line.size() && line[i] == '"') {
      for (++i;; ++i) {
        if (i >= line.size()) return false;
        if (line[i] == '"' && (i + 1 >= line.size() || line[i + 1] != '"')) break;
        if (line[i] == '"') ++i;
        cell += line[i];
      }
      i = std::min(line.find(separator, i), line.size());
    } else {
      const std::size_t end = std::min(line.find(separator, i), line.size());
      cell = trimmed(line.substr(i, end - i));
      i = end;
    }
    cells.push_back(std::move(cell));
    if (i >= line.size()) return true;
  }
}

// The features of a row, appended to values. Returns the index of the first cell that is no number, or the count.
int append_features(const std::vector<std::string>& cells, std::vector<float>& values) {
  const int features = static_cast<int>(cells.size()) - 1;
  for (int i = 0; i < features; ++i) {
    double number = 0;
    const bool sound = read_number(cells[static_cast<std::size_t>(i)], number) && number > -1e30 && number < 1e30;
    if (!sound) return i;
    values.push_back(static_cast<float>(number));
  }
  return features;
}

// Takes one row into the table. False with the reason.
bool append_row(const std::vector<std::string>& cells, Table& table, std::string& why) {
  const int features = static_cast<int>(cells.size()) - 1;
  if (features < 1) return why = "at least one feature and a label are needed", false;
  if (table.rows() > 0 && features != table.features) {
    why = std::to_string(cells.size()) + " cells where the rows before have " + std::to_string(table.features + 1);
    return false;
  }
  if (cells.back().empty()) return why = "the label is empty", false;
  if (table.rows() == max_csv_rows) return why = "more than " + std::to_string(max_csv_rows) + " rows", false;
  const std::size_t before = table.values.size();
  const int numbers = append_features(cells, table.values);
  if (numbers < features) {
    table.values.resize(before);
    why = "'" + cells[static_cast<std::size_t>(numbers)].substr(0, 40) + "' is not a number";
    return false;
  }
  table.features = features;
  table.labels.push_back(cells.back());
  return true;
}

bool by_number(const std::string& a, const std::string& b) {
  double x = 0, y = 0;
  read_number(a, x), read_number(b, y);
  return x < y;
}

bool dataset(const Table& table, const std::vector<std::string>& classes, net::Dataset& out, std::string& why) {
  const int rows = table.rows(), count = static_cast<int>(classes.size());
  out.classes = count;
  out.x = Eigen::Map<const net::Matrix>(table.values.data(), rows, table.features).transpose();
  out.y.setZero(count == 2 ? 1 : count, rows);
  out.label.resize(static_cast<std::size_t>(rows));
  out.flipped.assign(static_cast<std::size_t>(rows), 0);
  for (int i = 0; i < rows; ++i) {
    const std::string& label = table.labels[static_cast<std::size_t>(i)];
    const auto found = std::find(classes.begin(), classes.end(), label);
    if (found == classes.end())
      return why = "the label '" + label.substr(0, 40) + "' is not in the training set", false;
    const int k = static_cast<int>(found - classes.begin());
    out.label[static_cast<std::size_t>(i)] = k;
    if (count == 2)
      out.y(0, i) = static_cast<float>(k);
    else
      out.y(k, i) = 1;
  }
  return true;
}

}  // namespace

std::vector<std::string> classes_of(const Table& table) {
  std::vector<std::string> classes = table.labels;
  std::sort(classes.begin(), classes.end());
  classes.erase(std::unique(classes.begin(), classes.end()), classes.end());
  double number = 0;
  if (std::all_of(classes.begin(), classes.end(), [&](const auto& label) { return read_number(label, number); })) {
    std::sort(classes.begin(), classes.end(), by_number);
  }
  return classes;
}

bool read_csv(std::string_view text, Table& out, std::string& why) {
  constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  Table table;
  std::vector<std::string> cells;
  char separator = 0;
  int number = 0;
  bool first = true;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    ++number;
    if (line.empty()) continue;
    if (separator == 0) separator = separator_of(line);
    const bool closed = cells_of(line, separator, cells);
    if (!closed) why = "a quote is not closed";
    const bool header = std::exchange(first, false) && closed && cells.size() > 1;
    if (closed && append_row(cells, table, why)) continue;
    if (header && table.rows() == 0) continue;
    why = "line " + std::to_string(number) + ": " + why;
    return false;
  }
  if (table.rows() == 0) return why = "no row of numbers and a label", false;
  out = std::move(table);
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
