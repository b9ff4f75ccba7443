// Numbers that are typed: read as a whole or not at all (lab/typed_number.h), and what was made of them in words beside
// the field.
#pragma once
#include "kit/widgets.h"
#include "lab/typed_number.h"

namespace view {

// Is what reads them here? Until then nothing can be typed.
bool& can_type();

// What was typed into the field of this id becomes its value; true where the value is another then. What is refused or
// limited is said at the place.
bool take_typed(ImGuiID, Rect, const char* text, const lab::NumberField&, float& value);

// Of weights: any number.
lab::NumberField any_number();

namespace later {
// Reads it and gives the words, if there are any.
Words read_typed(const char* text, const lab::NumberField&, float& value);
bool take_typed(Rect, const char* text, const lab::NumberField&, float& value);
// Draws the words, for some seconds or until the next press.
void say_typed(const Style&);
}  // namespace later

}  // namespace view
