// The views of units and weights: one card with a tab for each, or each alone.
#pragma once
#include "chrome/regions.h"
#include "gpu/pictures.h"

namespace view {

// All tabs in one card: small in a corner, large in the place of the network, or of a size that stays.
enum class InspectorSize { corner, large, fixed };
void inspector_panel(const Context&, Fields&, Rect, InspectorSize);
// Of a scene that is a view of the inspector.
InspectorTab tab_of(Scene);
// One view alone in a card under its title.
void inspector_scene(const Context&, Fields&, InspectorTab, Rect);

// The views, each within the inside of a card.
void kill_test(const Context&, Rect);
void lens(const Context&, Rect);
void penalty_view(const Context&, Fields&, Rect);
void weights_view(const Context&, Fields&, Rect);

// Over a surface that is drawn without one of its units: which, and a way to put it back.
void removed_pill(const Context&, int arm, Rect picture);

// "a²₇": unit 7 of row 2, counted from 1.
Words unit_name(int row, int unit, int layers);

}  // namespace view
