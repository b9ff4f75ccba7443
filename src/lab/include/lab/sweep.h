// Many runs at once: a grid of settings and seeds. Each job is a pure function of its place in the grid, so that they
// can be run in any order, anywhere, and be put together again.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lab/experiment.h"
#include "lab/json.h"

namespace lab {

// What varies: a field by its key, "keep0" … "keep7" and "keep-hidden" (of every arm that drops: the input's, a hidden
// layer's, that of all hidden layers), "width" (units of every hidden layer), with its values as texts.
struct Axis {
  std::string name;
  std::vector<std::string> values;
};

constexpr std::size_t most_jobs = 1'000'000;

struct Sweep {
  Experiment base;
  std::int64_t iterations = 1000;
  std::vector<Axis> axes;  // the first varies slowest
  std::vector<int> seeds;  // vary fastest
  // The hidden layers' sizes are those that are kept on average: each has so many units divided by its keep_prob in the
  // first arm that drops.
  bool fixed_pn = false;
  std::vector<int> masks;  // of each K, J's mean over K masks: how far it scatters

  std::size_t settings() const;
  std::size_t jobs() const { return settings() * seeds.size(); }
  int seed(std::size_t job) const { return seeds[job % seeds.size()]; }
  // Which value of each axis.
  std::vector<std::size_t> place(std::size_t job) const;
};

// False for another axis of the same name, one that nothing is called, or no values; `why` says so.
bool add_axis(Sweep&, std::string_view name, std::vector<std::string> values, std::string& why);
// "1-20", "1,2,7-9"; at most 100,000, each once.
bool read_seeds(std::string_view, std::vector<int>&);
// The experiment of a job; false where a value of its setting is none, and `why` names it.
bool experiment_of(const Sweep&, std::size_t job, Experiment&, std::string& why);
// All that the rows depend on, as members of an object that is open.
void write_grid(JsonWriter&, const Sweep&);
// The line before a sweep's rows, without its end: the grid. `of` 0: of the whole, else of one of so many shards,
// counted from 1.
std::string first_line(const Sweep&, std::size_t shard = 0, std::size_t of = 0);

}  // namespace lab
