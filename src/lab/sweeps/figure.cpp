#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <limits>
#include <map>

#include "experiment/text.h"
#include "lab/sweep_rows.h"
#include "net/statistics.h"
#include "sweeps/svg.h"

namespace lab {
namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

double measure(const SweepRow::Arm& arm, SweepFigure figure, std::size_t k) {
  switch (figure) {
    case SweepFigure::error:
      return 100 * (1 - arm.accuracy_test);
    case SweepFigure::cost:
      return arm.cost_test;
    case SweepFigure::norm: {
      double sum = 0;
      for (const double norm : arm.squared_norm) sum += norm;
      return sum;
    }
    case SweepFigure::scatter:
      return k < arm.scatter.size() ? arm.scatter[k].deviation : nothing;
  }
  return nothing;
}

const char* measure_name(SweepFigure figure) {
  switch (figure) {
    case SweepFigure::error:
      return "test error (%)";
    case SweepFigure::cost:
      return "cost J on the test set";
    case SweepFigure::norm:
      return "squared weight norm, all layers";
    case SweepFigure::scatter:
      return "standard deviation of the mean of J over K masks";
  }
  return "";
}

std::string axis_name(const SweepGrid& grid, const std::string& name) {
  if (name == "keep0") return "keep_prob of the input";
  if (name == "keep-hidden") return "keep_prob of the hidden layers";
  if (name.size() == 5 && name.starts_with("keep")) return "keep_prob of hidden layer " + name.substr(4);
  if (name == "width") return grid.fixed_pn ? "units of a hidden layer kept on average" : "units of each hidden layer";
  for (const Field& field : fields()) {
    if (name == field.key) return field.name;
  }
  return name;
}

// What the figure is of, in a line or two.
std::string caption(const SweepGrid& grid, const char* spread) {
  const auto varies = [&](std::string_view key) {
    return std::any_of(grid.axes.begin(), grid.axes.end(), [&](const Axis& a) { return a.name == key; });
  };
  std::string text;
  for (const char* key : {"data", "points", "layers", "optimizer"}) {
    if (varies(key) || (std::string_view(key) == "layers" && varies("width"))) continue;
    text += (text.empty() ? "" : ", ") + std::string(std::string_view(key) == "layers" ? "hidden layers " : "") +
            std::string(grid.field(key)) + (std::string_view(key) == "points" ? " training points" : "");
  }
  text += ", " + std::to_string(grid.iterations) + " iterations";
  if (grid.seeds == 1) return text + "; one seed";
  text += "; mean of " + std::to_string(grid.seeds) + " seeds";
  return text + spread;
}

// Mean and deviation over the seeds that have a number.
struct Point {
  std::vector<double> values;
  net::Moments moments() const { return values.empty() ? net::Moments{nothing, nothing} : net::moments(values); }
};

// The axes with more than one value, the first of which runs along the figure.
std::vector<std::size_t> varying(const SweepGrid& grid) {
  std::vector<std::size_t> all;
  for (std::size_t i = 0; i < grid.axes.size(); ++i) {
    if (grid.axes[i].values.size() > 1) all.push_back(i);
  }
  return all;
}

std::vector<double> numbers_of(const std::vector<std::string>& texts) {
  std::vector<double> numbers;
  for (const std::string& text : texts) {
    double number = 0;
    if (!read_number(text, number)) return {};
    numbers.push_back(number);
  }
  return numbers;
}

std::size_t at_value(const Axis& axis, const std::string& value) {
  return static_cast<std::size_t>(std::find(axis.values.begin(), axis.values.end(), value) - axis.values.begin());
}

// What runs along the figure: K, else the first axis that varies, else the seeds.
struct Along {
  Along(const SweepGrid& grid, const std::vector<SweepRow>& rows, bool over_k) {
    const auto free = varying(grid);
    if (over_k) {
      for (const int k : grid.masks) texts.push_back(std::to_string(k));
    } else if (!free.empty()) {
      axis_ = &grid.axes[free[0]];
      at_ = free[0];
      texts = axis_->values;
    } else {
      for (const SweepRow& row : rows) seeds_.push_back(row.seed);
      std::sort(seeds_.begin(), seeds_.end());
      seeds_.erase(std::unique(seeds_.begin(), seeds_.end()), seeds_.end());
      for (const int seed : seeds_) texts.push_back(std::to_string(seed));
    }
  }
  // Not of K, of which a row has all.
  std::size_t place(const SweepRow& row) const {
    if (axis_ != nullptr) return at_value(*axis_, row.setting[at_]);
    return static_cast<std::size_t>(std::find(seeds_.begin(), seeds_.end(), row.seed) - seeds_.begin());
  }
  std::vector<std::string> texts;

private:
  const Axis* axis_ = nullptr;
  std::size_t at_ = 0;
  std::vector<int> seeds_;
};

// An arm on which none of the other axes acts has one curve.
void join_alike(std::vector<SweepCurve>& curves, const std::vector<std::string>& arm) {
  std::vector<SweepCurve> joined;
  for (std::size_t c = 0; c < curves.size(); ++c) {
    std::size_t own = 0, alike = 0, first = curves.size();
    for (std::size_t other = 0; other < curves.size(); ++other) {
      if (arm[other] != arm[c]) continue;
      first = std::min(first, other);
      ++own;
      alike += curves[other].points == curves[c].points ? 1 : 0;
    }
    if (alike < own) joined.push_back(curves[c]);
    if (alike == own && first == c) joined.push_back({arm[c], curves[c].points, curves[c].arm});
  }
  curves = std::move(joined);
}

}  // namespace

bool sweep_curves(const SweepGrid& grid, const std::vector<SweepRow>& rows, SweepFigure figure, SweepCurves& plot) {
  plot = {};
  const auto free = varying(grid);
  const bool over_k = figure == SweepFigure::scatter;
  const Along along(grid, rows, over_k);
  const std::size_t places = along.texts.size();
  plot.x = numbers_of(along.texts);
  plot.ticks = along.texts;
  std::map<std::string, std::size_t> curve_of;
  std::vector<std::vector<Point>> points;
  std::vector<std::string> arm_of;  // each curve
  for (const SweepRow& row : rows) {
    std::string suffix;
    for (std::size_t i = over_k ? 0 : 1; i < free.size(); ++i)
      suffix += ", " + grid.axes[free[i]].name + " " + row.setting[free[i]];
    for (std::size_t a = 0; a < row.arms.size(); ++a) {
      const SweepRow::Arm& arm = row.arms[a];
      const auto [curve, is_new] = curve_of.emplace(arm.name + suffix, points.size());
      if (is_new) {
        points.emplace_back(places);
        plot.curves.push_back({curve->first, {}, static_cast<int>(a)});
        arm_of.push_back(arm.name);
      }
      for (std::size_t k = 0; k < (over_k ? places : 1); ++k) {
        const double value = measure(arm, figure, k);
        const std::size_t x = over_k ? k : along.place(row);
        if (std::isfinite(value) && x < places) points[curve->second][x].values.push_back(value);
      }
    }
  }
  for (std::size_t c = 0; c < points.size(); ++c) {
    for (const Point& point : points[c]) {
      const net::Moments m = point.moments();
      plot.curves[c].points.push_back({m.mean, m.deviation});
    }
  }
  join_alike(plot.curves, arm_of);
  std::erase_if(plot.curves, [](const SweepCurve& curve) {
    return std::none_of(curve.points.begin(), curve.points.end(), [](const SweepSpread& s) { return s.known(); });
  });
  return !plot.curves.empty();
}

bool sweep_maps(const SweepGrid& grid, const std::vector<SweepRow>& rows, SweepFigure figure, SweepMaps& plot) {
  plot = {};
  const auto free = varying(grid);
  const Axis &down = grid.axes[free[0]], &across = grid.axes[free[1]];
  plot.columns = across.values;
  plot.rows = down.values;
  std::vector<std::vector<Point>> cells;
  for (const SweepRow& row : rows) {
    for (std::size_t a = 0; a < row.arms.size(); ++a) {
      if (a >= plot.maps.size()) {
        plot.maps.push_back({row.arms[a].name, {}, static_cast<int>(a)});
        cells.emplace_back(down.values.size() * across.values.size());
      }
      const std::size_t cell =
          at_value(down, row.setting[free[0]]) * across.values.size() + at_value(across, row.setting[free[1]]);
      const double value = measure(row.arms[a], figure, 0);
      if (std::isfinite(value) && cell < cells[a].size()) cells[a][cell].values.push_back(value);
    }
  }
  for (std::size_t m = 0; m < cells.size(); ++m) {
    for (const Point& point : cells[m]) {
      const net::Moments moments = point.moments();
      plot.maps[m].cells.push_back({moments.mean, moments.deviation});
    }
  }
  // An arm on which the keep_probs do not act is the same all over: nothing to see.
  std::erase_if(plot.maps, [](const SweepMap& map) {
    return std::all_of(map.cells.begin(), map.cells.end(),
                       [&](const SweepSpread& s) { return !s.known() || s.mean == map.cells[0].mean; });
  });
  return !plot.maps.empty();
}

SweepFigure possible_figure(const std::vector<SweepRow>& rows, SweepFigure figure) {
  const bool regresses = !rows.empty() && !rows[0].arms.empty() && std::isnan(rows[0].arms[0].accuracy_test);
  return figure == SweepFigure::error && regresses ? SweepFigure::cost : figure;
}

bool is_map(const SweepGrid& grid) {
  const auto free = varying(grid);
  return free.size() == 2 && grid.axes[free[0]].name.starts_with("keep") && grid.axes[free[1]].name.starts_with("keep");
}

std::vector<SweepGain> sweep_gains(const SweepGrid& grid, const std::vector<SweepRow>& rows, SweepFigure figure,
                                   int arm, int other) {
  const Along along(grid, rows, false);
  std::vector<Point> gains(along.texts.size());
  for (const SweepRow& row : rows) {
    const auto of = [&](int a) { return measure(row.arms[static_cast<std::size_t>(a)], figure, 0); };
    if (std::max(arm, other) >= static_cast<int>(row.arms.size())) continue;
    const double gain = of(other) - of(arm);
    const std::size_t x = along.place(row);
    if (std::isfinite(gain) && x < gains.size()) gains[x].values.push_back(gain);
  }
  std::vector<SweepGain> all;
  for (const Point& point : gains) {
    const net::Moments moments = point.moments();
    all.push_back({moments.mean, moments.deviation, point.values.size()});
  }
  return all;
}

std::string sweep_svg(const SweepGrid& grid, const std::vector<SweepRow>& rows, SweepFigure figure, std::string& why) {
  if (rows.empty()) return why = "there are no rows", "";
  figure = possible_figure(rows, figure);
  const bool over_k = figure == SweepFigure::scatter;
  if (over_k && grid.masks.empty()) return why = "the sweep has no --scatter", "";
  const auto free = varying(grid);
  if (!over_k && free.empty()) return why = "nothing varies but the seed", "";
  why = std::string("no row has a number for ") + measure_name(figure);
  if (is_map(grid) && !over_k) {
    SweepMaps plot;
    if (!sweep_maps(grid, rows, figure, plot)) return "";
    plot.x_name = axis_name(grid, grid.axes[free[1]].name);
    plot.y_name = axis_name(grid, grid.axes[free[0]].name);
    plot.value_name = measure_name(figure);
    plot.caption = caption(grid, ", below it the standard deviation");
    return svg::draw(plot);
  }
  SweepCurves plot;
  if (!sweep_curves(grid, rows, figure, plot)) return "";
  plot.x_name = over_k ? "K, masks that J is averaged over" : axis_name(grid, grid.axes[free[0]].name);
  plot.y_name = measure_name(figure);
  plot.caption = caption(grid, plot.curves.size() <= svg::most_bands ? ", band: ± one standard deviation"
                                                                     : ", bars: ± one standard deviation");
  return svg::draw(plot);
}

}  // namespace lab
