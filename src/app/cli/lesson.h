// `dropout_lab_cli lesson`: trains the lessons' experiments for each seed, and says what was measured and whether the
// claim holds.
#pragma once
#include <string>

namespace cli {

std::string lesson_help();
int run_lesson(int argc, char** argv);

}  // namespace cli
