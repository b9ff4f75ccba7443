// The run as a Python program: what differs from run to run, then repeat.py, which every such program is made of.
#include <algorithm>
#include <cmath>

#include "experiment/fields.h"
#include "experiment/text.h"
#include "lab/exports.h"
#include "lab/json.h"
#include "lab/laboratory.h"
#include "programs.h"

namespace lab {
namespace {

constexpr std::size_t most_listed = 6000;  // numbers; more stand there as bytes

std::string quoted(std::string_view text) { return JsonWriter().value(text).text(); }

std::string base64(std::span<const std::uint8_t> bytes) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k) group = group << 8 | (i + k < bytes.size() ? bytes[i + k] : 0u);
    for (std::size_t k = 0; k < 4; ++k) {
      out += i + k > bytes.size() ? '=' : digits[group >> (18 - 6 * k) & 63];
    }
  }
  return out;
}

// Exactly: as a list if short, as bytes where all are k/255, else as float32.
std::string numbers(std::span<const float> values) {
  std::string text;
  if (values.size() <= most_listed) {
    for (const float value : values) text += (text.empty() ? "" : ", ") + shortest(value);
    return "[" + text + "]";
  }
  std::vector<std::uint8_t> bytes;
  for (const float value : values)
    bytes.push_back(static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0f, 1.0f) * 255)));
  if (std::equal(values.begin(), values.end(), bytes.begin(),
                 [](float value, std::uint8_t byte) { return value == static_cast<float>(byte) / 255; })) {
    return "\"bytes:" + base64(bytes) + '"';
  }
  const auto* raw = reinterpret_cast<const std::uint8_t*>(values.data());
  return '"' + base64({raw, values.size_bytes()}) + '"';
}

std::string list(std::span<const float> values) {
  std::string text;
  for (const float value : values) text += (text.empty() ? "" : ", ") + shortest(value);
  return "[" + text + "]";
}

std::string assigned(const char* name, const std::string& value) { return std::string(name) + " = " + value + '\n'; }

std::string python_name(FieldId id) {
  std::string name = key_of(id);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

std::string value_of(const Edit& edit) {
  const bool whole = edit.field == FieldId::hold ||
                     (edit.field < FieldId::count && field(edit.field).place.type == Place::Type::whole);
  return whole ? std::to_string(static_cast<int>(edit.value)) : shortest(static_cast<float>(edit.value));
}

std::string arm_settings(const Arm& arm, int layers, const char* called) {
  std::array<float, net::max_layers> keep{};
  keep.fill(1);
  if (acts(arm.kind, FieldId::keep)) keep = arm.keep;
  std::string text = "    {\"name\": " + quoted(called) +
                     ", \"keep\": " + list(std::span(keep).first(static_cast<std::size_t>(layers)));
  for (const Field& field : fields()) {
    if (belongs_to_arms(field.id) && !field.shows_only && field.place.type != Place::Type::list)
      text += ", \"" + python_name(field.id) +
              "\": " + value_of({field.id, 0, 0, acts(arm.kind, field.id) ? number(arm, field.id) : 0, {}});
  }
  return text + ", \"marginalized\": " + (arm.kind == ArmKind::marginalized ? "True" : "False") + "},\n";
}

std::string changes(const Session& session) {
  std::string text;
  for (const auto& [iteration, edit] : session.changes) {
    const bool deed = edit.field >= FieldId::count;
    const Arm& arm = session.start.arm[static_cast<std::size_t>(edit.arm)];
    if (iteration > session.iteration || (belongs_to_arms(edit.field) && !acts(arm.kind, edit.field))) continue;
    text += "    (" + std::to_string(iteration) + ", \"" + python_name(edit.field) + "\", " +
            std::to_string(deed || belongs_to_arms(edit.field) ? edit.arm : 0) + ", " + std::to_string(edit.index) +
            ", " + value_of(edit) + "),\n";
  }
  return "[\n" + text + "]";
}

std::string data(const Snapshot& s) {
  return assigned("TRAIN_X", "numbers(" + numbers(s[s.train_x]) + ", UNITS[0])") +
         assigned("TRAIN_Y", "one_hot(" + list(s[s.train_label]) + ")") +
         assigned("TEST_X", "numbers(" + numbers(s[s.test_x]) + ", UNITS[0])") +
         assigned("TEST_Y", "one_hot(" + list(s[s.test_label]) + ")");
}

}  // namespace

std::string python(const Laboratory& laboratory, const Snapshot& s) {
  const Session& session = laboratory.session();
  const Experiment& e = session.start;
  const auto names = arm_names(laboratory.experiment());
  std::string units, arms, here;
  for (int l = 0; l <= s.shape.layers; ++l) {
    units += (l ? ", " : "") + std::to_string(s.shape.units[static_cast<std::size_t>(l)]);
  }
  const auto figure = [](float value) {
    return std::isfinite(value) ? shortest(value) : std::string("float(\"nan\")");
  };
  for (std::size_t i = 0; i < static_cast<std::size_t>(s.arms); ++i) {
    const ArmFigures& arm = s.arm[i];
    arms += arm_settings(e.arm[i], s.shape.layers, names[i].data());
    here += "    (" + figure(arm.cost_train) + ", " + figure(arm.accuracy_train) + ", " + figure(arm.cost_test) + ", " +
            figure(arm.accuracy_test) + "),\n";
  }
  const auto word = [&](FieldId id) { return quoted(format(e, id)); };
  Session link = session;
  link.data = nullptr;
  if (session.data) link.drawn.clear();
  std::string text =
      "# A run of Dropout Lab, repeated with NumPy: python3 this_file.py\n"
      "# The same initial weights, batches and masks to the bit; costs agree as far as rounding lets them.\n" +
      std::string(session.data ? "# On data of one's own; otherwise" : "# In Dropout Lab:") + " #" + write_link(link) +
      "\n" + programs::repeat_py + "# The experiment.\n" + assigned("SEED", std::to_string(e.seed)) +
      assigned("ITERATIONS", std::to_string(s.iteration)) + assigned("UNITS", "[" + units + "]") +
      assigned("LAYERS", "len(UNITS) - 1") + assigned("CLASSES", std::to_string(s.classes) + "  # 0: a regression") +
      assigned("ACTIVATION", word(FieldId::activation)) + assigned("INIT", word(FieldId::init)) +
      assigned("MASK_PER", word(FieldId::mask_per)) + assigned("SCALING", word(FieldId::scaling)) +
      assigned("OPTIMIZER", word(FieldId::optimizer)) +
      assigned("RUN", "{\"rate\": " + shortest(e.rate) + ", \"momentum\": " + shortest(e.momentum) + "}") +
      assigned("M", std::to_string(s.train_size)) + assigned("BATCH", std::to_string(s.batch)) +
      assigned("STRIDE", std::to_string(laboratory.trainer().first_stride()) + "  # of the first measurements") +
      assigned("ARMS", "[\n" + arms + "]") +
      "# After so many updates: field, arm, index, value; of a hold 0 random, 1 kept, 2 dropped.\n" +
      assigned("CHANGES", changes(session)) +
      "# Of the run exported: cost and accuracy on the training set, on the test set.\n" +
      assigned("THIS_RUN", "[\n" + here + "]") + data(s) + "\nmain()\n";
  return text;
}

}  // namespace lab
