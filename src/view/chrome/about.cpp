// What the marks mean: each as the page draws it, with its words.
#include <algorithm>

#include "chrome/regions.h"
#include "kit/announcing.h"
#include "kit/finger.h"
#include "kit/menu.h"
#include "view/later.h"
#include "view/marks.h"
#include "view/tr.h"

namespace view {
namespace {

constexpr float mark_wide = 34;

enum class Meaning { kept, dropped, held, positive, negative, point, wrong, off, masks, count };

constexpr const char* words_of[] = {
    N_("unit that is kept"),
    N_("dropped by chance, in this iteration"),
    N_("padlock: held by you; green: kept"),
    N_("positive weight; wider: larger"),
    N_("negative weight"),
    N_("training point, in its class's colour"),
    N_("hollow: its label was made wrong"),
    N_("cost J with dropout off"),
    N_("thin: J under the masks of each iteration"),
};

void dashes(ImVec2 c, float radius, ImU32 color) {
  constexpr int parts = 9;
  for (int i = 0; i < parts; ++i) {
    const float from = 6.2832f * static_cast<float>(i) / parts;
    canvas()->PathArcTo(c, radius, from, from + 0.42f, 6);
    canvas()->PathStroke(color, 0, 1.5f);
  }
  const float arm = radius * 0.36f;
  for (const float side : {-1.0f, 1.0f})
    canvas()->AddLine({c.x - arm, c.y - side * arm}, {c.x + arm, c.y + side * arm}, color, 1.5f);
}

void curve(ImVec2 c, ImU32 color, bool jagged) {
  constexpr float high[] = {-6, 1, -3, 4, 0, 6, 3}, smooth[] = {-6, -2, 0.5f, 2.5f, 3.5f, 4, 4.2f};
  for (int i = 0; i < 7; ++i)
    canvas()->PathLineTo({c.x - 13 + 4.4f * static_cast<float>(i), c.y + (jagged ? high : smooth)[i]});
  canvas()->PathStroke(color, 0, jagged ? 1.0f : 2.25f);
}

void draw_mark(const Style& style, Meaning what, ImVec2 c) {
  ImDrawList* draw = canvas();
  const ImU32 orange = style.class_color[1], blue = style.class_color[0], green = style.accent;
  switch (what) {
    case Meaning::kept:
    case Meaning::held:
      draw->AddCircleFilled(c, 8, with_alpha(orange, 0.8f), 24);
      draw->AddCircle(c, 8, style.unit_ring, 24, 1.5f);
      if (what == Meaning::held) {
        draw->AddCircleFilled({c.x + 6, c.y - 6}, 5, green, 16);
        draw->AddRectFilled({c.x + 3.6f, c.y - 6.4f}, {c.x + 8.4f, c.y - 3.4f}, style.panel, 1);
      }
      return;
    case Meaning::dropped:
      return dashes(c, 8, style.dropped);
    case Meaning::positive:
      return draw->AddLine({c.x - 13, c.y + 4}, {c.x + 13, c.y - 4}, orange, 3.5f);
    case Meaning::negative:
      return draw->AddLine({c.x - 13, c.y + 4}, {c.x + 13, c.y - 4}, blue, 1.5f);
    case Meaning::point:
      return draw->AddCircleFilled(c, 4.5f, blue, 16);
    case Meaning::wrong:
      return draw->AddCircle(c, 4, blue, 16, 2);
    default:
      return curve(c, green, what == Meaning::masks);
  }
}

void picture(const Style& style, Menu& menu) {
  constexpr float inset = 10, line = 24;
  for (int i = 0; i < static_cast<int>(Meaning::count); ++i) {
    const float middle = menu.pos.y + line * 0.5f;
    draw_mark(style, static_cast<Meaning>(i), {menu.pos.x + inset + mark_wide * 0.5f, middle});
    const char* words = tr(words_of[i]);
    const ImVec2 at{menu.pos.x + inset + mark_wide + 10, middle - line_height(style.body) * 0.5f};
    text_fit(canvas(), style.body, at, menu.pos.x + menu.width - inset - at.x, style.text, words);
    announce_words(rect(at, {menu.width - mark_wide - 30, line}), words);
    menu.pos.y += line;
  }
  menu.pos.y += 8;
}

}  // namespace

namespace later {

void about(const Frame& c, ImVec2 corner) {
  const Style& style = c.style;
  Menu menu;
  const float width = std::min(400.0f, c.environment.width - 32);
  if (!begin_menu(style, "about_words", corner, {1, 0}, width, menu)) return;
  menu.pos.y += 6;
  mark("legend", 0, menu.pos.x, menu.pos.y, width, 24.0f * static_cast<float>(Meaning::count));
  picture(style, menu);
  const char* about =
      tr("A multilayer perceptron trains in front of you; beside it, from the same start, the same network with other "
         "regularizers or none. At every iteration each unit is kept with its layer's keep_prob, else dropped, and the "
         "smaller network that is left learns.");
  const char* mouse = tr(
      "Point at any mark for its explanation. Press a unit to look at it and to hold it, an edge to type its weight. A "
      "drag over the curves looks closer; a double click on a slider restores its value.\n \n"
      "Space plays and pauses, → steps, R resets, Ctrl+Z takes back. Tab reaches every control, arrow keys move it, "
      "Enter types a number. Arrows walk through the network: Enter looks at a unit, Space holds it, W types a weight, "
      "Page Up and Page Down pin an example.");
  const char* finger = tr(
      "Tap a unit to look at it and to hold it, an edge to type its weight. Two taps on the curves choose a range; two "
      "on a slider restore its value.");
  for (const char* words : {about, by_hand(style, mouse, finger), tr("Digits: Y. LeCun & C. Cortes, CC BY-SA 3.0.")}) {
    announce_words(rect(menu.pos, {width, 60}), words);
    menu.pos.y += text_wrapped(canvas(), style.body, {menu.pos.x + 10, menu.pos.y}, width - 20, style.text, words) + 10;
  }
  licences_rows(c, menu);
  end_menu(menu);
}

}  // namespace later

void about_button(const Frame& c, ImVec2 center) {
  const Style& style = c.style;
  const Rect r{{center.x - 14, center.y - 14}, {center.x + 14, center.y + 14}};
  const Press press = press_area(style, "about", r, 14);
  if (press.hovered) canvas()->AddCircleFilled(center, 14, style.inset, 32);
  text_center(canvas(), style.bold, {center.x, middle(style.bold, r)}, press.hovered ? style.text : style.text_muted,
              "?");
  mark_item("about");
  explain_last(style, tr("About this page"));
  if (press.pressed) ImGui::OpenPopup("about_words");
  if (press.pressed) c.page.story_hidden = false;
  if (c.environment.complete) arrived (&later::about)(c, {r.max.x, r.max.y + 6});
}

}  // namespace view
