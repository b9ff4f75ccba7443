// The engine as a module for the comparison in Node and Chromium: what tests/bench/peers/ours.mjs calls.
#include <emscripten/em_macros.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "bench/workload.h"

namespace {

net::Dataset digits;
std::vector<std::unique_ptr<bench::Run>> runs;

}  // namespace

extern "C" {

// Takes packed digits (see net/dataset.h); W4 and W5 need them.
EMSCRIPTEN_KEEPALIVE int bench_read_digits(const std::uint8_t* bytes, std::size_t size) {
  net::Split split;
  const net::DataSettings settings{.source = net::Source::digits, .train_size = bench::training_digits, .test_size = 1};
  const bool read = net::read_digits(bytes, size, settings, split);
  digits = std::move(split.train);
  return read ? digits.size() : 0;
}

// Makes the workload ready; masks: 0 none, 1 per example, 2 per batch. Returns its number, -1 if there is none.
EMSCRIPTEN_KEEPALIVE int bench_prepare(const char* name, int masks) {
  const bench::Workload* workload = bench::find_workload(name);
  if (!workload || (workload->source == bench::Source::digits && digits.size() < bench::training_digits)) return -1;
  runs.push_back(std::make_unique<bench::Run>(*workload, static_cast<bench::Masks>(masks), digits));
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
  return workload ? bench::check_first_losses(*workload, digits, losses).value_or(-1) : -1;
}

EMSCRIPTEN_KEEPALIVE double bench_peak(double seconds) { return bench::multiply_add_peak(seconds); }
}
