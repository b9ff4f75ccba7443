#pragma once
#include "lab/json.h"
#include "lab/snapshot.h"
#include "options.h"

namespace cli {

// `train`: trains an experiment and prints what came of it. argv[1] is "train"; returns the exit status.
int run_train(int argc, char** argv);

// The lines of --help about its own options.
std::string train_help();

// "experiment": {…} with every field as its text; of CSV data the files instead of the fields about points.
void write_experiment(lab::JsonWriter&, const Options&);
// "trained", "diverged" or "stopped early".
const char* word(lab::Status);

}  // namespace cli
