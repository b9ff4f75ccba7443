// Which of three programs has a bug? They run before the visitor's eyes, and tell their cause when one is pressed.
#include <algorithm>
#include <array>
#include <cmath>

#include "kit/announcing.h"
#include "view/marks.h"
#include "view/tr.h"
#include "views/j_scope/j_scope.h"

namespace view {
namespace {

using Programs = lab::Programs;

constexpr double iterations_a_second = 40;
constexpr std::array<const char*, Programs::count> letters{"A", "B", "C"};

int with_cause(const Programs& all, Programs::Cause cause) {
  int i = 0;
  while (all.cause(i) != cause) ++i;
  return i;
}

Words cause_words(const Programs& all, int program) {
  switch (all.cause(program)) {
    case Programs::Cause::large_rate:
      return Words().add(tr("rate %g"), static_cast<double>(Programs::large_rate));
    case Programs::Cause::wrong_sign:
      return Words().add(tr("dW%s: wrong sign"), raised(all.wrong_layer() + 1).chars);
    case Programs::Cause::none:
      break;
  }
  return Words().add(tr("right"));
}

// What is told after the guess.
Words told(const Programs& all, int guess) {
  const int bug = with_cause(all, Programs::Cause::wrong_sign), large = with_cause(all, Programs::Cause::large_rate);
  Words words = Words().add(guess == bug ? tr("Yes. ") : tr("No: "));
  words.add(tr("%s adds dW%s where it should subtract: J rose up to %d times in a row. "), nth(letters, bug),
            raised(all.wrong_layer() + 1).chars, all.rises(bug).in_a_row);
  words.add(tr("%s is right but for its rate, %g: J jumps, %d times up, at most %d in a row. "), nth(letters, large),
            static_cast<double>(Programs::large_rate), all.rises(large).all, all.rises(large).in_a_row);
  const int right = with_cause(all, Programs::Cause::none), rises = all.rises(right).all;
  if (rises == 0) return words.add(tr("%s is right: J never rose."), nth(letters, right));
  return words.add(tr("%s is right: J rose %d times."), nth(letters, right), rises);
}

}  // namespace

void JScopeView::panel(const Context& c, int program, Rect r) {
  const Style& style = c.style;
  const std::span<const float> cost = programs_->costs(program);
  const bool over = guess_ >= 0;
  ImGui::PushID(program);
  const Press press = press_area(style, "program", r, style.control_rounding);
  ImGui::PopID();
  const Programs::Rises rises = programs_->rises(program);
  call_last(Words().add(tr("program %s"), nth(letters, program)));
  last_is(Role::toggle, guess_ == program);
  last_says(Words().add(tr("J %.3f after %d iterations, rose %d times, at most %d in a row%s%s"),
                        cost.empty() ? 0.0 : static_cast<double>(cost.back()), static_cast<int>(cost.size()), rises.all,
                        rises.in_a_row, over ? ": " : "", over ? cause_words(*programs_, program).chars : ""));
  mark("program", program, r.min.x, r.min.y, r.width(), r.height());
  if (press.pressed && !over) guess_ = program;
  canvas()->AddRectFilled(r.min, r.max, press.hovered && !over ? style.hover : style.inset, style.control_rounding);
  const bool wrong = over && programs_->cause(program) == Programs::Cause::wrong_sign;
  if (guess_ == program || wrong)
    canvas()->AddRect(r.min, r.max, wrong ? style.accent : style.text_muted, style.control_rounding, 0, 2);
  const float line = std::ceil(line_height(style.small));
  text(canvas(), style.bold, {r.min.x + 8, r.min.y + 5}, style.text, nth(letters, program));
  if (over)
    text_fit(canvas(), style.small, {r.min.x + 24, r.min.y + 6}, r.width() - 30, wrong ? style.text : style.text_muted,
             cause_words(*programs_, program));
  // The axis is that of all three: from 0 to somewhat above where they begin. What jumps higher is cut.
  const float top = cost.empty() ? 1 : 1.5f * cost.front();
  const Rect area{{r.min.x + 8, r.min.y + line + 12}, {r.max.x - 8, r.max.y - 8}};
  canvas()->AddRectFilled({area.min.x, area.max.y}, {area.max.x, area.max.y + 1}, style.track);
  std::array<ImVec2, Programs::iterations> point;
  for (std::size_t i = 0; i < cost.size(); ++i) {
    const float share = std::isfinite(cost[i]) ? std::clamp(cost[i] / top, 0.0f, 2.0f) : 2;
    point[i] = {area.min.x + area.width() * static_cast<float>(i) / (Programs::iterations - 1),
                area.max.y - share * area.height()};
  }
  canvas()->PushClipRect({area.min.x - 1, area.min.y}, {area.max.x + 1, area.max.y + 1}, true);
  if (cost.size() > 1) canvas()->AddPolyline(point.data(), static_cast<int>(cost.size()), style.text, 0, 1.4f);
  canvas()->PopClipRect();
}

void JScopeView::draw_bug(const Context& c, Rect r) {
  const Style& style = c.style;
  if (!programs_) {
    programs_.emplace(seed_);
    began_ = c.selection.time;
    guess_ = -1;
  }
  const double due = (c.selection.time - began_) * iterations_a_second;
  programs_->advance_to(c.environment.reduced_motion ? Programs::iterations
                                                     : static_cast<int>(std::clamp(due, 0.0, 1e6)));
  const float high = std::max(style.control_height - 2, style.touch ? 40.0f : 0.0f);
  const char* question = r.width() < 340
                             ? tr("One has a gradient of wrong sign, one too large a rate, one is right. Press the one "
                                  "with the wrong sign.")
                             : tr("J of three programs, same data, same start, plain gradient descent. One "
                                  "adds a gradient where it should subtract, one has only too large a "
                                  "rate, one is right. Press the one with the wrong sign.");
  const Words words = guess_ >= 0 ? told(*programs_, guess_) : Words().add("%s", question);
  const Rect again{{r.max.x - button_width(style, ButtonKind::quiet, tr("again")), r.max.y - high}, r.max};
  const float room = again.min.x - 10 - r.min.x;
  // the words beside the button, or above it where that leaves more for the curves
  const float beside = text_wrapped(nullptr, style.small, {}, room, 0, words);
  const float below = std::max(beside, high) + 8;
  const Rect panels{r.min, {r.max.x, r.max.y - below}};
  const float gap = 8, wide = (panels.width() - 2 * gap) / 3;
  for (int i = 0; i < Programs::count; ++i) {
    const float x = std::round(panels.min.x + static_cast<float>(i) * (wide + gap));
    panel(c, i, {{x, panels.min.y}, {std::round(x + wide), panels.max.y}});
  }
  const Rect said{{r.min.x, r.max.y - below + 6}, {r.min.x + room, r.max.y}};
  text_wrapped(canvas(), style.small, said.min, room, style.text, words);
  announce_words(said, words);
  if (button(style, "again", again, ButtonKind::quiet, tr("again"))) {
    ++seed_;
    programs_.reset();
  }
  mark_item("again");
  explain_last(style, tr("Other data, another start, another order."));
}

}  // namespace view
