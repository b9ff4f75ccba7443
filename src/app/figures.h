// The state of the program as JSON.
#pragma once
#include <span>
#include <string>

#include "engine/engine.h"
#include "view/marks.h"
#include "view/page.h"

namespace app {

// Appends {"iteration": …, "experiment": {key: text, …}, "arms": [ … ], …}. Numbers that are not finite are null.
void write_figures(std::string& out, const Engine&, const view::Environment&);
// Appends {"name index": [x, y, width, height], …}, in CSS pixels, of which a unit has `scale`.
void write_boxes(std::string& out, std::span<const view::Mark>, float scale);

}  // namespace app
