#include "lab/arm_json.h"

namespace lab {

void write_costs(JsonWriter& json, const ArmFigures& arm) {
  const auto score = [&](const char* set, float cost, float accuracy) {
    json.key(set).open('{').key("cost").value(cost).key("accuracy").value(accuracy).close();
  };
  json.key("cost_masked").value(arm.cost_masked);
  score("train", arm.cost_train, arm.accuracy_train);
  score("test", arm.cost_test, arm.accuracy_test);
}

void write_arm(JsonWriter& json, const Snapshot& snapshot, int index) {
  const ArmFigures& arm = snapshot.arm[static_cast<std::size_t>(index)];
  json.key("arm").value(arm.name.data()).key("status").value(word(arm.status)).key("stopped_at");
  arm.stopped_at < 0 ? json.null() : json.value(static_cast<long long>(arm.stopped_at));
  write_costs(json, arm);
  json.key("dead_units").value(static_cast<long long>(arm.dead_units));
  const auto count = [&](const char* name, std::int64_t number) { json.member(name, static_cast<long long>(number)); };
  json.key("rises").open('{');
  count("since", arm.rises.since);
  count("compared", arm.rises.compared);
  count("count", arm.rises.count);
  count("first", arm.rises.first);
  json.close();
}

void write_layer(JsonWriter& json, const ArmFigures& arm, int layer, const net::Spread& spread) {
  json.key("squared_norm").value(arm.norm[static_cast<std::size_t>(layer)]);
  json.key("fan_in").value(static_cast<long long>(spread.fan_in));
  json.key("effective_inputs").value(spread.effective_inputs).key("participation").value(spread.participation);
}

std::vector<net::Spread> spreads(const Snapshot& snapshot, const ArmFigures& arm) {
  std::vector<net::Spread> all;
  for (int l = 0; l < snapshot.shape.layers; ++l) {
    all.push_back(net::spread(snapshot.shape, l, snapshot[arm.parameters].data()));
  }
  return all;
}

const char* word(Status status) {
  switch (status) {
    case Status::running:
      return "trained";
    case Status::diverged:
      return "diverged";
    case Status::stopped_early:
      return "stopped early";
  }
  return "";
}

void write_layers(JsonWriter& json, const Snapshot& snapshot, int index) {
  const ArmFigures& arm = snapshot.arm[static_cast<std::size_t>(index)];
  const auto spread = spreads(snapshot, arm);
  json.key("layers").open('[');
  for (std::size_t l = 0; l < spread.size(); ++l) {
    json.open('{');
    write_layer(json, arm, static_cast<int>(l), spread[l]);
    json.close();
  }
  json.close();
}

}  // namespace lab
