// Where each field of the table lies in the structs. Private to lab.
#pragma once
#include <cstdint>

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
Slot slot(Arm&, FieldId);
double number(Slot);

// Of deeds false.
bool belongs_to_arms(FieldId);
bool shows_only(FieldId);
// A deed's word in links ("hold", "weight"); of fields their key.
const char* key_of(FieldId);

}  // namespace lab
