// Curves against iterations: axes with round ticks, end labels that keep their distance, values under the pointer.
#pragma once
#include <cmath>
#include <span>

#include "ink/style.h"
#include "kit/widgets.h"

namespace view {

struct Curve {
  std::span<const float> value;  // one for each point of the axis; what is not finite leaves a gap
  ImU32 color = 0;
  float thickness = 2;
  const char* name = "";  // beside its end and under the pointer
  float newest = 0;       // written beside its end
  float ratio = 0;        // to the arm without regularization, as "0.55×"; 0: not written
  bool labelled = true;   // false: no label at its end (a thin companion of another curve)
  const char* unit = "";  // behind each of its values
};

// Under the curves: mean ± deviation at some iterations of its own, in order; nothing between those that lie apart.
struct Band {
  std::span<const float> iteration, mean, deviation;
  ImU32 color = 0;
};

struct Axis {
  const char* value_name = "";  // under the pointer
  bool logarithmic = false;
  const char* empty = "";  // what to say over the axes while there is nothing to draw
  bool from_zero = true;   // where no value is below 0 and all iterations are shown
  const Band* band = nullptr;
  float line = NAN;  // a value that the others are measured by
  // The axes reach at least so far, and nobody's hand chooses iterations: something of the caller's is laid over them.
  float last = 0, high = NAN;
  bool still = false;
  float strip = 0;  // so much of the width, at its right end, is left to the caller
};

constexpr int max_curves = 12;

// Room for the outline of a curve of so many points, which Dear ImGui would otherwise make anew for every point more.
void reserve_outlines(int points);

// What all plots against iterations share between frames: where the pointer is, and which iterations they show.
struct PlotView {
  float pointed = -1,
        pointing = -1;       // iteration under the pointer of any plot: in the last frame, in this one; -1: none
  float low = 0, high = -1;  // iterations shown; all of them while high <= low
  float picked = -1;         // one end of a range that is being chosen
  std::uint32_t run = 0;     // that the range is of
  bool all() const { return high <= low; }
};

// Neighbouring marks under the pointer.
struct PlotMarks {
  int first = 0, count = 0;
};

// What was drawn: the marks at the pointer, and the caller's strip with its axis of values (linear).
struct Plotted {
  PlotMarks marks;
  Rect strip, place;
  float low = 0, high = 1;
  float first = 0, last = 1;  // iterations
  float y(float value) const {
    const float t = (value - low) / (high - low);
    return strip.max.y - (t < 0 ? 0 : t > 1 ? 1 : t) * strip.height();
  }
};

// At most max_curves curves of at most lab::history_capacity points. `marks` are iterations, in order, that have a sign
// on the axis; those at the pointer are returned, which the caller explains. `id` is one control: a drag chooses the
// iterations that every plot of this view shows, a double click shows all; so do arrow keys and Home. Where fingers
// touch, and drags scroll, two taps choose.
Plotted plot(const Style&, const char* id, Rect, std::span<const float> iteration, std::span<const Curve>, const Axis&,
             std::span<const float> marks, PlotView&);

}  // namespace view
