// Words that the typeface has no signs for, in a part of the fonts' texture: drawn there once, then like glyphs.
#pragma once
#include "imgui.h"

namespace view {

struct SystemWord {
  float width = 0, height = 0;  // pixels of the texture
  ImVec2 from, to;              // within it
  bool coloured = false;        // then it is drawn in its own colours
};

// Null where there is no system text, or no room before the fonts are built again.
const SystemWord* system_word(const ImFont*, const char* begin, const char* end);
// Room is wanted in the fonts' texture; build_fonts() gives it.
bool system_words_want_room();
// Called by build_fonts(): before the atlas is packed, and when its texture is there.
void reserve_system_words(ImFontAtlas&, float pixel_ratio);
void forget_system_words();

}  // namespace view
