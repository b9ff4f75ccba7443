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
  std::uint8_t* choice = nullptr;
  explicit operator bool() const { return real || whole || choice; }
};
Slot slot(Experiment&, FieldId);
Slot slot(Arm&, FieldId);  // λ, max-norm, input noise, early stopping

bool belongs_to_arms(FieldId);  // keep and the settings of slot(Arm&, …)
bool acts(ArmKind, FieldId);    // does an arm of this kind look at the setting?

// The texts of an enumeration's values, in order; of the arms' kinds for FieldId::arms.
std::span<const std::string_view> choices(FieldId);

}  // namespace lab
