// The names of the scenes.
#pragma once
#include "view/page.h"

namespace view {

const char* scene_word(Scene);   // on a tab: "Kill test"
const char* scene_title(Scene);  // over the view: "Remove one unit: what does each arm lose?"

}  // namespace view
