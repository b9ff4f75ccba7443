// The arguments of a program, read by its table of options: the window's and the command line's.
#pragma once
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "lab/experiment.h"

namespace args {

struct Option {
  std::string name;     // "--samples"; empty: takes every word that is no option
  std::string accepts;  // its value, in words; empty: it takes none
  // Takes the value. Of a bad one false, and `accepts` may become more exact.
  std::function<bool(const std::string& value, std::string& accepts)> take;
};

// Reads the arguments in turn, "--samples 5" and "--samples=5" alike. On a bad one returns false, and `why` is one line
// that names it and says what is accepted.
bool read(std::span<const char* const> arguments, std::span<const Option>, std::string& why);

// Takers of what several programs accept.
Option flag(const char* name, bool& given);
Option text(const char* name, const char* accepts, std::string& out);  // not empty

// The whole text, or false.
bool whole_number(std::string_view, long long low, long long high, long long& out);
bool number(const std::string&, double low, double high, double& out);
bool take_preset(std::string_view key, lab::Experiment& out, std::string& accepts);

// The one of the names that takes the fewest slips of the hand to become the word; empty without names.
std::string nearest(std::string_view word, std::span<const std::string> names);

// A line of --help whose right column begins `width` signs after the left one.
std::string line(std::string_view left, std::size_t width, std::string_view right);

}  // namespace args
