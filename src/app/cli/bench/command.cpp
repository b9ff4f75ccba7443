#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "bench/bench.h"
#include "bench/workload.h"

namespace bench {
namespace {

constexpr const char* help =
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
    "Options:\n"
    "  --seconds S            length of the measured window, 0.05 to 60 (default 1)\n"
    "  --no-dropout           nothing is dropped\n"
    "  --mask-per WHICH       one mask per example or per batch (default example)\n"
    "  --digits FILE          packed digits of 28 x 28 (default digits28.bin beside the program)\n"
    "  --json                 print JSON\n"
    "\n"
    "Columns: the rate by the clock and by the thread's own time (WebAssembly has no clock for it, so by the clock\n"
    "again); GFLOP/s, nominal (6 for each parameter and example) and needed (no gradient of the input); the needed ones\n"
    "as a share of the peak of a loop of multiply-adds in registers, measured before and after; the largest relative\n"
    "distance of the first ten losses, dropout off, from the table, and whether rounding explains it.\n";

struct Options {
  std::vector<const Workload*> chosen;
  double seconds = 1;
  Masks masks = Masks::per_example;
  std::string digits;
  bool json = false, help = false;
};

int refuse(const char* what, std::string_view value, const char* accepted) {
  std::fprintf(stderr, "dropout_lab_cli bench: %s '%.*s': %s\n", what, static_cast<int>(value.size()), value.data(),
               accepted);
  return 2;
}

void choose_all(std::vector<const Workload*>& chosen, bool growth) {
  for (const Workload& w : workloads()) {
    if (std::string_view(w.name).starts_with("W6_") == growth) chosen.push_back(&w);
  }
}

// The value of an option, or nothing at the end of the line.
const char* next(int argc, char** argv, int& i) { return i + 1 < argc ? argv[++i] : ""; }

int read_option(int argc, char** argv, int& i, Options& options) {
  const std::string_view word = argv[i];
  if (word == "--help") {
    options.help = true;
  } else if (word == "--json") {
    options.json = true;
  } else if (word == "--no-dropout") {
    options.masks = Masks::none;
  } else if (word == "--digits") {
    options.digits = next(argc, argv, i);
  } else if (word == "--mask-per") {
    const std::string_view per = next(argc, argv, i);
    if (per != "example" && per != "batch") return refuse("bad --mask-per", per, "accepted are example and batch");
    options.masks = per == "batch" ? Masks::per_batch : Masks::per_example;
  } else if (word == "--seconds") {
    const char* text = next(argc, argv, i);
    char* end = nullptr;
    options.seconds = std::strtod(text, &end);
    const bool number = end != text && *end == '\0';
    if (!number || !(options.seconds >= 0.05 && options.seconds <= 60)) {
      return refuse("bad --seconds", text, "accepted are numbers from 0.05 to 60");
    }
  } else if (word.starts_with("-")) {
    return refuse("unknown option", word,
                  "accepted are --seconds, --no-dropout, --mask-per, --digits, --json and --help");
  } else if (word == "W6") {
    choose_all(options.chosen, true);
  } else if (const Workload* found = find_workload(word)) {
    options.chosen.push_back(found);
  } else {
    return refuse("unknown workload", word, "accepted are W1, W2t, W2r, W3, W4, W5, W6, W6_8 to W6_1024 and W7");
  }
  return 0;
}

bool load_digits(const std::string& path, net::Dataset& digits) {
  std::vector<std::uint8_t> bytes;
  if (std::FILE* file = std::fopen(path.c_str(), "rb")) {
    std::uint8_t piece[65536];
    while (const std::size_t got = std::fread(piece, 1, sizeof piece, file))
      bytes.insert(bytes.end(), piece, piece + got);
    std::fclose(file);
  }
  net::Split split;
  const net::DataSettings settings{
      .source = net::Source::digits, .train_size = training_digits, .test_size = 1, .in_order = true};
  if (!net::read_digits(bytes.data(), bytes.size(), settings, split)) return false;
  digits = std::move(split.train);
  return digits.x.rows() == 28 * 28 && digits.size() == training_digits;
}

struct Result {
  const Workload* workload;
  Speed speed;
  double peak;  // GFLOP/s
  std::array<float, 10> losses{};
  std::optional<double> distance;

  double per_step() const { return workload->trains() ? workload->batch : 1; }
  double nominal() const { return 1e-9 * speed.steps_per_cpu_second * per_step() * workload->nominal_flop(); }
  double needed() const { return 1e-9 * speed.steps_per_cpu_second * per_step() * workload->needed_flop(); }
  bool agrees() const { return !distance || *distance <= double{workload->tolerance}; }
};

Result run_workload(const Workload& w, const Options& options, const net::Dataset& digits) {
  Result result{&w, {}, multiply_add_peak(0.1), {}, {}};
  result.distance = check_first_losses(w, digits, result.losses);
  Run run(w, options.masks, digits);
  result.speed = measure(run, 0.4, options.seconds);
  result.peak = std::max(result.peak, multiply_add_peak(0.1));
  return result;
}

void print_row(const Result& r) {
  const Workload& w = *r.workload;
  const bool full_batch = w.trains() && w.batch == w.take;
  const double unit = w.trains() && !full_batch ? w.batch : 1;
  if (w.trains()) {
    std::printf("%-8s %12.5g %12.5g %-13s", w.name, r.speed.steps_per_second * unit,
                r.speed.steps_per_cpu_second * unit, full_batch ? "iterations/s" : "samples/s");
  } else {
    std::printf("%-8s %12.5g %12.5g %-13s", w.name, 1e3 / r.speed.steps_per_second, 1e3 / r.speed.steps_per_cpu_second,
                "ms a refresh");
  }
  std::printf(" %8.2f %8.2f %7.1f %%", r.nominal(), r.needed(), 100 * r.needed() / r.peak);
  if (r.distance) std::printf("   %.1e %s", *r.distance, r.agrees() ? "agrees" : "DIFFERS");
  std::printf("\n");
  std::fflush(stdout);
}

void print_json(const std::vector<Result>& results) {
  std::printf("{\"workloads\": [");
  for (const Result& r : results) {
    const Workload& w = *r.workload;
    std::printf("%s\n  {\"name\": \"%s\", \"batch\": %d, \"parameters\": %d, ", &r == results.data() ? "" : ",", w.name,
                w.batch, w.shape.parameters());
    std::printf("\"steps_per_second\": %.9g, \"steps_per_cpu_second\": %.9g, ", r.speed.steps_per_second,
                r.speed.steps_per_cpu_second);
    if (w.trains())
      std::printf("\"samples_per_second\": %.9g, ", r.speed.steps_per_second * w.batch);
    else
      std::printf("\"ms_per_refresh\": %.9g, ", 1e3 / r.speed.steps_per_second);
    std::printf("\"gflops_nominal\": %.6g, \"gflops_needed\": %.6g, \"gflops_peak\": %.6g", r.nominal(), r.needed(),
                r.peak);
    if (r.distance) {
      std::printf(", \"first_losses\": [");
      for (std::size_t i = 0; i < r.losses.size(); ++i) std::printf(i ? ", %.7g" : "%.7g", double{r.losses[i]});
      std::printf("], \"first_losses_agree\": %s", r.agrees() ? "true" : "false");
    }
    std::printf("}");
  }
  std::printf("\n]}\n");
}

}  // namespace

int run_command(int argc, char** argv) {
  Options options;
  for (int i = 2; i < argc; ++i) {
    if (const int status = read_option(argc, argv, i, options)) return status;
  }
  if (options.help) {
    std::fputs(help, stdout);
    return 0;
  }
  if (options.chosen.empty()) choose_all(options.chosen, false);
  if (options.digits.empty()) {
    const std::string_view program = argv[0];
    options.digits = std::string(program.substr(0, program.find_last_of('/') + 1)) + "digits28.bin";
  }
  net::Dataset digits;
  const bool needs_digits = std::any_of(options.chosen.begin(), options.chosen.end(),
                                        [](const Workload* w) { return w->source == Source::digits; });
  if (needs_digits && !load_digits(options.digits, digits)) {
    return refuse("no digits in", options.digits, "wanted is a file of packed digits, 28 x 28 pixels, 1280 or more");
  }
  if (!options.json) {
    std::printf("%-8s %12s %12s %-13s %8s %8s %9s   %s\n", "", "by clock", "by CPU time", "", "nominal", "needed",
                "of peak", "first losses");
  }
  std::vector<Result> results;
  for (const Workload* w : options.chosen) {
    results.push_back(run_workload(*w, options, digits));
    if (!options.json) print_row(results.back());
  }
  if (options.json) print_json(results);
  return std::all_of(results.begin(), results.end(), [](const Result& r) { return r.agrees(); }) ? 0 : 1;
}

}  // namespace bench
