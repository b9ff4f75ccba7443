#include "kit/typing.h"

#include <algorithm>
#include <cfloat>
#include <cmath>

#include "kit/announcing.h"
#include "view/later.h"
#include "view/marks.h"
#include "view/tr.h"
#include "view/typed_number.h"

namespace view {
namespace {

// One field is typed into at a time.
struct Said {
  Words words;
  Rect place;
  double from = 0;  // seconds; words without an end are over
};

Said& said() {
  static Said the_words;
  return the_words;
}

Words shown(const lab::NumberField& field, float value) {
  if (field.whole) return grouped(std::lround(value));
  const Words number = Words().add("%g", static_cast<double>(value * field.shown));
  return field.shown == 100 ? Words().add("%s %%", number.chars) : number;
}

}  // namespace

bool& can_type() {
  static bool here = true;
  return here;
}

lab::NumberField any_number() { return {.low = -FLT_MAX, .high = FLT_MAX}; }

bool take_typed(ImGuiID, Rect place, const char* text, const lab::NumberField& field, float& value) {
  return can_type() && arrived(&later::take_typed)(place, text, field, value);
}

namespace later {

bool take_typed(Rect place, const char* text, const lab::NumberField& field, float& value) {
  const float before = value;
  said() = {read_typed(text, field, value), place, ImGui::GetTime()};
  want_announcements();
  return value != before;
}

Words read_typed(const char* text, const lab::NumberField& field, float& value) {
  using Answer = lab::TypedNumber::Answer;
  const lab::TypedNumber read = lab::read_typed(text, field);
  const Words before = shown(field, value), now = shown(field, read.value);
  Words words;
  if (read.answer == Answer::refused) {
    if (field.high == FLT_MAX)
      words.add(tr("“%s” is no number such as 0.5, 0,5 or 1e-3: %s stays."), text, before.chars);
    else
      words.add(field.whole ? tr("“%s” is no whole number from %s to %s: %s stays.")
                            : tr("“%s” is no number from %s to %s: %s stays."),
                text, shown(field, field.low).chars, shown(field, field.high).chars, before.chars);
  } else if (read.answer == Answer::doubtful) {
    words.add(tr("“%s” is read as %s."), text, now.chars);
  } else if (read.answer != Answer::taken) {
    words.add(
        read.answer == Answer::most ? tr("%s is the most here, and is set.") : tr("%s is the least here, and is set."),
        now.chars);
  }
  if (read.answer != Answer::refused) value = read.value;
  return words;
}

void say_typed(const Style& style) {
  constexpr double long_enough = 10, too_soon = 0.5;
  constexpr float widest = 260, edge = 9;
  Said& s = said();
  const double age = ImGui::GetTime() - s.from;
  if (s.words.length == 0) return;
  if (age > long_enough || (age > too_soon && ImGui::IsMouseClicked(ImGuiMouseButton_Left))) s.words = {};
  const ImVec2 page = ImGui::GetMainViewport()->Size;
  const float wide = std::min({std::ceil(text_width(style.small, s.words)) + 1, widest, page.x - 2 * edge - 16});
  const float high = text_wrapped(nullptr, style.small, {0, 0}, wide, 0, s.words) + 2 * edge, across = wide + 2 * edge;
  const float left = std::clamp(s.place.max.x - across, 8.0f, std::max(8.0f, page.x - across - 8));
  const bool fits = s.place.max.y + 6 + high < page.y - 8;
  const Rect r = rect({left, fits ? s.place.max.y + 6 : std::max(8.0f, s.place.min.y - 6 - high)}, {across, high});
  ImDrawList* draw = ImGui::GetForegroundDrawList();
  draw->AddRectFilled(r.min, r.max, style.warn_soft, style.control_rounding);
  draw->AddRect(r.min, r.max, style.warn, style.control_rounding);
  text_wrapped(draw, style.small, {r.min.x + edge, r.min.y + edge}, wide, style.text, s.words);
  mark("typed_words", 0, r.min.x, r.min.y, r.width(), r.height());
  say_aloud(s.words, true);
}

}  // namespace later

std::string typed_number(const char* text, float low, float high, float value) {
  const Words words = later::read_typed(text, {.low = low, .high = high, .whole = true}, value);
  return std::to_string(std::lround(value)) + ' ' + words.chars;
}

}  // namespace view
