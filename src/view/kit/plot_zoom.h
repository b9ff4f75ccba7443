// Which iterations the plots show, under the visitor's hands.
#pragma once
#include "kit/plot.h"

namespace view {

// Iterations from low to high.
struct Span {
  float low = 0, high = 1;
};
// What is shown of what there is.
Span shown_span(const PlotView&, Span all);

// The plot's area as a control; see plot(). `all` is what there is to see, `span` what is shown.
struct PlotHands {
  bool hovered = false;
  bool choosing = false;  // a range is being dragged out
  float mouse = 0;        // the iteration under the pointer
};
PlotHands plot_hands(const Style&, const char* id, Rect area, Span span, Span all, PlotView&);

// While a part is shown: the way back, in an upper corner of the plot.
void all_iterations_button(const Style&, Rect area, bool at_left, PlotView&);

}  // namespace view
