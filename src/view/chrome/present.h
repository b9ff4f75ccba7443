// One scene on the whole screen, for a lecture hall: its sentence above, the scenes before and after it by keys.
#pragma once
#include "chrome/regions.h"

namespace view {

// P begins and ends it, Escape ends it, ← and → are the scenes before and after.
void present_keys(const Frame&);
// The band above a presented scene: sentence, other scenes, a way out. Returns its lower edge.
float present_head(const Frame&);
// What is said above it: for now, the view's own words.
const char* presented_sentence(const Frame&);
// The scene that fills the page or, enlarged, its middle; Scene::page: none.
Scene looked_at(const Frame&);
// Begins with that, else with the network.
void begin_presenting(const Frame&);
// Into a menu, or as a sign.
void present_row(const Frame&, struct Menu&);
void present_button(const Frame&, ImVec2 center);

}  // namespace view
