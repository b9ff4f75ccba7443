// The runs that came so far, by their J at test, and what is said and done of one.
#pragma once
#include <array>

#include "ink/text.h"
#include "lab/tried.h"
#include "run/context.h"

namespace view {

using Run = lab::TriedRun;

// Indices of the runs that were trained for lab::tried_after[after] iterations, the lowest J first; those that diverged
// are the last.
struct Ranked {
  std::array<std::size_t, lab::Tried::most> index{};
  int count = 0;
};
Ranked ranked(const std::vector<Run>&, int after);

bool diverged(const Run&, int after);
// Are these the keep_probs that are set?
bool is_set(const Context&, int arm, const Run&);
// Sets them again.
void set_choice(const Context&, int arm, const Run&);

// "1 · 0.5 · 0.5": inputs first.
Words choice_words(const Context&, const Run&, const char* between);
Words cost_words(const Run&, int after);
// "keep_prob 1, 0.5, 0.5: test J 0.551, accuracy 77.0 %"
Words run_words(const Context&, const Run&, int after);

}  // namespace view
