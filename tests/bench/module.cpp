// The engine as a module for the comparison in Node and Chromium: what tests/bench/peers/ours.mjs calls.
#include <emscripten/em_macros.h>

#include <unistd.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "bench/workload.h"

namespace {

std::vector<std::uint8_t> packed_digits;
std::vector<std::unique_ptr<bench::Run>> runs;

// Unpacked anew for each use: the pixels of a workload should lie in memory once.
net::Dataset read_digits() {
  net::Split split;
  const net::DataSettings settings{.source = net::Source::digits, .train_size = bench::training_digits, .test_size = 1};
  net::read_digits(packed_digits.data(), packed_digits.size(), settings, split);
  return std::move(split.train);
}

}  // namespace

extern "C" {

// Takes packed digits (see net/dataset.h); returns how many W4 and W5 have to train on.
EMSCRIPTEN_KEEPALIVE int bench_set_digits(const std::uint8_t* bytes, std::size_t size) {
  packed_digits.assign(bytes, bytes + size);
  return read_digits().size();
}

// Makes the workload ready; masks: 0 none, 1 per example, 2 per batch. Returns its number, -1 if there is none.
EMSCRIPTEN_KEEPALIVE int bench_prepare(const char* name, int masks) {
  const bench::Workload* workload = bench::find_workload(name);
  if (!workload) return -1;
  runs.push_back(std::make_unique<bench::Run>(*workload, static_cast<bench::Masks>(masks), read_digits()));
  return static_cast<int>(runs.size()) - 1;
}

// Steps per second of a prepared workload.
EMSCRIPTEN_KEEPALIVE double bench_run(int number, double warm_up, double seconds) {
  return bench::measure(*runs[static_cast<std::size_t>(number)], warm_up, seconds).steps_per_second;
}

// The largest relative distance of the first ten losses from the table, dropout off; -1 if the table has none.
EMSCRIPTEN_KEEPALIVE double bench_check(const char* name) {
  const bench::Workload* workload = bench::find_workload(name);
  std::array<float, 10> losses{};
  return workload ? bench::check_first_losses(*workload, read_digits(), losses).value_or(-1) : -1;
}

// Bytes from address 0 to the end of the heap, which never shrinks: the most that was ever in use.
EMSCRIPTEN_KEEPALIVE std::size_t bench_memory() { return reinterpret_cast<std::size_t>(sbrk(0)); }

EMSCRIPTEN_KEEPALIVE double bench_peak(double seconds) { return bench::multiply_add_peak(seconds); }
}
