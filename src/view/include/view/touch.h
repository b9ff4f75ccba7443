// What of the page a finger moves. The rest of it belongs to whatever scrolls around the canvas.
#pragma once

namespace view {

// Does something there, in units, move with a finger: a slider's handle, a column that scrolls? As of the last
// frame.
bool takes_finger(float x, float y);
// What is pressed is let go without being done: the finger has become part of a gesture of the browser's.
void let_go();

}  // namespace view
