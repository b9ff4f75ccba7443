// A file's bytes as rows of cells: what parts them, which row is the header, what is left out.
#include "lab/raw_table.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <utility>

#include "told/cells.h"
#include "told/columns.h"
#include "told/encoding.h"
#include "told/records.h"

namespace lab {
namespace {

constexpr std::size_t most_records = 2 * max_csv_rows;  // good and wrong
constexpr std::size_t looked_at = 50;                   // records, to find the separator
constexpr std::size_t most_cells = max_table_inputs + 20;

using Records = std::vector<Record>;

std::size_t most_frequent_width(const Records& records) {
  std::map<std::size_t, int> widths;
  for (const Record& record : records) ++widths[record.cells.size()];
  std::size_t best = 0;
  for (const auto& [width, count] : widths) {
    if (best == 0 || count >= widths[best]) best = width;
  }
  return best;
}

bool is_comment(const Record& record) { return record.cells[0].starts_with('#'); }

// Lines that begin with #, unless most do. The last of them, without its sign, may be the header.
Records without_comments(Records records, Record& last, bool& any) {
  const auto comments = static_cast<std::size_t>(std::count_if(records.begin(), records.end(), is_comment));
  any = comments > 0 && 2 * comments <= records.size();
  if (!any) return records;
  Records kept;
  for (Record& record : records) {
    if (!is_comment(record)) {
      kept.push_back(std::move(record));
      continue;
    }
    std::string& first = record.cells[0];
    first.erase(0, std::min(first.find_first_not_of("# \t"), first.size()));
    if (first.empty()) record.cells.erase(record.cells.begin());
    last = std::move(record);
  }
  return kept;
}

// How even a table the text is, cut at this sign: a point for each row of the usual width, and as much again for its
// cells that are numbers or words without another separator in them.
double evenness(std::string_view text, char separator) {
  Record comment;
  bool commented = false;
  const Records rows = without_comments(records(text, separator, looked_at), comment, commented);
  const std::size_t width = most_frequent_width(rows);
  if (width < 2) return 0;
  double points = 0, all_numbers = 0;
  for (const Record& row : rows) {
    if (row.cells.size() != width || !row.closed) continue;
    double numbers = 0, mixed = 0;
    for (const std::string& cell : row.cells) {
      Number number;
      if (read_cell(cell, Notation::point, number) || read_cell(cell, Notation::comma, number))
        ++numbers;
      else if (cell.find_first_of("\t;|") != cell.npos || (separator == ' ' && cell.find(',') != cell.npos))
        ++mixed;
    }
    points += 1 + (numbers - mixed) / static_cast<double>(width);
    all_numbers += numbers;
  }
  if (separator == ' ' && all_numbers == 0) return 0;  // prose
  return points;
}

// "sep=;" in the first line says it; else the most even table does. Words with blanks in them make blanks the last
// choice.
char separator_of(std::string_view text) {
  char best = ',';
  double most = 0;
  for (const char candidate : {'\t', ';', '|', ',', ' '}) {
    const double points = evenness(text, candidate) * (candidate == ' ' ? 0.9 : 1);
    if (points > most) best = candidate, most = points;
  }
  return best;
}

// The separator that the first line says; 0 if it says none.
char said_separator(std::string_view text) {
  std::string line(text.substr(0, std::min(text.find_first_of("\r\n"), text.size())));
  std::erase(line, '"'), std::erase(line, ' ');
  for (char& c : line) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  if (line == "sep=\\t" || line == "sep=\t") return '\t';
  return line.size() == 5 && line.starts_with("sep=") ? line[4] : '\0';
}

class Reader {
public:
  explicit Reader(RawTable& out) : out_(out) {}
  void read(std::string_view text);

private:
  void note(TableNote what) { out_.has_note[static_cast<int>(what)] = true; }
  void take_header();
  bool named_rows(const Record&) const;
  void take_rows();
  void take_names();
  Notation most_notation(char separator) const;

  RawTable& out_;
  Records records_;
  Record comment_;
  std::size_t width_ = 0;
  std::size_t first_ = 0;  // record behind the header
  std::vector<std::string> names_;
};

// R writes no name above the rows' names.
bool Reader::named_rows(const Record& record) const {
  Number number;
  const auto is_name = [&](const std::string& cell) { return !read_cell(cell, Notation::point, number); };
  return record.cells.size() + 1 == width_ && width_ > 2 && record.closed &&
         std::all_of(record.cells.begin(), record.cells.end(), is_name);
}

void Reader::take_header() {
  constexpr std::size_t most_above = 10, most_below = 200;  // titles and the like; rows that tell a header
  const std::size_t end = std::min(most_above, records_.size());
  for (first_ = 0; first_ < end; ++first_) {
    const Record& record = records_[first_];
    const bool shorter = named_rows(record);
    if (!shorter && (record.cells.size() != width_ || !record.closed)) continue;
    std::vector<std::vector<std::string>> below;
    for (std::size_t i = first_ + 1; i < records_.size() && below.size() < most_below; ++i) {
      if (records_[i].cells.size() == width_) below.push_back(records_[i].cells);
    }
    const Notation notation = out_.decimal_comma ? Notation::comma : Notation::point;
    if (!shorter && !is_header(record.cells, below, notation)) break;
    names_ = record.cells;
    if (shorter) names_.insert(names_.begin(), "");
    for (std::size_t i = 0; i < first_; ++i)
      out_.wrong.push_back({records_[i].line, "it stands above the names of the columns"});
    ++first_;
    if (!below.empty() && first_ < records_.size() && records_[first_].cells.size() == width_ &&
        is_units({below.begin() + 1, below.end()}, records_[first_].cells, notation)) {
      note(TableNote::units);
      ++first_;
    }
    return;
  }
  first_ = 0;
  if (comment_.cells.size() == width_) names_ = comment_.cells;
}

void Reader::take_rows() {
  for (std::size_t i = first_; i < records_.size(); ++i) {
    Record& record = records_[i];
    std::string why;
    if (!record.closed)
      why = "a quote is not closed";
    else if (width_ < 2)
      why = "at least one feature and a label are needed";
    else if (width_ > most_cells)
      why = "more than " + std::to_string(max_table_inputs) + " features";
    else if (record.cells.size() != width_)
      why = std::to_string(record.cells.size()) + (record.cells.size() == 1 ? " cell" : " cells") +
            " where most rows have " + std::to_string(width_);
    else if (out_.rows.size() == max_csv_rows)
      why = "more than " + std::to_string(max_csv_rows) + " rows";
    if (!why.empty()) {
      out_.wrong.push_back({record.line, why});
      continue;
    }
    out_.rows.push_back(std::move(record.cells));
    out_.lines.push_back(record.line);
  }
}

Notation Reader::most_notation(char separator) const {
  NotationVotes votes;
  for (const Record& record : records_) {
    for (const std::string& cell : record.cells) votes.count(cell);
  }
  return votes.most(separator);
}

void Reader::read(std::string_view text) {
  const char said = said_separator(text);
  if (said != 0) text.remove_prefix(std::min(text.find('\n') + 1, text.size()));
  const char separator = said != 0 ? said : separator_of(text);
  bool commented = false;
  records_ = without_comments(records(text, separator, most_records), comment_, commented);
  if (said != 0) {
    for (Record& record : records_) ++record.line;
  }
  width_ = most_frequent_width(records_);
  out_.decimal_comma = most_notation(separator) == Notation::comma;
  if (commented) note(TableNote::comments);
  if (out_.decimal_comma) note(TableNote::decimal_commas);
  if (width_ > 1) take_header();
  take_rows();
  if (!out_.rows.empty()) describe_columns(out_, names_);
}

}  // namespace

RawTable read_table(std::string_view bytes, std::string_view name) {
  RawTable out;
  out.name = name;
  const Decoded decoded = decode(bytes);
  out.why = decoded.why;
  if (!out.why.empty()) return out;
  if (decoded.text.find_first_not_of(" \t\r\n") == std::string::npos) {
    out.why = "There is nothing in it.";
    return out;
  }
  Reader(out).read(decoded.text);
  out.has_note[static_cast<int>(TableNote::utf16)] = decoded.encoding == Encoding::utf16;
  out.has_note[static_cast<int>(TableNote::windows_1252)] = decoded.encoding == Encoding::windows_1252;
  if (out.rows.empty())
    out.why = "There is no row of two cells or more. Rows like 0.5,1.2,red are read, with or without a header.";
  return out;
}

}  // namespace lab
