// The guess under the learner's hand in this frame: what draws and takes it on a plot and in a strip of its own.
#pragma once
#include <algorithm>
#include <cmath>
#include <utility>

#include "kit/announcing.h"
#include "kit/finger.h"
#include "run/arms.h"
#include "run/guess.h"
#include "view/marks.h"

namespace view {

struct Pen {
  const Context& c;
  const LessonShown& open;
  const lab::Lesson& lesson;
  int count;

  explicit Pen(const Context& context)
      : c(context),
        open(*context.environment.lesson),
        lesson(*open.lesson),
        count(std::min(static_cast<int>(open.guess.size()), most_guessed)) {}

  float guessed(int i) const { return open.guess[static_cast<std::size_t>(i)]; }
  std::span<const float> answer() const {
    const lab::Measured& measured = open.last().measured;
    return open.at == LessonShown::done && measured.there ? std::span<const float>(measured.answer)
                                                          : std::span<const float>();
  }
  // What was measured of the arm beside it.
  std::span<const float> besides() const {
    return answer().empty() ? std::span<const float>() : std::span<const float>(open.last().measured.besides);
  }
  ImU32 besides_color() const { return arm_color(c.style, c.experiment, open.last().measured.besides_arm); }
  void give(std::vector<float> guess) const {
    c.intents.lesson.deed = LessonAsk::guess;
    c.intents.lesson.numbers = std::move(guess);
  }
};

void dotted(ImVec2 from, ImVec2 to, ImU32 color, float& carried);
void dashed(ImVec2 from, ImVec2 to, ImU32 color);
void handle(const Style& style, ImVec2 at, bool lit);

// Of numbers side by side: where the pointer draws, and by keys. `change(i, value)` of each that moves.
template <class Change>
Press hands(const Pen& pen, const GuessSpace& space, Change change) {
  const ImGuiID id = ImGui::GetID("guess");
  const Rect reach = grown(space.place, 8);
  offer_to_finger(reach);
  const Press press = item(id, reach, Way::click);
  mark("guess", 0, space.place.min.x, space.place.min.y, space.place.width(), space.place.height());
  for (int i = 0; i < pen.count; ++i) mark("guess_point", i, nth(space.x, i) - 4, space.y(pen.guessed(i)) - 4, 8, 8);
  if (press.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  const ImGuiIO& io = ImGui::GetIO();
  if (press.held) {
    keep_finger();
    const bool first = press.pressed || !ImGui::IsMousePosValid(&io.MousePosPrev) || ImGui::IsMouseClicked(0);
    const ImVec2 to = io.MousePos, from = first ? to : ImVec2(to.x - io.MouseDelta.x, to.y - io.MouseDelta.y);
    int nearest = 0;
    for (int i = 1; i < pen.count; ++i)
      if (std::abs(nth(space.x, i) - to.x) < std::abs(nth(space.x, nearest) - to.x)) nearest = i;
    for (int i = 0; i < pen.count; ++i) {
      const float x = nth(space.x, i), left = std::min(from.x, to.x), right = std::max(from.x, to.x);
      if (i != nearest && (x < left || x > right)) continue;
      const float t = i == nearest || right <= left ? 1 : (x - from.x) / (to.x - from.x);
      change(i, space.value(from.y + t * (to.y - from.y)));
    }
  }
  int& chosen = *ImGui::GetStateStorage()->GetIntRef(id, 0);
  chosen = std::clamp(chosen, 0, pen.count - 1);
  if (press.focused) {
    take_keys(id, {ImGuiKey_LeftArrow, ImGuiKey_RightArrow, ImGuiKey_UpArrow, ImGuiKey_DownArrow});
    chosen = std::clamp(chosen + key_steps(ImGuiKey_RightArrow, ImGuiKey_LeftArrow), 0, pen.count - 1);
    if (const int by = key_steps(ImGuiKey_UpArrow, ImGuiKey_DownArrow); by != 0)
      change(chosen, pen.guessed(chosen) + static_cast<float>(by) * (space.high - space.low) / 50);
    focus_ring(pen.c.style, reach, 4);
    canvas()->AddCircle({nth(space.x, chosen), space.y(pen.guessed(chosen))}, 11, pen.c.style.focus, 24, 2);
  }
  return press;
}

}  // namespace view
