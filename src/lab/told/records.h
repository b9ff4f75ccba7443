// Text as records of cells, as CSV files have them (RFC 4180). Private to lab.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace lab {

struct Record {
  int line = 0;  // where it begins, from 1
  std::vector<std::string> cells;
  bool closed = true;  // false: a quote is not closed; then the record ends with its line
};

// Up to `most` records; empty lines are none. The separator ' ' is any number of blanks and tabs. Lines end with LF,
// CRLF or CR. A cell in double quotes may hold separators, line ends, and "" for a quote.
std::vector<Record> records(std::string_view text, char separator, std::size_t most);

}  // namespace lab
