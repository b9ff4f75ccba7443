#include "args.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <numeric>
#include <utility>
#include <vector>

namespace args {
namespace {

std::string quoted(std::string_view text) { return "'" + std::string(text) + "'"; }

std::string unknown(std::string_view name, std::span<const Option> options) {
  std::vector<std::string> names;
  for (const Option& option : options) {
    if (!option.name.empty()) names.push_back(option.name);
  }
  std::string why = "unknown option " + quoted(name) + "; the nearest is " + nearest(name, names) + "; accepted are";
  for (const std::string& other : names) why += ' ' + other;
  return why;
}

const Option* find(std::string_view name, std::span<const Option> options) {
  const auto found = std::find_if(options.begin(), options.end(), [&](const Option& o) { return o.name == name; });
  return found == options.end() ? nullptr : &*found;
}

// Letters inserted, left out, changed or swapped with their neighbour (optimal string alignment).
std::size_t slips(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), now(b.size() + 1);
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    now[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = a[i - 1] == b[j - 1];
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + (same ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) now[j] = std::min(now[j], before[j - 2] + 1);
    }
    std::swap(before, last);
    std::swap(last, now);
  }
  return last.back();
}

}  // namespace

bool read(std::span<const char* const> arguments, std::span<const Option> options, std::string& why) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view argument = arguments[i];
    const bool is_word = !argument.starts_with("-") && find("", options);
    const std::size_t equals = is_word ? argument.npos : argument.find('=');
    const bool joined = equals != argument.npos;
    const std::string_view name = is_word ? "" : argument.substr(0, equals);
    const Option* option = is_word || !name.empty() ? find(name, options) : nullptr;
    if (!option) return why = unknown(name.empty() ? argument : name, options), false;
    std::string value, accepts = option->accepts;
    if (is_word || joined) value = is_word ? argument : argument.substr(equals + 1);
    if (joined && accepts.empty()) return why = option->name + " takes no value, not " + quoted(value), false;
    if (!accepts.empty() && !is_word && !joined) {
      if (i + 1 == arguments.size() || find(arguments[i + 1], options)) {
        why = option->name + " needs a value: " + accepts;
        return false;
      }
      value = arguments[++i];
    }
    if (!option->take(value, accepts)) {
      why = option->name + (option->name.empty() ? "" : " ") + quoted(value) + ": accepted is " + accepts;
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

bool number(const std::string& text, double low, double high, double& out) {
  if (text.empty() || text.find_first_not_of("+-.0123456789eE") != text.npos) return false;
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  if (end != text.c_str() + text.size() || !(value >= low && value <= high)) return false;
  out = value;
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

std::string nearest(std::string_view word, std::span<const std::string> names) {
  const auto found = std::min_element(names.begin(), names.end(), [&](const std::string& a, const std::string& b) {
    return slips(word, a) < slips(word, b);
  });
  return found == names.end() ? "" : *found;
}

std::string line(std::string_view left, std::size_t width, std::string_view right) {
  return "  " + std::string(left) + std::string(left.size() < width ? width - left.size() : 1, ' ') +
         std::string(right) + '\n';
}

}  // namespace args
