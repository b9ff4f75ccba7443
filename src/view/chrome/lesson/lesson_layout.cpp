// Where words and view of a lesson stand, at every width.
#include <algorithm>
#include <cmath>
#include <string_view>

#include "chrome/layout.h"
#include "chrome/lesson/lesson.h"
#include "chrome/view_card.h"
#include "kit/announcing.h"
#include "kit/scroll.h"
#include "run/arms.h"
#include "run/guess.h"
#include "view/marks.h"
#include "view/tr.h"

namespace view {
namespace later {
namespace {

// The catalogue's index of the view that the lesson shows now.
std::size_t lesson_scene_index(const Frame& c) {
  const std::string_view key = c.environment.lesson->view();
  for (std::size_t i = 0; i < views().size(); ++i)
    if (key == views()[i].key) return i;
  return 0;
}

// A guess without axes of the view's own has some below it.
bool has_strip(const Frame& c) {
  const LessonShown& open = *c.environment.lesson;
  if (std::string_view(open.view()) != open.lesson->view) return false;
  const bool own = open.lesson->guess == lab::Guess::curve &&
                   (std::string_view(open.lesson->view) == "norms" || std::string_view(open.lesson->view) == "cost" ||
                    std::string_view(open.lesson->view) == "sweep");
  const bool seen = open.at == LessonShown::done && !open.last().measured.answer.empty();
  return !own && (open.shows_guess() || seen);
}

// What is worked out of a network, trained or not, would tell the answer before the guess.
bool would_tell(const Frame& c) {
  const lab::Analyses& shown = views()[lesson_scene_index(c)].needs;
  return c.environment.lesson->guessing() && (shown.penalty || shown.scaling || shown.averaging);
}

float whole(float v) { return std::round(v); }

}  // namespace

namespace {

constexpr float strip_pad = 10, least_view = 290;

float strip_height(const Frame& c, float width) { return guess_strip_height(c, width) + 2 * strip_pad; }

void draw_strip(const Frame& c, Rect r) {
  card(c.style, r);
  region(Place::curves, tr("Your guess"), r.min);
  guess_strip(c,
              {{r.min.x + c.style.padding, r.min.y + strip_pad}, {r.max.x - c.style.padding, r.max.y - strip_pad + 2}});
}

// Is the guess all that there is to be seen? So where its view would tell the answer, or has no room beside it.
bool strip_alone(const Frame& c, ImVec2 room) {
  return has_strip(c) &&
         (would_tell(c) || (c.environment.lesson->guessing() && room.y - strip_height(c, room.x) < least_view));
}

// One under the other, as high as they are: first what was guessed and measured.
void scroll_both(const Frame& c, std::size_t view, Rect r) {
  const float gap = c.style.gap * 0.5f, strip = has_strip(c) ? strip_height(c, r.width()) : 0;
  const float wanted = views()[view].stand == Stand::arms ? c.page.drawings[view]->height(c, r.width(), r.height())
                                                          : std::max(r.height(), 320.0f);
  float bottom = r.min.y;
  if (begin_scroll("lesson_figures", r)) {
    ImVec2 at = scroll_origin();
    if (strip > 0) draw_strip(c, rect(at, {r.width(), strip}));
    if (strip > 0) at.y += strip + gap;
    view_alone(c, view, rect(at, {r.width(), wanted}));
    bottom = at.y + wanted;
  }
  end_scroll(bottom);
}

}  // namespace

void lesson_view(const Frame& c, Rect r) {
  const std::size_t view = lesson_scene_index(c);
  const float strip = has_strip(c) ? strip_height(c, r.width()) : 0;
  ImGui::PushID("lesson_view");
  mark("lesson_view", 0, r.min.x, r.min.y, r.width(), r.height());
  if (strip_alone(c, {r.width(), r.height()})) {
    const lab::Guess guess = c.environment.lesson->lesson->guess;
    const bool fills = guess == lab::Guess::shares || guess == lab::Guess::curve;  // numbers and rows keep their height
    draw_strip(c, rect(r.min, {r.width(), fills ? r.height() : std::min(strip, r.height())}));
  } else if ((strip > 0 || views()[view].stand == Stand::arms) && r.height() - strip < least_view) {
    scroll_both(c, view, r);
  } else {
    if (strip > 0) draw_strip(c, {{r.min.x, r.max.y - strip}, r.max});
    if (strip > 0) r.max.y -= strip + c.style.gap * 0.5f;
    view_alone(c, view, r);
  }
  ImGui::PopID();
}

void wide_lesson(const Frame& c, Rect r) {
  const float gap = c.style.gap;
  const std::size_t view = lesson_scene_index(c);
  const Stand stand = views()[view].stand;
  float right = r.max.x;
  if (stand != Stand::arms) {
    const float column = whole(std::clamp(r.width() * 0.34f, 280.0f, 560.0f));
    each_view(Stand::arms, [&](std::size_t i) { draw_view(c, i, {{r.max.x - column, r.min.y}, r.max}); });
    right = r.max.x - column - gap;
  }
  const Rect centre{r.min, {right, r.max.y}};
  if (stand == Stand::centre || r.height() < 460) return lesson_view(c, centre);
  const float share = has_strip(c) ? 0.68f : 0.58f;
  const float high =
      strip_alone(c, {centre.width(), r.height()}) ? strip_height(c, centre.width()) : whole(r.height() * share);
  lesson_view(c, {centre.min, {right, r.min.y + high}});
  each_view(Stand::centre, [&](std::size_t i) { draw_view(c, i, {{r.min.x, r.min.y + high + gap}, centre.max}); });
}

void medium_lesson(const Frame& c, Rect r) {
  const float gap = c.style.gap;
  const bool arms = views()[lesson_scene_index(c)].stand != Stand::arms;
  float below = 0;
  if (arms) each_view(Stand::arms, [&](std::size_t i) { below += c.page.drawings[i]->height(c, r.width(), 0) + gap; });
  const float high = strip_alone(c, {r.width(), r.height()})
                         ? strip_height(c, r.width())
                         : std::max(r.height() - below, std::min(420.0f, r.height()));
  float bottom = r.min.y;
  if (begin_scroll("lesson_column", {r.min, {r.max.x + gap, r.max.y + gap}})) {
    const ImVec2 at = scroll_origin();
    lesson_view(c, rect(at, {r.width(), high}));
    bottom = at.y + high + gap;
    if (arms)
      each_view(Stand::arms, [&](std::size_t i) {
        draw_view(c, i, rect({at.x, bottom}, {r.width(), below - gap}));
        bottom += below;
      });
  }
  end_scroll(bottom);
}

// The words take about half, and never more than leaves the view what it needs.
void narrow_lesson(const Frame& c, Rect r) {
  const float gap = c.style.gap * 0.5f;
  float words = whole(r.height() * 0.5f);
  if (strip_alone(c, {r.width(), words})) words = std::max(words, r.height() - strip_height(c, r.width()) - gap);
  lesson_card(c, {r.min, {r.max.x, r.min.y + words}});
  lesson_view(c, {{r.min.x, r.min.y + words + gap}, r.max});
}

void lesson_scene(const Frame& c) {
  constexpr float edge = 6;
  const float w = c.environment.width, h = c.environment.height;
  c.selection.sheet = {{edge, edge}, {w - edge, h - edge}};
  const Rect r{{edge, edge}, {w - edge, h - edge}};
  if (w < narrow_below) return narrow_lesson(c, r);
  const float rail = std::clamp(w * 0.36f, 280.0f, 340.0f);
  lesson_card(c, {r.min, {r.min.x + rail, r.max.y}});
  lesson_view(c, {{r.min.x + rail + edge, r.min.y}, r.max});
}

}  // namespace later
}  // namespace view
