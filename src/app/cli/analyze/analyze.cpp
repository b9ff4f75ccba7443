#include "analyze.h"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "../files.h"
#include "../options.h"
#include "../result.h"
#include "arm.h"
#include "lab/json.h"

namespace cli {
namespace {

struct Looks {
  int samples = 200;  // masks drawn
  int examples = 8;   // test examples shown one by one
  int surfaces = 0;   // of sub-networks
};

args::Option count(const char* name, const char* accepts, int low, int high, int& out) {
  return {name, accepts, [=, &out](const std::string& text, std::string&) {
            long long number = 0;
            if (!args::whole_number(text, low, high, number)) return false;
            out = static_cast<int>(number);
            return true;
          }};
}

std::array<args::Option, 3> options_of(Looks& looks) {
  return {count("--samples", "a whole number from 2 to 100000, masks drawn", 2, 100'000, looks.samples),
          count("--examples", "a whole number from 1 to 1000, test examples shown one by one", 1, 1000, looks.examples),
          count("--surfaces", "a whole number from 0 to 1000, sub-networks whose answers all over the plane are shown",
                0, 1000, looks.surfaces)};
}

void write_masks(lab::JsonWriter& json, const lab::Snapshot& snapshot, int samples) {
  const net::Dropout masks = lab::own_dropout(snapshot, std::max(snapshot.mask_arm, 0));
  json.key("masks").open('{').key("keep").open('[');
  for (int l = 0; l < snapshot.shape.layers; ++l) json.value(masks.keep[static_cast<std::size_t>(l)]);
  json.close();
  json.key("droppable_units").value(static_cast<long long>(net::droppable_units(snapshot.shape, masks)));
  json.key("samples").value(static_cast<long long>(samples)).close();
}

}  // namespace

std::string analyze_help() {
  Looks looks;
  const auto own = options_of(looks);
  return args::line(own[0].name + " N", 17, own[0].accepts + " [" + std::to_string(looks.samples) + "]") +
         args::line(own[1].name + " N", 17, own[1].accepts + " [" + std::to_string(looks.examples) + "]") +
         args::line(own[2].name + " N", 17, own[2].accepts + " [" + std::to_string(looks.surfaces) + "]");
}

int run_analyze(int argc, char** argv) {
  std::string arms_name = "--arms", arms = "none,dropout,l2";
  const auto arguments = with_arms(std::span(argv, static_cast<std::size_t>(argc)).subspan(2), arms_name, arms);
  Looks looks;
  Options options;
  if (!read_options(arguments, options_of(looks), options)) return refused;
  watch_interrupts();
  lab::Laboratory laboratory;
  if (!start(argv[0], options, laboratory)) return refused;
  options.every = 0;
  lab::Snapshot snapshot;
  train(laboratory, options, [&] {
    laboratory.trainer().refresh();
    laboratory.read(snapshot);
  });
  lab::JsonWriter arms_measured, json;
  arms_measured.open('[');
  ArmAnalysis analysis(snapshot, looks.samples, looks.examples, looks.surfaces);
  for (int i = 0; i < snapshot.arms; ++i) analysis.write(arms_measured, i);
  arms_measured.close();
  json.open('{');
  write_head(json, "analyze", options, laboratory, snapshot);
  write_masks(json, snapshot, looks.samples);
  json.key("arms").written(arms_measured.text());
  json.close();
  print(json.text() + '\n');
  return interrupted() ? tell_interrupted(snapshot.iteration, options.iterations) : 0;
}

}  // namespace cli
