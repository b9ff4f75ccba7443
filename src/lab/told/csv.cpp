#include "lab/csv.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "experiment/text.h"
#include "net/sort.h"
#include "told/records.h"

namespace lab {
namespace {

constexpr std::size_t most_records = 2 * max_csv_rows;  // good and wrong
constexpr std::size_t looked_at = 50;                   // records, to find the separator
constexpr std::size_t most_words = 10;                  // wrong rows told one by one
constexpr std::size_t most_cells = 1001;

// "1,5" for 1.5; only where no other cell has a point.
bool read_decimal_comma(std::string text, double& out) {
  const std::size_t comma = text.find(',');
  if (comma == text.npos || text.find('.') != text.npos) return false;
  text[comma] = '.';
  return read_number(text, out);
}

class Rows {
public:
  // Of the records cut at this separator, all of the text's or the first few.
  Rows(std::string_view text, char separator, std::size_t most) : records_(records(text, separator, most)) {
    if (separator != ',')
      commas_ = std::none_of(records_.begin(), records_.end(), [](const Record& r) { return has_point(r); });
    width_ = most_frequent_width();
  }

  int good() const;
  CsvReading read() const;

private:
  static bool has_point(const Record&);
  std::size_t most_frequent_width() const;
  bool number(const std::string& cell, double& out) const;
  bool is_header(const Record&) const;
  bool take(const Record&, CsvReading&, std::string& why) const;

  std::vector<Record> records_;
  std::size_t width_ = 0;
  bool commas_ = false;  // stand for points
};

bool Rows::has_point(const Record& record) {
  double number = 0;
  return std::any_of(record.cells.begin(), record.cells.end() - 1,
                     [&](const std::string& cell) { return cell.find('.') != cell.npos && read_number(cell, number); });
}

std::size_t Rows::most_frequent_width() const {
  std::map<std::size_t, int> widths;
  for (const Record& record : records_) ++widths[record.cells.size()];
  std::size_t best = 0;
  for (const auto& [width, count] : widths) {
    if (best == 0 || count > widths[best]) best = width;
  }
  return best;
}

bool Rows::number(const std::string& cell, double& out) const {
  return (read_number(cell, out) || (commas_ && read_decimal_comma(cell, out))) && std::abs(out) < 1e30;
}

// Names where the others have numbers: of the features not one is a number.
bool Rows::is_header(const Record& record) const {
  double out = 0;
  return record.closed && record.cells.size() > 1 &&
         std::none_of(record.cells.begin(), record.cells.end() - 1,
                      [&](const std::string& cell) { return number(cell, out); });
}

bool Rows::take(const Record& record, CsvReading& out, std::string& why) const {
  const auto& cells = record.cells;
  if (!record.closed) return why = "a quote is not closed", false;
  if (width_ < 2) return why = "at least one feature and a label are needed", false;
  if (cells.size() != width_ || width_ > most_cells) {
    why = std::to_string(cells.size()) + " cells where most rows have " + std::to_string(width_);
    if (width_ > most_cells) why = "more than " + std::to_string(most_cells - 1) + " features";
    return false;
  }
  if (cells.back().empty()) return why = "the label is empty", false;
  std::vector<float> values;
  for (std::size_t i = 0; i + 1 < width_; ++i) {
    double value = 0;
    if (!number(cells[i], value)) {
      const std::string_view cell = std::string_view(cells[i]).substr(0, 40);
      why = cells[i].empty() ? "a cell is empty"
                             : "'" + std::string(cell.substr(0, sound_utf8(cell))) + "' is not a number";
      return false;
    }
    values.push_back(static_cast<float>(value));
  }
  if (out.table.rows() == max_csv_rows) return why = "more than " + std::to_string(max_csv_rows) + " rows", false;
  out.table.features = static_cast<int>(values.size());
  out.table.values.insert(out.table.values.end(), values.begin(), values.end());
  out.table.labels.push_back(cells.back());
  out.lines.push_back(record.line);
  return true;
}

int Rows::good() const { return read().table.rows(); }

CsvReading Rows::read() const {
  CsvReading out;
  std::string why;
  for (const Record& record : records_) {
    if (&record == &records_[0] && is_header(record)) {
      if (record.cells.size() == width_) out.header = record.cells;
      continue;
    }
    if (take(record, out, why)) continue;
    add_wrong(out, record.line, why);
  }
  return out;
}

// The separator by which most of the first rows are good.
char separator_of(std::string_view text) {
  char best = ',';
  int most = 0;
  for (const char candidate : {'\t', ';', ','}) {
    const int good = Rows(text, candidate, looked_at).good();
    if (good > most) best = candidate, most = good;
  }
  return best;
}

bool by_number(const std::string& a, const std::string& b) {
  double x = 0, y = 0;
  read_number(a, x), read_number(b, y);
  return x < y;
}

bool dataset(const Table& table, const std::vector<std::string>& classes, net::Dataset& out, std::string& why) {
  const int rows = table.rows();
  out.classes = static_cast<int>(classes.size());
  out.x = Eigen::Map<const net::Matrix>(table.values.data(), rows, table.features).transpose();
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

}  // namespace

void add_wrong(CsvReading& out, int line, const std::string& why) {
  if (++out.wrong_rows <= static_cast<int>(most_words)) {
    out.wrong.push_back("line " + std::to_string(line) + ": " + why);
  }
}

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

CsvReading read_rows(std::string_view given) {
  const std::string text = as_utf8(given);
  return Rows(text, separator_of(text), most_records).read();
}

bool read_csv(std::string_view text, Table& out, std::string& why) {
  CsvReading reading = read_rows(text);
  if (reading.wrong_rows > 0) return why = reading.wrong[0], false;
  if (reading.table.rows() == 0) return why = "no row of numbers and a label", false;
  out = std::move(reading.table);
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
