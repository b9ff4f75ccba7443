#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

#include "experiment/fields.h"
#include "experiment/text.h"
#include "lab/sweep.h"

namespace lab {
namespace {

constexpr std::size_t most_seeds = 100'000;

const Field* field_called(std::string_view name) {
  const auto found = std::find_if(fields().begin(), fields().end(), [&](const Field& f) { return f.key == name; });
  return found == fields().end() ? nullptr : &*found;
}

bool varies(const Field& field) { return field.id != FieldId::seed && !field.shows_only; }

// Of "keep0" … "keep7" the layer, else -1.
int keep_layer(std::string_view name) {
  const bool is_one = name.size() == 5 && name.starts_with("keep") && name[4] >= '0' && name[4] < '0' + net::max_layers;
  return is_one ? name[4] - '0' : -1;
}

bool set_keep(Experiment& e, int first, int last, const std::string& text, std::string& why) {
  double keep = 0;
  const Field& field_of = field(FieldId::keep);
  if (!read_number(text, keep) || keep < static_cast<double>(field_of.low) || keep > 1)
    return why = "'" + text + "': accepted is a number from 0.01 to 1", false;
  if (first > e.hidden || last > e.hidden || first > last)
    return why = "there are " + std::to_string(e.hidden) + " hidden layers", false;
  bool any = false;
  for (int a = 0; a < e.arms; ++a) {
    Arm& arm = e.arm[static_cast<std::size_t>(a)];
    if (!acts(arm.kind, FieldId::keep)) continue;
    any = true;
    for (int l = first; l <= last; ++l) arm.keep[static_cast<std::size_t>(l)] = static_cast<float>(keep);
  }
  return any || (why = "no arm drops anything", false);
}

bool set_width(Experiment& e, const std::string& text, std::string& why) {
  double units = 0;
  if (!read_number(text, units) || units != std::floor(units) || units < 1 || units > 2048)
    return why = "'" + text + "': accepted is a whole number from 1 to 2048", false;
  if (e.hidden == 0) return why = "there is no hidden layer", false;
  std::fill_n(e.units.begin(), e.hidden, static_cast<int>(units));
  return true;
}

bool set(Experiment& e, const std::string& name, const std::string& value, std::string& why) {
  const int layer = keep_layer(name);
  bool done = false;
  if (name == "width")
    done = set_width(e, value, why);
  else if (name == "keep-hidden")
    done = set_keep(e, 1, e.hidden, value, why);
  else if (layer >= 0)
    done = set_keep(e, layer, layer, value, why);
  else
    done = parse(e, field_called(name)->id, value, why);
  if (!done) why = name + ": " + why;
  return done;
}

bool widen(Experiment& e, std::string& why) {
  const auto last = e.arm.begin() + e.arms;
  const auto arm = std::find_if(e.arm.begin(), last, [](const Arm& a) { return acts(a.kind, FieldId::keep); });
  if (arm == last) return why = "fixed-pn: no arm drops anything", false;
  for (std::size_t l = 0; l < static_cast<std::size_t>(e.hidden); ++l) {
    const double units = std::round(e.units[l] / static_cast<double>(arm->keep[l + 1]));
    if (units > 2048)
      return why = "fixed-pn: " + std::to_string(e.units[l]) + " units at keep_prob " + shortest(arm->keep[l + 1]) +
                   " would be " + std::to_string(static_cast<int>(units)) + "; accepted are up to 2048",
             false;
    e.units[l] = static_cast<int>(units);
  }
  return true;
}

bool read_whole(std::string_view text, int& out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc() && end == text.data() + text.size() && out >= 0;
}

}  // namespace

std::size_t Sweep::settings() const {
  std::size_t count = 1;
  for (const Axis& axis : axes) count = std::min(count * axis.values.size(), most_jobs + 1);
  return count;
}

std::vector<std::size_t> Sweep::place(std::size_t job) const {
  std::vector<std::size_t> at(axes.size());
  std::size_t setting = job / seeds.size();
  for (std::size_t i = axes.size(); i-- > 0; setting /= axes[i].values.size()) at[i] = setting % axes[i].values.size();
  return at;
}

bool add_axis(Sweep& sweep, std::string_view name, std::vector<std::string> values, std::string& why) {
  const Field* known = field_called(name);
  if (!(known && varies(*known)) && keep_layer(name) < 0 && name != "keep-hidden" && name != "width")
    return why = "'" + std::string(name) + "' is nothing that can vary", false;
  const auto same = [&](const Axis& axis) { return axis.name == name; };
  if (std::any_of(sweep.axes.begin(), sweep.axes.end(), same))
    return why = "'" + std::string(name) + "' varies twice", false;
  if (std::set<std::string>(values.begin(), values.end()).size() != values.size())
    return why = "'" + std::string(name) + "' has a value twice", false;
  sweep.axes.push_back({std::string(name), std::move(values)});
  return !sweep.axes.back().values.empty();
}

bool read_seeds(std::string_view text, std::vector<int>& out) {
  std::vector<int> seeds;
  for (const std::string_view part : split(text, ',')) {
    const std::size_t dash = part.find('-');
    int first = 0, last = 0;
    if (!read_whole(part.substr(0, dash), first)) return false;
    if (dash == part.npos)
      last = first;
    else if (!read_whole(part.substr(dash + 1), last))
      return false;
    if (last < first || static_cast<std::size_t>(last - first) >= most_seeds - std::min(seeds.size(), most_seeds - 1))
      return false;
    for (int seed = first;; ++seed) {
      seeds.push_back(seed);
      if (seed == last) break;
    }
  }
  if (std::set<int>(seeds.begin(), seeds.end()).size() != seeds.size()) return false;
  out = std::move(seeds);
  return true;
}

bool experiment_of(const Sweep& sweep, std::size_t job, Experiment& out, std::string& why) {
  Experiment e = sweep.base;
  const auto at = sweep.place(job);
  for (std::size_t i = 0; i < sweep.axes.size(); ++i) {
    if (!set(e, sweep.axes[i].name, sweep.axes[i].values[at[i]], why)) return false;
  }
  if (sweep.fixed_pn && !widen(e, why)) return false;
  e.seed = sweep.seed(job);
  out = e;
  return true;
}

void write_grid(JsonWriter& json, const Sweep& sweep) {
  json.key("experiment").open('{');
  for (const Field& field : fields()) json.key(field.key).value(format(sweep.base, field.id));
  json.close().member("iterations", static_cast<long long>(sweep.iterations)).key("axes").open('[');
  for (const Axis& axis : sweep.axes) {
    json.open('{').key("name").value(axis.name).key("values").open('[');
    for (const std::string& value : axis.values) json.value(value);
    json.close().close();
  }
  json.close().member("fixed_pn", sweep.fixed_pn).key("masks").open('[');
  for (const int k : sweep.masks) json.value(static_cast<long long>(k));
  json.close().key("seeds").open('[');
  for (const int seed : sweep.seeds) json.value(static_cast<long long>(seed));
  json.close().member("jobs", static_cast<long long>(sweep.jobs()));
}

std::string first_line(const Sweep& sweep, std::size_t shard, std::size_t of) {
  JsonWriter json;
  json.open('{').member("command", "sweep").key("grid").open('{');
  write_grid(json, sweep);
  json.close();
  if (of > 0) {
    json.key("shard").open('{').member("number", static_cast<long long>(shard));
    json.member("of", static_cast<long long>(of)).close();
  }
  json.close();
  return json.text();
}

}  // namespace lab
