#pragma once

namespace cli {

// `train`: trains an experiment and prints what came of it. argv[1] is "train"; returns the exit status.
int run_train(int argc, char** argv);

}  // namespace cli
