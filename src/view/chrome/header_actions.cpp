// What can be done with the run as a whole: taken back, shared, saved, opened.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>

#include "chrome/present.h"
#include "chrome/regions.h"
#include "kit/announcing.h"
#include "kit/menu.h"
#include "lab/exports.h"
#include "view/marks.h"
#include "view/tr.h"

namespace view {
namespace {

// What was done, as the lab names it: "learning rate", or with what it was done to: "keep_prob of a¹".
Words deed(const std::string& name) {
  for (const char* form : {N_("keep_prob of %s"), N_("kind of arm %s"), N_("removed arm %s")}) {
    const std::size_t head = std::strlen(form) - 2;
    if (name.compare(0, head, form, head) == 0) return Words().add(tr(form), tr(name.c_str() + head));
  }
  return Words().add("%s", tr(name.c_str()));
}

// Between signs side by side.
float pitch(const Frame& c) { return c.style.touch ? 44.0f : 30.0f; }

void undo_buttons(const Frame& c, float right, float y) {
  const Words redo = deed(c.environment.redo);
  undo_button(c, {right - 14 - pitch(c), y});
  const Words forth = Words().add(*redo ? tr("Redo: %s (Ctrl+Shift+Z)") : tr("Nothing to redo"), redo.chars);
  if (icon_button(c.style, "redo", {right - 14, y}, 14, Icon::redo, false, forth, *redo != 0)) c.intents.redo = true;
  mark_item("redo");
}

void save_rows(const Frame& c, Menu& menu) {
  int index = 0;
  for (const lab::Export& row : lab::exports()) {
    if (menu_row(c.style, menu, row.id, tr(row.label), row.note)) c.intents.take = index;
    ++index;
  }
}

// A word of the header; returns the x to its left.
float word(const Frame& c, const char* id, float right, Rect band, const char* label, const char* explanation,
           bool& pressed) {
  const float width = button_width(c.style, ButtonKind::link, label) + 8;
  const Rect r{{right - width, band.center().y - 15}, {right, band.center().y + 15}};
  pressed = button(c.style, id, r, ButtonKind::link, label);
  mark_item(id);
  explain_last(c.style, explanation);
  return r.min.x;
}

float words(const Frame& c, float right, Rect band) {
  bool save = false, open = false, share = false, embed = false;
  const float save_right = right;
  right = word(c, "save", right, band, tr("Save ▾"), tr("History, weights, picture or program as a file"), save);
  call_last(tr("Save"));
  if (save) ImGui::OpenPopup("save_menu");
  Menu menu;
  if (begin_menu(c.style, "save_menu", {save_right, band.max.y - 4}, {1, 0}, 270, menu)) {
    save_rows(c, menu);
    end_menu(menu);
  }
  right = word(c, "open", right, band, tr("Open"),
               tr("A CSV of your own data, or a JSON saved here. Dropping a file works too."), open);
  right = word(c, "share", right, band, tr("Share"),
               tr("Copies a link that replays this run, every change in mid-run included, to this iteration"), share);
  right = word(c, "embed", right, band, tr("Embed"),
               tr("The line that shows this run, or one view of it, in a course page"), embed);
  c.intents.open_file |= open;
  c.intents.share |= share;
  c.intents.embed |= embed;
  return right;
}

}  // namespace

void licences_rows(const Frame& c, Menu& menu) {
  menu_line(c.style, menu);
  present_row(c, menu);
  c.intents.check |= menu_row(c.style, menu, "check", tr("Check my own program"));
  c.intents.licences |= menu_row(c.style, menu, "licences", tr("Licences"));
}

void undo_button(const Frame& c, ImVec2 center) {
  const Words undo = deed(c.environment.undo);
  const Words back = Words().add(*undo ? tr("Undo: %s (Ctrl+Z)") : tr("Nothing to undo"), undo.chars);
  if (icon_button(c.style, "undo", center, 14, Icon::undo, false, back, *undo != 0)) c.intents.undo = true;
  mark_item("undo");
}

void theme_button(const Frame& c, ImVec2 center) {
  const bool dark = c.environment.dark;
  if (icon_button(c.style, "theme", center, 14, dark ? Icon::sun : Icon::moon, false,
                  dark ? tr("Light theme") : tr("Dark theme")))
    c.intents.theme = dark ? 0 : 1;
  mark_item("theme");
}

void more_button(const Frame& c, ImVec2 center, float radius, ImVec2 anchor, float pivot) {
  if (icon_button(c.style, "more", center, radius, Icon::more, false, tr("Undo, share, open, save")))
    ImGui::OpenPopup("more_menu");
  call_last(tr("Menu"));
  mark_item("more");
  Menu menu;
  if (!begin_menu(c.style, "more_menu", anchor, {1, pivot}, 270, menu)) return;
  const Words undo = deed(c.environment.undo), redo = deed(c.environment.redo);
  c.intents.undo |= menu_row(c.style, menu, "undo", tr("Undo"), undo, *undo != 0);
  c.intents.redo |= menu_row(c.style, menu, "redo", tr("Redo"), redo, *redo != 0);
  menu_line(c.style, menu);
  c.intents.share |= menu_row(c.style, menu, "share", tr("Share"), tr("copies a link"));
  c.intents.embed |= menu_row(c.style, menu, "embed", tr("Embed …"), tr("in a course page"));
  c.intents.open_file |= menu_row(c.style, menu, "open", tr("Open …"), tr("CSV or JSON"));
  save_rows(c, menu);
  menu_line(c.style, menu);
  const bool dark = c.environment.dark;
  if (menu_row(c.style, menu, "theme", dark ? tr("Light theme") : tr("Dark theme"))) c.intents.theme = dark ? 0 : 1;
  licences_rows(c, menu);
  end_menu(menu);
}

float header_actions(const Frame& c, Rect band) {
  const float y = band.center().y;
  const float step = pitch(c);
  float right = band.max.x - 20;
  if (band.width() < 860) {  // theme and more stand in the menu, which also takes back
    more_button(c, {right - 14, y}, 14, {right, band.max.y - 4}, 0);
    right -= step;
    if (c.style.touch) return right;
  } else {
    about_button(c, {right - 14, y});
    theme_button(c, {right - 16 - step, y});
    right -= 8 + 2 * step;
    if (band.width() >= 1200) {
      right = words(c, right, band) - 6;
    } else {
      more_button(c, {right - 14, y}, 14, {right, band.max.y - 4}, 0);
      right -= step + 4;
    }
  }
  undo_buttons(c, right, y);
  return right - 28 - step;
}

}  // namespace view
