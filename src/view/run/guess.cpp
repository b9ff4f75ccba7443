#include "run/guess.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "run/guess_pen.h"
#include "view/tr.h"

namespace view {

bool guessed_on(const Context& c, const char* scene) {
  const LessonShown* open = c.environment.lesson;
  return open != nullptr && open->lesson->guess == lab::Guess::curve && std::string_view(open->lesson->view) == scene &&
         std::string_view(open->view()) == scene;
}

float guessed_iteration(const lab::Lesson& lesson, int i) {
  return static_cast<float>(lesson.iterations) * static_cast<float>(i) /
         static_cast<float>(std::max(lesson.count - 1, 1));
}

Words guess_words(const LessonShown& open, float value) {
  const lab::Lesson& lesson = *open.lesson;
  const float range = lesson.high - lesson.low;
  const int digits = lesson.guess == lab::Guess::shares || range <= 3 ? 2 : range <= 30 ? 1 : 0;
  const char* space = open.unit.empty() || open.unit == "×" ? "" : " ";
  if (range > 9999) return grouped(std::lround(value)).add("%s%s", space, open.unit.c_str());
  return Words().add("%.*f%s%s", digits, static_cast<double>(value), space, open.unit.c_str());
}

Words guess_label(const Context& c, int i) {
  const lab::Lesson& lesson = *c.environment.lesson->lesson;
  const std::vector<std::string>& names = c.environment.lesson->names;
  if (static_cast<std::size_t>(i) < names.size()) return Words().add("%s", names[static_cast<std::size_t>(i)].c_str());
  switch (lesson.guess) {
    case lab::Guess::number:
      break;
    case lab::Guess::curve:
      return Words().add(tr("iteration %s"), grouped(std::lround(guessed_iteration(lesson, i))).chars);
    case lab::Guess::shares:
    case lab::Guess::order:
      return Words().add("%d", i + 1);
  }
  return Words();
}

void dotted(ImVec2 from, ImVec2 to, ImU32 color, float& carried) {
  constexpr float pitch = 6, radius = 1.4f;
  const float dx = to.x - from.x, dy = to.y - from.y, length = std::sqrt(dx * dx + dy * dy);
  if (!(length > 0)) return;
  float at = carried;
  for (; at <= length; at += pitch)
    canvas()->AddCircleFilled({from.x + dx * at / length, from.y + dy * at / length}, radius, color, 8);
  carried = at - length;
}

void dashed(ImVec2 from, ImVec2 to, ImU32 color) {
  float carried = 0;
  dotted(from, to, color, carried);
}

void handle(const Style& style, ImVec2 at, bool lit) {
  canvas()->AddCircleFilled(at, lit ? 7.0f : 5.5f, style.panel, 24);
  canvas()->AddCircle(at, lit ? 7.0f : 5.5f, style.text, 24, lit ? 2.5f : 1.8f);
}

namespace {

void curve_hands(const Pen& pen, const GuessSpace& space) {
  std::vector<float> guess = pen.open.guess;
  bool moved = false;
  hands(pen, space, [&](int i, float value) {
    guess[static_cast<std::size_t>(i)] = std::clamp(value, pen.lesson.low, pen.lesson.high);
    moved = true;
  });
  if (moved) pen.give(std::move(guess));
}

void draw_curve(const Pen& pen, const GuessSpace& space) {
  const ImU32 ink = pen.c.style.text;
  float carried = 0;
  for (int i = 0; i + 1 < pen.count; ++i)
    dotted({nth(space.x, i), space.y(pen.guessed(i))}, {nth(space.x, i + 1), space.y(pen.guessed(i + 1))}, ink,
           carried);
  if (pen.open.guessing())
    for (int i = 0; i < pen.count; ++i) handle(pen.c.style, {nth(space.x, i), space.y(pen.guessed(i))}, false);
}

}  // namespace

namespace later {

void guess_over(const Context& c, const GuessSpace& space) {
  const Pen pen(c);
  if (!pen.open.shows_guess()) return;
  if (pen.open.guessing()) curve_hands(pen, space);
  draw_curve(pen, space);
}

bool guess_axis(const Context& c, const char* scene, Axis& axis) {
  if (!guessed_on(c, scene)) return false;
  const LessonShown& open = *c.environment.lesson;
  if (!open.shows_guess()) return false;
  axis.last = static_cast<float>(open.lesson->iterations);
  axis.still = open.guessing();
  if (open.guessing()) axis.high = open.lesson->high;
  for (const float v : open.guess)
    if (!(axis.high > v)) axis.high = v;
  return true;
}

void guess_on_plot(const Context& c, const Plotted& plotted) {
  const lab::Lesson& lesson = *c.environment.lesson->lesson;
  GuessSpace space{plotted.place, {}, plotted.low, plotted.high};
  for (int i = 0; i < std::min(lesson.count, most_guessed); ++i) {
    const float t = (guessed_iteration(lesson, i) - plotted.first) / (plotted.last - plotted.first);
    nth(space.x, i) = plotted.place.min.x + t * plotted.place.width();
  }
  canvas()->PushClipRect(grown(plotted.place, 9).min, grown(plotted.place, 9).max, true);
  guess_over(c, space);
  canvas()->PopClipRect();
}

}  // namespace later

}  // namespace view
