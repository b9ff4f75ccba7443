// The task: made from a seed, and as text.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "lab/own_program.h"
#include "net/random.h"
#include "told/own_masks.h"

namespace lab {
namespace {

Array empty(int rows, int columns) {
  Array array{rows, columns, {}, {}};
  array.resolution.assign(static_cast<std::size_t>(rows * columns), 0);
  return array;
}

double rounded(double value, int decimals) {
  const double power = std::pow(10.0, decimals);
  return std::round(value * power) / power;
}

OwnTask drawn(int seed, std::uint64_t attempt) {
  constexpr std::array keeps{0.5, 0.6, 0.7, 0.8};
  const net::Random random(static_cast<std::uint64_t>(seed), net::Purpose::held_out, attempt, 9);
  std::uint32_t index = 0;
  OwnTask task;
  task.keep = keeps[random.below(index++, keeps.size())];
  task.a = task.d = task.da = empty(task.units, task.batch);
  for (int i = 0; i < task.units * task.batch; ++i) {
    const auto u = [&] { return static_cast<double>(random.uniform(index++)); };
    task.a.values.push_back(rounded(0.2 + 1.8 * u(), 2));
    task.d.values.push_back(rounded(u(), 4));
    const double size = 0.2 + 0.8 * u();
    task.da.values.push_back(rounded(u() < 0.5 ? -size : size, 2));
  }
  return task;
}

// No draw is so close to keep_prob that rounding would turn it, and every mask that a fault leaves is another one.
bool tells_apart(const OwnTask& task) {
  for (const double d : task.d.values)
    if (std::abs(d - task.keep) < 0.01) return false;
  const auto masks = own_masks(task);
  for (std::size_t i = 0; i < masks.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (masks[i].kept == masks[j].kept) return false;
  return true;
}

std::string cell(double value, int decimals) {
  char text[32];
  std::snprintf(text, sizeof text, "%.*f", decimals, value);
  return text;
}

std::string rows(const Array& array, int decimals, const char* between, const char* before_row, const char* after_row) {
  std::string text;
  for (int r = 0; r < array.rows; ++r) {
    text += r > 0 ? before_row : "";
    for (int c = 0; c < array.columns; ++c) text += (c > 0 ? between : "") + cell(array.at(r, c), decimals);
    text += r + 1 < array.rows ? after_row : "";
  }
  return text;
}

}  // namespace

OwnTask own_task(int seed) {
  for (std::uint64_t attempt = 0;; ++attempt) {
    OwnTask task = drawn(seed, attempt);
    if (tells_apart(task)) return task;
  }
}

std::string task_text(const OwnTask& task, TaskFormat format) {
  const std::string shape = "(" + std::to_string(task.units) + ", " + std::to_string(task.batch) + ")",
                    keep = cell(task.keep, 1);
  if (format == TaskFormat::csv) {
    const auto block = [](const char* name, const Array& array, int decimals) {
      return std::string("\n") + name + "\n" + rows(array, decimals, ",", "", "\n") + "\n";
    };
    return "keep_prob\n" + keep + "\n" + block("A", task.a, 2) + block("D", task.d, 4) + block("dA", task.da, 2);
  }
  const auto array = [](const char* name, const Array& values, int decimals) {
    const std::string before = std::string(name) + " = np.array([[", indent(before.size() - 1, ' ');
    return before + rows(values, decimals, ", ", (indent + "[").c_str(), "],\n") + "]])\n";
  };
  return "import numpy as np\n\nkeep_prob = " + keep + "\n# all are (units, batch) = " + shape +
         "\n# A: activations before dropout\n" + array("A", task.a, 2) + "# D: what np.random.rand" + shape +
         " drew\n" + array("D", task.d, 4) + "# dA: the gradient with respect to A after dropout\n" +
         array("dA", task.da, 2);
}

}  // namespace lab
