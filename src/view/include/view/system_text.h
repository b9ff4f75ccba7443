// Words in signs that the typeface lacks (猫, نعم, 😀) are drawn as the system draws them, where it can.
#pragma once
#include <string_view>

namespace view {

class SystemText {
public:
  virtual ~SystemText() = default;
  struct Drawn {
    int width = 0;          // pixels; 0: it can't
    bool coloured = false;  // else white
  };
  // Draws the words, UTF-8, left-aligned into a picture `height` and at most `most` pixels wide, with the baseline at
  // `ascent` from the top; `em` is the size of the letters.
  virtual Drawn draw(std::string_view words, float em, bool bold, float ascent, int height, int most) = 0;
  // Copies what draw() has drawn last into the bound OpenGL texture, RGBA, alpha not multiplied in, from (x, y) on.
  virtual void copy_to(int x, int y) = 0;
};

// From now on; it outlives every page. Without one such signs are drawn "?".
void use_system_text(SystemText*);

}  // namespace view
