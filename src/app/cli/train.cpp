#include "train.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <vector>

#include "files.h"
#include "interrupt.h"
#include "lab/arm_json.h"
#include "lab/exports.h"
#include "result.h"

namespace cli {
namespace {

// A point of the history.
void write_point(lab::JsonWriter& json, const lab::Snapshot& snapshot) {
  json.open('{').key("iteration").value(static_cast<long long>(snapshot.iteration)).key("arms").open('[');
  for (int i = 0; i < snapshot.arms; ++i) {
    const lab::ArmFigures& arm = snapshot.arm[static_cast<std::size_t>(i)];
    json.open('{').key("arm").value(arm.name.data());
    lab::write_costs(json, arm);
    json.key("layers").open('[');
    for (int l = 0; l < snapshot.shape.layers; ++l)
      json.open('{').member("squared_norm", arm.norm[static_cast<std::size_t>(l)]).close();
    json.close().close();
  }
  json.close().close();
}

void write_result(lab::JsonWriter& json, const lab::Laboratory& laboratory, const lab::Snapshot& snapshot,
                  const Options& options, const std::string& history) {
  json.open('{');
  write_head(json, "train", options, laboratory, snapshot);
  json.key("arms").open('[');
  for (int i = 0; i < snapshot.arms; ++i) {
    json.open('{');
    lab::write_arm(json, snapshot, i);
    lab::write_layers(json, snapshot, i);
    json.close();
  }
  json.close();
  json.key("droppable_units").value(static_cast<long long>(snapshot.droppable));
  json.key("masks_drawn").value(static_cast<long long>(snapshot.masks_drawn));
  json.key("distinct_subnetworks").value(static_cast<long long>(snapshot.distinct));
  json.key("distinct_is_exact").value(snapshot.distinct_is_exact);
  if (options.every > 0) json.key("history").written(history);
  json.close();
}

void print_table(const lab::Snapshot& snapshot) {
  print_formatted("%lld iterations, %.4g epochs of %d examples; test set of %d\n",
                  static_cast<long long>(snapshot.iteration), snapshot.epoch, snapshot.train_size, snapshot.test_size);
  for (int i = 0; i < snapshot.arms; ++i) {
    const lab::ArmFigures& arm = snapshot.arm[static_cast<std::size_t>(i)];
    print_formatted("\n%s: %s", arm.name.data(), lab::word(arm.status));
    if (arm.stopped_at >= 0) print_formatted(" at iteration %lld", static_cast<long long>(arm.stopped_at));
    print_formatted("\n  cost      train %.5g  test %.5g  (under masks %.5g)\n", static_cast<double>(arm.cost_train),
                    static_cast<double>(arm.cost_test), static_cast<double>(arm.cost_masked));
    if (snapshot.classes > 0) {
      print_formatted("  accuracy  train %.2f %%  test %.2f %%\n", 100 * static_cast<double>(arm.accuracy_train),
                      100 * static_cast<double>(arm.accuracy_test));
    }
    const auto spread = lab::spreads(snapshot, arm);
    for (std::size_t l = 0; l < spread.size(); ++l) {
      print_formatted("  W%zu        squared norm %.5g  effective inputs %.3g of %d\n", l + 1,
                      static_cast<double>(arm.norm[l]), spread[l].effective_inputs, spread[l].fan_in);
    }
    if (arm.dead_units > 0) print_formatted("  dead units %d\n", arm.dead_units);
  }
  if (snapshot.droppable > 0) {
    print_formatted("\n%s%lld distinct sub-networks among %lld masks of %d droppable units\n",
                    snapshot.distinct_is_exact ? "" : "at least ", static_cast<long long>(snapshot.distinct),
                    static_cast<long long>(snapshot.masks_drawn), snapshot.droppable);
  }
}

// A path for each row of lab::exports(); empty: it was not asked for.
using Paths = std::vector<std::string>;

std::vector<args::Option> options_of(Paths& paths, std::vector<std::string>& accepted) {
  std::vector<args::Option> options;
  const auto rows = lab::exports();
  paths.resize(rows.size());
  accepted.resize(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!rows[i].option) continue;
    accepted[i] = std::string("a file to write: ") + rows[i].content;
    options.push_back(args::text(rows[i].option, accepted[i].c_str(), paths[i]));
  }
  return options;
}

// Before training, so that no run is lost for want of a folder.
bool try_exports(const Paths& paths) {
  for (std::size_t i = 0; i < paths.size(); ++i) {
    if (paths[i].empty()) continue;
    if (std::count(paths.begin(), paths.end(), paths[i]) > 1) {
      tell("'" + paths[i] + "' is to hold two things; give each a file of its own");
      return false;
    }
    if (!try_file(paths[i])) return false;
  }
  return true;
}

// All that can be written; false where one could not.
bool write_exports(const Paths& paths, const lab::Laboratory& laboratory, const lab::Snapshot& snapshot) {
  bool all = true;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    if (!paths[i].empty()) all &= write_file(paths[i], lab::exports()[i].write(laboratory, snapshot));
  }
  return all;
}

// Of a run on tables: those asked for that tell a session.
bool retells(const Paths& paths, std::string& names) {
  bool asked = false;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    const lab::Export& row = lab::exports()[i];
    if (!row.option || !row.retells) continue;
    asked |= !paths[i].empty();
    names += (names.empty() ? "" : " and ") + std::string(row.option);
  }
  return asked;
}

// Largest, between parameters saved and those of now.
double difference(const std::vector<std::vector<float>>& saved, const lab::Snapshot& snapshot) {
  double largest = 0;
  for (std::size_t i = 0; i < saved.size() && i < static_cast<std::size_t>(snapshot.arms); ++i) {
    const auto now = snapshot[snapshot.arm[i].parameters];
    if (now.size() != saved[i].size()) return std::numeric_limits<double>::infinity();
    for (std::size_t k = 0; k < now.size(); ++k) {
      largest = std::max(largest, std::abs(static_cast<double>(now[k]) - static_cast<double>(saved[i][k])));
    }
  }
  return largest;
}

}  // namespace

std::string train_help() {
  Paths paths;
  std::vector<std::string> accepted;
  std::string help;
  for (const args::Option& option : options_of(paths, accepted)) help += args::line(option.name, 17, option.accepts);
  return help;
}

int run_train(int argc, char** argv) {
  Options options;
  Paths paths;
  std::vector<std::string> accepted;
  const auto own = options_of(paths, accepted);
  if (!read_options(std::span(argv, static_cast<std::size_t>(argc)).subspan(2), own, options)) return refused;
  const bool tables = !options.train_file.empty();
  std::string names;
  if (tables && retells(paths, names)) {
    return refuse(names + " are not accepted together with --train and --test");
  }
  if (!try_exports(paths)) return refused;
  watch_interrupts();
  lab::Laboratory laboratory;
  if (!start(argv[0], options, laboratory)) return refused;
  lab::Snapshot snapshot;
  lab::JsonWriter history;
  history.open('[');
  train(laboratory, options, [&] {
    laboratory.trainer().refresh();
    laboratory.read(snapshot);
    if (options.every > 0) write_point(history, snapshot);
  });
  history.close();
  const bool all_written = write_exports(paths, laboratory, snapshot);
  if (options.json) {
    lab::JsonWriter json;
    write_result(json, laboratory, snapshot, options, history.text());
    print(json.text() + '\n');
  } else {
    print_table(snapshot);
  }
  if (!options.json && !options.saved.empty() && snapshot.iteration == options.session.iteration) {
    print_formatted("\nlargest difference from the weights in the file: %.2g\n", difference(options.saved, snapshot));
  }
  if (interrupted()) return tell_interrupted(snapshot.iteration, options.iterations);
  return all_written ? 0 : unwritten;
}

}  // namespace cli
