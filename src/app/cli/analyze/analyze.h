// `dropout_lab_cli analyze`: trains an experiment and measures, as JSON, what dropout has made of its arms.
#pragma once
#include <string>

namespace cli {

// argv[0] is the program, argv[1] "analyze"; options follow. Returns the exit status.
int run_analyze(int argc, char** argv);

// The lines of --help about its own options.
std::string analyze_help();

}  // namespace cli
