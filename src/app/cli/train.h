#pragma once
#include <string>

namespace cli {

// `train`: trains an experiment and prints what came of it. argv[1] is "train"; returns the exit status.
int run_train(int argc, char** argv);

// The lines of --help about its own options.
std::string train_help();

}  // namespace cli
