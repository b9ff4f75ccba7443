// The labels at the ends of a plot's curves: names and newest values, kept apart from one another.
#pragma once
#include "kit/plot_axes.h"

namespace view {

enum class LabelForm { one_line, two_lines, short_line };

// As there is room in `r` for the plot and its labels.
LabelForm label_form(const Style&, Rect r, std::span<const Curve>);
// Of the widest.
float label_width(const Style&, std::span<const Curve>, LabelForm);
// To the right of the area, down to `bottom`.
void draw_labels(const Style&, const PlotArea&, std::span<const Curve>, LabelForm, float bottom);

}  // namespace view
