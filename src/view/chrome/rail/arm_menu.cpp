#include "chrome/rail/arm_menu.h"

#include <algorithm>

#include "chrome/rail/rail_rows.h"
#include "kit/announcing.h"
#include "kit/menu.h"
#include "run/arms.h"
#include "view/marks.h"
#include "view/tr.h"

namespace view {
namespace {

using lab::ArmKind;
using lab::FieldId;

constexpr float width = 236, inset = 10;

const lab::Arm& arm_of(const Frame& c, int arm) { return nth(c.experiment.arm, arm); }

ArmSetting setting(const Frame& c, int arm, FieldId id) {
  const lab::Arm& a = arm_of(c, arm);
  const lab::Field& field = lab::field(id);
  ArmSetting s{id, static_cast<float>(lab::number(a, id)), tr(field.slider.sign),
               range_of(id, tr(field.slider.explanation))};
  SliderRange& range = s.range;
  range.color = arm_color(c.style, c.experiment, arm);
  if (id == FieldId::keep) {  // only where it is one number: of the input
    s.value = a.keep[0], s.sign = tr("keep"), range = keep_range(c.style, 0, range.color);
    range.explanation = tr("keep_prob of the input's masks whose penalty the arm has. Acts in the next iteration.");
    return s;
  }
  range.high = field.slider.high;
  range.reset = static_cast<float>(lab::number(lab::Arm(), id));
  if (field.slider.step > 0) range.step = field.slider.step;
  if (field.place.type == lab::Place::Type::whole) range.format = nullptr;
  if (id == FieldId::lambda && c.page.wide_lambda) range.high = field.high, range.step = 1, range.format = "%.0f";
  return s;
}

void setting_row(const Frame& c, Menu& menu, int arm, FieldId field) {
  ArmSetting s = setting(c, arm, field);
  const float label = std::max(22.0f, text_width(c.style.body, s.sign) + 12);
  ImGui::PushID(static_cast<int>(field));
  call_next(tr("%s of %s"), s.sign, arm_name(c.run, arm));
  if (row_slider(c.style, "setting", {menu.pos.x + inset, menu.pos.y}, label, menu.width - 2 * inset, s.sign, s.range,
                 s.value))
    c.intents.edit(field, s.value, 0, arm);
  ImGui::PopID();
  menu.pos.y += row_height(c.style);
}

void keep_rows(const Frame& c, Menu& menu, int arm) {
  for (int l = 0; l <= c.experiment.hidden; ++l) {
    float keep = nth(arm_of(c, arm).keep, l);
    const Words label = Words().add(tr("keep %s"), layer_name(l, c.experiment.hidden + 1).chars);
    ImGui::PushID(l);
    call_next(tr("keep_prob of %s, %s"), layer_name(l, c.experiment.hidden + 1).chars, arm_name(c.run, arm));
    if (row_slider(c.style, "arm_keep", {menu.pos.x + inset, menu.pos.y}, 56, menu.width - 2 * inset, label,
                   keep_range(c.style, l, arm_color(c.style, c.experiment, arm)), keep))
      c.intents.edit(FieldId::keep, keep, l, arm);
    ImGui::PopID();
    menu.pos.y += row_height(c.style);
  }
}

// Its keep_prob is one number: that of the input's masks it stands for.
bool keeps_input_alone(ArmKind kind) { return kind == ArmKind::marginalized; }

// The settings that act in an arm of its kind.
void settings(const Frame& c, Menu& menu, int arm) {
  const ArmKind kind = arm_of(c, arm).kind;
  if (const char* needs = lab::needs(kind, c.run.shape); *needs)
    return menu_words(c.style, menu, Words().add(tr("Trained as none. The penalty of masks: %s."), tr(needs)));
  for (const lab::Field& field : lab::fields()) {
    if (!field.place.of_arm || field.shows_only || !lab::acts(kind, field.id)) continue;
    if (field.id == FieldId::keep && !keeps_input_alone(kind))
      keep_rows(c, menu, arm);
    else
      setting_row(c, menu, arm, field.id);
  }
}

// What the kind begins with comes back on where it was off, the rest of what acts begins off; an arm without masks
// begins with the keep_prob of those it stands for.
void choose_kind(const Frame& c, int arm, ArmKind kind) {
  c.intents.edit(FieldId::arms, static_cast<int>(kind), arm, arm);
  const lab::Arm fresh;
  const lab::Arm& a = arm < c.experiment.arms ? arm_of(c, arm) : fresh;
  for (const lab::Field& field : lab::fields()) {
    if (!field.zero_is_off || !lab::acts(kind, field.id)) continue;
    const double now = lab::number(a, field.id), usual = lab::number(fresh, field.id);
    const double wanted = !lab::begins_with(kind, field.id) ? 0 : now == 0 ? usual : now;
    if (now != wanted) c.intents.edit(field.id, wanted, 0, arm);
  }
  if (!keeps_input_alone(kind)) return;
  const int drops = dropout_arm(c);
  const float keep = drops >= 0 ? arm_of(c, drops).keep[0] : a.keep[0], wanted = keep < 1 ? keep : 0.5f;
  if (a.keep[0] != wanted) c.intents.edit(FieldId::keep, static_cast<double>(wanted), 0, arm);
}

const char* kind_name(int kind) { return tr(lab::menu_name(static_cast<ArmKind>(kind))); }

void kind_list(const Frame& c, Menu& menu, int arm) {
  const Style& style = c.style;
  int kind = static_cast<int>(arm_of(c, arm).kind);
  const float high = style.control_height;
  const Rect place{{menu.pos.x + inset, menu.pos.y + 4}, {menu.pos.x + menu.width - inset, menu.pos.y + 4 + high}};
  int offered = lab::arm_kinds;  // those that need another network stand last
  while (offered > kind + 1 && *lab::needs(static_cast<ArmKind>(offered - 1), c.run.shape)) --offered;
  call_next(tr("kind"));
  const bool chosen = dropdown(style, "kind", place, DropdownKind::pill, offered, kind_name, kind,
                               tr(lab::explanation(static_cast<ArmKind>(kind))));
  mark_rect("kind", arm, place);
  if (chosen) choose_kind(c, arm, static_cast<ArmKind>(kind));
  menu.pos.y = place.max.y + 4;
}

void deeds(const Frame& c, Menu& menu, int arm) {
  const Style& style = c.style;
  const lab::Experiment& e = c.experiment;
  const bool reference = e.reference == arm, muted = arm_of(c, arm).muted, full = e.arms >= lab::max_arms;
  if (menu_row(style, menu, "reference", tr("Compare with this arm"), reference ? "✓" : "", !reference))
    c.intents.edit(FieldId::reference, static_cast<float>(arm));
  if (menu_row(style, menu, "mute", muted ? tr("Show") : tr("Mute"), muted ? "" : tr("trains on, unseen")))
    c.intents.edit(FieldId::mute, muted ? 0.0f : 1.0f, 0, arm);
  if (menu_row(style, menu, "rename", tr("Rename …"))) begin_renaming(c, arm);
  if (menu_row(style, menu, "duplicate", tr("Duplicate"), full ? tr("four are the most") : "", !full))
    c.intents.edit(FieldId::arms, static_cast<int>(arm_of(c, arm).kind), e.arms, arm);
  if (menu_row(style, menu, "remove", tr("Remove"), e.arms == 1 ? tr("one must stay") : "", e.arms > 1))
    c.intents.edit(FieldId::arms, -1, arm, arm);
}

}  // namespace

bool arm_setting(const Frame& c, int arm, ArmSetting& out) {
  const ArmKind kind = arm_of(c, arm).kind;
  const lab::Field* only = nullptr;
  for (const lab::Field& field : lab::fields()) {
    if (!field.place.of_arm || field.shows_only || !lab::acts(kind, field.id)) continue;
    if (only) return false;
    only = &field;
  }
  if (!only || *lab::needs(kind, c.run.shape)) return false;
  if (only->id == FieldId::keep && !keeps_input_alone(kind)) return false;
  out = setting(c, arm, only->id);
  return true;
}

void begin_renaming(const Frame& c, int arm) {
  c.page.renaming = arm;
  c.page.renaming_began = true;
  c.page.typed_name = lab::arm_name(arm_name(c.run, arm));
}

void arm_menu(const Frame& c, int arm, ImVec2 anchor) {
  Menu menu;
  if (!begin_menu(c.style, "arm", anchor, {0, 0}, width, menu)) return;
  const float y = menu.pos.y + 6, square = y + line_height(c.style.bold) * 0.5f;
  canvas()->AddRectFilled({menu.pos.x + inset, square - 6}, {menu.pos.x + inset + 12, square + 6},
                          arm_color(c.style, c.experiment, arm), 3);
  text_fit(canvas(), c.style.bold, {menu.pos.x + inset + 19, y}, menu.width - 2 * inset - 19, c.style.text,
           arm_name(c.run, arm));
  menu.pos.y = y + line_height(c.style.bold) + 4;
  kind_list(c, menu, arm);
  settings(c, menu, arm);
  menu_line(c.style, menu);
  deeds(c, menu, arm);
  end_menu(menu);
}

void new_arm_menu(const Frame& c, ImVec2 anchor) {
  Menu menu;
  if (!begin_menu(c.style, "new_arm", anchor, {0, 0}, width, menu)) return;
  for (int k = 0; k < lab::arm_kinds; ++k) {
    const auto kind = static_cast<ArmKind>(k);
    const char* needs = tr(lab::needs(kind, c.run.shape));
    ImGui::PushID(k);
    if (menu_row(c.style, menu, "option", kind_name(k), needs, !*needs)) choose_kind(c, c.experiment.arms, kind);
    ImGui::PopID();
    explain_last(c.style, tr(lab::explanation(kind)));
  }
  end_menu(menu);
}

}  // namespace view
