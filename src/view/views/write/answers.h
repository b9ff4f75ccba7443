// What the arms answer to what is written: a row of bars for each, and in words.
#pragma once
#include "lab/analyses/written.h"
#include "run/arms.h"
#include "run/context.h"

namespace view {

// A row for each arm: of every class the probability with dropout off, beside how many of the masks answer it. `mask`:
// the one that is shown, whose answer is marked.
void answer_rows(const Context&, int mask, Rect);
// "dropout answers 7 with 93 %; under 100 masks 81 answered 7."
Words answer_words(const Context&, int arm);
// The arm of the sentence: that whose masks are shown, else the first.
int answering_arm(const Context&);

}  // namespace view
