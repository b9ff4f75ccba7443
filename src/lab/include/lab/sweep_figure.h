// What a sweep's figure shows, before it is drawn.
#pragma once
#include <cmath>
#include <string>
#include <vector>

#include "lab/sweep_rows.h"

namespace lab {

// Over the seeds that have a number.
struct SweepSpread {
  double mean = 0, deviation = 0;
  bool known() const { return std::isfinite(mean); }
  bool operator==(const SweepSpread&) const = default;
};

struct SweepCurve {
  std::string name;
  std::vector<SweepSpread> points;  // of each x
  int arm = 0;
};

struct SweepCurves {
  std::string x_name, y_name, caption;
  std::vector<double> x;           // empty: the places are equally far apart
  std::vector<std::string> ticks;  // of each place
  std::vector<SweepCurve> curves;
};

struct SweepMap {
  std::string name;
  std::vector<SweepSpread> cells;  // row by row
  int arm = 0;
};

struct SweepMaps {
  std::string x_name, y_name, value_name, caption;
  std::vector<std::string> columns, rows;
  std::vector<SweepMap> maps;
};

// Cost where the arms answer with no class.
SweepFigure possible_figure(const std::vector<SweepRow>&, SweepFigure);
// Are they keep_probs of two layers, each with each?
bool is_map(const SweepGrid&);
// Without names and captions, which are sweep_svg's; along K, the first axis that varies, or else the seeds. False
// where the rows hold nothing to be shown so.
bool sweep_curves(const SweepGrid&, const std::vector<SweepRow>&, SweepFigure, SweepCurves&);
bool sweep_maps(const SweepGrid&, const std::vector<SweepRow>&, SweepFigure, SweepMaps&);

// How much lower an arm is than another at each value of the first axis that varies, run by run of one seed; where none
// varies, of each seed.
struct SweepGain {
  double mean = 0, deviation = 0;
  std::size_t seeds = 0;
};
std::vector<SweepGain> sweep_gains(const SweepGrid&, const std::vector<SweepRow>&, SweepFigure, int arm, int other);

}  // namespace lab
