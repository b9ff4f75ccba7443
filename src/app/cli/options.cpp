#include "options.h"

#include <algorithm>
#include <cstdio>
#include <functional>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "files.h"
#include "lab/csv.h"
#include "lab/exports.h"
#include "lab/limits.h"

namespace cli {
namespace {

constexpr long long most_iterations = 1'000'000'000;
constexpr int default_digits = 1000;

// One regularizer beside the other on a single network, each off until it is asked for.
lab::Experiment single_arm() {
  lab::Experiment e;
  lab::Arm arm{lab::ArmKind::combined};
  arm.keep.fill(1);
  arm.lambda = arm.max_norm = arm.input_noise = 0;
  arm.early_stop = 0;
  e.arms = 1;
  e.arm.fill(lab::Arm{});
  e.arm[0] = arm;
  return e;
}

bool complain(const std::string& what) { return refuse(what), false; }

// What the arguments said, the last of each; of what they didn't, nothing.
struct Given {
  std::map<lab::FieldId, std::string> fields;
  std::string preset, link, session;
  std::optional<long long> iterations;
};

args::Option whole_number(const char* name, long long low, long long high,
                          std::function<void(const std::string&, long long)> take) {
  return {name, "a whole number from " + std::to_string(low) + " to " + std::to_string(high),
          [=](const std::string& text, std::string&) {
            long long number = 0;
            if (!args::whole_number(text, low, high, number)) return false;
            take(text, number);
            return true;
          }};
}

// Every option of the commands that train: the fields of the experiment, what is no field of it, the command's own.
std::vector<args::Option> table(std::span<const args::Option> own, Given& given, Options& read, const Varies& varies) {
  std::vector<args::Option> all;
  for (const lab::Field& field : lab::fields()) {
    all.push_back({std::string("--") + field.key, field.accepts, [&](const std::string& text, std::string&) {
                     if (!varies || !varies(field, text)) given.fields[field.id] = text;
                     return true;
                   }});
  }
  const char* rows = "a CSV file of rows x1,x2,…,label";
  all.push_back({"--preset", "the key of a preset", [&](const std::string& key, std::string& accepts) {
                   given.preset = key;
                   return args::take_preset(key, read.experiment, accepts);
                 }});
  all.push_back(args::text("--link", "the part of an address after '#', in quotes", given.link));
  all.push_back(args::text("--session", "a JSON file saved by the page or by --export-json", given.session));
  all.push_back(args::text("--train", rows, read.train_file));
  all.push_back(args::text("--test", rows, read.test_file));
  all.push_back(args::text("--digits", "a packed digits file", read.digits_file));
  all.push_back(whole_number("--train-size", 1, 20'000,
                             [&](const std::string& text, long long) { given.fields[lab::FieldId::points] = text; }));
  all.push_back(whole_number("--iterations", 0, most_iterations,
                             [&](const std::string&, long long number) { given.iterations = number; }));
  all.push_back(
      whole_number("--every", 1, most_iterations, [&](const std::string&, long long number) { read.every = number; }));
  all.push_back(args::flag("--json", read.json));
  all.insert(all.end(), own.begin(), own.end());
  return all;
}

// One number for the input and one for each hidden layer, no more and no fewer.
bool keep_fits(const std::string& text, int hidden) {
  const auto part = std::string_view(text).substr(0, text.find(';'));
  const auto numbers = 1 + std::count(part.begin(), part.end(), ',');
  if (numbers == hidden + 1) return true;
  return complain("--keep '" + text + "': " + std::to_string(hidden + 1) +
                  " numbers are accepted here, one for the "
                  "input and one for each of " +
                  std::to_string(hidden) + " hidden layers");
}

bool take_fields(const Given& given, lab::Experiment& e) {
  if (given.fields.contains(lab::FieldId::arms)) e.arm = lab::Experiment{}.arm;
  for (const lab::Field& field : lab::fields()) {
    const auto found = given.fields.find(field.id);
    if (found == given.fields.end()) continue;
    std::string why;
    if (!lab::parse(e, field.id, found->second, why)) return complain(std::string("--") + field.key + ": " + why);
    if (field.id == lab::FieldId::keep && !keep_fits(found->second, e.hidden)) return false;
  }
  return true;
}

bool read_text(const std::string& option, const std::string& path, std::string& out) {
  return read_file(path, out) || complain(option + " '" + path + "': the file cannot be read");
}

// What is large is built in parts.
bool open(const lab::Session& session, lab::Laboratory& laboratory) {
  laboratory.open(session);
  while (laboratory.building()) laboratory.replay(0, [] { return 0.0; });
  return laboratory.error().empty();
}

bool start_tables(const Options& options, lab::Laboratory& laboratory) {
  lab::Table train, test;
  net::Split split;
  std::string train_text, test_text, why;
  if (!read_text("--train", options.train_file, train_text) || !read_text("--test", options.test_file, test_text))
    return false;
  if (!lab::read_tables(train_text, test_text, train, test, why)) return complain("--train, --test: " + why);
  if (!lab::datasets(train, test, split, why)) return complain("--train, --test: " + why);
  why = lab::too_large(options.experiment, split);
  if (!why.empty()) return complain(why);
  laboratory.trainer().restart_on(options.experiment, std::move(split));
  return true;
}

// What is replayed saw the page's own digits.
bool start_digits(const char* program, const Options& options, lab::Laboratory& laboratory) {
  const char* usual = options.replays ? "digits.bin" : "digits14.bin";
  const std::string path = options.digits_file.empty() ? beside_program(program, usual) : options.digits_file;
  std::string bytes;
  if (!read_file(path, bytes)) return complain("--digits '" + path + "': the file cannot be read");
  laboratory.digits({bytes.begin(), bytes.end()});
  if (net::size_of_digits(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()).train == 0) {
    return complain("--digits '" + path +
                    "': not a packed digits file; accepted are digits.bin, digits14.bin and digits28.bin");
  }
  if (!open(options.session, laboratory)) return complain(laboratory.error());
  const int held = laboratory.trainer().data().train.size();
  if (held == options.experiment.points || options.replays) return true;
  return complain("--train-size " + std::to_string(options.experiment.points) + ": '" + path + "' holds " +
                  std::to_string(held) + " training digits; accepted is up to that many");
}

// The session of --link or --session, in place of the options that describe an experiment.
bool take_session(const Given& given, Options& options) {
  const bool linked = !given.link.empty(), filed = !given.session.empty();
  if (!linked && !filed) return true;
  if (!given.fields.empty() || !given.preset.empty() || !options.train_file.empty() || (linked && filed)) {
    return complain("--link and --session are accepted alone, without options that describe an experiment");
  }
  std::vector<std::string> notices;
  if (linked) options.session = lab::read_link(given.link, notices);
  std::string text, why;
  if (filed && !read_file(given.session, text))
    return complain("--session '" + given.session + "': the file cannot be read");
  if (filed && !lab::from_json(text, options.session, notices, why, &options.saved)) {
    return complain("--session '" + given.session + "': " + why +
                    "; accepted are files saved by the page or --export-json");
  }
  for (const std::string& notice : notices) refuse(notice);
  options.replays = true;
  options.experiment = options.session.start;
  options.iterations = options.session.iteration;
  return true;
}

}  // namespace

std::vector<char*> with_arms(std::span<char* const> arguments, std::string& name, std::string& arms) {
  std::vector<char*> all;
  const auto chooses = [](const char* argument) {
    const std::string_view whole = argument, option = whole.substr(0, whole.find('='));
    return option == "--arms" || option == "--preset" || option == "--link" || option == "--session";
  };
  if (std::none_of(arguments.begin(), arguments.end(), chooses)) all = {name.data(), arms.data()};
  all.insert(all.end(), arguments.begin(), arguments.end());
  return all;
}

bool read_options(std::span<char* const> arguments, std::span<const args::Option> own, Options& options,
                  const Varies& varies) {
  Given given;
  Options read;
  read.experiment = single_arm();
  std::string why;
  if (!args::read(arguments, table(own, given, read, varies), why)) return complain(why);
  if (!take_fields(given, read.experiment)) return false;
  if (read.experiment.source == net::Source::digits && !given.fields.contains(lab::FieldId::points))
    read.experiment.points = default_digits;
  read.session.start = read.experiment;
  if (!take_session(given, read)) return false;
  read.iterations = given.iterations.value_or(read.iterations);
  if (read.train_file.empty() != read.test_file.empty()) {
    return complain("--train and --test are accepted only together, each with a CSV file");
  }
  options = std::move(read);
  return true;
}

bool start(const char* program, const Options& options, lab::Laboratory& laboratory) {
  if (!options.train_file.empty()) return start_tables(options, laboratory);
  const bool digits = options.experiment.source == net::Source::digits && !options.session.data;
  if (digits) return start_digits(program, options, laboratory);
  return open(options.session, laboratory) || complain(laboratory.error());
}

void show_progress(long long iteration, long long iterations) {
  static const bool terminal = says_progress();
  if (!terminal || (iteration % 128 != 0 && iteration != iterations)) return;
  std::fprintf(stderr, "\riteration %lld of %lld%s", iteration, iterations, iteration == iterations ? "\n" : "");
}

int tell_interrupted(long long iteration, long long iterations) {
  if (says_progress()) std::fputc('\n', stderr);
  tell("interrupted after " + std::to_string(iteration) + " of " + std::to_string(iterations) +
       " iterations; printed and written is what was there");
  return interrupted_status;
}

std::string options_help() {
  const lab::Experiment e = single_arm();
  std::string help;
  const auto line = [&](const std::string& option, const std::string& accepts, const std::string& value) {
    help += args::line(option, 14, accepts + (value.empty() ? "" : " [" + value + "]"));
  };
  for (const lab::Field& field : lab::fields()) {
    line(std::string("--") + field.key, std::string(field.name) + ": " + field.accepts,
         field.id == lab::FieldId::arms ? "one network with the regularizers asked for" : lab::format(e, field.id));
  }
  line("--train-size", "the same as --points; with --data digits 1000 unless given", "");
  line("--train", "CSV file of rows x1,x2,…,label, instead of --data; with --test", "");
  line("--test", "CSV file of the test set", "");
  line("--digits", "packed digits file for --data digits", "digits14.bin beside the program");
  std::string keys;
  for (const lab::Preset& preset : lab::presets()) keys += std::string(keys.empty() ? "" : ", ") + preset.key;
  line("--link", "replay a link, the part of an address after '#', to its iteration; with no option of the above", "");
  line("--session", "the same with a JSON file saved by the page or by --export-json", "");
  line("--preset", "start from " + keys + "; other options change it", "");
  line("--iterations", "updates to train for, 0 to 1000000000", "1000; of a link or session their own");
  line("--every", "add a history with a point every so many iterations", "");
  line("--json", "print one JSON object instead of a table", "");
  return help;
}

}  // namespace cli
