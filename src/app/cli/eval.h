#pragma once
#include <string>

namespace cli {

std::string eval_help();

// `eval CASE.json`: prints outputs, costs, gradients and one update of each optimizer for a case with explicit weights,
// masks and batch, as the engine computes them. argv[1] is "eval"; returns the exit status.
int run_eval(int argc, char** argv);

}  // namespace cli
