#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <utility>

#include "kit/round_numbers.h"
#include "run/guess_pen.h"
#include "view/tr.h"

namespace view {
namespace {

// One bar is dragged; the others share what it leaves as they shared it before.
void share_hands(const Pen& pen, const GuessSpace& space) {
  int moved = -1;
  float to = 0;
  hands(pen, space, [&](int i, float value) { moved = i, to = std::clamp(value, 0.0f, 1.0f); });
  if (moved < 0) return;
  std::vector<float> guess = pen.open.guess;
  const float others = 1 - guess[static_cast<std::size_t>(moved)];
  for (int i = 0; i < pen.count; ++i) {
    float& share = guess[static_cast<std::size_t>(i)];
    if (i == moved)
      share = to;
    else
      share = others > 1e-4f ? share * (1 - to) / others : (1 - to) / static_cast<float>(pen.count - 1);
  }
  pen.give(std::move(guess));
}

void draw_shares(const Pen& pen, const GuessSpace& space) {
  const Style& style = pen.c.style;
  const std::span<const float> answer = pen.answer(), besides = pen.besides();
  const float half = std::min(space.place.width() / static_cast<float>(pen.count) * 0.32f, 30.0f);
  for (int i = 0; i < pen.count; ++i) {
    const float x = nth(space.x, i), bottom = space.place.max.y;
    if (static_cast<std::size_t>(i) < answer.size()) {
      const float share = answer[static_cast<std::size_t>(i)];
      const bool two = static_cast<std::size_t>(i) < besides.size();
      const float left = two ? x : x - half * 0.6f;
      canvas()->AddRectFilled({left, space.y(share)}, {x + half * 0.6f, bottom}, style.accent, 2);
      if (two)
        canvas()->AddRectFilled({x - half * 0.6f, space.y(besides[static_cast<std::size_t>(i)])}, {x - 1, bottom},
                                pen.besides_color(), 2);
    }
    if (!pen.open.shows_guess()) continue;
    const float top = space.y(pen.guessed(i));
    dashed({x - half, bottom}, {x - half, top}, style.text);
    dashed({x - half, top}, {x + half, top}, style.text);
    dashed({x + half, top}, {x + half, bottom}, style.text);
    if (pen.open.guessing()) handle(style, {x, top}, false);
  }
}

// Numbers beside the axis, lines across.
void value_axis(const Pen& pen, const GuessSpace& space) {
  const Style& style = pen.c.style;
  const float step = round_above((space.high - space.low) / 3), line = line_height(style.small);
  for (float v = std::ceil(space.low / step - 0.01f) * step; v <= space.high + step * 0.01f; v += step) {
    const float y = std::round(space.y(v)) + 0.5f;
    canvas()->AddLine({space.place.min.x, y}, {space.place.max.x, y}, style.grid, 1);
    text_right(canvas(), style.small, {space.place.min.x - 6, y - line * 0.5f}, style.text_faint,
               Words().add("%g", static_cast<double>(std::abs(v) < 0.01f * step ? 0 : v)));
  }
}

// From left to right, by powers of ten where it spans many.
struct NumberAxis {
  float left, right, low, high;
  bool log = low > 0 && high / low > 50;

  float x(float v) const {
    const float t = log ? std::log(std::max(v, low) / low) / std::log(high / low) : (v - low) / (high - low);
    return left + std::clamp(t, 0.0f, 1.0f) * (right - left);
  }
  float value(float at) const {
    const float t = std::clamp((at - left) / (right - left), 0.0f, 1.0f);
    return log ? low * std::pow(high / low, t) : low + t * (high - low);
  }
  template <class Do>
  void each_tick(Do tick) const {
    if (log) {
      for (float v = low; v < high * 0.5f; v *= 10) tick(v);
      return tick(high);
    }
    const float step = round_above((high - low) / std::max(3.0f, (right - left) / 90));
    for (float v = std::ceil(low / step - 0.01f) * step; v <= high + 0.01f * step; v += step) tick(v);
  }
};

// Numbers over their marks, pushed apart where they would touch.
struct Numbers {
  struct One {
    float x;
    ImU32 color;
    Words words;
  };
  std::array<One, 3> all{};
  int count = 0;

  void add(float x, ImU32 color, const Words& words) { nth(all, count++) = {x, color, words}; }
  void draw(const ImFont* font, float left, float right, float y) {
    std::sort(all.begin(), all.begin() + count, [](const One& a, const One& b) { return a.x < b.x; });
    std::array<float, 3> width{}, at{};
    for (int i = 0; i < count; ++i) {
      nth(width, i) = text_width(font, nth(all, i).words);
      const float wanted = nth(all, i).x - 0.5f * nth(width, i),
                  free = i > 0 ? nth(at, i - 1) + nth(width, i - 1) + 8 : left;
      nth(at, i) = std::max(wanted, free);
    }
    for (float end = right, i = static_cast<float>(count); i-- > 0;) {
      const auto k = static_cast<int>(i);
      nth(at, k) = std::min(nth(at, k), end - nth(width, k));
      end = nth(at, k) - 8;
    }
    for (int i = 0; i < count; ++i) text(canvas(), font, {nth(at, i), y}, nth(all, i).color, nth(all, i).words);
  }
};

// What is dragged on an axis, and what came out; their values above.
void number_row(const Pen& pen, const NumberAxis& axis, int i, float y) {
  const Style& style = pen.c.style;
  const std::span<const float> answer = pen.answer(), besides = pen.besides();
  const auto index = static_cast<std::size_t>(i);
  canvas()->AddRectFilled({axis.left, y - 1.5f}, {axis.right, y + 1.5f}, style.track, 1.5f);
  const float guessed = axis.x(pen.guessed(i));
  Numbers numbers;
  const auto measured = [&](std::span<const float> all, ImU32 color, float radius) {
    if (index >= all.size() || !std::isfinite(all[index])) return;
    const float at = axis.x(all[index]);
    canvas()->AddCircleFilled({at, y}, radius, color, 24);
    numbers.add(at, color, guess_words(pen.open, all[index]));
  };
  measured(besides, pen.open.last().measured.besides_arm < 0 ? 0 : pen.besides_color(), 5);
  if (index < answer.size() && std::isfinite(answer[index]) && pen.open.shows_guess())
    dashed({guessed, y}, {axis.x(answer[index]), y}, style.text);
  measured(answer, style.accent, 7);
  if (pen.open.shows_guess()) numbers.add(guessed, style.text, guess_words(pen.open, pen.guessed(i)));
  numbers.draw(style.small_bold, axis.left - 12, axis.right + 12, y - line_height(style.small) - 8);
  if (!pen.open.shows_guess()) return;
  if (!pen.open.guessing()) {
    canvas()->AddCircle({guessed, y}, 6, style.text, 24, 1.5f);
    return;
  }
  const auto give = [&](float value) {
    std::vector<float> guess = pen.open.guess;
    guess[index] = value;
    pen.give(std::move(guess));
  };
  ImGui::PushID(i);
  const ImGuiID id = ImGui::GetID("guess");
  const Rect reach{{axis.left - 12, y - 20}, {axis.right + 12, y + 20}};
  offer_to_finger(reach);
  const Press press = item(id, reach, Way::click);
  mark("guess", i, axis.left, y - 12, axis.right - axis.left, 24);
  if (press.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  if (press.held) {
    keep_finger();
    give(axis.value(ImGui::GetIO().MousePos.x));
  }
  if (press.focused) {
    take_keys(id, {ImGuiKey_LeftArrow, ImGuiKey_RightArrow});
    if (const int by = key_steps(ImGuiKey_RightArrow, ImGuiKey_LeftArrow); by != 0)
      give(axis.value(guessed + static_cast<float>(by) * (axis.right - axis.left) / 50));
    focus_ring(style, reach, 4);
  }
  handle(style, {guessed, y}, press.hovered || press.held);
  ImGui::PopID();
}

constexpr float number_pitch = 42;

// An axis for each number, one under the other, over one scale.
void number_strip(const Pen& pen, Rect r) {
  const Style& style = pen.c.style;
  float names = 0;
  for (int i = 0; pen.count > 1 && i < pen.count; ++i)
    names = std::max(names, text_width(style.small, guess_label(pen.c, i)) + 24);
  names = std::min(names, r.width() * 0.45f);
  const NumberAxis axis{r.min.x + names + 12, r.max.x - 12, pen.lesson.low, pen.lesson.high};
  float y = std::round(r.min.y + 20);
  for (int i = 0; i < pen.count; ++i, y += number_pitch) {
    if (names > 0)
      text_fit(canvas(), style.small, {r.min.x, y - line_height(style.small) * 0.5f}, names - 14, style.text_muted,
               guess_label(pen.c, i));
    number_row(pen, axis, i, y);
  }
  y -= number_pitch;
  axis.each_tick([&](float v) {
    const Words words = std::abs(v) < 1000 ? Words().add("%.4g", static_cast<double>(std::abs(v) < 1e-6f ? 0 : v))
                                           : grouped(std::lround(v));
    const float half = text_width(style.small, words) * 0.5f, x = axis.x(v);
    canvas()->AddLine({x, y + 8}, {x, y + 11}, style.text_faint, 1);
    text_center(canvas(), style.small, {std::clamp(x, r.min.x + half, r.max.x - half), y + 12}, style.text_faint,
                words);
  });
}

constexpr float order_row = 30;

// Rows that go up and down: by their arrows, or dragged.
void order_strip(const Pen& pen, Rect r) {
  const Style& style = pen.c.style;
  const std::span<const float> answer = pen.answer();
  const auto by_place = [&](std::span<const float> places, int place) {
    for (std::size_t i = 0; i < places.size(); ++i)
      if (static_cast<int>(std::lround(places[i])) == place) return static_cast<int>(i);
    return -1;
  };
  const float high = std::min(order_row, r.height() / static_cast<float>(pen.count)), half = r.width() * 0.5f;
  const auto swap = [&](int place, int with) {
    std::vector<float> guess = pen.open.guess;
    const int a = by_place(guess, place), b = by_place(guess, with);
    if (a >= 0 && b >= 0) std::swap(guess[static_cast<std::size_t>(a)], guess[static_cast<std::size_t>(b)]);
    pen.give(std::move(guess));
  };
  for (int place = 1; place <= pen.count; ++place) {
    const float y = r.min.y + high * static_cast<float>(place - 1);
    const Rect row{{r.min.x, y + 1}, {r.min.x + (answer.empty() ? r.width() : half - 8), y + high - 1}};
    const auto draw = [&](Rect box, int which, ImU32 ground, ImU32 ink) {
      canvas()->AddRectFilled(box.min, box.max, ground, style.control_rounding);
      const float at =
          text(canvas(), style.bold, {box.min.x + 10, middle(style.bold, box)}, ink, Words().add("%d", place));
      text_fit(canvas(), style.body, {box.min.x + 22 + at, middle(style.body, box)}, box.width() - 90, ink,
               guess_label(pen.c, which));
    };
    if (pen.open.shows_guess()) draw(row, by_place(pen.open.guess, place), style.inset, style.text);
    if (!answer.empty()) {
      const Rect own{{pen.open.shows_guess() ? r.min.x + half : r.min.x, row.min.y}, {r.max.x, row.max.y}};
      draw(own, by_place(answer, place), mix(style.panel, style.accent, 0.2f), style.text);
    }
    if (!pen.open.guessing()) continue;
    ImGui::PushID(place);
    for (const int to : {place - 1, place + 1}) {
      if (to < 1 || to > pen.count) continue;
      const ImVec2 center{row.max.x - (to < place ? 44.0f : 16.0f), row.center().y};
      const Press press =
          press_area(style, to < place ? "up" : "down", rect({center.x - 12, center.y - 12}, {24, 24}), 4);
      call_last(Words().add(to < place ? tr("%s up") : tr("%s down"),
                            guess_label(pen.c, by_place(pen.open.guess, place)).chars));
      mark(to < place ? "guess_up" : "guess_down", place, center.x - 12, center.y - 12, 24, 24);
      const float tip = to < place ? -4.0f : 4.0f;
      canvas()->AddTriangleFilled({center.x - 5, center.y - tip * 0.6f}, {center.x + 5, center.y - tip * 0.6f},
                                  {center.x, center.y + tip}, press.hovered ? style.text : style.text_muted);
      if (press.pressed) swap(place, to);
    }
    const Rect body{row.min, {row.max.x - 62, row.max.y}};
    offer_to_finger(body);
    const Press press = item(ImGui::GetID("row"), body, Way::click);
    mark("guess_row", place, body.min.x, body.min.y, body.width(), body.height());
    if (press.held) {
      keep_finger();
      const int to = static_cast<int>((ImGui::GetIO().MousePos.y - r.min.y) / high) + 1;
      if (to != place && to >= 1 && to <= pen.count) {
        swap(place, to);
        let_item_go();
      }
    }
    ImGui::PopID();
  }
}

// Whose measurement has which colour, where there are two.
void key(const Pen& pen, ImVec2 at, float right) {
  const Style& style = pen.c.style;
  const lab::Measured& measured = pen.open.last().measured;
  for (const auto& [arm, color] :
       {std::pair{measured.besides_arm, pen.besides_color()}, std::pair{pen.c.run.mask_arm, style.accent}}) {
    if (arm < 0) continue;
    const char* name = arm_name(pen.c.run, arm);
    if (at.x + 14 + text_width(style.small, name) > right) return;
    canvas()->AddCircleFilled({at.x + 4, at.y + line_height(style.small) * 0.5f}, 4, color, 16);
    at.x += 14 + text(canvas(), style.small, {at.x + 12, at.y}, style.text_muted, name) + 14;
  }
}

}  // namespace

namespace later {

float guess_strip_height(const Context& c, float width) {
  const lab::Lesson& lesson = *c.environment.lesson->lesson;
  const float head = line_height(c.style.small_bold) + 8;
  switch (lesson.guess) {
    case lab::Guess::number:
      return head + 66 + number_pitch * static_cast<float>(lesson.count - 1);
    case lab::Guess::order:
      return head + order_row * static_cast<float>(lesson.count) + 6;
    case lab::Guess::shares:
    case lab::Guess::curve:
      break;
  }
  return head + (width < 500 ? 130.0f : 160.0f);
}

void guess_strip(const Context& c, Rect r) {
  const Pen pen(c);
  const Style& style = c.style;
  ImGui::PushID("guess_strip");
  mark("guess_strip", 0, r.min.x, r.min.y, r.width(), r.height());
  const char* title = !pen.open.shows_guess() ? tr("Measured")
                      : pen.answer().empty()  ? tr("Your guess")
                                              : tr("Your guess (dotted) and what was measured");
  if (pen.lesson.guess == lab::Guess::order && !pen.answer().empty() && pen.open.shows_guess())
    title = tr("Your guess, and what was measured");
  const float titled = text(canvas(), style.small_bold, r.min, style.text_muted, title);
  if (!pen.besides().empty()) key(pen, {r.min.x + titled + 16, r.min.y}, r.max.x);
  r.min.y += line_height(style.small_bold) + 8;
  if (pen.lesson.guess == lab::Guess::number) {
    number_strip(pen, {{r.min.x, r.min.y + 6}, r.max});
  } else if (pen.lesson.guess == lab::Guess::order) {
    order_strip(pen, r);
  } else {
    const float line = line_height(style.small);
    const bool shares = pen.lesson.guess == lab::Guess::shares;
    GuessSpace space{{{r.min.x + 34, r.min.y + 6}, {r.max.x - 10, r.max.y - line - 6}},
                     {},
                     shares ? 0 : pen.lesson.low,
                     shares ? 1 : pen.lesson.high};
    value_axis(pen, space);
    const float pitch = space.place.width() / static_cast<float>(pen.count);
    float free = -HUGE_VALF;
    for (int i = 0; i < pen.count; ++i) {
      nth(space.x, i) = space.place.min.x + pitch * (static_cast<float>(i) + 0.5f);
      const Words label = guess_label(c, i);
      const float half = text_width(style.small, label) * 0.5f,
                  x = std::min(nth(space.x, i), space.place.max.x + 8 - half);
      if (x - half < free) continue;
      text_center(canvas(), style.small, {x, space.place.max.y + 4}, style.text_faint, label);
      free = x + half + 8;
    }
    if (shares) {
      draw_shares(pen, space);
      if (pen.open.guessing()) share_hands(pen, space);
    } else {
      const std::span<const float> answer = pen.answer();
      for (int i = 0; i + 1 < std::min(pen.count, static_cast<int>(answer.size())); ++i)
        canvas()->AddLine({nth(space.x, i), space.y(answer[static_cast<std::size_t>(i)])},
                          {nth(space.x, i + 1), space.y(answer[static_cast<std::size_t>(i + 1)])}, style.accent, 2);
      guess_over(c, space);
    }
  }
  ImGui::PopID();
}

}  // namespace later

}  // namespace view
