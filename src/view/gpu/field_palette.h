// The colour of a value, for pictures that are made without the shader.
#pragma once
#include <array>

#include "imgui.h"
#include "ink/style.h"

namespace view {

// The colour of a value -1 (class 0) … 0 (even odds) … 1 (class 1), as field.frag.glsl mixes it.
ImU32 field_color(const Style&, float value);

// The same from a table, for many values.
class FieldPalette {
public:
  // Makes the table for the colours of this style, unless it has them.
  void follow(const Style&);
  ImU32 at(float value) const;

private:
  static constexpr int half = 256;  // entries on each side of the middle one
  std::array<ImU32, 2 * half + 1> colors_{};
  std::array<ImU32, 3> of_{};  // low, middle, high that the table was made of
};

}  // namespace view
