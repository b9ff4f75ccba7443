// How large a unit of the panels is.
#pragma once

namespace view {

// CSS pixels to one unit of a canvas of that size, likewise in CSS pixels. Body text is 13 units: 13 pixels up to
// 1280 × 800, and from there evenly more with the lesser of both sides, 20 at 3840 × 2160; by half pixels, so that a
// window that is being resized takes few fonts. Presented, it is 24 pixels or more, where 480 × 300 units remain. On
// less than 320 × 240 pixels everything shrinks rather than be cut off.
float scale_of(float width, float height, bool presented = false);

}  // namespace view
