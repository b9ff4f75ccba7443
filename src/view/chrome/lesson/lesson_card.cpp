// The words of a lesson. A page around the program lays its own text over the card; elsewhere they are drawn.
#include <algorithm>
#include <cmath>
#include <string>

#include "chrome/lesson/lesson.h"
#include "kit/announcing.h"
#include "kit/scroll.h"
#include "run/guess.h"
#include "view/marks.h"
#include "view/tr.h"

namespace view {

namespace {

const LessonShown& open_lesson(const Frame& c) { return *c.environment.lesson; }

Words title_of(const Frame& c, int index) {
  const std::vector<std::string>& titles = open_lesson(c).titles;
  return index < static_cast<int>(titles.size()) ? Words().add("%s", titles[static_cast<std::size_t>(index)].c_str())
                                                 : Words();
}

}  // namespace

Words lesson_words(const Frame& c) {
  const LessonShown& open = open_lesson(c);
  const Words title = title_of(c, open.index);
  Words words = Words().add(tr("Lesson %d of %d"), open.index + 1, static_cast<int>(lab::lessons().size()));
  if (title.length > 0) words.add(" · %s", title.chars);
  return words;
}

namespace later {
namespace {

const Frame* listed = nullptr;  // dropdown() takes a plain function

const char* list_row(int i) {
  static Words words;
  if (i == static_cast<int>(lab::lessons().size())) return tr("The free laboratory");
  const Words title = title_of(*listed, i);
  return words = Words().add("%d · %s", i + 1, title.chars);
}

void ask(const Frame& c, LessonAsk::Deed deed, int number = 0) {
  c.intents.lesson.deed = deed;
  c.intents.lesson.number = number;
}

#ifndef __EMSCRIPTEN__  // there they are the page's
// One step of a lesson, as it is drawn: its number or a tick, a heading, words.
struct Column {
  const Frame& c;
  float left, width, y;

  void words(const ImFont* font, ImU32 color, const char* of_it, float below = 6) {
    if (*of_it == 0) return;
    const float high = text_wrapped(canvas(), font, {left, y}, width, color, of_it);
    announce_words(rect({left, y}, {width, high}), of_it);
    y += high + below;
  }
  void beat(int number, bool done, bool now, const char* heading) {
    const Style& style = c.style;
    const ImVec2 center{left + 9, y + 10};
    y += 2;
    if (done)
      canvas()->AddCircleFilled(center, 9, style.accent, 24);
    else
      canvas()->AddCircle(center, 9, now ? style.accent : style.text_faint, 24, 1.3f);
    const ImU32 ink = done ? style.on_accent : now ? style.accent : style.text_muted;
    const Rect round = grown(rect(center, {0, 0}), 9);
    text_center(canvas(), style.small_bold, {center.x, middle(style.small_bold, round)}, ink,
                Words().add("%d", number));
    left += 28, width -= 28;
    words(style.bold, style.text, heading, 3);
  }
  void end() { left -= 28, width += 28, y += 6; }
  bool press(const char* id, const char* label, bool chosen = false) {
    const float wide = std::min(button_width(c.style, ButtonKind::quiet, label), width);
    const Rect r = rect({left, y}, {wide, std::max(28.0f, c.style.touch ? 40.0f : 28.0f)});
    const bool pressed = button(c.style, id, r, ButtonKind::quiet, label, chosen);
    mark_item(id);
    y = r.max.y + 8;
    return pressed;
  }
};

std::string filled_of(const lab::LessonWords& words, const Finding& found) {
  return lab::filled(tr(lab::sentence_of(words, found.measured.verdict)), found.measured.figures);
}

void say_finding(Column& column, const lab::LessonWords& words, const Finding& found) {
  const Style& style = column.c.style;
  column.words(style.body, style.text, filled_of(words, found).c_str());
  if (found.changed) column.words(style.small, style.text_muted, tr("Measured on the run as you have changed it."));
}

void guess_beat(Column& column, const lab::LessonWords& words) {
  const Frame& c = column.c;
  const LessonShown& open = open_lesson(c);
  column.beat(1, open.guessed && !open.guessing(), open.guessing(), tr("Guess"));
  column.words(c.style.body, c.style.text_muted, tr(words.question));
  if (open.guessing() && open.lesson->guess != lab::Guess::order)
    column.words(c.style.small, c.style.text_muted, tr("Drag it in the figure, or press Tab and use the arrow keys."));
  if (open.guessed && open.guess.size() == 1)
    column.words(c.style.small, c.style.text,
                 Words().add(tr("Your guess: %s"), guess_words(open, open.guess[0]).chars));
  column.end();
}

void run_beat(Column& column, const lab::LessonWords& words) {
  const Frame& c = column.c;
  const LessonShown& open = open_lesson(c);
  const bool first = open.run == LessonShown::own, seen = open.found[LessonShown::own].measured.there;
  column.beat(2, seen, first && !seen, tr("Run"));
  column.words(c.style.body, c.style.text_muted, tr(words.act));
  if (open.guessing()) {
    const Words run = Words().add(tr("Run %s iterations"), grouped(open.lesson->iterations).chars);
    if (column.press("lesson_run", open.guessed ? run.chars : Words().add(tr("%s without a guess"), run.chars).chars,
                     true))
      ask(c, LessonAsk::run);
  } else if (open.at == LessonShown::running && !c.environment.playing && open.lesson->sweep < 0) {
    if (column.press("lesson_run", tr("Go on"), true)) ask(c, LessonAsk::run);
  } else if (open.at != LessonShown::done && first) {
    column.words(
        c.style.small, c.style.text,
        Words().add(tr("Iteration %s of %s"), grouped(c.run.iteration).chars, grouped(open.lesson->iterations).chars));
  }
  column.end();
}

void measured_beat(Column& column, const lab::LessonWords& words) {
  const Frame& c = column.c;
  const LessonShown& open = open_lesson(c);
  const Finding& found = open.found[LessonShown::own];
  column.beat(3, found.measured.there, false, tr("Measured"));
  if (found.measured.there) {
    say_finding(column, words, found);
    if (open.guessed && open.guess.size() == 1 && !found.measured.answer.empty())
      column.words(c.style.small, c.style.text,
                   Words().add(tr("Your guess: %s. Measured: %s."), guess_words(open, open.guess[0]).chars,
                               guess_words(open, found.measured.answer[0]).chars));
    const lab::Held held = lab::held(*open.lesson);
    if (held.of > 0)
      column.words(c.style.small, c.style.text_muted,
                   Words().add(tr("With other random starts the claim held %d of %d times."), held.holds, held.of));
    const Finding& again = open.found[LessonShown::again];
    if (again.measured.there) {
      column.words(c.style.small_bold, c.style.text, Words().add(tr("Random start %d:"), again.seed), 2);
      say_finding(column, words, again);
    }
    if (open.at == LessonShown::done && open.lesson->sweep < 0 &&
        column.press("lesson_again", tr("another random start")))
      ask(c, LessonAsk::again);
  }
  column.end();
}

void why_beat(Column& column, const lab::LessonWords& words) {
  const Frame& c = column.c;
  const LessonShown& open = open_lesson(c);
  const bool seen = open.found[LessonShown::own].measured.there;
  column.beat(4, open.why == open.lesson->right, seen && open.why != open.lesson->right, tr("Why?"));
  for (int i = 0; seen && i < static_cast<int>(words.why.size()); ++i) {
    const lab::Why& why = words.why[static_cast<std::size_t>(i)];
    ImGui::PushID(i);
    const float high = text_wrapped(nullptr, c.style.body, {0, 0}, column.width - 20, 0, tr(why.answer)) + 12;
    const Rect r = rect({column.left, column.y}, {column.width, high});
    const Press press = press_area(c.style, "why", r, c.style.control_rounding);
    call_last(tr(why.answer));
    mark("lesson_why", i, r.min.x, r.min.y, r.width(), r.height());
    canvas()->AddRectFilled(r.min, r.max, press.hovered ? c.style.hover : c.style.inset, c.style.control_rounding);
    if (open.why == i) canvas()->AddRect(r.min, r.max, c.style.accent, c.style.control_rounding, 0, 1.5f);
    text_wrapped(canvas(), c.style.body, {r.min.x + 10, r.min.y + 6}, column.width - 20, c.style.text, tr(why.answer));
    if (press.pressed) ask(c, LessonAsk::why, i);
    column.y = r.max.y + 6;
    if (open.why == i) column.words(c.style.body, c.style.text, tr(why.reply));
    ImGui::PopID();
  }
  column.end();
}

void break_beat(Column& column, const lab::LessonWords& words) {
  const Frame& c = column.c;
  const LessonShown& open = open_lesson(c);
  const bool seen = open.found[LessonShown::own].measured.there;
  const Finding& found = open.found[LessonShown::broken];
  column.beat(5, found.measured.there, seen && !found.measured.there, tr("Break it"));
  if (seen) {
    column.words(c.style.body, c.style.text_muted, tr(words.breaks));
    if (found.measured.there) say_finding(column, words, found);
    if (open.at == LessonShown::done && column.press("lesson_break", tr("Break it"))) ask(c, LessonAsk::break_it);
  }
  column.end();
}

void draw_words(const Frame& c, Rect r) {
  const LessonShown& open = open_lesson(c);
  const lab::LessonWords& words = c.environment.lesson_words(*open.lesson);
  float bottom = r.min.y;
  ImGui::PushID(open.lesson->id);
  if (begin_scroll("lesson", r)) {
    const ImVec2 origin = scroll_origin();
    Column column{c, origin.x + 14, r.width() - 28, origin.y + 10};
    column.words(c.style.title, c.style.text, tr(words.claim));
    column.words(c.style.body, c.style.text, tr(words.words), 12);
    guess_beat(column, words);
    run_beat(column, words);
    measured_beat(column, words);
    why_beat(column, words);
    break_beat(column, words);
    column.words(c.style.small_bold, c.style.text_muted, tr("What is exactly true"), 2);
    column.words(c.style.small, c.style.text_muted, tr(words.truth));
    column.words(c.style.small, c.style.text_muted, tr(words.formula));
    column.words(c.style.small, c.style.text_muted, tr(words.source));
    const int count = static_cast<int>(lab::lessons().size());
    if (open.index + 1 < count &&
        column.press("lesson_next", tr("next ›"), open.found[LessonShown::broken].measured.there))
      ask(c, LessonAsk::open, open.index + 1);
    bottom = column.y + 10;
  }
  end_scroll(bottom);
  ImGui::PopID();
}
#endif

}  // namespace

void lesson_list(const Frame& c, Rect place, DropdownKind kind) {
  int choice = -1;
  const int count = static_cast<int>(lab::lessons().size());
  listed = &c;
  call_next(tr("lesson"));
  const bool chosen = dropdown(c.style, "lessons", place, kind, count + 1, list_row, choice,
                               tr("Ten lessons, in any order; or the laboratory without them."), lesson_words(c));
  mark("lessons", 0, place.min.x, place.min.y, place.width(), place.height());
  listed = nullptr;
  if (chosen) ask(c, choice < count ? LessonAsk::open : LessonAsk::close, choice);
}

// A ring; half of it, where something was done; a dot, where all was.
void lesson_dots(const Frame& c, Rect r) {
  const LessonShown& open = open_lesson(c);
  const float pitch = std::min(13.0f, r.width() / static_cast<float>(open.marks.size() + 1)), radius = pitch * 0.28f;
  float x = r.max.x - pitch * static_cast<float>(open.marks.size()) + pitch * 0.5f;
  for (std::size_t i = 0; i < open.marks.size(); ++i, x += pitch) {
    const ImVec2 at{x, r.center().y};
    const bool here = static_cast<int>(i) == open.index;
    const ImU32 ink = here ? c.style.accent : c.style.text_muted;
    canvas()->AddCircle(at, radius, ink, 16, 1.2f);
    if (open.marks[i] == 7) canvas()->AddCircleFilled(at, radius, ink, 16);
    if (open.marks[i] > 0 && open.marks[i] < 7) {
      canvas()->PathArcTo(at, radius, 1.5708f, 4.7124f, 10);
      canvas()->PathFillConvex(ink);
    }
  }
  explain(c.style, r, tr("Each lesson: a ring before it, half when it is begun, full when guessed, seen and broken."));
}

void lesson_card(const Frame& c, Rect r) {
  card(c.style, r);
  const bool narrow = c.selection.narrow || c.environment.framed;
  Rect inner{{r.min.x + 1, r.min.y + 1}, {r.max.x - 1, r.max.y - 1}};
  if (!narrow) inner.min.y = rail_tabs(c, r) + 1;
  region(Place::settings, lesson_words(c), inner.min);
  mark("lesson", open_lesson(c).index, inner.min.x, inner.min.y, inner.width(), inner.height());
  for (int i = 0; i < static_cast<int>(open_lesson(c).guess.size()); ++i)
    c.intents.lesson_labels.emplace_back(guess_label(c, i).chars);
  if (c.environment.has_page) {
    c.intents.lesson_place = {inner.min.x, inner.min.y, inner.width(), inner.height()};
    windows_over(inner, c.intents.lesson_covers);
  }
#ifndef __EMSCRIPTEN__
  if (!c.environment.has_page && c.environment.lesson_words != nullptr) draw_words(c, inner);
#endif
}

}  // namespace later
}  // namespace view
