// dropout_lab_cli: the laboratory without a page, natively and in Node.
#include <cstdio>
#include <string_view>

#include "analyze.h"
#include "bench/bench.h"
#include "check.h"
#include "eval.h"
#include "files.h"
#include "lab/session.h"
#include "options.h"
#include "train.h"

namespace {

constexpr const char* version = "dropout_lab_cli 0.1";

int print_help() {
  std::printf(
      "dropout_lab_cli COMMAND [OPTIONS]\n"
      "\n"
      "  train            train an experiment; print final costs, accuracies, weight norms, sub-networks\n"
      "  eval CASE.json   one forward and backward pass and one update for explicit weights, masks and batch\n"
      "  analyze          train, then enumerate sub-networks, sample masks, price weights and remove units, as JSON\n"
      "  check            a small task for a dropout program of your own, and what is wrong with its answer\n"
      "  presets          the Starting points, as JSON\n"
      "  bench            measure the speed of training (bench --help tells its options)\n"
      "  --help           this text\n"
      "  --version        the version\n"
      "\n"
      "Options of train and analyze, each with its value [default]:\n%s"
      "\n"
      "Options of train alone:\n%s"
      "\n"
      "Options of analyze alone:\n%s"
      "\n"
      "Options of check:\n%s"
      "\n"
      "Settings of arms (keep, l2, max-norm, input-noise, early-stop) hold for every arm that uses them, or one\n"
      "value for each of them in turn, separated by ';'. A bad option, file or value ends with exit status 2.\n"
      "The licences of what it is made of are in LICENSES.txt, beside this program.\n",
      cli::options_help().c_str(), cli::train_help().c_str(), cli::analyze_help().c_str(), cli::check_help().c_str());
  return 0;
}

int print_presets() {
  const char* before = "[";
  for (const lab::Preset& preset : lab::presets()) {
    lab::Session session;
    session.start = preset.experiment;
    std::printf("%s\n  {\"key\": \"%s\", \"name\": \"%s\", \"link\": \"%s\"}", before, preset.key, preset.name,
                lab::write_link(session).c_str());
    before = ",";
  }
  std::puts("\n]");
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view command = argc > 1 ? argv[1] : "";
  if (command == "bench") return bench::run_command(argc, argv);  // with a --help of its own
  for (int i = 1; i < argc; ++i) {
    if (std::string_view(argv[i]) == "--help") return print_help();
  }
  if (command == "--version") return std::puts(version), 0;
  if (command == "train") return cli::run_train(argc, argv);
  if (command == "presets") return print_presets();
  if (command == "eval") return cli::run_eval(argc, argv);
  if (command == "analyze") return cli::run_analyze(argc, argv);
  if (command == "check") return cli::run_check(argc, argv);
  return cli::refuse((command.empty() ? "a command is missing" : "unknown command '" + std::string(command) + "'") +
                     "; accepted are train, eval, analyze, check, presets, bench, --help and --version");
}
