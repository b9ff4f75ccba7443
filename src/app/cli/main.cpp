// dropout_lab_cli: the laboratory without a page, natively and in Node.
#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "../args/args.h"
#include "analyze/analyze.h"
#include "bench_command.h"
#include "check.h"
#include "eval.h"
#include "files.h"
#include "json_help.h"
#include "lab/json.h"
#include "lab/session.h"
#include "lesson.h"
#include "options.h"
#include "sweep/sweep.h"
#include "train.h"

namespace {

constexpr const char* version = "dropout_lab_cli 0.1\n";

int run_presets(int argc, char** argv) {
  bool json_in_any_case = true;
  const args::Option options[] = {args::flag("--json", json_in_any_case)};
  std::string why;
  if (!args::read(std::span<const char* const>(argv, static_cast<std::size_t>(argc)).subspan(2), options, why))
    return cli::refuse("presets: " + why);
  lab::JsonWriter json;
  json.open('{').member("command", "presets").key("presets").open('[');
  for (const lab::Preset& preset : lab::presets()) {
    lab::Session session;
    session.start = preset.experiment;
    json.open('{').member("key", preset.key).member("name", preset.name);
    json.key("link").value(lab::write_link(session)).close();
  }
  json.close().close();
  cli::print(json.text() + '\n');
  return 0;
}

std::string arms_note() {
  return "\nSettings of arms (keep, l2, max-norm, input-noise, early-stop) hold for every arm that uses them, or one\n"
         "value for each of them in turn, separated by ';'.\n";
}

struct Command {
  const char *name, *argument, *what;
  int (*run)(int argc, char** argv);
  std::string (*help)();  // its options
};

constexpr std::array commands{
    Command{"train", " [OPTION …]", "train an experiment; print final costs, accuracies, weight norms, sub-networks",
            cli::run_train, [] { return cli::options_help() + cli::train_help() + arms_note(); }},
    Command{"analyze", " [OPTION …]",
            "train, then enumerate sub-networks, sample masks, price weights and remove units, as JSON",
            cli::run_analyze, [] { return cli::options_help() + cli::analyze_help() + arms_note(); }},
    Command{"sweep", " [OPTION …]", "train every setting of a grid with every seed; rows, a table, a figure",
            cli::run_sweep, cli::sweep_help},
    Command{"merge", " FILE … [OPTION …]", "put the files of a sweep's shards together", cli::run_merge,
            cli::merge_help},
    Command{"lesson", " [ID …] [OPTION …]", "train the lessons' experiments, measure, and say whether the claims hold",
            cli::run_lesson, cli::lesson_help},
    Command{"eval", " CASE.json", "one forward and backward pass and one update for explicit weights, masks and batch",
            cli::run_eval, cli::eval_help},
    Command{"check", " [OPTION …]", "a small task for a dropout program of your own, and what is wrong with its answer",
            cli::run_check, cli::check_help},
    Command{"presets", "", "the Starting points, as JSON", run_presets, [] { return std::string(); }},
    Command{"bench", " [WORKLOAD …] [OPTION …]", "measure the speed of training", cli::run_bench, cli::bench_help},
};

const Command* find(std::string_view name) {
  const auto found = std::find_if(commands.begin(), commands.end(), [&](const Command& c) { return name == c.name; });
  return found == commands.end() ? nullptr : &*found;
}

std::string help() {
  std::string text = "dropout_lab_cli COMMAND [OPTION …]\n\n";
  for (const Command& command : commands) text += args::line(command.name, 17, command.what);
  text += args::line("COMMAND --help", 17, "its options") +
          args::line("--help json", 17, "what stands in the JSON that the commands print") +
          args::line("--help", 17, "this text") + args::line("--version", 17, "the version");
  return text +
         "\nAn option's value follows it, or a '=': --rate 0.02, --rate=0.02. Exit status: 0; 1 where a file or standard\n"
         "output could not be written, and where check or bench find something wrong; 2 after a bad option, file or\n"
         "value; 130 after Ctrl+C, which prints and writes what is there (in Node it ends at once).\n"
         "The licences of what it is made of are in LICENSES.txt, beside this program.\n";
}

std::string help_of(const Command& command) {
  const std::string head = std::string("dropout_lab_cli ") + command.name + command.argument + ": " + command.what;
  const std::string own = command.help();
  if (own.starts_with("dropout_lab_cli ")) return own;  // it has a head of its own
  return head + '\n' + (own.empty() ? "" : "\n") + own;
}

int unknown(std::string_view name, bool topic) {
  std::vector<std::string> names;
  for (const Command& command : commands) names.push_back(command.name);
  if (topic) names.push_back("json");
  std::string all = name.empty()
                        ? "a command is missing"
                        : "unknown command '" + std::string(name) + "'; the nearest is " + args::nearest(name, names);
  all += "; accepted are";
  for (const std::string& other : names) all += ' ' + other;
  return cli::refuse(all + (topic ? "" : " --help --version"));
}

int print_help(std::string_view topic) {
  const Command* command = find(topic);
  if (!topic.empty() && topic != "json" && !command) return unknown(topic, true);
  cli::print(topic.empty() ? help() : command ? help_of(*command) : cli::json_help());
  return 0;
}

int run(int argc, char** argv) {
  const std::string_view name = argc > 1 ? argv[1] : "";
  if (name == "--help" || name == "-h" || name == "help") return print_help(argc > 2 ? argv[2] : "");
  if (name == "--version") return cli::print(version), 0;
  const Command* command = find(name);
  if (!command) return unknown(name, false);
  for (int i = 2; i < argc; ++i) {
    if (std::string_view(argv[i]) == "--help" || std::string_view(argv[i]) == "-h") return print_help(name);
  }
  return command->run(argc, argv);
}

}  // namespace

int main(int argc, char** argv) { return cli::finish(run(argc, argv)); }
