// An experiment's shape, and its fields as text.
#include "lab/experiment.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "experiment/fields.h"
#include "experiment/text.h"

namespace lab {
namespace {

// A number of the field's range; whole if asked.
bool read_in_range(const Field& field, std::string_view text, bool whole, double& out) {
  double number = 0;
  if (!read_number(text, number) || (whole && number != std::floor(number))) return false;
  const double high = std::min(static_cast<double>(field.high), whole ? 2147483647.0 : 1e30);
  // Judged as the float that it becomes, so that 0.9999 itself lies within a range that ends there.
  const double judged = whole ? number : static_cast<double>(static_cast<float>(number));
  if (judged < static_cast<double>(field.low) || judged > high) return false;
  out = number;
  return true;
}

bool read_choice(FieldId id, std::string_view text, std::uint8_t& out) {
  const auto words = field(id).choices;
  const auto found = std::find(words.begin(), words.end(), text);
  if (found == words.end()) return false;
  out = static_cast<std::uint8_t>(found - words.begin());
  return true;
}

bool read_slot(const Field& field, Slot slot, std::string_view text) {
  if (slot.choice) return read_choice(field.id, text, *slot.choice);
  double number = 0;
  if (!read_in_range(field, text, slot.whole != nullptr, number)) return false;
  if (slot.whole) *slot.whole = static_cast<int>(number);
  if (slot.real) *slot.real = static_cast<float>(number);
  return true;
}

std::string write_slot(FieldId id, Slot slot) {
  if (slot.choice) return std::string(field(id).choices[*slot.choice]);
  return slot.whole ? std::to_string(*slot.whole) : shortest(*slot.real);
}

bool read_layers(Experiment& e, std::string_view text) {
  if (text == "0") {
    e.hidden = 0;
    return true;
  }
  const auto parts = split(text, ',');
  if (parts.size() > e.units.size()) return false;
  auto units = e.units;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    double number = 0;
    if (!read_in_range(field(FieldId::layers), parts[i], true, number)) return false;
    units[i] = static_cast<int>(number);
  }
  e.hidden = static_cast<int>(parts.size());
  e.units = units;
  return true;
}

std::string write_layers(const Experiment& e) {
  if (e.hidden == 0) return "0";
  std::string text;
  for (std::size_t i = 0; i < static_cast<std::size_t>(e.hidden); ++i) {
    text += (i ? "," : "") + std::to_string(e.units[i]);
  }
  return text;
}

bool read_keep(Arm& arm, std::string_view text) {
  const auto parts = split(text, ',');
  if (parts.size() > arm.keep.size()) return false;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    double number = 0;
    if (!read_in_range(field(FieldId::keep), parts[i], false, number)) return false;
    arm.keep[i] = static_cast<float>(number);
  }
  return true;
}

std::string write_keep(const Arm& arm, int hidden) {
  std::string text;
  for (std::size_t i = 0; i <= static_cast<std::size_t>(hidden); ++i) text += (i ? "," : "") + shortest(arm.keep[i]);
  return text;
}

bool read_arms(Experiment& e, std::string_view text) {
  const auto parts = split(text, ',');
  if (parts.size() > e.arm.size()) return false;
  std::array<std::uint8_t, max_arms> kinds{};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (!read_choice(FieldId::arms, parts[i], kinds[i])) return false;
  }
  e.arms = static_cast<int>(parts.size());
  for (std::size_t i = 0; i < parts.size(); ++i) e.arm[i].kind = static_cast<ArmKind>(kinds[i]);
  e.reference = std::min(e.reference, e.arms - 1);
  return true;
}

std::string write_arms(const Experiment& e) {
  std::string text;
  for (std::size_t i = 0; i < static_cast<std::size_t>(e.arms); ++i) {
    if (i) text += ',';
    text += field(FieldId::arms).choices[static_cast<std::size_t>(e.arm[i].kind)];
  }
  return text;
}

bool read_name(Arm& arm, std::string_view text) {
  std::string name;
  if (!unescape(text, name)) return false;
  arm.name = arm_name(name);
  return arm.name.data() == name;
}

bool read_arm_setting(Arm& arm, FieldId id, std::string_view text) {
  if (id == FieldId::name) return read_name(arm, text);
  return id == FieldId::keep ? read_keep(arm, text) : read_slot(field(id), slot(arm, id), text);
}

std::string write_arm_setting(Arm arm, FieldId id, int hidden) {
  if (id == FieldId::name) return escape(arm.name.data(), ";%");
  return id == FieldId::keep ? write_keep(arm, hidden) : write_slot(id, slot(arm, id));
}

// One value for all arms that use the setting, or one for each of them.
bool read_arm_settings(Experiment& e, FieldId id, std::string_view text) {
  const auto parts = split(text, ';');
  Experiment changed = e;
  std::size_t used = 0;
  for (std::size_t i = 0; i < static_cast<std::size_t>(e.arms); ++i) {
    if (!acts(e.arm[i].kind, id)) continue;
    if (parts.size() > 1 && used >= parts.size()) return false;
    if (!read_arm_setting(changed.arm[i], id, parts[parts.size() > 1 ? used : 0])) return false;
    ++used;
  }
  Arm unused = e.arm[0];  // no arm looks at the setting: its text must be sound all the same
  if (used == 0 && (parts.size() > 1 || !read_arm_setting(unused, id, parts[0]))) return false;
  if (parts.size() > 1 && used != parts.size()) return false;
  e = changed;
  return true;
}

std::string write_arm_settings(const Experiment& e, FieldId id) {
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < static_cast<std::size_t>(e.arms); ++i) {
    if (acts(e.arm[i].kind, id)) texts.push_back(write_arm_setting(e.arm[i], id, e.hidden));
  }
  if (texts.empty()) return write_arm_setting(e.arm[0], id, e.hidden);
  if (std::all_of(texts.begin(), texts.end(), [&](const std::string& text) { return text == texts[0]; })) {
    return texts[0];
  }
  std::string joined = texts[0];
  for (std::size_t i = 1; i < texts.size(); ++i) joined += ';' + texts[i];
  return joined;
}

bool read_field(Experiment& e, FieldId id, std::string_view text) {
  if (belongs_to_arms(id)) return read_arm_settings(e, id, text);
  switch (id) {
    case FieldId::layers:
      return read_layers(e, text);
    case FieldId::arms:
      return read_arms(e, text);
    case FieldId::batch:
      if (text == "0") return false;
      return read_slot(field(id), slot(e, id), text == "full" ? "0" : text);
    case FieldId::reference: {
      Experiment changed = e;
      if (!read_slot(field(id), slot(changed, id), text) || changed.reference >= e.arms) return false;
      e.reference = changed.reference;
      return true;
    }
    default:
      return read_slot(field(id), slot(e, id), text);
  }
}

}  // namespace

net::Shape shape_of(const Experiment& e, int inputs, int classes) {
  net::Shape shape;
  shape.layers = e.hidden + 1;
  shape.units[0] = inputs;
  const auto hidden = static_cast<std::size_t>(e.hidden);
  for (std::size_t i = 0; i < hidden; ++i) {
    shape.units[i + 1] = e.units[i];
    shape.activation[i] = e.activation;
  }
  shape.units[hidden + 1] = classes > 2 ? classes : 1;
  shape.activation[hidden] = classes > 2    ? net::Activation::softmax
                             : classes == 2 ? net::Activation::sigmoid
                                            : net::Activation::linear;
  shape.loss = classes > 2    ? net::Loss::softmax_cross_entropy
               : classes == 2 ? net::Loss::sigmoid_cross_entropy
                              : net::Loss::squared_error;
  return shape;
}

std::string format(const Experiment& e, FieldId id) {
  if (belongs_to_arms(id)) return write_arm_settings(e, id);
  if (id == FieldId::layers) return write_layers(e);
  if (id == FieldId::arms) return write_arms(e);
  if (id == FieldId::batch && e.batch == 0) return "full";
  Experiment copy = e;
  return write_slot(id, slot(copy, id));
}

bool parse(Experiment& e, FieldId id, std::string_view text, std::string& why) {
  if (read_field(e, id, text)) return true;
  constexpr std::size_t shown = 40;  // a link may hold anything, of any length
  why = std::string(field(id).name) + " '" + std::string(text.substr(0, shown)) + (text.size() > shown ? "…" : "") +
        "': accepted is " + field(id).accepts;
  return false;
}

}  // namespace lab
