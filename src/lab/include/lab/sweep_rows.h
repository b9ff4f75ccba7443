// What a sweep found, read back from its lines: a table, and a figure.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lab/sweep.h"

namespace lab {

// The grid as write_grid tells it.
struct SweepGrid {
  std::vector<std::pair<std::string, std::string>> experiment;  // a field's key, its text
  std::int64_t iterations = 0;
  std::vector<Axis> axes;
  bool fixed_pn = false;
  std::vector<int> masks;
  std::size_t seeds = 0, jobs = 0;

  std::string_view field(std::string_view key) const;  // empty: there is none
};

struct SweepRow {
  struct Scatter {
    double k = 0, deviation = 0;
  };
  struct Arm {
    std::string name, status;
    // Not a number where there is none.
    double cost_train = 0, cost_test = 0, accuracy_train = 0, accuracy_test = 0;
    std::vector<double> squared_norm;  // of each layer
    std::vector<Scatter> scatter;
  };
  std::size_t job = 0;
  std::int64_t iterations = 0;
  std::vector<std::string> setting;  // a value for each axis
  int seed = 0;
  std::string link;  // that replays it; empty: none does
  std::vector<Arm> arms;
};

bool read_grid(const Json& members, SweepGrid&);
// A sweep's first line read back; false for anything that first_line() would not write just so.
bool read_sweep(std::string_view first_line, Sweep&, SweepGrid&);
// A line of SweepJob::row(); false for anything else, half of one too.
bool read_row(std::string_view line, const SweepGrid&, SweepRow&);

// One row for each job and arm; for a spreadsheet.
std::string sweep_csv(const SweepGrid&, const std::vector<SweepRow>&);

enum class SweepFigure : std::uint8_t { error, cost, norm, scatter };
// The figure as SVG: over the first axis that varies a curve for each arm and value of the others, the mean over seeds
// within a band of one standard deviation; of two keep_probs a map for each arm; of the scatter of J over K. Empty
// where the rows hold nothing to be shown so, and `why` says it.
std::string sweep_svg(const SweepGrid&, const std::vector<SweepRow>&, SweepFigure, std::string& why);

}  // namespace lab
