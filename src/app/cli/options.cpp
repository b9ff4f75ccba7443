#include "options.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <map>
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

struct Plain {
  std::string_view name, accepts;
};
// The shared options that are no field of the experiment; those without `accepts` take no value.
constexpr std::array<Plain, 11> plain{{
    {"--preset", "the key of a preset"},
    {"--link", "the part of an address after '#', in quotes"},
    {"--session", "a JSON file saved by the page or by --export-json"},
    {"--train", "a CSV file of rows x1,x2,…,label"},
    {"--test", "a CSV file of rows x1,x2,…,label"},
    {"--digits", "a packed digits file"},
    {"--train-size", "a whole number from 1 to 20000"},
    {"--iterations", "a whole number from 0 to 1000000000"},
    {"--every", "a whole number from 1 to 1000000000"},
    {"--json", ""},
    {"--help", ""},
}};

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

bool whole_number(const std::string& text, long long low, long long high, long long& out) {
  char* end = nullptr;
  const bool digits = !text.empty() && text.size() < 12 && text.find_first_not_of("0123456789") == text.npos;
  const long long number = digits ? std::strtoll(text.c_str(), &end, 10) : -1;
  if (!digits || number < low || number > high) return false;
  out = number;
  return true;
}

const lab::Field* field_of(std::string_view option) {
  for (const lab::Field& field : lab::fields()) {
    if (option == std::string("--") + field.key) return &field;
  }
  return nullptr;
}

// The texts given for fields and plain options, the last of each.
struct Given {
  std::map<lab::FieldId, std::string> fields;
  std::map<std::string_view, std::string> plain;
};

std::string all_names(std::span<const OwnOption> own) {
  std::string names;
  for (const lab::Field& field : lab::fields()) names += std::string("--") + field.key + ' ';
  for (const Plain& option : plain) names += std::string(option.name) + ' ';
  for (const OwnOption& option : own) names += std::string(option.name) + ' ';
  names.pop_back();
  return names;
}

bool gather(std::span<char* const> arguments, std::span<const OwnOption> own, Given& given) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view name = arguments[i];
    const lab::Field* field = field_of(name);
    const auto shared = std::find_if(plain.begin(), plain.end(), [&](const Plain& p) { return p.name == name; });
    const auto mine = std::find_if(own.begin(), own.end(), [&](const OwnOption& o) { return o.name == name; });
    std::string_view accepts;
    if (mine != own.end()) {
      if (mine->given) *mine->given = true;
      accepts = mine->value ? mine->accepts : "";
    } else if (field) {
      accepts = field->accepts;
    } else if (shared != plain.end()) {
      accepts = shared->accepts;
    } else {
      return complain("unknown option '" + std::string(name) + "'; accepted are " + all_names(own));
    }
    std::string value;
    if (!accepts.empty()) {
      if (++i == arguments.size()) return complain(std::string(name) + " needs a value: " + std::string(accepts));
      value = arguments[i];
    }
    if (mine != own.end()) {
      if (mine->value) *mine->value = value;
    } else if (field) {
      given.fields[field->id] = value;
    } else {
      given.plain[shared->name] = value;
    }
  }
  return true;
}

bool take_preset(const std::string& key, lab::Experiment& out) {
  std::string keys;
  for (const lab::Preset& preset : lab::presets()) {
    if (key == preset.key) return out = preset.experiment, true;
    keys += std::string(keys.empty() ? "" : ", ") + preset.key;
  }
  return complain("--preset '" + key + "': accepted are " + keys);
}

bool take_number(const Given& given, std::string_view name, long long low, long long high, long long& out) {
  const auto found = given.plain.find(name);
  if (found == given.plain.end() || whole_number(found->second, low, high, out)) return true;
  return complain(std::string(name) + " '" + found->second + "': accepted is a whole number from " +
                  std::to_string(low) + " to " + std::to_string(high));
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

bool read_table(const std::string& option, const std::string& path, lab::Table& out) {
  std::string text, why;
  if (!read_file(path, text)) return complain(option + " '" + path + "': the file cannot be read");
  if (!lab::read_csv(text, out, why)) {
    return complain(option + " '" + path + "': " + why + "; accepted are rows x1,x2,…,label");
  }
  return true;
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
  std::string why;
  if (!read_table("--train", options.train_file, train) || !read_table("--test", options.test_file, test)) return false;
  if (!lab::datasets(train, test, split, why)) return complain("--train, --test: " + why);
  why = lab::too_large(options.experiment, {static_cast<int>(split.train.x.rows()), split.train.classes,
                                            split.train.size(), split.test.size()});
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
  const auto link = given.plain.find("--link"), file = given.plain.find("--session");
  const bool linked = link != given.plain.end(), filed = file != given.plain.end();
  if (!linked && !filed) return true;
  if (!given.fields.empty() || given.plain.contains("--preset") || given.plain.contains("--train") ||
      (linked && filed)) {
    return complain("--link and --session are accepted alone, without options that describe an experiment");
  }
  std::vector<std::string> notices;
  if (linked) options.session = lab::read_link(link->second, notices);
  std::string text, why;
  if (filed && !read_file(file->second, text))
    return complain("--session '" + file->second + "': the file cannot be read");
  if (filed && !lab::from_json(text, options.session, notices, why, &options.saved)) {
    return complain("--session '" + file->second + "': " + why +
                    "; accepted are files saved by the page or --export-json");
  }
  for (const std::string& notice : notices) refuse(notice);
  options.replays = true;
  options.experiment = options.session.start;
  options.iterations = options.session.iteration;
  return true;
}

}  // namespace

bool read_options(std::span<char* const> arguments, std::span<const OwnOption> own, Options& options) {
  Given given;
  if (!gather(arguments, own, given)) return false;
  Options read;
  read.experiment = single_arm();
  const auto text = [&](std::string_view name) { return given.plain.contains(name) ? given.plain[name] : ""; };
  if (given.plain.contains("--preset") && !take_preset(text("--preset"), read.experiment)) return false;
  if (given.plain.contains("--train-size")) given.fields[lab::FieldId::points] = text("--train-size");
  if (!take_fields(given, read.experiment)) return false;
  if (read.experiment.source == net::Source::digits && !given.fields.contains(lab::FieldId::points))
    read.experiment.points = default_digits;
  read.session.start = read.experiment;
  if (!take_session(given, read)) return false;
  if (!take_number(given, "--iterations", 0, most_iterations, read.iterations)) return false;
  if (!take_number(given, "--every", 1, most_iterations, read.every)) return false;
  read.train_file = text("--train");
  read.test_file = text("--test");
  read.digits_file = text("--digits");
  read.json = given.plain.contains("--json");
  if (given.plain.contains("--train") != given.plain.contains("--test")) {
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
  static const bool terminal = isatty(2) == 1;
  if (!terminal || (iteration % 128 != 0 && iteration != iterations)) return;
  std::fprintf(stderr, "\riteration %lld of %lld%s", iteration, iterations, iteration == iterations ? "\n" : "");
}

std::string options_help() {
  const lab::Experiment e = single_arm();
  std::string help;
  const auto line = [&](const std::string& option, const std::string& accepts, const std::string& value) {
    help += "  " + option + std::string(option.size() < 14 ? 14 - option.size() : 1, ' ') + accepts;
    help += (value.empty() ? "" : " [" + value + "]") + "\n";
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
