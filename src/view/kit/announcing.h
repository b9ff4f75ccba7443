// How widgets announce themselves (view/announce.h) and hear what they are asked.
#pragma once
#include "kit/widgets.h"
#include "view/announce.h"

namespace view {

// Is this frame collected? Words that only a listener needs are not made otherwise.
bool listening();

// Begins a region; what follows belongs to it until the next one. Returns the one before, for go_on().
int region(Place, const char* title, ImVec2 at, ImGuiID id = 0);
void go_on(int region);
Place present_place();

// Announces a control of this id; null where nobody listens. The names given by call_next() are used up.
Announcement* announce(ImGuiID, Role, Rect);
// A name for the next control, where the widget knows none.
void call_next(const char* format, ...) IM_FMTARGS(1);
// Of the control announced last: its name, what it is, its value in words, an explanation. A control without a name is
// called by the first words of its explanation.
void call_last(const char* name);
void last_is(Role, bool on);
void last_says(const char* value);
void explain_announced(const char* words);
const char* last_called();
// Copies words for as long as the announcements last.
const char* keep_words(const char*);
// Text to be read at a place.
void announce_words(Rect, const char* words);

// This text field has the keyboard; `text` lives until the frame's end. Without a label it is called as the control of
// its id is.
void announce_typing(ImGuiID, Rect, const char* label, const char* text, bool number = false, bool read_only = false);

// What a live region says once, when it is new; `urgent`: at once.
void say_aloud(const char* words, bool urgent = false);

// What the widget of this id is asked. Each is true once.
bool asked_press(ImGuiID);
bool asked_number(ImGuiID, float& number);
bool asked_step(ImGuiID, float& number);  // is added to it
bool asked_give_up(ImGuiID);
// Null, or the text, which stays until the end of the frame.
const char* asked_text(ImGuiID);

// While one lives, widgets are parts of a control that is announced as a whole.
class Hush {
public:
  Hush();
  ~Hush();
  Hush(const Hush&) = delete;
  Hush& operator=(const Hush&) = delete;
};

}  // namespace view
