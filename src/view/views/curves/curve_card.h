// What the cards of curves share: title, lists, keys, and the plot with its flags.
#pragma once
#include <initializer_list>
#include <span>

#include "kit/plot.h"
#include "run/context.h"

namespace view {

// The longest of these titles that ends before `right`; returns the inside of the card below it.
Rect card_title(const Style&, Rect card, float right, std::initializer_list<const char*> titles);
// A list that ends at `right`; returns its left side.
float card_list(const Style&, const char* id, const char* called, float right, float y, int count,
                const char* (*name)(int), int& choice, const char* explanation);
// A short piece of line with the word that says what it is; returns the x to its left.
float line_key(const Style&, float right, float y, float thickness, const char* words, const char* explanation);
// The curves with a flag on the axis for every change in mid-run; a lesson's guess where it is one of this `scene`.
void curve_plot(const Context&, Rect, std::span<const Curve>, Axis, const char* scene);

}  // namespace view
