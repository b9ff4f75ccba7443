#include "outputs.h"

#include <algorithm>
#include <array>

#include "../files.h"

namespace cli {
namespace {

constexpr std::array figures{"error", "cost", "norm", "scatter"};

}  // namespace

std::vector<args::Option> Outputs::options() {
  return {args::text("--out", "a file to write: the rows, as JSON lines", lines),
          args::text("--csv", "a file to write: a table of all rows", csv),
          args::text("--plot", "a file to write: a figure as SVG", plot),
          {"--plot-of", "error, cost, norm or scatter", [this](const std::string& text, std::string&) {
             const auto found = std::find(figures.begin(), figures.end(), text);
             if (found == figures.end()) return false;
             figure = static_cast<lab::SweepFigure>(found - figures.begin());
             return true;
           }}};
}

bool Outputs::possible() const {
  const std::array paths{&lines, &csv, &plot};
  for (const std::string* path : paths) {
    if (path->empty()) continue;
    if (std::count_if(paths.begin(), paths.end(), [&](const std::string* other) { return *other == *path; }) > 1) {
      tell("'" + *path + "' is to hold two things; give each a file of its own");
      return false;
    }
    if (!try_file(*path)) return false;
  }
  return true;
}

bool Outputs::write(const Lines& found) const {
  if (csv.empty() && plot.empty()) return true;
  std::vector<lab::SweepRow> rows;
  for (const auto& [job, line] : found.rows) lab::read_row(line, found.grid, rows.emplace_back());
  bool all = csv.empty() || write_file(csv, lab::sweep_csv(found.grid, rows));
  if (plot.empty()) return all;
  std::string why;
  const std::string figure_text = lab::sweep_svg(found.grid, rows, figure, why);
  if (figure_text.empty()) tell("'" + plot + "' is not drawn: " + why);
  return !figure_text.empty() && write_file(plot, figure_text) && all;
}

std::string outputs_help() {
  return args::line("--out", 17, "the file of the rows, as JSON lines; where it holds some of this sweep, it goes on") +
         args::line("--csv", 17, "a table of all rows") +
         args::line("--plot", 17, "a figure as SVG: mean and standard deviation over the seeds") +
         args::line("--plot-of", 17, "error (of the test set), cost, norm (squared, of all layers) or scatter [error]");
}

}  // namespace cli
