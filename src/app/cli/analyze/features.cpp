#include "features.h"

#include "lab/analyses/activations.h"
#include "lab/analyses/confusion.h"
#include "lab/analyses/tiles.h"

namespace cli {
namespace {

void write_tiles(lab::JsonWriter& json, const lab::TilesResult& found) {
  json.key("tiles");
  if (found.iteration < 0) return static_cast<void>(json.null());
  json.open('{').key("sparsity").value(found.sparsity);
  json.key("largest").value(static_cast<double>(found.largest)).key("limit").value(static_cast<double>(found.limit));
  json.key("of_unit").open('[');
  for (const float sparsity : found[found.unit_sparsity]) json.value(static_cast<double>(sparsity));
  json.close().close();
}

void write_activations(lab::JsonWriter& json, const lab::Snapshot& snapshot, const lab::ActivationsResult& found) {
  json.key("activations");
  if (found.iteration < 0) return static_cast<void>(json.null());
  json.open('[');
  std::size_t unit = 0;
  for (int row = 1; row < snapshot.shape.layers; ++row) {
    const auto& layer = found.layer[static_cast<std::size_t>(row - 1)];
    json.open('{').key("mean").value(layer.mean).key("mean_size").value(layer.mean_size);
    json.key("count").value(static_cast<long long>(layer.all)).key("zeros").value(static_cast<long long>(layer.zeros));
    json.key("at_end").value(static_cast<long long>(layer.at_end));
    json.key("low").value(static_cast<double>(layer.low)).key("high").value(static_cast<double>(layer.high));
    json.key("histogram").open('[');
    for (const int n : layer.count) json.value(static_cast<long long>(n));
    json.close().key("silent").open('[');
    for (int u = 0; u < snapshot.shape.units[static_cast<std::size_t>(row)]; ++u, ++unit)
      if (found[found.silent][unit] != 0) json.value(static_cast<long long>(u));
    json.close().close();
  }
  json.close();
}

void write_confusion(lab::JsonWriter& json, const lab::Snapshot& snapshot, const lab::ConfusionResult& found) {
  json.key("confusion");
  if (found.iteration < 0 || found.classes == 0) return static_cast<void>(json.null());
  json.open('{').key("wrong").value(static_cast<long long>(found.wrong)).key("count").open('[');
  for (int label = 0; label < found.classes; ++label) {
    json.open('[');
    for (int said = 0; said < found.classes; ++said) json.value(static_cast<long long>(found.of(label, said)));
    json.close();
  }
  json.close().key("misread").open('[');
  const auto labels = snapshot[snapshot.test_label], answers = found[found.answer],
             probability = found[found.probability];
  const auto size = static_cast<std::size_t>(snapshot.test_size);
  for (std::size_t i = 0; i < size; ++i) {
    if (answers[i] == labels[i]) continue;
    json.open('{').key("example").value(static_cast<long long>(i));
    json.key("label").value(static_cast<long long>(labels[i])).key("answer").value(static_cast<long long>(answers[i]));
    json.key("probability").open('[');
    for (std::size_t k = 0; k < static_cast<std::size_t>(found.classes); ++k)
      json.value(static_cast<double>(probability[k * size + i]));
    json.close().close();
  }
  json.close().close();
}

}  // namespace

void write_features(lab::JsonWriter& json, const lab::Snapshot& snapshot, const lab::Inspection& inspection, int arm) {
  write_tiles(json, inspection.tiles(arm));
  write_activations(json, snapshot, inspection.activations(arm));
  write_confusion(json, snapshot, inspection.confusion(arm));
}

}  // namespace cli
