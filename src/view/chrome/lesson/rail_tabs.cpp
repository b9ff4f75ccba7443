#include "chrome/lesson/lesson.h"
#include "kit/announcing.h"
#include "view/later.h"
#include "view/marks.h"
#include "view/tr.h"

namespace view {
namespace {

bool tab_word(const Frame& c, const char* id, ImVec2 pos, const char* word, bool chosen, float& right) {
  const Style& style = c.style;
  const Rect r = rect(pos, {text_width(style.bold, word), line_height(style.bold) + 8});
  const Press press = press_area(style, id, r, 2);
  call_last(word);
  last_is(Role::tab, chosen);
  mark_item(id);
  text(canvas(), style.bold, pos, chosen || press.hovered ? style.text : style.text_muted, word);
  if (chosen) canvas()->AddRectFilled({r.min.x, r.max.y - 2}, r.max, style.accent);
  right = r.max.x;
  return press.pressed;
}

}  // namespace

bool shows_words(const Frame& c) { return c.environment.lesson != nullptr && !c.environment.lesson->settings; }

float rail_tabs(const Frame& c, Rect r) {
  const Style& style = c.style;
  const bool words = shows_words(c);
  region(Place::settings, tr("Lesson or settings"), r.min);
  const float y = r.min.y + 11, bottom = y + line_height(style.bold) + 8;
  float x = r.min.x + 14;
  if (tab_word(c, "tab_lesson", {x, y}, tr("Lesson"), words, x) && !words) {
    c.intents.lesson.deed = c.environment.lesson != nullptr ? LessonAsk::settings : LessonAsk::open;
    c.intents.lesson.number = 0;
  }
  x += 16;
  if (tab_word(c, "tab_settings", {x, y}, tr("Settings"), !words, x) && words) {
    c.intents.lesson.deed = LessonAsk::settings;
    c.intents.lesson.number = 1;
  }
  const float right = r.max.x - 14;
  if (c.environment.lesson != nullptr) {
    if (c.environment.complete) arrived (&later::lesson_dots)(c, {{x + 10, y}, {right, bottom - 8}});
  } else {
    const char* start = tr("start lesson 1 ›");
    const float wide = text_width(style.small_bold, start);
    const Rect place{{right - wide, y - 2}, {right, bottom - 4}};
    if (x + 8 < place.min.x) {
      const Press press = press_area(style, "start_lesson", place, 2);
      call_last(start);
      mark_item("start_lesson");
      explain_last(style, tr("Ten lessons: guess, run, measure, and break each claim about dropout."));
      text(canvas(), style.small_bold, {place.min.x, middle(style.small_bold, place)},
           press.hovered ? style.text : style.accent, start);
      if (press.pressed) c.intents.lesson.deed = LessonAsk::open;
    }
  }
  canvas()->AddLine({r.min.x + 14, bottom}, {right, bottom}, style.panel_border, 1);
  return bottom;
}

}  // namespace view
