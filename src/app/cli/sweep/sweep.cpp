#include "sweep.h"

#include <algorithm>
#include <numeric>
#include <span>
#include <string_view>

#include "../files.h"
#include "../interrupt.h"
#include "../options.h"
#include "outputs.h"
#include "pool.h"

namespace cli {
namespace {

constexpr int most_threads_asked = 256, most_shards = 10'000, most_masks = 1000;

std::vector<std::string> parts(const std::string& text, char separator) {
  std::vector<std::string> all(1);
  for (const char c : text) {
    if (c == separator)
      all.emplace_back();
    else
      all.back() += c;
  }
  return all;
}

struct Asked {
  lab::Sweep sweep;
  std::string wrong;  // with an axis
  std::size_t shard = 0, shards = 0;
  int threads = most_threads();
  Outputs outputs;

  // Values between commas.
  args::Option axis(const std::string& name, const char* accepts) {
    return {"--" + name, accepts, [this, name](const std::string& text, std::string&) {
              return lab::add_axis(sweep, name, parts(text, ','), wrong);
            }};
  }
  std::vector<args::Option> options();
};

bool read_shard(const std::string& text, Asked& asked) {
  const std::size_t slash = text.find('/');
  long long number = 0, of = 0;
  if (slash == text.npos || !args::whole_number(text.substr(slash + 1), 1, most_shards, of) ||
      !args::whole_number(text.substr(0, slash), 1, of, number))
    return false;
  asked.shard = static_cast<std::size_t>(number);
  asked.shards = static_cast<std::size_t>(of);
  return true;
}

bool read_masks(const std::string& text, std::vector<int>& out) {
  for (const std::string& part : parts(text, ',')) {
    long long k = 0;
    if (!args::whole_number(part, 1, most_masks, k)) return false;
    out.push_back(static_cast<int>(k));
  }
  return true;
}

std::vector<args::Option> Asked::options() {
  std::vector<args::Option> all;
  for (int l = 0; l < net::max_layers; ++l) {
    all.push_back(axis("keep" + std::to_string(l), "numbers from 0.01 to 1, keep_probs of that layer"));
  }
  all.push_back(axis("keep-hidden", "numbers from 0.01 to 1, keep_probs of all hidden layers"));
  all.push_back(axis("width", "whole numbers from 1 to 2048, units of every hidden layer"));
  all.push_back({"--keep-map", "numbers from 0.01 to 1, keep_probs of the first two hidden layers",
                 [this](const std::string& text, std::string&) {
                   return lab::add_axis(sweep, "keep1", parts(text, ','), wrong) &&
                          lab::add_axis(sweep, "keep2", parts(text, ','), wrong);
                 }});
  all.push_back({"--vary", "FIELD=VALUE|VALUE…, an option that describes an experiment and its values",
                 [this](const std::string& text, std::string&) {
                   const std::size_t equals = text.find('=');
                   return equals != text.npos &&
                          lab::add_axis(sweep, text.substr(0, equals), parts(text.substr(equals + 1), '|'), wrong);
                 }});
  all.push_back({"--seeds", "seeds like 1-20 or 1,2,7-9",
                 [this](const std::string& text, std::string&) { return lab::read_seeds(text, sweep.seeds); }});
  all.push_back(args::flag("--fixed-pn", sweep.fixed_pn));
  all.push_back({"--scatter", "whole numbers from 1 to 1000 like 1,10,100",
                 [this](const std::string& text, std::string&) { return read_masks(text, sweep.masks); }});
  all.push_back({"--shard", "the number of a part, from 1, and of how many, like 2/5",
                 [this](const std::string& text, std::string&) { return read_shard(text, *this); }});
  all.push_back({"--threads", "a whole number from 1 to 256", [this](const std::string& text, std::string&) {
                   long long number = 0;
                   const bool good = args::whole_number(text, 1, most_threads_asked, number);
                   if (good) threads = std::min(static_cast<int>(number), most_threads() == 1 ? 1 : most_threads_asked);
                   return good;
                 }});
  for (args::Option& option : outputs.options()) all.push_back(std::move(option));
  return all;
}

// False after a line that says what is wrong.
bool take(const Options& options, Asked& asked) {
  lab::Sweep& sweep = asked.sweep;
  if (options.replays || !options.train_file.empty() || options.every > 0) {
    tell("sweep: --link, --session, --train, --test and --every are not accepted");
    return false;
  }
  sweep.base = options.experiment;
  sweep.iterations = options.iterations;
  if (sweep.seeds.empty()) sweep.seeds = {1, 2, 3, 4, 5};
  if (sweep.jobs() > lab::most_jobs) {
    tell("sweep: there are more than 1,000,000 jobs");
    return false;
  }
  std::string why;
  for (std::size_t job = 0; job < sweep.jobs(); job += sweep.seeds.size()) {
    lab::Experiment experiment;
    if (lab::experiment_of(sweep, job, experiment, why)) continue;
    tell("--" + why);
    return false;
  }
  return true;
}

// Those of the shard that have no row yet.
std::vector<std::size_t> jobs_to_do(const Asked& asked, const Record& record, std::size_t& all) {
  std::vector<std::size_t> jobs;
  all = 0;
  for (std::size_t job = 0; job < asked.sweep.jobs(); ++job) {
    if (asked.shards > 0 && job % asked.shards + 1 != asked.shard) continue;
    ++all;
    if (!record.lines().rows.contains(job)) jobs.push_back(job);
  }
  return jobs;
}

bool load_digits(const char* program, const Options& options, const lab::Sweep& sweep, std::string& bytes) {
  lab::Experiment first;
  std::string why;
  bool wanted = false;
  for (std::size_t job = 0; job < sweep.jobs() && !wanted; job += sweep.seeds.size())
    wanted = lab::experiment_of(sweep, job, first, why) && first.source == net::Source::digits;
  if (!wanted) return true;
  const std::string path = options.digits_file.empty() ? beside_program(program, "digits.bin") : options.digits_file;
  if (!read_file(path, bytes)) return tell("--digits '" + path + "': the file cannot be read"), false;
  return true;
}

int tell_through(const Asked& asked, const Record& record, std::size_t all) {
  const std::size_t done = record.lines().rows.size();
  const std::string count = std::to_string(done) + " of " + std::to_string(all) + " jobs";
  if (!interrupted()) return 0;
  tell("interrupted after " + count +
       (asked.outputs.lines.empty() ? "; printed is what was there" : "; the same command goes on with them"));
  return interrupted_status;
}

}  // namespace

std::string sweep_help() {
  return "dropout_lab_cli sweep [OPTION …]: trains every setting of a grid with every seed; a row for each\n"
         "\n"
         "Of the options that describe an experiment those with a single value take several, between commas: they vary,\n"
         "the first given slowest, seeds fastest. Without --arms or --preset the arms are none,dropout.\n" +
         args::line("--seeds", 17, "seeds like 1-20 or 1,2,7-9 [1-5]") +
         args::line("--keep0", 17, "keep_probs of the input, in every arm that drops") +
         args::line("--keep1 …", 17, "keep_probs of a hidden layer; up to --keep7") +
         args::line("--keep-hidden", 17, "keep_probs of all hidden layers alike") +
         args::line("--keep-map", 17, "keep_probs of the first two hidden layers, each with each") +
         args::line("--width", 17, "units of every hidden layer") +
         args::line("--fixed-pn", 17, "a hidden layer has its units / keep_prob, so that as many are kept on average") +
         args::line("--vary", 17, "any other option: 'layers=16|16,16', 'arms=none|dropout,l2'") +
         args::line("--scatter", 17, "for each K, how far means of J over K masks scatter, like 1,10,100") +
         args::line("--shard", 17, "2/5: the second of five parts; merge puts their files together") +
         args::line("--threads", 17, "jobs at a time [as many as the processor runs; in Node 1]") + outputs_help() +
         "\n"
         "A row is the same whichever thread, shard or call made it. Its link replays it, on digits those of the page.\n"
         "\n" +
         options_help();
}

int run_sweep(int argc, char** argv) {
  Asked asked;
  Options options;
  std::string arms_name = "--arms", arms = "none,dropout";
  const auto arguments = with_arms(std::span(argv, static_cast<std::size_t>(argc)).subspan(2), arms_name, arms);
  const auto varies = [&](const lab::Field& field, const std::string& text) {
    const bool is_list = field.place.type == lab::Place::Type::list || field.id == lab::FieldId::seed;
    return !is_list && text.find(',') != text.npos &&
           lab::add_axis(asked.sweep, field.key, parts(text, ','), asked.wrong);
  };
  if (!read_options(arguments, asked.options(), options, varies)) {
    if (!asked.wrong.empty()) tell(asked.wrong);
    return refused;
  }
  if (!take(options, asked) || !asked.outputs.possible()) return refused;
  std::string digits, why;
  if (!load_digits(argv[0], options, asked.sweep, digits)) return refused;
  watch_interrupts();
  Record record;
  if (!record.open(asked.outputs.lines, lab::first_line(asked.sweep, asked.shard, asked.shards))) return refused;
  if (!record.begin()) return unwritten;
  std::size_t all = 0;
  const auto jobs = jobs_to_do(asked, record, all);
  bool written = true;
  const Work work{asked.sweep,
                  {reinterpret_cast<const std::uint8_t*>(digits.data()), digits.size()},
                  options.digits_file.empty(),
                  all,
                  all - jobs.size()};
  const bool ran = run_jobs(
      work, jobs, asked.threads,
      [&](std::size_t job, const std::string& row) { return written = record.add(job, row); }, why);
  if (!ran) return refuse("sweep: " + why);
  if (!written) return unwritten;
  written = record.finish();
  if (asked.outputs.lines.empty()) print(record.text());
  if (!record.lines().rows.empty()) written &= asked.outputs.write(record.lines());
  const int status = tell_through(asked, record, all);
  return status != 0 ? status : written ? 0 : unwritten;
}

std::string merge_help() {
  return args::line("FILE …", 17, "files that sweep --shard wrote with --out; all of a sweep's jobs") + outputs_help();
}

int run_merge(int argc, char** argv) {
  Outputs outputs;
  std::vector<std::string> paths;
  auto options = outputs.options();
  options.push_back({"", "a file that sweep wrote", [&](const std::string& path, std::string&) {
                       paths.push_back(path);
                       return !path.empty();
                     }});
  std::string why, text;
  if (!args::read(std::span<const char* const>(argv, static_cast<std::size_t>(argc)).subspan(2), options, why))
    return refuse("merge: " + why);
  if (paths.empty()) return refuse("merge: accepted are the files of a sweep's shards");
  Lines all;
  for (const std::string& path : paths) {
    Lines lines;
    if (!read_file(path, text)) return refuse("'" + path + "': the file cannot be read");
    if (!read_lines(text, lines, why)) return refuse("'" + path + "': " + why);
    if (all.first.empty()) {
      all = std::move(lines);
      continue;
    }
    if (lines.first_of_all != all.first_of_all)
      return refuse("'" + path + "' is of another sweep than '" + paths[0] + "'");
    for (auto& [job, row] : lines.rows) {
      const auto [known, is_new] = all.rows.emplace(job, row);
      if (!is_new && known->second != row)
        return refuse("'" + path + "': job " + std::to_string(job) + " has other figures there than before");
    }
  }
  if (all.rows.size() < all.grid.jobs) {
    std::size_t first = 0;
    while (all.rows.contains(first)) ++first;
    return refuse("merge: " + std::to_string(all.grid.jobs - all.rows.size()) + " of " + std::to_string(all.grid.jobs) +
                  " jobs are missing, the first of them " + std::to_string(first));
  }
  if (!outputs.possible()) return refused;
  std::string lines = all.first_of_all + '\n';
  for (const auto& [job, row] : all.rows) lines += row + '\n';
  bool written = true;
  if (outputs.lines.empty())
    print(lines);
  else
    written = write_file(outputs.lines, lines);
  written &= outputs.write(all);
  return written ? 0 : unwritten;
}

}  // namespace cli
