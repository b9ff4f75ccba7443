#include "lab/limits.h"

#include <algorithm>
#include <array>

#include "lab/snapshot.h"

namespace lab {
namespace {

constexpr double most_memory = 0.9e9;  // a page has 2 GB, and two runs at a time

int batch_of(const Experiment& e, const net::Split& data) {
  return e.batch > 0 ? std::min(e.batch, data.train.size()) : data.train.size();
}

// Bytes, with what a page keeps of it to show it.
double memory_needed(const Experiment& e, const net::Split& data) {
  const net::Shape shape = shape_of(e, static_cast<int>(data.train.x.rows()), data.train.classes);
  const auto layers = static_cast<std::size_t>(shape.layers);
  double parameters = 0, units = 0;
  int widest = 0;
  for (std::size_t l = 0; l <= layers; ++l) {
    if (l > 0) parameters += shape.units[l] * (shape.units[l - 1] + 1.0);
    units += shape.units[l];
    widest = std::max(widest, shape.units[l]);
  }
  const int batch = batch_of(e, data);
  const double block = std::max(batch, 64), examples = data.train.size() + data.test.size();
  const double moments = e.optimizer == net::OptimizerKind::adam ? 2 : 1;
  // parameters, gradient, those of before the update; activations and deltas, room for measuring, masks; its part of
  // the snapshot, which grows by copying, and the curves
  const double arm = parameters * (3 + moments + 2) + block * (2.1 * units + 2 * widest + 2 * shape.outputs()) +
                     3.0 * history_capacity * static_cast<double>(layers + 5);
  double best = 0;
  for (std::size_t i = 0; i < static_cast<std::size_t>(e.arms); ++i)
    best += acts(e.arm[i].kind, FieldId::early_stop) ? parameters : 0;
  const double row = shape.inputs() + shape.outputs() + 2;
  return 4 * (e.arms * arm + best + parameters + row * (3 * examples + batch));
}

bool fits(const Experiment& e, const net::Split& data) { return memory_needed(e, data) <= most_memory; }

std::string gigabytes(double bytes) {
  const auto tenths = static_cast<long long>(bytes / 1e8 + 0.5);
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " GB";
}

// The largest of some round numbers with which the run fits, or 0.
template <class Set>
int largest_that_fits(const Experiment& e, const net::Split& data, int below, Set set) {
  for (int power = 1000; power > 0; power /= 10) {
    for (const int number : {10 * power, 5 * power, 2 * power, power}) {
      Experiment smaller = e;
      set(smaller, number);
      if (number < below && fits(smaller, data)) return number;
    }
  }
  return 0;
}

}  // namespace

std::string too_large(const Experiment& e, const net::Split& data) {
  if (fits(e, data)) return {};
  const int batch = batch_of(e, data);
  std::string words = "Hidden layers of " + format(e, FieldId::layers) + " in " + std::to_string(e.arms) +
                      (e.arms == 1 ? " arm" : " arms") + " and batches of " + std::to_string(batch) + " need " +
                      gigabytes(memory_needed(e, data)) + " of memory; a run may take " + gigabytes(most_memory) +
                      ". The former run goes on.";
  const std::array<int, 3> most{
      largest_that_fits(e, data, batch, [](Experiment& x, int n) { x.batch = n; }),
      largest_that_fits(e, data, e.arms, [](Experiment& x, int n) { x.arms = n; }),
      largest_that_fits(e, data, 2048,
                        [](Experiment& x, int n) {
                          for (int& units : x.units) units = std::min(units, n);
                        }),
  };
  constexpr std::array<const char*, 3> what{"batches of ", "arms: ", "layers of up to "};
  std::string fitting;
  for (std::size_t i = 0; i < most.size(); ++i) {
    if (most[i] > 0) fitting += (fitting.empty() ? " What fits: " : ", or ") + (what[i] + std::to_string(most[i]));
  }
  return words + fitting + (fitting.empty() ? "" : ".");
}

}  // namespace lab
