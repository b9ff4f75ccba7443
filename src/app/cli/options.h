// The options that describe an experiment, shared by the commands that train one. Those that are fields of the
// experiment come from its table.
#pragma once
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "../args/args.h"
#include "interrupt.h"
#include "lab/experiment.h"
#include "lab/laboratory.h"

namespace cli {

struct Options {
  // Without --arms or --preset one arm of kind `combined`, all of whose regularizers are off until asked for.
  lab::Experiment experiment;
  lab::Session session;                   // begins with the experiment; of --link or --session with all that happened
  bool replays = false;                   // --link or --session was given
  std::vector<std::vector<float>> saved;  // parameters of each arm in the file of --session
  std::string train_file, test_file;      // CSV; empty: generated or digits
  std::string digits_file;                // empty: the one beside the program
  long long iterations = 1000;
  long long every = 0;  // history every so many iterations; 0: none
  bool json = false;
};

// Reads the arguments after the command, `own` being options of this command alone. Of a bad one prints a line that
// names it and says what is accepted, and returns false: the exit status is then 2.
// What `varies` takes of a field's value is no setting of the experiment (a sweep's list of values).
using Varies = std::function<bool(const lab::Field&, const std::string& text)>;
bool read_options(std::span<char* const> arguments, std::span<const args::Option> own, Options&,
                  const Varies& varies = {});

// The arguments, with "--arms" and these before them unless they say themselves which.
std::vector<char*> with_arms(std::span<char* const> arguments, std::string& name, std::string& arms);

// Starts the experiment on its data: CSV files, digits or points. Says what is wrong and returns false as above.
bool start(const char* program, const Options&, lab::Laboratory&);

void show_progress(long long iteration, long long iterations);
// The line that an interrupted run ends with. Returns its exit status.
int tell_interrupted(long long iteration, long long iterations);

// Trains to the end (or until no arm runs, or until it is interrupted), calling `at()` at the start if there is to be a
// history, then every `every` iterations, and always at the end. Shows progress on standard error if that is a
// terminal.
template <class At>
void train(lab::Laboratory& laboratory, const Options& options, At at) {
  const auto due = [&](long long i) { return options.every > 0 && i % options.every == 0; };
  for (long long i = 0; i < options.iterations && !laboratory.trainer().finished() && !interrupted(); ++i) {
    if (due(i)) at();
    laboratory.step();
    show_progress(i + 1, options.iterations);
  }
  at();
}

// The lines of --help about these options.
std::string options_help();

}  // namespace cli
