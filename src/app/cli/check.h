// The command that checks a dropout program of the student's own.
#pragma once
#include <string>

namespace cli {

std::string check_help();
int run_check(int argc, char** argv);

}  // namespace cli
