#include "args.h"

#include <algorithm>
#include <charconv>

namespace args {
namespace {

std::string quoted(std::string_view text) { return "'" + std::string(text) + "'"; }

}  // namespace

bool read(std::span<const char* const> arguments, std::span<const Option> options, std::string& why) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view name = arguments[i];
    const auto option = std::find_if(options.begin(), options.end(), [&](const Option& o) { return o.name == name; });
    if (option == options.end()) {
      why = "unknown option " + quoted(name) + "; accepted are";
      for (const Option& other : options) why += ' ' + other.name;
      return false;
    }
    std::string value, accepts = option->accepts;
    if (!accepts.empty() && i + 1 == arguments.size()) {
      why = option->name + " needs a value: " + accepts;
      return false;
    }
    if (!accepts.empty()) value = arguments[++i];
    if (!option->take(value, accepts)) {
      why = option->name + ' ' + quoted(value) + ": accepted is " + accepts;
      return false;
    }
  }
  return true;
}

Option flag(const char* name, bool& given) {
  return {name, "", [&given](const std::string&, std::string&) { return given = true; }};
}

Option text(const char* name, const char* accepts, std::string& out) {
  return {name, accepts, [&out](const std::string& value, std::string&) { return out = value, !out.empty(); }};
}

bool whole_number(std::string_view text, long long low, long long high, long long& out) {
  long long number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool good = error == std::errc{} && end == text.data() + text.size() && text.front() != '-';
  if (!good || number < low || number > high) return false;
  out = number;
  return true;
}

bool take_preset(std::string_view key, lab::Experiment& out, std::string& accepts) {
  accepts = "one of";
  for (const lab::Preset& preset : lab::presets()) {
    if (key == preset.key) return out = preset.experiment, true;
    accepts += std::string(" ") + preset.key;
  }
  return false;
}

std::string line(std::string_view left, std::size_t width, std::string_view right) {
  return "  " + std::string(left) + std::string(left.size() < width ? width - left.size() : 1, ' ') +
         std::string(right) + '\n';
}

}  // namespace args
