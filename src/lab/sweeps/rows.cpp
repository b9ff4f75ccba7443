#include "lab/sweep_rows.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "experiment/text.h"
#include "exports/csv_cell.h"

namespace lab {
namespace {

using Kind = Json::Kind;

const Json* member(const Json& json, std::string_view key, Kind kind) {
  const Json* found = json.find(key);
  return found && found->is(kind) ? found : nullptr;
}

bool read_whole(const Json& json, std::string_view key, std::int64_t& out) {
  const Json* found = member(json, key, Kind::number);
  if (!found || found->number < 0 || found->number > 9e15 || found->number != std::floor(found->number)) return false;
  out = static_cast<std::int64_t>(found->number);
  return true;
}

// null is what is not a number.
bool read_number(const Json& json, std::string_view key, double& out) {
  const Json* found = json.find(key);
  if (!found || !(found->is(Kind::number) || found->is(Kind::null))) return false;
  out = found->is(Kind::number) ? found->number : std::numeric_limits<double>::quiet_NaN();
  return true;
}

bool read_scores(const Json& arm, const char* set, double& cost, double& accuracy) {
  const Json* scores = member(arm, set, Kind::object);
  return scores && read_number(*scores, "cost", cost) && read_number(*scores, "accuracy", accuracy);
}

bool read_arm(const Json& json, SweepRow::Arm& out) {
  const Json *name = member(json, "arm", Kind::string), *status = member(json, "status", Kind::string);
  const Json* layers = member(json, "layers", Kind::array);
  if (!name || !status || !layers || !read_scores(json, "train", out.cost_train, out.accuracy_train) ||
      !read_scores(json, "test", out.cost_test, out.accuracy_test)) {
    return false;
  }
  out.name = name->text;
  out.status = status->text;
  for (const Json& layer : layers->items) {
    if (!read_number(layer, "squared_norm", out.squared_norm.emplace_back())) return false;
  }
  if (const Json* scatter = member(json, "scatter", Kind::array)) {
    for (const Json& over : scatter->items) {
      SweepRow::Scatter& s = out.scatter.emplace_back();
      if (!read_number(over, "k", s.k) || !read_number(over, "deviation", s.deviation)) return false;
    }
  }
  return true;
}

std::string cell(double number) { return std::isfinite(number) ? JsonWriter().value(number).text() : ""; }

// A number as it is, any other text so that it cannot act.
std::string cell(const std::string& text) {
  double number = 0;
  return lab::read_number(text, number) ? text : csv_cell(text);
}

}  // namespace

std::string_view SweepGrid::field(std::string_view key) const {
  const auto found = std::find_if(experiment.begin(), experiment.end(), [&](const auto& f) { return f.first == key; });
  return found == experiment.end() ? std::string_view() : found->second;
}

bool read_grid(const Json& members, SweepGrid& out) {
  SweepGrid grid;
  const Json *experiment = member(members, "experiment", Kind::object), *axes = member(members, "axes", Kind::array),
             *seeds = member(members, "seeds", Kind::array), *fixed = member(members, "fixed_pn", Kind::boolean),
             *masks = member(members, "masks", Kind::array);
  std::int64_t jobs = 0;
  if (!experiment || !axes || !seeds || !fixed || !masks || !read_whole(members, "iterations", grid.iterations) ||
      !read_whole(members, "jobs", jobs) || static_cast<std::size_t>(jobs) > most_jobs) {
    return false;
  }
  for (std::size_t i = 0; i < experiment->keys.size(); ++i)
    grid.experiment.emplace_back(experiment->keys[i], experiment->items[i].text);
  for (const Json& axis : axes->items) {
    const Json *name = member(axis, "name", Kind::string), *values = member(axis, "values", Kind::array);
    if (!name || !values) return false;
    grid.axes.push_back({name->text, {}});
    for (const Json& value : values->items) grid.axes.back().values.push_back(value.text);
  }
  for (const Json& k : masks->items) grid.masks.push_back(static_cast<int>(k.number));
  grid.fixed_pn = fixed->number != 0;
  grid.seeds = seeds->items.size();
  grid.jobs = static_cast<std::size_t>(jobs);
  out = std::move(grid);
  return true;
}

bool read_sweep(std::string_view line, Sweep& out, SweepGrid& grid) {
  Json json;
  std::string why;
  const Json* members = read_json(line, json, why) ? json.find("grid") : nullptr;
  const Json* seeds = members ? member(*members, "seeds", Kind::array) : nullptr;
  if (!seeds || !read_grid(*members, grid)) return false;
  Sweep sweep;
  for (const Field& field : fields()) {
    if (!parse(sweep.base, field.id, grid.field(field.key), why)) return false;
  }
  sweep.iterations = grid.iterations;
  sweep.axes = grid.axes;
  sweep.fixed_pn = grid.fixed_pn;
  sweep.masks = grid.masks;
  for (const Json& seed : seeds->items) sweep.seeds.push_back(static_cast<int>(seed.number));
  if (first_line(sweep) != line) return false;
  out = std::move(sweep);
  return true;
}

bool read_row(std::string_view line, const SweepGrid& grid, SweepRow& out) {
  Json json;
  std::string why;
  SweepRow row;
  std::int64_t job = 0, seed = 0;
  if (!read_json(line, json, why) || !read_whole(json, "job", job) || !read_whole(json, "seed", seed) ||
      !read_whole(json, "iterations", row.iterations) || static_cast<std::size_t>(job) >= grid.jobs) {
    return false;
  }
  row.job = static_cast<std::size_t>(job);
  row.seed = static_cast<int>(seed);
  if (const Json* link = member(json, "link", Kind::string)) row.link = link->text;
  const Json *setting = member(json, "setting", Kind::object), *arms = member(json, "arms", Kind::array);
  if (!setting || !arms || setting->keys.size() != grid.axes.size()) return false;
  for (std::size_t i = 0; i < grid.axes.size(); ++i) {
    if (setting->keys[i] != grid.axes[i].name) return false;
    row.setting.push_back(setting->items[i].text);
  }
  for (const Json& arm : arms->items) {
    if (!read_arm(arm, row.arms.emplace_back())) return false;
  }
  out = std::move(row);
  return true;
}

std::string sweep_csv(const SweepGrid& grid, const std::vector<SweepRow>& rows) {
  std::size_t layers = 0;
  for (const SweepRow& row : rows) {
    for (const SweepRow::Arm& arm : row.arms) layers = std::max(layers, arm.squared_norm.size());
  }
  std::string text;
  for (const Axis& axis : grid.axes) text += csv_cell(axis.name) + ',';
  text += "seed,iterations,arm,status,train_cost,train_accuracy,test_cost,test_accuracy,test_error";
  for (std::size_t l = 1; l <= layers; ++l) text += ",squared_norm_W" + std::to_string(l);
  for (const int k : grid.masks) text += ",deviation_of_J_over_" + std::to_string(k);
  text += "\r\n";
  for (const SweepRow& row : rows) {
    for (const SweepRow::Arm& arm : row.arms) {
      for (const std::string& value : row.setting) text += cell(value) + ',';
      text += std::to_string(row.seed) + ',' + std::to_string(row.iterations) + ',' + csv_cell(arm.name) + ',' +
              csv_cell(arm.status);
      for (const double number :
           {arm.cost_train, arm.accuracy_train, arm.cost_test, arm.accuracy_test, 1 - arm.accuracy_test})
        text += ',' + cell(number);
      for (std::size_t l = 0; l < layers; ++l)
        text += ',' + (l < arm.squared_norm.size() ? cell(arm.squared_norm[l]) : std::string());
      for (std::size_t k = 0; k < grid.masks.size(); ++k)
        text += ',' + (k < arm.scatter.size() ? cell(arm.scatter[k].deviation) : std::string());
      text += "\r\n";
    }
  }
  return text;
}

}  // namespace lab
