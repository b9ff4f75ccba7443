#include "chrome/view_card.h"

#include <algorithm>
#include <string_view>

#include "kit/announcing.h"
#include "kit/menu.h"
#include "view/marks.h"
#include "view/tr.h"

namespace view {
namespace {

constexpr float least_gap = 12, most_gap = 18;

float word_width(const Frame& c, std::size_t view) { return text_width(c.style.bold, tr(views()[view].word)); }

// A word, underlined where it is the chosen one; returns the x after it.
float tab_word(const Frame& c, std::size_t view, ImVec2 pos, float gap) {
  const Style& style = c.style;
  const char* word = tr(views()[view].word);
  const bool chosen = c.page.tab == view;
  const float width = text_width(style.bold, word), line = line_height(style.bold);
  const Rect r = rect(pos, {width, line + 6});
  ImGui::PushID(views()[view].key);
  const Press press = press_area(style, "tab", r, 2);
  ImGui::PopID();
  call_last(word);
  last_is(Role::tab, chosen);
  explain_last(style, tr(views()[view].help));
  mark("inspector", static_cast<int>(scene_of(view)), r.min.x, r.min.y, r.width(), r.height());
  if (press.pressed) c.page.tab = view;
  text(canvas(), style.bold, pos, chosen || press.hovered ? style.text : style.text_muted, word);
  if (chosen) canvas()->AddRectFilled({pos.x, r.max.y - 2}, {pos.x + width, r.max.y}, style.accent);
  return pos.x + width + gap;
}

// The views whose words have no room in the line, by their titles.
void other_tabs(const Frame& c, ImVec2 pos, std::uint64_t shown) {
  const Style& style = c.style;
  const float width = dropdown_width(style, DropdownKind::link, tr("More")), line = line_height(style.bold);
  const Rect r = rect({pos.x, pos.y - 3}, {width, line + 6});
  if (button(style, "more-views", r, ButtonKind::link, tr("More"))) ImGui::OpenPopup("views");
  explain_last(style, tr("Other views of this run."));
  Menu menu;
  if (!begin_menu(style, "views", {r.max.x, r.max.y + 4}, {1, 0}, 300, menu)) return;
  each_view(Stand::inspector, [&](std::size_t i) {
    if (shown >> i & 1) return;
    if (menu_row(style, menu, views()[i].key, tr(views()[i].title))) c.page.tab = i;
  });
  end_menu(menu);
}

// The words of the tabs, from `pos` on: those that have room, and the chosen one.
void tab_words(const Frame& c, ImVec2 pos, float room) {
  float words = 0, gaps = -1;
  each_view(Stand::inspector, [&](std::size_t i) { words += word_width(c, i), ++gaps; });
  float x = pos.x;
  if (words + gaps * least_gap <= room) {
    const float gap = std::min((room - words) / gaps, most_gap);
    each_view(Stand::inspector, [&](std::size_t i) { x = tab_word(c, i, {x, pos.y}, gap); });
    return;
  }
  room -= dropdown_width(c.style, DropdownKind::link, tr("More"));
  std::uint64_t shown = 0;
  each_view(Stand::inspector, [&](std::size_t i) {
    const float needed = word_width(c, i) + least_gap;
    const float kept = i < c.page.tab ? word_width(c, c.page.tab) + least_gap : 0;
    if (i != c.page.tab && needed + kept > room) return;
    room -= needed;
    shown |= std::uint64_t{1} << i;
    x = tab_word(c, i, {x, pos.y}, least_gap);
  });
  other_tabs(c, {x, pos.y}, shown);
}

// Two arrows apart, or together.
void size_button(const Frame& c, ImVec2 center, bool enlarged) {
  const Style& style = c.style;
  const Rect r{{center.x - 12, center.y - 12}, {center.x + 12, center.y + 12}};
  const Press press = press_area(style, "enlarge", r, 4);
  call_last(tr("enlarge"));
  last_is(Role::toggle, enlarged);
  mark("enlarge", 0, r.min.x, r.min.y, r.width(), r.height());
  explain_last(style, enlarged ? tr("Back to the corner, and the network to its place.")
                               : tr("Large, in the place of the network."));
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
  if (views()[view].later && !c.environment.complete) {
    const char* words = tr("This view has not been loaded yet.");
    text(canvas(), c.style.body, r.min, c.style.text_muted, words);
    announce_words(r, words);
    return;
  }
  ImGui::PushID(views()[view].key);
  c.intents.inspect |= views()[view].needs;
  c.page.drawings[view]->draw(c, r);
  ImGui::PopID();
}

void show_view(const Frame& c, std::string_view key) {
  for (std::size_t i = 0; i < views().size(); ++i) {
    if (key != views()[i].key) continue;
    c.page.scene = scene_of(i);
    if (views()[i].stand == Stand::inspector) c.page.tab = i;
  }
}

void choose_tab(const Frame& c) {
  const auto of_use = [&](std::size_t i) {
    return views()[i].stand == Stand::inspector && c.page.drawings[i]->of_use(c.run);
  };
  for (std::size_t tried = 0; tried < views().size() && !of_use(c.page.tab); ++tried)
    c.page.tab = (c.page.tab + 1) % views().size();
}

void open_view(const Frame& c) {
  for (std::size_t i = 0; c.selection.open != nullptr && i < views().size(); ++i) {
    if (std::string_view(views()[i].key) != c.selection.open) continue;
    c.page.tab = i;
    c.page.scene = scene_of(i);
  }
  c.selection.open = nullptr;
}

void view_card(const Frame& c, Rect r, CardSize size) {
  const Style& style = c.style;
  ImGui::PushID("inspector");
  card(style, r);
  region(Place::inspector, tr("Inspector"), r.min);
  if (size == CardSize::corner) {
    c.selection.sheet = r;
    c.selection.docked = true;
  }
  const float top = r.min.y + 11, left = r.min.x + style.padding;
  tab_words(c, {left, top}, r.width() - 2 * style.padding - 34);
  if (size != CardSize::fixed) size_button(c, {r.max.x - style.padding - 8, top + 9}, size == CardSize::large);
  if (c.run.shape.layers > 0)
    draw_view(c, c.page.tab, {{left, top + line_height(style.bold) + 14}, {r.max.x - style.padding, r.max.y - 10}});
  ImGui::PopID();
}

void view_alone(const Frame& c, std::size_t view, Rect r) {
  const View& row = views()[view];
  if (row.stand != Stand::inspector) return draw_view(c, view, r);
  const char* title = tr(row.title);
  region(Place::inspector, title, r.min);
  const bool fits = text_width(c.style.title, title) <= r.width() - 2 * c.style.padding;
  const Rect inside = titled_card(c.style, r, fits ? title : tr(row.word));
  explain(c.style, rect({r.min.x + c.style.padding, r.min.y + 8}, {200, 24}), tr(row.help));
  if (c.run.shape.layers > 0) draw_view(c, view, inside);
}

}  // namespace view
