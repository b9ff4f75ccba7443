#include <algorithm>
#include <cmath>

#include "experiment/text.h"
#include "lab/exports.h"
#include "lab/json.h"
#include "lab/laboratory.h"
#include "told/link.h"

namespace lab {
namespace {

constexpr std::string_view format_name = "dropout-lab 1";

void write_numbers(JsonWriter& json, std::string_view key, std::span<const float> numbers) {
  json.key(key).open('[');
  for (const float number : numbers) json.value(number);
  json.close();
}

void write_texts(JsonWriter& json, std::string_view key, const std::vector<std::string>& texts) {
  json.key(key).open('[');
  for (const std::string& text : texts) json.value(std::string_view(text));
  json.close();
}

void write_data(JsonWriter& json, const OwnData& data) {
  json.key("data").open('{').key("name").value(std::string_view(data.name));
  json.key("standardizes").value(data.standardizes);
  write_texts(json, "features", data.features);
  if (data.regression())
    json.key("target").value(std::string_view(data.target));
  else
    write_texts(json, "classes", data.classes);
  json.key("rows").open('[');
  for (const double value : data.table.values) json.exact(value);
  json.close();
  write_texts(json, "labels", data.table.labels);
  json.close();
}

// W row by row: a row holds one unit's incoming weights.
void write_layers(JsonWriter& json, const net::Shape& shape, std::span<const float> parameters) {
  json.key("layers").open('[');
  for (int l = 0; l < shape.layers; ++l) {
    const auto units = static_cast<std::size_t>(shape.units[static_cast<std::size_t>(l) + 1]);
    const auto inputs = static_cast<std::size_t>(shape.units[static_cast<std::size_t>(l)]);
    const auto w = parameters.subspan(static_cast<std::size_t>(shape.weight_offset(l)), units * inputs);
    json.open('{').key("weights").open('[');
    for (std::size_t u = 0; u < units; ++u) {
      json.open('[');
      for (const float weight : w.subspan(u * inputs, inputs)) json.value(weight);
      json.close();
    }
    json.close();
    write_numbers(json, "biases", parameters.subspan(static_cast<std::size_t>(shape.bias_offset(l)), units));
    json.close();
  }
  json.close();
}

void write_arm(JsonWriter& json, const Snapshot& s, const ArmFigures& arm, const char* called) {
  json.open('{').key("name").value(called).key("kind").value(name(arm.kind));
  json.key("cost_train").value(arm.cost_train).key("cost_test").value(arm.cost_test);
  json.key("accuracy_train").value(arm.accuracy_train).key("accuracy_test").value(arm.accuracy_test);
  write_numbers(json, "squared_norm", std::span(arm.norm).first(static_cast<std::size_t>(s.shape.layers)));
  write_layers(json, s.shape, s[arm.parameters]);
  json.close();
}

bool read_texts(const Json* list, std::vector<std::string>& out) {
  if (!list || !list->is(Json::Kind::array)) return false;
  for (const Json& item : list->items) {
    if (!item.is(Json::Kind::string) || item.text.empty()) return false;
    out.push_back(item.text);
  }
  return true;
}

template <class Number>
bool read_numbers(const Json* list, std::vector<Number>& out) {
  if (!list || !list->is(Json::Kind::array)) return false;
  for (const Json& item : list->items) {
    if (!item.is(Json::Kind::number) || !(std::abs(item.number) < 1e30)) return false;
    out.push_back(static_cast<Number>(item.number));
  }
  return true;
}

std::shared_ptr<const OwnData> read_data(const Json& json) {
  auto data = std::make_shared<OwnData>();
  const Json *name = json.find("name"), *standardizes = json.find("standardizes");
  if (name) data->name = name->text;
  data->standardizes = !standardizes || standardizes->number != 0;
  Table& table = data->table;
  const Json* target = json.find("target");
  if (target) data->target = target->text;
  if (!read_texts(json.find("features"), data->features) ||
      (!data->regression() && !read_texts(json.find("classes"), data->classes)) ||
      !read_numbers(json.find("rows"), table.values) || !read_texts(json.find("labels"), table.labels)) {
    return nullptr;
  }
  const std::size_t features = data->features.size(), rows = table.labels.size();
  const auto known = [&](const std::string& label) {
    double number = 0;
    if (data->regression()) return read_number(label, number) && std::abs(number) < 1e30;
    return std::find(data->classes.begin(), data->classes.end(), label) != data->classes.end();
  };
  if (features == 0 || features > 1000 || rows > max_csv_rows || table.values.size() != features * rows ||
      data->classes.size() > max_own_classes || !std::all_of(table.labels.begin(), table.labels.end(), known)) {
    return nullptr;
  }
  table.features = static_cast<int>(features);
  return complete(*data) ? data : nullptr;
}

// Flat, as net::Shape says: of each layer the weights row by row, then the biases.
std::vector<float> read_parameters(const Json& arm) {
  std::vector<float> all;
  const Json* layers = arm.find("layers");
  if (!layers) return {};
  for (const Json& layer : layers->items) {
    const Json* rows = layer.find("weights");
    if (!rows) return {};
    for (const Json& row : rows->items) {
      if (!read_numbers(&row, all)) return {};
    }
    if (!read_numbers(layer.find("biases"), all)) return {};
  }
  return all;
}

}  // namespace

std::string to_json(const Laboratory& laboratory, const Snapshot& s) {
  Session session = laboratory.session();
  const auto data = std::move(session.data);
  const std::string drawn = write_drawn(session);
  session.data = nullptr;
  session.drawn.clear();
  JsonWriter json;
  json.open('{').key("format").value(format_name).key("session").value(std::string_view(write_link(session)));
  if (data) write_data(json, *data);
  if (!drawn.empty()) json.key("draw").value(std::string_view(drawn));
  json.key("iteration").value(static_cast<long long>(s.iteration)).key("arms").open('[');
  const auto names = arm_names(laboratory.experiment());
  for (std::size_t i = 0; i < static_cast<std::size_t>(s.arms); ++i) write_arm(json, s, s.arm[i], names[i].data());
  json.close().close();
  return json.text() + '\n';
}

bool from_json(std::string_view text, Session& out, std::vector<std::string>& notices, std::string& why,
               std::vector<std::vector<float>>* parameters) {
  Json json;
  if (!read_json(text, json, why)) return false;
  const Json *format = json.find("format"), *session = json.find("session"), *data = json.find("data");
  if (!format || format->text != format_name || !session || !session->is(Json::Kind::string)) {
    return why = "the file was not saved by Dropout Lab", false;
  }
  Session read = read_link(session->text, notices);
  if (data) {
    read.data = read_data(*data);
    if (!read.data) return why = "its data are no rows of two classes or more", false;
  }
  if (const Json* drawn = json.find("draw"); drawn && !drawn->text.empty()) {
    const std::string words = read_drawn(drawn->text, read);
    if (!words.empty()) notices.push_back(words);
  }
  if (const Json* arms = json.find("arms"); parameters && arms) {
    for (const Json& arm : arms->items) parameters->push_back(read_parameters(arm));
  }
  out = std::move(read);
  return true;
}

}  // namespace lab
