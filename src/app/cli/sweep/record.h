// The lines of a sweep: the first tells its grid, each other one a job's row. In a file they are kept as they come, so
// that whatever ends the sweep, it can go on.
#pragma once
#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include "lab/sweep_rows.h"

namespace cli {

// What a file of lines holds. Half of a line at its end is left out.
struct Lines {
  std::string first, first_of_all;  // as it stands; as it would be of the whole grid
  lab::SweepGrid grid;
  std::map<std::size_t, std::string> rows;  // by job
};
// False, and `why`, for anything else.
bool read_lines(const std::string& text, Lines&, std::string& why);

class Record {
public:
  Record() = default;
  Record(const Record&) = delete;
  Record& operator=(const Record&) = delete;
  ~Record();

  // Takes over what the file holds of this very sweep; without a path the lines are only kept here. False after a line
  // that says why the file is left alone.
  bool open(const std::string& path, const std::string& first);
  // False, here and below, after a line that says why the file cannot be written.
  bool begin();
  bool add(std::size_t job, const std::string& row);
  bool finish();  // the file anew, its rows in the grid's order

  const Lines& lines() const { return lines_; }
  std::string text() const;

private:
  std::string path_;
  std::FILE* file_ = nullptr;
  Lines lines_;
};

}  // namespace cli
