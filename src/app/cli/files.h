// Files, and the one line that a user gets when something is wrong.
#pragma once
#include <string>

namespace cli {

// The whole file; false if it cannot be read.
bool read_file(const std::string& path, std::string& out);

// False if it cannot be written.
bool write_file(const std::string& path, const std::string& text);

// `name` in the folder of the program itself.
std::string beside_program(const char* program, const char* name);

// Writes "dropout_lab_cli: what" to standard error. Returns 2, the exit status of a bad option, file or value.
int refuse(const std::string& what);

}  // namespace cli
