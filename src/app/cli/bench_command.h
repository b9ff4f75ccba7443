// `bench`: how fast the engine trains on workloads that other programs can be measured on too.
#pragma once
#include <string>

namespace cli {

std::string bench_help();

// argv[0] is the program, beside which digits28.bin lies; argv[1] is "bench"; options follow. Returns the exit status:
// 0; 1 if first losses differ from the table; 2 after one line about an option or file that is no good.
int run_bench(int argc, char** argv);

}  // namespace cli
