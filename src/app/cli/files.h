// Files, standard output, and the one line that a user gets when something is wrong.
#pragma once
#include <string>
#include <string_view>

namespace cli {

// What a program ends with beside 0; `unwritten` is also that of a check that finds something wrong.
constexpr int unwritten = 1, refused = 2;

// The whole file; false if it cannot be read.
bool read_file(const std::string& path, std::string& out);

// Whether the file could be written, which it is not yet; false and a line that says why not.
bool try_file(const std::string& path);
// False and a line that says why if it cannot be written; what stood there stays then.
bool write_file(const std::string& path, std::string_view text);

// To standard output. What of it is lost is told by finish().
void print(std::string_view text);
void print_formatted(const char* format, ...) __attribute__((format(printf, 1, 2)));
void print_now();  // nothing of it waits any longer
// Standard output is through: the status itself, or `unwritten` after a line that says why not all of it went out.
int finish(int status);

// Standard error is a terminal.
bool says_progress();

// `name` in the folder of the program itself.
std::string beside_program(const char* program, const char* name);

// Writes "dropout_lab_cli: what" to standard error.
void tell(const std::string& what);
// The same, and the exit status of a bad option, file or value.
int refuse(const std::string& what);

}  // namespace cli
