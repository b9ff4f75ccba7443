// A lesson on the page: its words where the rail stands, its view beside them, and the way to it.
#pragma once
#include "chrome/regions.h"

namespace view {

// "Lesson" and "Settings" over the rail, with how far the learner is, or a way to begin. Returns the y below.
float rail_tabs(const Frame&, Rect);
// Are the words shown there, in place of the rail?
bool shows_words(const Frame&);
// Of the lesson that is open, in the place of the presets.
Words lesson_words(const Frame&);

namespace later {
void lesson_list(const Frame&, Rect, DropdownKind);
// Of all lessons: what the learner has done of each.
void lesson_dots(const Frame&, Rect);
// The words: a place for those of the page around, or drawn.
void lesson_card(const Frame&, Rect);
// The view of the lesson, with the guess below it where it is not drawn on the view's own axes.
void lesson_view(const Frame&, Rect);
// Beside the rail: the view over the network, and the arms.
void wide_lesson(const Frame&, Rect);
void medium_lesson(const Frame&, Rect);
// One column: the words over the view.
void narrow_lesson(const Frame&, Rect);
// Words and view alone, in a host page.
void lesson_scene(const Frame&);
}  // namespace later

}  // namespace view
