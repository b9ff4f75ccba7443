#include "told/records.h"

#include <algorithm>
#include <utility>

namespace lab {
namespace {

constexpr std::size_t longest_quoted = 10'000;  // bytes; beyond, the quote counts as not closed

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view space = " \t";
  const std::size_t first = text.find_first_not_of(space);
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(space) - first + 1);
}

class Scanner {
public:
  Scanner(std::string_view text, char separator) : text_(text), separator_(separator) {}

  bool at_end() const { return at_ >= text_.size(); }
  Record next();

private:
  bool line_ends() const { return at_end() || text_[at_] == '\n' || text_[at_] == '\r'; }
  bool blank() const { return !at_end() && (text_[at_] == ' ' || (separator_ == ' ' && text_[at_] == '\t')); }
  bool cell_ends() const { return line_ends() || text_[at_] == separator_ || (separator_ == ' ' && blank()); }
  void end_line();
  bool quoted(std::string& cell);

  std::string_view text_;
  char separator_;
  std::size_t at_ = 0;
  int line_ = 1;
};

void Scanner::end_line() {
  if (at_end()) return;
  at_ += text_.substr(at_).starts_with("\r\n") ? 2 : 1;
  ++line_;
}

// The cell whose quote stands here. If the quote isn't closed, stays here and returns false.
bool Scanner::quoted(std::string& cell) {
  const std::size_t last = std::min(text_.size(), at_ + longest_quoted);
  int lines = 0;
  for (std::size_t i = at_ + 1; i < last; ++i) {
    const bool doubled = text_[i] == '"' && i + 1 < text_.size() && text_[i + 1] == '"';
    if (text_[i] == '"' && !doubled) {
      at_ = i + 1;
      line_ += lines;
      return true;
    }
    const bool after_return = text_[i] == '\n' && text_[i - 1] == '\r';
    lines += text_[i] == '\r' || (text_[i] == '\n' && !after_return);
    cell += text_[i];
    i += doubled;
  }
  return false;
}

Record Scanner::next() {
  Record record;
  record.line = line_;
  for (;;) {
    while (blank()) ++at_;
    if (separator_ == ' ' && line_ends()) break;
    std::string cell;
    if (!line_ends() && text_[at_] == '"' && record.closed) {
      record.closed = quoted(cell);
      if (!record.closed) cell.clear();
    }
    const std::size_t from = at_;
    while (!cell_ends()) ++at_;
    if (cell.empty()) cell = trimmed(text_.substr(from, at_ - from));
    record.cells.push_back(std::move(cell));
    if (line_ends()) break;
    if (separator_ != ' ') ++at_;
  }
  end_line();
  return record;
}

}  // namespace

std::vector<Record> records(std::string_view text, char separator, std::size_t most) {
  std::vector<Record> all;
  Scanner scanner(text, separator);
  while (!scanner.at_end() && all.size() < most) {
    Record record = scanner.next();
    const auto empty = [](const std::string& cell) { return cell.empty(); };
    if (!record.closed || !std::all_of(record.cells.begin(), record.cells.end(), empty))
      all.push_back(std::move(record));
  }
  return all;
}

}  // namespace lab
