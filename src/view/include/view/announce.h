// The controls of a frame in words: what a screen reader's DOM needs to carry the same controls as the canvas, and the
// way back, by which that DOM presses and sets them. Collected only in a frame that was asked for; never allocates.
#pragma once
#include <cstdint>
#include <span>

namespace view {

// words: text to read. unit: a button among many of a picture, between which arrow keys walk. number: a field for any
// number.
enum class Role : std::uint8_t { words, button, toggle, tab, unit, slider, stepper, number, list };

// Where a region stands when the page is read from its beginning.
enum class Place : std::uint8_t { header, settings, network, arms, curves, inspector, floating };

struct Announcement {
  std::uint32_t id = 0;  // Dear ImGui's, 0 for words
  Role role = Role::words;
  int region = 0;   // index into announced_regions()
  bool on = false;  // pressed, selected
  bool enabled = true;
  float low = 0, high = 0, step = 0, number = 0;  // of slider, stepper, number; of a list `number` is the chosen row
  int rows = 0;                                   // of a list
  const char* label = "";
  const char* value = "";                     // in words, where the number alone does not say it
  const char* help = "";                      // a sentence or two
  const char* choices = "";                   // of a list: `rows` texts one after the other, each with its 0
  float x = 0, y = 0, width = 0, height = 0;  // units, what is scrolled out of sight at the edge
};

struct Region {
  Place place = Place::header;
  std::uint32_t id = 0;  // of a menu or another window that opens and closes, else 0
  const char* title = "";
  float x = 0, y = 0;
};

// The next frame is to be collected.
void want_announcements();
// Of the last frame that was collected; nothing before it.
std::span<const Announcement> announcements();
std::span<const Region> announced_regions();
// What is to be said aloud when it is new; "": nothing.
const char* said_aloud();
bool said_urgently();
// How many asks were answered before that frame or in it.
std::uint32_t asks_answered();

enum class Ask : std::uint8_t {
  press,
  number,   // as in Announcement::number
  text,     // what was typed into a text field, or instead of a slider's number
  give_up,  // a text field or a menu, as Escape does
  reveal,   // scroll it into view
  step      // so much more
};
// Takes effect in the next frame, on the same way as the visitor's hand; an id that is not there is passed over.
void ask(std::uint32_t id, Ask, float number = 0, const char* text = "");

// The text field that has the keyboard in this frame, over which the page lays a real one: soft keyboards, input
// methods and the clipboard know only that. id 0: none.
struct TypedField {
  std::uint32_t id = 0;
  float x = 0, y = 0, width = 0, height = 0;
  const char* label = "";
  const char* text = "";  // as it was when typing began; lives until the next frame
  bool number = false, read_only = false;
};
const TypedField& typed_field();

// Called by Page::panels before the first panel and after the last; true where this frame is collected.
bool begin_announcing();
void end_announcing();

}  // namespace view
