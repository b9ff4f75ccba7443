// A visitor's changes, one number at a time.
#include <algorithm>
#include <cmath>

#include "experiment/fields.h"
#include "lab/experiment.h"

namespace lab {
namespace {

bool within(int index, int count) { return index >= 0 && index < count; }

// Into the field's range; a value that is no number counts as the range's low end.
double clamped(FieldId id, double value) {
  const auto low = static_cast<double>(field(id).low), high = static_cast<double>(field(id).high);
  return std::isnan(value) ? low : std::clamp(value, low, high);
}

int whole(FieldId id, double value) { return static_cast<int>(std::min(2147483647.0, std::round(clamped(id, value)))); }

void set(Slot slot, FieldId id, double value) {
  if (slot.real) *slot.real = static_cast<float>(clamped(id, value));
  if (slot.whole) *slot.whole = whole(id, value);
  if (slot.choice) *slot.choice = static_cast<std::uint8_t>(whole(id, value));
}

// Every arm's keep_prob moves with its layer.
void insert_layer(Experiment& e, int units) {
  if (e.hidden == max_hidden) return;
  const auto index = static_cast<std::size_t>(e.hidden++);
  e.units[index] = units;
}

void remove_layer(Experiment& e, int index) {
  std::copy(e.units.begin() + index + 1, e.units.begin() + e.hidden, e.units.begin() + index);
  for (Arm& arm : e.arm) {
    std::copy(arm.keep.begin() + index + 2, arm.keep.begin() + e.hidden + 1, arm.keep.begin() + index + 1);
    arm.keep[static_cast<std::size_t>(e.hidden)] = Arm{}.keep[static_cast<std::size_t>(e.hidden)];
  }
  e.units[static_cast<std::size_t>(--e.hidden)] = 0;
}

void edit_layers(Experiment& e, const Edit& edit) {
  const int units = whole(FieldId::layers, edit.value);
  if (edit.index == e.hidden && edit.value >= 1)
    insert_layer(e, units);
  else if (!within(edit.index, e.hidden))
    return;
  else if (edit.value < 1)
    remove_layer(e, edit.index);
  else
    e.units[static_cast<std::size_t>(edit.index)] = units;
}

void edit_arms(Experiment& e, const Edit& edit) {
  if (edit.value < 0) {
    if (!within(edit.index, e.arms) || e.arms == 1) return;
    std::copy(e.arm.begin() + edit.index + 1, e.arm.begin() + e.arms, e.arm.begin() + edit.index);
    e.arm[static_cast<std::size_t>(--e.arms)] = Arm{};
    if (e.reference > 0 && e.reference >= edit.index) --e.reference;
    return;
  }
  if (!within(edit.index, std::min(e.arms + 1, max_arms))) return;
  Arm& arm = e.arm[static_cast<std::size_t>(edit.index)];
  if (edit.index == e.arms) {
    arm = within(edit.arm, e.arms) ? e.arm[static_cast<std::size_t>(edit.arm)] : Arm{};
    arm.name = {};
    ++e.arms;
  }
  arm.kind = static_cast<ArmKind>(whole(FieldId::arms, edit.value));
}

void edit_arm(Experiment& e, const Edit& edit) {
  if (!within(edit.arm, e.arms)) return;
  Arm& arm = e.arm[static_cast<std::size_t>(edit.arm)];
  if (edit.field == FieldId::name) {
    arm.name = arm_name(edit.text.data());
    return;
  }
  if (edit.field != FieldId::keep) return set(slot(arm, edit.field), edit.field, edit.value);
  if (within(edit.index, e.hidden + 1))
    arm.keep[static_cast<std::size_t>(edit.index)] = static_cast<float>(clamped(edit.field, edit.value));
}

}  // namespace

bool apply(Experiment& e, const Edit& edit) {
  if (edit.field >= FieldId::count) return false;
  const Experiment before = e;
  if (belongs_to_arms(edit.field))
    edit_arm(e, edit);
  else if (edit.field == FieldId::layers)
    edit_layers(e, edit);
  else if (edit.field == FieldId::arms)
    edit_arms(e, edit);
  else
    set(slot(e, edit.field), edit.field, edit.value);
  e.reference = std::clamp(e.reference, 0, e.arms - 1);
  return field(edit.field).restarts && !(e == before);
}

}  // namespace lab
