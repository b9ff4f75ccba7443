// Text on a draw list, snapped to device pixels so that it is crisp at every pixel ratio, and numbers in words.
// ImGui's own text snaps to whole units, which blurs at ratios such as 1.25.
#pragma once
#include <cstdint>

#include "imgui.h"
#include "ink/style.h"

namespace view {

// Height of a font's line and the distance from its top to the baseline, in units.
float line_height(const ImFont*);
float ascent(const ImFont*);
float text_width(const ImFont*, const char* text, const char* end = nullptr);

// Draws one line with its top left at pos; returns its width. U+2016 (‖) is drawn as two bars of the cap height.
float text(ImDrawList*, const ImFont*, ImVec2 pos, ImU32 color, const char* text, const char* end = nullptr);
// Right-aligned: pos is the top right. Centred: pos is the top centre.
float text_right(ImDrawList*, const ImFont*, ImVec2 pos, ImU32 color, const char* text);
float text_center(ImDrawList*, const ImFont*, ImVec2 pos, ImU32 color, const char* text);
// At most `width` wide: what does not fit ends in an ellipsis. Returns the width drawn.
float text_fit(ImDrawList*, const ImFont*, ImVec2 pos, float width, ImU32 color, const char* text);
// Several lines, broken at spaces. Returns the height; with draw null it only measures.
float text_wrapped(ImDrawList*, const ImFont*, ImVec2 pos, float width, ImU32 color, const char* text);

// A short text on the stack: no allocation.
struct Words {
  char chars[480] = "";
  int length = 0;
  Words& add(const char* format, ...) IM_FMTARGS(2);
  operator const char*() const { return chars; }
};

// 8,388,608
Words grouped(std::int64_t value);
// Three significant figures at most, no exponent for what a reader can take in: 41.2, 0.13, 935, 3,053, 1.2e7.
Words figure(double value);
// A count of weights for a tight place: 40, 9,999, 201k, 1.2M.
Words compact(std::int64_t value);
// 94.8 %
Words percent(double fraction);
// 2^n as a decimal number while it is short, else 2 with n raised: 8,388,608; 2¹⁰⁰.
Words power_of_two(int n);
// A number raised: ¹²
Words raised(int n);
// Row l of units of a network with `layers` weight layers: x, a¹, …, ŷ.
Words layer_name(int row, int layers);

}  // namespace view
