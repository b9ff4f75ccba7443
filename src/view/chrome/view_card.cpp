#include "chrome/view_card.h"

#include <algorithm>

#include "kit/announcing.h"
#include "view/marks.h"

namespace view {
namespace {

// A word, underlined where it is the chosen one; returns the x after it.
float tab_word(const Frame& c, std::size_t view, ImVec2 pos, float gap) {
  const Style& style = c.style;
  const char* word = views()[view].word;
  const bool chosen = c.page.tab == view;
  const float width = text_width(style.bold, word), line = line_height(style.bold);
  const Rect r = rect(pos, {width, line + 6});
  ImGui::PushID(word);
  const Press press = press_area(style, "tab", r, 2);
  ImGui::PopID();
  call_last(word);
  last_is(Role::tab, chosen);
  explain_last(style, views()[view].help);
  mark("inspector", static_cast<int>(scene_of(view)), r.min.x, r.min.y, r.width(), r.height());
  if (press.pressed) c.page.tab = view;
  text(canvas(), style.bold, pos, chosen || press.hovered ? style.text : style.text_muted, word);
  if (chosen) canvas()->AddRectFilled({pos.x, r.max.y - 2}, {pos.x + width, r.max.y}, style.accent);
  return pos.x + width + gap;
}

// Two arrows apart, or together.
void size_button(const Frame& c, ImVec2 center, bool enlarged) {
  const Style& style = c.style;
  const Rect r{{center.x - 12, center.y - 12}, {center.x + 12, center.y + 12}};
  const Press press = press_area(style, "enlarge", r, 4);
  call_last("enlarge");
  last_is(Role::toggle, enlarged);
  mark("enlarge", 0, r.min.x, r.min.y, r.width(), r.height());
  explain_last(style,
               enlarged ? "Back to the corner, and the network to its place." : "Large, in the place of the network.");
  if (press.pressed) c.page.enlarged = !enlarged;
  const ImU32 ink = press.hovered ? style.text : style.text_muted;
  constexpr float out = 5.5f, in = 1.5f, head = 4;
  for (const float side : {-1.0f, 1.0f}) {
    const ImVec2 tip(center.x + side * (enlarged ? in : out), center.y - side * (enlarged ? in : out));
    const ImVec2 end(center.x + side * (enlarged ? out : in), center.y - side * (enlarged ? out : in));
    const float turn = enlarged ? -side : side;
    canvas()->AddLine(tip, end, ink, 1.5f);
    canvas()->AddLine(tip, {tip.x - turn * head, tip.y}, ink, 1.5f);
    canvas()->AddLine(tip, {tip.x, tip.y + turn * head}, ink, 1.5f);
  }
}

}  // namespace

void draw_view(const Frame& c, std::size_t view, Rect r) {
  ImGui::PushID(views()[view].key);
  c.intents.inspect |= views()[view].needs;
  c.page.drawings[view]->draw(c, r);
  ImGui::PopID();
}

void choose_tab(const Frame& c) {
  const auto of_use = [&](std::size_t i) {
    return views()[i].stand == Stand::inspector && c.page.drawings[i]->of_use(c.run);
  };
  for (std::size_t tried = 0; tried < views().size() && !of_use(c.page.tab); ++tried)
    c.page.tab = (c.page.tab + 1) % views().size();
}

void view_card(const Frame& c, Rect r, CardSize size) {
  const Style& style = c.style;
  ImGui::PushID("inspector");
  card(style, r);
  region(Place::inspector, "Inspector", r.min);
  const float top = r.min.y + 11, left = r.min.x + style.padding;
  float words = 0, tabs = 0;
  each_view(Stand::inspector, [&](std::size_t i) { words += text_width(style.bold, views()[i].word), ++tabs; });
  const float room = r.width() - 2 * style.padding - 34;
  const float gap = std::clamp((room - words) / std::max(tabs - 1, 1.0f), 6.0f, 18.0f);
  float x = left;
  each_view(Stand::inspector, [&](std::size_t i) { x = tab_word(c, i, {x, top}, gap); });
  if (size != CardSize::fixed) size_button(c, {r.max.x - style.padding - 8, top + 9}, size == CardSize::large);
  if (c.run.shape.layers > 0)
    draw_view(c, c.page.tab, {{left, top + line_height(style.bold) + 14}, {r.max.x - style.padding, r.max.y - 10}});
  ImGui::PopID();
}

void view_alone(const Frame& c, std::size_t view, Rect r) {
  const View& row = views()[view];
  if (row.stand != Stand::inspector) return draw_view(c, view, r);
  region(Place::inspector, row.title, r.min);
  const bool fits = text_width(c.style.title, row.title) <= r.width() - 2 * c.style.padding;
  const Rect inside = titled_card(c.style, r, fits ? row.title : row.word);
  explain(c.style, rect({r.min.x + c.style.padding, r.min.y + 8}, {200, 24}), row.help);
  if (c.run.shape.layers > 0) draw_view(c, view, inside);
}

}  // namespace view
