#include "train.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <limits>
#include <span>
#include <vector>

#include "files.h"
#include "lab/exports.h"
#include "net/spread.h"

namespace cli {
namespace {

std::vector<net::Spread> spreads(const lab::Snapshot& snapshot, const lab::ArmFigures& arm) {
  std::vector<net::Spread> all;
  for (int l = 0; l < snapshot.shape.layers; ++l) {
    all.push_back(net::spread(snapshot.shape, l, snapshot[arm.parameters].data()));
  }
  return all;
}

void write_costs(lab::JsonWriter& json, const lab::ArmFigures& arm) {
  const auto score = [&](const char* set, float cost, float accuracy) {
    json.key(set).open('{').key("cost").value(cost).key("accuracy").value(accuracy).close();
  };
  json.key("cost_masked").value(arm.cost_masked);
  score("train", arm.cost_train, arm.accuracy_train);
  score("test", arm.cost_test, arm.accuracy_test);
}

void write_norms(lab::JsonWriter& json, const lab::Snapshot& snapshot, const lab::ArmFigures& arm) {
  json.key("squared_norm").open('[');
  for (int l = 0; l < snapshot.shape.layers; ++l) json.value(arm.norm[static_cast<std::size_t>(l)]);
  json.close();
}

// A point of the history; with one arm its figures stand beside the iteration, with more in a list.
void write_point(lab::JsonWriter& json, const lab::Snapshot& snapshot) {
  json.open('{').key("iteration").value(static_cast<long long>(snapshot.iteration));
  if (snapshot.arms > 1) json.key("arms").open('[');
  for (int i = 0; i < snapshot.arms; ++i) {
    if (snapshot.arms > 1) json.open('{').key("arm").value(snapshot.arm[static_cast<std::size_t>(i)].name.data());
    write_costs(json, snapshot.arm[static_cast<std::size_t>(i)]);
    write_norms(json, snapshot, snapshot.arm[static_cast<std::size_t>(i)]);
    if (snapshot.arms > 1) json.close();
  }
  if (snapshot.arms > 1) json.close();
  json.close();
}

void write_arm(lab::JsonWriter& json, const lab::Snapshot& snapshot, const lab::ArmFigures& arm) {
  json.key("status").value(word(arm.status)).key("stopped_at");
  arm.stopped_at < 0 ? json.null() : json.value(static_cast<long long>(arm.stopped_at));
  write_costs(json, arm);
  write_norms(json, snapshot, arm);
  const auto spread = spreads(snapshot, arm);
  json.key("effective_inputs").open('[');
  for (const net::Spread& s : spread) json.value(s.effective_inputs);
  json.close().key("participation").open('[');
  for (const net::Spread& s : spread) json.value(s.participation);
  json.close().key("dead_units").value(static_cast<long long>(arm.dead_units));
  const auto count = [&](const char* name, std::int64_t number) {
    json.key(name).value(static_cast<long long>(number));
  };
  json.key("rises").open('{');
  count("since", arm.rises.since);
  count("compared", arm.rises.compared);
  count("count", arm.rises.count);
  count("first", arm.rises.first);
  json.close();
}

std::string result_json(const lab::Snapshot& snapshot, const Options& options, const std::string& history,
                        const std::string& link) {
  lab::JsonWriter json;
  json.open('{');
  write_experiment(json, options);
  json.key("link").value(std::string_view(link));
  json.key("iterations").value(static_cast<long long>(snapshot.iteration)).key("epochs").value(snapshot.epoch);
  json.key("train_size").value(static_cast<long long>(snapshot.train_size));
  json.key("test_size").value(static_cast<long long>(snapshot.test_size));
  json.key("units").open('[');
  for (int l = 0; l <= snapshot.shape.layers; ++l) {
    json.value(static_cast<long long>(snapshot.shape.units[static_cast<std::size_t>(l)]));
  }
  json.close();
  if (snapshot.arms == 1) {
    write_arm(json, snapshot, snapshot.arm[0]);
  } else {
    json.key("arms").open('[');
    for (int i = 0; i < snapshot.arms; ++i) {
      const lab::ArmFigures& arm = snapshot.arm[static_cast<std::size_t>(i)];
      json.open('{').key("arm").value(arm.name.data());
      write_arm(json, snapshot, arm);
      json.close();
    }
    json.close();
  }
  json.key("droppable_units").value(static_cast<long long>(snapshot.droppable));
  json.key("masks_drawn").value(static_cast<long long>(snapshot.masks_drawn));
  json.key("distinct_subnetworks").value(static_cast<long long>(snapshot.distinct));
  json.key("distinct_is_exact").value(snapshot.distinct_is_exact);
  json.close();
  std::string text = json.text();
  if (options.every > 0) text.insert(text.size() - 1, ", \"history\": [" + history + "]");
  return text;
}

void print_table(const lab::Snapshot& snapshot) {
  std::printf("%lld iterations, %.4g epochs of %d examples; test set of %d\n",
              static_cast<long long>(snapshot.iteration), snapshot.epoch, snapshot.train_size, snapshot.test_size);
  for (int i = 0; i < snapshot.arms; ++i) {
    const lab::ArmFigures& arm = snapshot.arm[static_cast<std::size_t>(i)];
    std::printf("\n%s: %s", arm.name.data(), word(arm.status));
    if (arm.stopped_at >= 0) std::printf(" at iteration %lld", static_cast<long long>(arm.stopped_at));
    std::printf("\n  cost      train %.5g  test %.5g  (under masks %.5g)\n", static_cast<double>(arm.cost_train),
                static_cast<double>(arm.cost_test), static_cast<double>(arm.cost_masked));
    if (snapshot.classes > 0) {
      std::printf("  accuracy  train %.2f %%  test %.2f %%\n", 100 * static_cast<double>(arm.accuracy_train),
                  100 * static_cast<double>(arm.accuracy_test));
    }
    const auto spread = spreads(snapshot, arm);
    for (std::size_t l = 0; l < spread.size(); ++l) {
      std::printf("  W%zu        squared norm %.5g  effective inputs %.3g of %d\n", l + 1,
                  static_cast<double>(arm.norm[l]), spread[l].effective_inputs, spread[l].fan_in);
    }
    if (arm.dead_units > 0) std::printf("  dead units %d\n", arm.dead_units);
  }
  if (snapshot.droppable > 0) {
    std::printf("\n%s%lld distinct sub-networks among %lld masks of %d droppable units\n",
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

bool write_exports(const Paths& paths, const lab::Laboratory& laboratory, const lab::Snapshot& snapshot) {
  for (std::size_t i = 0; i < paths.size(); ++i) {
    if (paths[i].empty() || write_file(paths[i], lab::exports()[i].write(laboratory, snapshot))) continue;
    refuse("'" + paths[i] + "': the file cannot be written");
    return false;
  }
  return true;
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

const char* word(lab::Status status) {
  switch (status) {
    case lab::Status::running:
      return "trained";
    case lab::Status::diverged:
      return "diverged";
    case lab::Status::stopped_early:
      return "stopped early";
  }
  return "";
}

void write_experiment(lab::JsonWriter& json, const Options& options) {
  json.key("experiment").open('{');
  const bool tables = !options.train_file.empty();
  if (tables) json.key("train").value(options.train_file).key("test").value(options.test_file);
  for (const lab::Field& field : lab::fields()) {
    if (tables && field.id <= lab::FieldId::flip) continue;
    json.key(field.key).value(lab::format(options.experiment, field.id));
  }
  json.close();
}

int run_train(int argc, char** argv) {
  Options options;
  Paths paths;
  std::vector<std::string> accepted;
  const auto own = options_of(paths, accepted);
  if (!read_options(std::span(argv, static_cast<std::size_t>(argc)).subspan(2), own, options)) return 2;
  const bool tables = !options.train_file.empty();
  std::string names;
  if (tables && retells(paths, names)) {
    return refuse(names + " are not accepted together with --train and --test");
  }
  lab::Laboratory laboratory;
  if (!start(argv[0], options, laboratory)) return 2;
  lab::Snapshot snapshot;
  std::string history;
  train(laboratory, options, [&] {
    laboratory.trainer().refresh();
    laboratory.read(snapshot);
    if (options.every == 0) return;
    lab::JsonWriter point;
    write_point(point, snapshot);
    history += (history.empty() ? "" : ", ") + point.text();
  });
  if (!write_exports(paths, laboratory, snapshot)) return 2;
  if (options.json)
    std::printf("%s\n",
                result_json(snapshot, options, history, tables ? "" : lab::write_link(laboratory.session())).c_str());
  else
    print_table(snapshot);
  if (!options.json && !options.saved.empty() && snapshot.iteration == options.session.iteration) {
    std::printf("\nlargest difference from the weights in the file: %.2g\n", difference(options.saved, snapshot));
  }
  return 0;
}

}  // namespace cli
