#include "result.h"

#include "interrupt.h"

namespace cli {
namespace {

// Every field as its text; of CSV data the files instead of the fields about points.
void write_experiment(lab::JsonWriter& json, const Options& options) {
  json.key("experiment").open('{');
  const bool tables = !options.train_file.empty();
  if (tables) json.key("train").value(options.train_file).key("test").value(options.test_file);
  for (const lab::Field& field : lab::fields()) {
    if (tables && field.id <= lab::FieldId::flip) continue;
    json.key(field.key).value(lab::format(options.experiment, field.id));
  }
  json.close();
}

}  // namespace

void write_head(lab::JsonWriter& json, const char* command, const Options& options, const lab::Laboratory& laboratory,
                const lab::Snapshot& snapshot) {
  json.member("command", command);
  write_experiment(json, options);
  json.key("link").value(options.train_file.empty() ? lab::write_link(laboratory.session()) : std::string());
  json.member("interrupted", interrupted());
  json.member("iterations", static_cast<long long>(snapshot.iteration)).member("epochs", snapshot.epoch);
  json.member("train_size", static_cast<long long>(snapshot.train_size));
  json.member("test_size", static_cast<long long>(snapshot.test_size));
  json.key("units").open('[');
  for (int l = 0; l <= snapshot.shape.layers; ++l) {
    json.value(static_cast<long long>(snapshot.shape.units[static_cast<std::size_t>(l)]));
  }
  json.close();
}

}  // namespace cli
