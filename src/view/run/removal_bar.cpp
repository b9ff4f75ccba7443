#include "run/removal_bar.h"

#include <string_view>

#include "kit/announcing.h"
#include "kit/widgets.h"
#include "run/arms.h"
#include "run/removed_units.h"
#include "view/marks.h"
#include "view/tr.h"

namespace view {
namespace {

void put_all_back(Selection& selection) {
  selection.removed = {};
  selection.to_remove = 0;
  selection.guesses = {};
}

// In a lesson about something else it is not what is to be pressed.
bool called_for(const Context& c) {
  const LessonShown* open = c.environment.lesson;
  return open == nullptr || std::string_view(open->view()) == "kill-test" || open->lesson->needs.removal;
}

// Is there another unit to take away, as far as is known?
bool any_left(const Context& c) {
  for (int a = 0; a < c.run.arms; ++a) {
    const lab::RemovalResult* known = known_without(c, a);
    if (known == nullptr || (known->worst_row > 0 && known->without.count < lab::Removed::most)) return true;
  }
  return false;
}

}  // namespace

bool removable(const Context& c) {
  return c.run.shape.layers > 1 && c.environment.inspection->fits(c.run, {.removal = true});
}

float removal_hands(const Context& c, Rect place) {
  const Style& style = c.style;
  Selection& selection = c.selection;
  const bool gone = most_removed(selection) > 0;
  const float high = style.touch ? 36.0f : 28.0f, top = place.center().y - high * 0.5f;
  float right = place.max.x;
  const auto hand = [&](const char* id, ButtonKind kind, const char* word, bool primary, const char* explanation) {
    const float wide = button_width(style, kind, word);
    if (right - wide < place.min.x) return false;
    const Rect where = rect({right - wide, top}, {wide, high});
    right -= wide + 6;
    const bool pressed = button(style, id, where, kind, word, primary);
    explain_last(style, explanation);
    mark(id, 0, where.min.x, where.min.y, where.width(), where.height());
    return pressed;
  };
  ImGui::PushID("removal");
  ImGui::BeginDisabled(!any_left(c));
  const bool removes = hand("remove_worst", ButtonKind::quiet, tr("Remove the worst"), called_for(c),
                            c.run.classes > 0 ? tr("Takes out of every arm the hidden unit that its test accuracy "
                                                   "misses most, on top of those that are gone. Training goes on with "
                                                   "all of them.")
                                              : tr("Takes out of every arm the hidden unit without which its test cost "
                                                   "J rises most, on top of those that are gone. Training goes on with "
                                                   "all of them."));
  ImGui::EndDisabled();
  if (removes) ++selection.to_remove;
  if (gone && hand("put_back", ButtonKind::quiet, tr("put back"), false, tr("Every arm has all its units again.")))
    put_all_back(selection);
  const bool can_guess = called_for(c) && !gone && selection.to_remove == 0 && c.run.classes > 0;
  if (can_guess && hand("guess", ButtonKind::link, tr("guess first"), false,
                        tr("Set for each arm what you think is left of its test accuracy when three units are gone.")))
    selection.guesses.asked = !selection.guesses.asked;
  ImGui::PopID();
  return right;
}

void removal_bar(const Context& c, Rect place) {
  const Style& style = c.style;
  card(style, place);
  const float pad = 12, left = place.min.x + pad;
  const float right = removal_hands(c, {{left, place.min.y}, {place.max.x - 6, place.max.y}});
  const int gone = most_removed(c.selection);
  bool alike = true;
  for (int a : shown_arms(c.run)) alike &= nth(c.selection.removed, a).count == gone;
  Words words;
  if (gone == 0)
    words.add(tr("no unit removed"));
  else
    words.add(alike ? tr("%d removed") : tr("up to %d removed"), gone);
  const ImFont* font = gone > 0 ? style.bold : style.body;
  const ImVec2 at{left, place.center().y - line_height(font) * 0.5f};
  if (text_width(font, words) <= right - left)
    text(canvas(), font, at, gone > 0 ? style.text : style.text_muted, words);
  if (gone > 0) announce_words({at, {right, at.y + line_height(font)}}, words);
}

}  // namespace view
