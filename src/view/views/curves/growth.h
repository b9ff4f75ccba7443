// How the weight norm of an arm went beside the reference's, in words that are true of the run.
#pragma once
#include "ink/text.h"

namespace view {

// Of an arm at the run's start and now.
struct Growth {
  const char* arm;
  float from, to;
};

// "‖W‖² of dropout grew from 98 to 110, that of none to 135: it grew 3.1 times slower." Empty before there is anything
// to say. `norm`: whose, "‖W‖²" of all weights or "‖W²‖²" of a layer's.
Words growth_words(const Growth& arm, const Growth& reference, const char* norm = "‖W‖²");

}  // namespace view
