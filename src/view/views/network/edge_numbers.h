// What the numbers of slow motion share: their words, and the places that are taken.
#pragma once
#include <algorithm>
#include <array>

#include "ink/text.h"
#include "views/network/slow_motion.h"

namespace view {

constexpr int most_numbers = 72;

// Rectangles that are taken.
struct Taken {
  std::array<Rect, most_numbers + 8 * NetworkLayout::most_units> place{};
  std::size_t count = 0;
  bool free(const Rect& r) const {
    return std::none_of(place.begin(), place.begin() + static_cast<std::ptrdiff_t>(count), [&](const Rect& other) {
      return r.min.x < other.max.x && other.min.x < r.max.x && r.min.y < other.max.y && other.min.y < r.max.y;
    });
  }
  void add(const Rect& r) {
    if (count < place.size()) place[count++] = r;
  }
};

std::size_t index_of(const NetworkScene&, int layer, int to, int from);
float passed_on(const NetworkScene&, int row, int unit);
// Three figures, with a minus sign as long as a plus.
Words signed_figure(double value);
// The number of an edge in this beat; of the forward pass also "w × a = product".
Words words_of(const NetworkScene&, const EdgeMark&);
Words product_words(const NetworkScene&, const EdgeMark&);

// The numbers of one unit's edges, in order on either side of it, each with a line to both its ends, so that none lies
// on another; in the forward pass with what they sum up to. Returns how many edges have one; -1: there is no room for a
// fan on that side.
int draw_fan(const NetworkScene&, const Pointed&, bool incoming, Taken&);
// May this edge's number be seen yet?
bool reached_by_now(const NetworkScene&, const EdgeMark&);

}  // namespace view
