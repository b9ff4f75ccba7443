// `sweep`: a grid of settings and seeds, each trained for itself; `merge`: the files of its shards, put together.
#pragma once
#include <string>

namespace cli {

std::string sweep_help();
int run_sweep(int argc, char** argv);

std::string merge_help();
int run_merge(int argc, char** argv);

}  // namespace cli
