// The arms of the comparison: one row each, and a menu for what is seldom changed.
#include <algorithm>
#include <cmath>

#include "chrome/rail/arm_menu.h"
#include "chrome/rail/rail_rows.h"
#include "kit/announcing.h"
#include "kit/menu.h"
#include "run/arms.h"
#include "view/marks.h"
#include "view/tr.h"

namespace view {
namespace {

using lab::FieldId;

// What an arm's row says of its settings where it has no slider.
Words setting_words(const Frame& c, int index) {
  const lab::Experiment& e = c.experiment;
  const lab::Arm& arm = nth(e.arm, index);
  Words words;
  if (arm.muted) return words.add(tr("muted"));
  if (arm.kind == lab::ArmKind::none) return words.add("%s", index == e.reference ? tr("the reference") : "");
  if (*lab::needs(arm.kind, c.run.shape)) return words.add(tr("as none"));
  if (!lab::drops(arm.kind)) return words;
  if (lab::acts(arm.kind, FieldId::lambda))
    return words.add(tr("keep, λ %s"), figure(static_cast<double>(arm.lambda)).chars);
  words.add(tr("keep"));
  for (int l = 0; l <= e.hidden && l <= 3; ++l)
    if (l > 0 || arm.keep[0] < 1) words.add(" %.2f", static_cast<double>(nth(arm.keep, l)));
  if (e.hidden > 3) words.add(" …");
  return words;
}

// The square in the arm's colour: pressed it mutes, hollow it shows.
void square(const Frame& c, int index, Rect row) {
  const Style& style = c.style;
  const bool muted = nth(c.experiment.arm, index).muted;
  const ImU32 color = arm_color(style, c.experiment, index);
  const Rect place{{row.min.x, row.center().y - 6}, {row.min.x + 12, row.center().y + 6}};
  const Press press = press_area(style, "shown", place, 3);
  mark_rect("shown", index, place);
  call_last(Words().add(tr("show %s"), arm_name(c.run, index)));
  last_is(Role::toggle, !muted);
  const float grown = press.hovered ? 1.0f : 0.0f;
  const ImVec2 min{place.min.x - grown, place.min.y - grown}, max{place.max.x + grown, place.max.y + grown};
  if (muted) {
    canvas()->AddRect({min.x + 0.75f, min.y + 0.75f}, {max.x - 0.75f, max.y - 0.75f}, color, 3, 0, 1.5f);
  } else {
    canvas()->AddRectFilled(min, max, color, 3);
  }
  explain_last(
      style, muted ? tr("Muted: it trains on, unseen. Press to show it.") : tr("Press to mute: it trains on, unseen."));
  if (press.pressed) c.intents.edit(FieldId::mute, muted ? 0.0f : 1.0f, 0, index);
}

void type_name(const Frame& c, int index, Rect place) {
  PageState& page = c.page;
  const Typed typed =
      text_field(c.style, "name_text", place, tr("name of the arm"), page.typed_name, page.renaming_began);
  page.renaming_began = false;
  if (typed == Typed::nothing) return;
  page.renaming = -1;
  if (typed == Typed::done && page.typed_name != lab::arm_name(arm_name(c.run, index)))
    c.intents.edit({FieldId::name, 0, index, 0, page.typed_name});
}

// The arm's name, which pressed becomes a text field. Returns the x after it.
float name(const Frame& c, int index, Rect row, float right) {
  const Style& style = c.style;
  const float left = row.min.x + 19;
  const bool muted = nth(c.experiment.arm, index).muted;
  if (c.page.renaming == index) {
    const float high = std::min(row.height() - 2, 26.0f);
    type_name(c, index, {{left - 4, row.center().y - high * 0.5f}, {right, row.center().y + high * 0.5f}});
    return right;
  }
  const char* words = arm_name(c.run, index);
  const float width = std::min(text_width(style.bold, words), right - left);
  const Rect place{{left, row.min.y + 2}, {left + width, row.max.y - 2}};
  const Press press = press_area(style, "name", place, 3);
  mark_rect("name", index, place);
  call_last(Words().add(tr("rename %s"), words));
  text_fit(canvas(), style.bold, {left, row.center().y - line_height(style.bold) * 0.5f}, width + 1,
           muted ? style.text_faint : style.text, words);
  if (press.hovered) canvas()->AddLine({left, place.max.y - 2}, {left + width, place.max.y - 2}, style.text_faint, 1);
  const lab::ArmKind kind = nth(c.experiment.arm, index).kind;
  explain_last(style, Words().add(tr("%s\nPress to rename."), tr(lab::explanation(kind))));
  if (press.pressed) begin_renaming(c, index);
  return left + width;
}

void more_button(const Frame& c, int index, ImVec2 center) {
  if (icon_button(c.style, "more", center, 10, Icon::more, false, tr("Kind, settings, reference, duplicate, remove")))
    ImGui::OpenPopup("arm");
  call_last(Words().add(tr("settings of %s"), arm_name(c.run, index)));
  mark_item("arm", index);
  arm_menu(c, index, {center.x + 16, center.y - 14});
}

void arm_row(const Frame& c, int index, Rect row) {
  constexpr float least_groove = 40, value = 50;
  const Style& style = c.style;
  const float menu = style.touch ? 40.0f : 22.0f, right = row.max.x - menu;
  square(c, index, row);
  const float left = name(c, index, row, right) + 12;
  more_button(c, index, {row.max.x - 8, row.center().y});
  if (c.page.renaming == index) return;
  ArmSetting s;
  const bool muted = nth(c.experiment.arm, index).muted, has = arm_setting(c, index, s);
  const float sign = text_width(style.body, s.sign) + 9;
  const float slider_left = std::max(left, row.min.x + 56);
  if (has && !muted && right - slider_left - sign - value >= least_groove) {
    const char* id = s.field == FieldId::lambda ? "lambda" : "setting";
    call_next(tr("%s of %s"), s.sign, arm_name(c.run, index));
    if (row_slider(style, id, {slider_left, row.min.y}, sign, right - slider_left, s.sign, s.range, s.value))
      c.intents.edit(s.field, s.value, 0, index);
    return;
  }
  Words words = setting_words(c, index);
  if (has && !muted)
    words.add("%s %s", s.field == FieldId::early_stop ? tr("waits") : s.sign,
              s.range.format ? figure(static_cast<double>(s.value)).chars : grouped(std::lround(s.value)).chars);
  const float room = right - left, needed = std::min(room, text_width(style.body, words));
  if (room > 20)
    text_fit(canvas(), style.body, {right - needed, row.center().y - line_height(style.body) * 0.5f}, needed + 1,
             style.text_muted, words);
}

}  // namespace

float arms_section(const Frame& c, ImVec2 pos, float width) {
  const Style& style = c.style;
  const lab::Experiment& e = c.experiment;
  const int arms = std::min(e.arms, c.run.arms);
  if (c.page.renaming >= arms) c.page.renaming = -1;
  region(Place::settings, tr("Compare from the same start"), pos);
  float y = heading(style, pos, tr("COMPARE FROM THE SAME START"));
  const float high = row_height(style);
  for (int a = 0; a < arms; ++a) {
    ImGui::PushID(a);
    arm_row(c, a, rect({pos.x, y}, {width, high}));
    ImGui::PopID();
    y += high;
  }
  if (e.arms < lab::max_arms) {
    float x = pos.x;
    if (word_button(style, "add_arm", x, y, tr("+ arm"),
                    tr("Another network from the same start, with the same batches and uniform draws. It is trained up "
                       "to this iteration at once.")))
      ImGui::OpenPopup("new_arm");
    mark_item("add_arm");
    new_arm_menu(c, {pos.x - 4, y + word_height(style)});
    y += word_height(style);
  }
  return y;
}

}  // namespace view
