#include "told/columns.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <set>
#include <span>

#include "experiment/text.h"
#include "net/sort.h"
#include "told/chosen_rows.h"

namespace lab {
namespace {

constexpr std::size_t most_values = 101, longest_name = 60;
constexpr std::string_view index_names =
    "unnamed0 unnamed rownames rowname index id idx no nr nummer passengerid rowid row obs sampleid idnumber rank "
    "serialno customerid userid patientid key uuid objectid";

struct Census {
  int numbers = 0, words = 0, missing = 0;
  // A few odd cells among many numbers are mistakes, each told with its line.
  bool mostly_numbers() const { return numbers > 0 && 4 * numbers >= 3 * (numbers + words); }
};

Census census(const std::vector<Cells>& rows, std::size_t column, Notation notation) {
  Census out;
  Number number;
  int maybe_missing = 0;
  for (const Cells& row : rows) {
    const std::string& cell = row[column];
    if (is_missing(cell, false))
      ++out.missing;
    else if (read_cell(cell, notation, number))
      ++out.numbers;
    else
      ++(is_missing(cell, true) ? maybe_missing : out.words);
  }
  (out.mostly_numbers() ? out.missing : out.words) += maybe_missing;
  return out;
}

// 0, 1, 2, … or 1, 2, 3, …; the first may be without one.
bool counts_on(const Cells& cells, Notation notation) {
  Number number;
  double next = -1;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i == 0 && cells[i].empty()) continue;
    if (!read_cell(cells[i], notation, number)) return false;
    if (next >= 0 ? number.value != next : number.value < 0 || number.value != std::floor(number.value)) return false;
    next = number.value + 1;
  }
  return cells.size() > 2;
}

// Whether the cell could be one of the column's words; 0 if it can't be said.
int speaks_for_header(const std::string& cell, const std::vector<Cells>& below, std::size_t column) {
  std::map<std::string_view, int> words;
  for (const Cells& row : below) ++words[row[column]];
  if (words.contains(cell)) return -1;
  const bool all_repeat = std::all_of(words.begin(), words.end(), [](const auto& word) { return word.second > 1; });
  return all_repeat ? 1 : 0;
}

// Numbers or names of the rows: all different, and called so or counting on in the first column.
bool is_index(const RawTable& table, std::size_t column, std::span<const double> numbers, bool all_differ) {
  const Column& c = table.columns[column];
  const std::size_t rows = table.rows.size();
  if (!all_differ || c.missing > 0 || rows < 3) return false;
  const std::string name = small_letters(c.name);
  const auto known = split(index_names, ' ');
  if (std::find(known.begin(), known.end(), name) != known.end()) return true;
  if (column > 0 || rows < 5) return false;
  if (c.kind == ColumnKind::text) return c.name == numbered_name(0) && table.columns.size() > 2;
  if (!c.whole || numbers.size() != rows) return false;
  bool counts = true, long_numbers = true;
  for (std::size_t i = 1; i < numbers.size(); ++i) counts &= numbers[i] == numbers[i - 1] + 1;
  for (const double number : numbers) long_numbers &= number >= 10'000;
  return counts || (long_numbers && c.name == numbered_name(0));
}

void describe(RawTable& table, std::size_t column) {
  const Notation notation = table.decimal_comma ? Notation::comma : Notation::point;
  Column& c = table.columns[column];
  const Census found = census(table.rows, column, notation);
  c.missing = found.missing;
  const bool numeric = found.mostly_numbers();
  c.kind = numeric ? ColumnKind::number : found.words + found.numbers > 0 ? ColumnKind::text : ColumnKind::empty;
  c.whole = c.percent = numeric;
  std::vector<double> numbers;
  std::set<std::string> all;
  for (const Cells& row : table.rows) {
    Number number;
    if (is_missing(row[column], numeric)) continue;
    if (numeric && read_cell(row[column], notation, number)) {
      numbers.push_back(number.value);
      c.whole &= number.value == std::floor(number.value);
      c.percent &= number.percent;
    } else if (!numeric) {
      all.insert(row[column]);
    }
  }
  if (numeric) {
    std::vector<double> sorted = numbers;
    net::sort(sorted);
    sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
    for (const double number : sorted) {
      if (c.values.size() < most_values) c.values.push_back(shortest(number));
    }
    if (is_index(table, column, numbers, sorted.size() == table.rows.size())) c.kind = ColumnKind::index;
    return;
  }
  for (const std::string& word : all) {
    if (c.values.size() < most_values) c.values.push_back(word);
  }
  if (c.kind == ColumnKind::text && is_index(table, column, {}, all.size() == table.rows.size()))
    c.kind = ColumnKind::index;
}

}  // namespace

std::string small_letters(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0)
      out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return out;
}

bool is_header(const Cells& cells, const std::vector<Cells>& below, Notation notation) {
  if (below.empty()) return false;
  double points = 0;
  int numbers = 0;
  for (std::size_t c = 0; c < cells.size(); ++c) {
    Number number;
    const bool is_number = read_cell(cells[c], notation, number);
    numbers += is_number;
    if (census(below, c, notation).mostly_numbers())
      points += is_number ? -0.5 : is_missing(cells[c], false) ? 0 : 1;
    else if (!is_missing(cells[c], false))
      points += speaks_for_header(cells[c], below, c);
  }
  const Cells leading(cells.begin(), cells.end() - 1);
  if (counts_on(cells, notation) || (numbers > 1 && counts_on(leading, notation))) points += 0.5 * numbers + 0.5;
  return points > 0;
}

bool is_units(const std::vector<Cells>& below, const Cells& cells, Notation notation) {
  int over_numbers = 0;
  for (std::size_t c = 0; c < cells.size(); ++c) {
    Number number;
    const Census found = census(below, c, notation);
    if (found.numbers == 0 || !found.mostly_numbers()) continue;
    if (read_cell(cells[c], notation, number)) return false;
    over_numbers += !cells[c].empty();
  }
  return over_numbers > 1 || (over_numbers == 1 && cells.size() == 2);
}

void describe_columns(RawTable& table, const Cells& names) {
  const std::size_t width = table.rows[0].size();
  table.columns.resize(width);
  for (std::size_t c = 0; c < width; ++c) {
    if (c < names.size()) table.columns[c].name = names[c];
    table.columns[c].name.resize(std::min(table.columns[c].name.size(), longest_name));
    table.columns[c].name.resize(sound_utf8(table.columns[c].name));
    if (table.columns[c].name.empty()) table.columns[c].name = numbered_name(c);
    describe(table, c);
  }
  // Rows' numbers that are all there is are no such.
  const auto holds = [](const Column& c) { return c.kind == ColumnKind::number || c.kind == ColumnKind::text; };
  if (std::count_if(table.columns.begin(), table.columns.end(), holds) < 2) {
    for (Column& c : table.columns) {
      if (c.kind == ColumnKind::index) c.kind = c.whole ? ColumnKind::number : ColumnKind::text;
    }
  }
}

}  // namespace lab
