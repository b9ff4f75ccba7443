// What becomes of a sweep's rows: lines, a table, a figure.
#pragma once
#include <string>
#include <vector>

#include "../../args/args.h"
#include "record.h"

namespace cli {

struct Outputs {
  std::string lines, csv, plot;  // paths; without the first the lines go to standard output
  lab::SweepFigure figure = lab::SweepFigure::error;

  std::vector<args::Option> options();
  // Before anything is run. False after a line that says what is wrong.
  bool possible() const;
  // Table and figure. False after a line that says why not.
  bool write(const Lines&) const;
};

std::string outputs_help();

}  // namespace cli
