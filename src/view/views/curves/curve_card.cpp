#include "views/curves/curve_card.h"

#include <algorithm>

#include "kit/announcing.h"
#include "run/changes.h"
#include "run/guess.h"
#include "view/later.h"
#include "view/marks.h"
#include "view/tr.h"

namespace view {

Rect card_title(const Style& style, Rect card, float right, std::initializer_list<const char*> titles) {
  const float left = card.min.x + style.padding, top = card.min.y + 11;
  const auto fits = [&](const char* title) { return left + text_width(style.title, title) <= right; };
  const auto found = std::find_if(titles.begin(), titles.end(), fits);
  if (found != titles.end()) text(ImGui::GetWindowDrawList(), style.title, {left, top}, style.text, *found);
  return {{left, top + line_height(style.title) + 8}, {card.max.x - style.padding, card.max.y - 12}};
}

float card_list(const Style& style, const char* id, const char* called, float right, float y, int count,
                const char* (*name)(int), int& choice, const char* explanation) {
  const Rect place{{right - dropdown_width(style, DropdownKind::link, name(choice)), y - 3}, {right, y + 21}};
  call_next("%s", called);
  dropdown(style, id, place, DropdownKind::link, count, name, choice, explanation);
  mark(id, 0, place.min.x, place.min.y, place.width(), place.height());
  return place.min.x;
}

float line_key(const Style& style, float right, float y, float thickness, const char* words, const char* explanation) {
  const float width = text_width(style.small, words), left = right - width - 22,
              middle = y + line_height(style.small) * 0.5f;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddLine({left, middle}, {left + 16, middle}, style.text_muted, thickness);
  text(draw, style.small, {left + 22, y}, style.text_muted, words);
  explain(style, {{left, y}, {right, y + 16}}, explanation);
  return left;
}

void curve_plot(const Context& c, Rect place, std::span<const Curve> curves, Axis axis, const char* scene) {
  axis.empty = c.environment.playing ? tr("The curves begin with the first iteration.")
                                     : tr("Press play: the curves begin with the first iteration.");
  if (c.run.history.count < 2) announce_words(place, axis.empty);
  const Flags flags = change_flags(c.run, reach_of_a_flag(c.run, c.selection.curves));
  const bool guessed = scene != nullptr && c.environment.complete && arrived(&later::guess_axis)(c, scene, axis);
  const Plotted plotted =
      plot(c.style, "plot", place, c.run[c.run.history], curves, axis, flags.iterations(), c.selection.curves);
  if (plotted.marks.count > 0) explain_flags(c.style, c.run, flags, plotted.marks);
  if (guessed && plotted.place.width() > 20) arrived (&later::guess_on_plot)(c, plotted);
}

}  // namespace view
