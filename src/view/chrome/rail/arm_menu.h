// What can be done with one arm of the comparison.
#pragma once
#include "chrome/regions.h"

namespace view {

// The menu of arm `arm`, opened by ImGui::OpenPopup("arm") under the same id stack; its upper left corner at `anchor`.
void arm_menu(const Frame&, int arm, ImVec2 anchor);
// The menu that adds an arm, opened by ImGui::OpenPopup("new_arm").
void new_arm_menu(const Frame&, ImVec2 anchor);
void begin_renaming(const Frame&, int arm);

// The setting of an arm of this kind that is a single number, for a slider; false if there is none.
struct ArmSetting {
  lab::FieldId field = lab::FieldId::lambda;
  float value = 0;
  const char* sign = "";  // "λ"
  SliderRange range;
};
bool arm_setting(const Frame&, int arm, ArmSetting&);

}  // namespace view
