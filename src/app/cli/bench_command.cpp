#include "bench_command.h"

#include <algorithm>
#include <span>
#include <string_view>
#include <vector>

#include "../args/args.h"
#include "bench/workload.h"
#include "files.h"
#include "interrupt.h"
#include "lab/json.h"

namespace cli {
namespace {

using bench::Workload;

constexpr const char* workloads_help =
    "dropout_lab_cli bench [WORKLOAD …] [OPTION …]: how fast the engine trains, one thread\n"
    "\n"
    "Workloads (all but W6 if none is named):\n"
    "  W1          2-4-2-1, tanh, batch 10\n"
    "  W2t, W2r    2-8-8-8-8-8-8-1, tanh or ReLU, batch 30\n"
    "  W3          2-20-3-1, ReLU, logistic output, full batch of 211, keep_prob 0.86; in iterations\n"
    "  W4          digits, 784-256-128-10, batch 64, keep_prob 0.8 (input) and 0.5\n"
    "  W5          digits, 784-1024-1024-1024-10, batch 128, keep_prob 0.8 (input) and 0.5\n"
    "  W6_H        2-H-H-1, ReLU, batch 64; H is 8, 16, 32 … 1024; W6 is all of them\n"
    "  W7          heat-map: all 49 neurons of W2t's net at 100 x 100 points; in ms a refresh\n"
    "\n"
    "Options:\n";
constexpr const char* columns_help =
    "\n"
    "Columns: the rate by the clock and by the thread's own time (WebAssembly has no clock for it, so by the clock\n"
    "again); GFLOP/s, nominal (6 for each parameter and example) and needed (no gradient of the input); the needed ones\n"
    "as a share of the peak of a loop of multiply-adds in registers, measured before and after; the largest relative\n"
    "distance of the first ten losses, dropout off, from the table, and whether rounding explains it (else exit status\n"
    "1). Ctrl+C ends after the workload at hand, and what was measured is printed.\n";

struct Asked {
  std::vector<const Workload*> chosen;
  double seconds = 1;
  bool no_dropout = false, per_batch = false;
  std::string digits;
  bool json = false;

  bench::Masks masks() const {
    if (no_dropout) return bench::Masks::none;
    return per_batch ? bench::Masks::per_batch : bench::Masks::per_example;
  }
};

void choose_all(std::vector<const Workload*>& chosen, bool growth) {
  for (const Workload& w : bench::workloads()) {
    if (std::string_view(w.name).starts_with("W6_") == growth) chosen.push_back(&w);
  }
}

bool choose(const std::string& word, Asked& asked) {
  const Workload* found = bench::find_workload(word);
  if (word == "W6") choose_all(asked.chosen, true);
  if (found) asked.chosen.push_back(found);
  return found || word == "W6";
}

// Each with what --help says of it.
std::vector<std::pair<args::Option, const char*>> table(Asked& asked) {
  return {{{"", "W1, W2t, W2r, W3, W4, W5, W6, W6_8 to W6_1024 or W7",
            [&](const std::string& word, std::string&) { return choose(word, asked); }},
           nullptr},
          {{"--seconds", "a number from 0.05 to 60",
            [&](const std::string& text, std::string&) { return args::number(text, 0.05, 60, asked.seconds); }},
           "length of the measured window, 0.05 to 60 [1]"},
          {args::flag("--no-dropout", asked.no_dropout), "nothing is dropped"},
          {{"--mask-per", "example or batch",
            [&](const std::string& text, std::string&) {
              asked.per_batch = text == "batch";
              return asked.per_batch || text == "example";
            }},
           "one mask per example or per batch [example]"},
          {args::text("--digits", "a file of packed digits of 28 x 28", asked.digits),
           "packed digits of 28 x 28 [digits28.bin beside the program]"},
          {args::flag("--json", asked.json), "print one JSON object instead of a table"}};
}

bool load_digits(const std::string& path, net::Dataset& digits) {
  std::string bytes;
  if (!read_file(path, bytes)) return false;
  net::Split split;
  const net::DataSettings settings{
      .source = net::Source::digits, .train_size = bench::training_digits, .test_size = 1, .in_order = true};
  if (!net::read_digits(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size(), settings, split))
    return false;
  digits = std::move(split.train);
  return digits.x.rows() == 28 * 28 && digits.size() == bench::training_digits;
}

struct Result {
  const Workload* workload;
  bench::Speed speed;
  double peak;  // GFLOP/s
  std::array<float, 10> losses{};
  std::optional<double> distance;

  double per_step() const { return workload->trains() ? workload->batch : 1; }
  double nominal() const { return 1e-9 * speed.steps_per_cpu_second * per_step() * workload->nominal_flop(); }
  double needed() const { return 1e-9 * speed.steps_per_cpu_second * per_step() * workload->needed_flop(); }
  bool agrees() const { return !distance || *distance <= double{workload->tolerance}; }
};

Result run_workload(const Workload& w, const Asked& asked, const net::Dataset& digits) {
  Result result{&w, {}, bench::multiply_add_peak(0.1), {}, {}};
  result.distance = bench::check_first_losses(w, digits, result.losses);
  bench::Run run(w, asked.masks(), digits);
  result.speed = bench::measure(run, 0.4, asked.seconds);
  result.peak = std::max(result.peak, bench::multiply_add_peak(0.1));
  return result;
}

void print_row(const Result& r) {
  const Workload& w = *r.workload;
  const bool full_batch = w.trains() && w.batch == w.take;
  const double unit = w.trains() && !full_batch ? w.batch : 1;
  if (w.trains()) {
    print_formatted("%-8s %12.5g %12.5g %-13s", w.name, r.speed.steps_per_second * unit,
                    r.speed.steps_per_cpu_second * unit, full_batch ? "iterations/s" : "samples/s");
  } else {
    print_formatted("%-8s %12.5g %12.5g %-13s", w.name, 1e3 / r.speed.steps_per_second,
                    1e3 / r.speed.steps_per_cpu_second, "ms a refresh");
  }
  print_formatted(" %8.2f %8.2f %7.1f %%", r.nominal(), r.needed(), 100 * r.needed() / r.peak);
  if (r.distance) print_formatted("   %.1e %s", *r.distance, r.agrees() ? "agrees" : "DIFFERS");
  print("\n");
  print_now();
}

void print_json(const std::vector<Result>& results) {
  lab::JsonWriter json;
  json.open('{').member("command", "bench").member("interrupted", interrupted()).key("workloads").open('[');
  for (const Result& r : results) {
    const Workload& w = *r.workload;
    json.open('{').member("name", w.name).member("batch", static_cast<long long>(w.batch));
    json.member("parameters", static_cast<long long>(w.shape.parameters()));
    json.member("steps_per_second", r.speed.steps_per_second);
    json.member("steps_per_cpu_second", r.speed.steps_per_cpu_second);
    if (w.trains())
      json.member("samples_per_second", r.speed.steps_per_second * w.batch);
    else
      json.member("ms_per_refresh", 1e3 / r.speed.steps_per_second);
    json.member("gflops_nominal", r.nominal()).member("gflops_needed", r.needed()).member("gflops_peak", r.peak);
    if (r.distance) {
      json.key("first_losses").open('[');
      for (const float loss : r.losses) json.value(loss);
      json.close().member("first_losses_agree", r.agrees());
    }
    json.close();
  }
  json.close().close();
  print(json.text() + '\n');
}

}  // namespace

std::string bench_help() {
  Asked asked;
  std::string help = workloads_help;
  for (const auto& [option, what] : table(asked)) {
    if (what) help += args::line(option.name, 17, what);
  }
  return help + columns_help;
}

int run_bench(int argc, char** argv) {
  Asked asked;
  std::vector<args::Option> options;
  for (auto& [option, what] : table(asked)) options.push_back(option);
  std::string why;
  if (!args::read(std::span<const char* const>(argv, static_cast<std::size_t>(argc)).subspan(2), options, why))
    return refuse("bench: " + why);
  if (asked.chosen.empty()) choose_all(asked.chosen, false);
  if (asked.digits.empty()) asked.digits = beside_program(argv[0], "digits28.bin");
  net::Dataset digits;
  const bool needs_digits = std::any_of(asked.chosen.begin(), asked.chosen.end(),
                                        [](const Workload* w) { return w->source == bench::Source::digits; });
  if (needs_digits && !load_digits(asked.digits, digits)) {
    return refuse("bench: no digits in '" + asked.digits +
                  "': accepted is a file of packed digits, 28 x 28 pixels, 1280 or more");
  }
  watch_interrupts();
  if (!asked.json) {
    print_formatted("%-8s %12s %12s %-13s %8s %8s %9s   %s\n", "", "by clock", "by CPU time", "", "nominal", "needed",
                    "of peak", "first losses");
  }
  std::vector<Result> results;
  for (const Workload* w : asked.chosen) {
    if (interrupted()) break;
    results.push_back(run_workload(*w, asked, digits));
    if (!asked.json) print_row(results.back());
  }
  if (asked.json) print_json(results);
  if (interrupted()) {
    tell("interrupted after " + std::to_string(results.size()) + " of " + std::to_string(asked.chosen.size()) +
         " workloads; printed is what was measured");
    return interrupted_status;
  }
  return std::all_of(results.begin(), results.end(), [](const Result& r) { return r.agrees(); }) ? 0 : 1;
}

}  // namespace cli
