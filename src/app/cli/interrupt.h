// Ctrl+C: what is there is printed and written, and the program ends with a status of its own.
#pragma once

namespace cli {

constexpr int interrupted_status = 130;  // as shells tell it

// From now on the first SIGINT or SIGTERM is only noted; a second one ends the program where it is. (Node, whose
// signals wait while a program runs, ends it at the first.)
void watch_interrupts();
bool interrupted();

}  // namespace cli
