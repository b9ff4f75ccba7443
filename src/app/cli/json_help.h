#pragma once
#include <string>

namespace cli {

// `--help json`: every member of the JSON that the commands print; tests/cli.mjs holds it against what they print.
std::string json_help();

}  // namespace cli
