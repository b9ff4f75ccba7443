// C1: each iteration trains a smaller network, drawn at random, and mostly one that was not trained before.
#include <algorithm>
#include <cmath>

#include "lessons/measures.h"

namespace lab::measures {

// Figures: different sub-networks, masks drawn, how many there are, how many chance gives.
Measured c1(const Lesson& lesson, const Evidence& evidence) {
  const Snapshot& s = evidence.snapshot;
  Measured found;
  if (!reached(lesson, s)) return found;
  found.there = true;
  if (s.masks_drawn == 0) return found;
  const auto distinct = static_cast<float>(s.distinct), drawn = static_cast<float>(s.masks_drawn);
  found.figures = {distinct, drawn, std::exp2(static_cast<float>(s.droppable)),
                   static_cast<float>(expected_distinct(s))};
  found.answer = {distinct};
  found.verdict = at_least(static_cast<double>(distinct / drawn), 0.7, 0.5);
  return found;
}

}  // namespace lab::measures
