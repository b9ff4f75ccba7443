#include "check.h"

#include <array>
#include <span>

#include "../args/args.h"
#include "files.h"
#include "lab/own_program.h"

namespace cli {
namespace {

struct Asked {
  int seed = 1;
  lab::TaskFormat format = lab::TaskFormat::numpy;
  std::string a, da, at_test;  // paths
  bool json = false;
};

std::array<args::Option, 6> options_of(Asked& asked) {
  return {{{"--seed", "a whole number from 0 to 1000000, which task",
            [&](const std::string& text, std::string&) {
              long long number = 0;
              if (!args::whole_number(text, 0, 1'000'000, number)) return false;
              asked.seed = static_cast<int>(number);
              return true;
            }},
           {"--format", "numpy or csv, how the task is written",
            [&](const std::string& text, std::string&) {
              asked.format = text == "csv" ? lab::TaskFormat::csv : lab::TaskFormat::numpy;
              return text == "csv" || text == "numpy";
            }},
           args::text("--a", "a file with A after dropout, as CSV or as NumPy prints it", asked.a),
           args::text("--da", "a file with dA after the backward pass", asked.da),
           args::text("--test", "a file with A at test; may be left out", asked.at_test),
           args::flag("--json", asked.json)}};
}

bool read(const std::string& path, std::string& out) {
  if (path.empty() || read_file(path, out)) return true;
  refuse("'" + path + "': the file cannot be read");
  return false;
}

void write_array(lab::JsonWriter& json, const char* name, const lab::Array& array) {
  json.key(name).open('[');
  for (int r = 0; r < array.rows; ++r) {
    json.open('[');
    for (int c = 0; c < array.columns; ++c) json.value(array.at(r, c));
    json.close();
  }
  json.close();
}

void print_task(const Asked& asked, const lab::OwnTask& task) {
  if (!asked.json) return print(lab::task_text(task, asked.format));
  lab::JsonWriter json;
  json.open('{').member("command", "check").member("seed", static_cast<long long>(asked.seed));
  json.key("task").open('{').member("keep_prob", task.keep);
  write_array(json, "A", task.a);
  write_array(json, "D", task.d);
  write_array(json, "dA", task.da);
  json.close().close();
  print(json.text() + '\n');
}

}  // namespace

std::string check_help() {
  Asked asked;
  std::string help;
  for (const args::Option& option : options_of(asked))
    help +=
        args::line(option.name, 17, option.accepts.empty() ? "the task, or what is found, as JSON" : option.accepts);
  return help;
}

// Without files it gives the task; with them it says what is right or wrong. Exit status 1: something is.
int run_check(int argc, char** argv) {
  Asked asked;
  std::string why;
  if (!args::read(std::span<const char* const>(argv, static_cast<std::size_t>(argc)).subspan(2), options_of(asked),
                  why))
    return refuse(why);
  const lab::OwnTask task = lab::own_task(asked.seed);
  if (asked.a.empty() && asked.da.empty() && asked.at_test.empty()) return print_task(asked, task), 0;
  std::string a, da, at_test;
  if (!read(asked.a, a) || !read(asked.da, da) || !read(asked.at_test, at_test)) return refused;
  const auto found = lab::check_own(task, a, da, at_test);
  if (asked.json) {
    lab::JsonWriter json;
    json.open('{').member("command", "check").member("seed", static_cast<long long>(asked.seed));
    lab::write_findings(json, found);
    json.close();
    print(json.text() + '\n');
  } else {
    for (const lab::OwnFinding& f : found) print(std::string(f.of) + ": " + f.words + '\n');
  }
  return lab::all_right(found) ? 0 : 1;
}

}  // namespace cli
