// Where each field of the table lies in the structs, and the words of its choices. Private to lab.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>

#include "lab/experiment.h"

namespace lab {

// The place of one number: exactly one pointer is set; none if the field is not of that struct or is a list.
struct Slot {
  float* real = nullptr;
  int* whole = nullptr;
  std::uint8_t* choice = nullptr;  // an enumeration or a bool
  explicit operator bool() const { return real || whole || choice; }
};
Slot slot(Experiment&, FieldId);
Slot slot(Arm&, FieldId);  // λ, max-norm, input noise, early stopping, mute

bool belongs_to_arms(FieldId);  // keep, name and the settings of slot(Arm&, …)
bool acts(ArmKind, FieldId);    // does an arm of this kind look at the setting?
bool shows_only(FieldId);       // changes what is shown, not the run: reference, name, mute
// A deed's word in links ("hold", "weight"); of fields their key.
const char* key_of(FieldId);

// The texts of an enumeration's values, in order; of the arms' kinds for FieldId::arms.
std::span<const std::string_view> choices(FieldId);

}  // namespace lab
