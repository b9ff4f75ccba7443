// The changes that the visitor made in mid-run, as the curves' axes mark them.
#pragma once
#include <span>

#include "ink/style.h"
#include "ink/text.h"
#include "lab/snapshot.h"

namespace view {

constexpr int most_changes = 256;  // marked; of more, the newest

// Iterations of the changes, in order; returns how many.
int change_marks(const lab::Snapshot&, std::span<float> iterations);
// "keep_prob of a¹ → 0.50 · dropout"; `mark` counts as change_marks does.
Words change_words(const lab::Snapshot&, int mark);
// Names `count` of them from mark `first` on, at the pointer.
void explain_changes(const Style&, const lab::Snapshot&, int first, int count);

}  // namespace view
