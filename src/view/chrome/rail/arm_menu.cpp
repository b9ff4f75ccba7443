#include "chrome/rail/arm_menu.h"

#include <algorithm>

#include "chrome/rail/rail_rows.h"
#include "kit/announcing.h"
#include "kit/menu.h"
#include "run/arms.h"
#include "view/marks.h"

namespace view {
namespace {

using lab::ArmKind;
using lab::FieldId;

constexpr float width = 236, inset = 10;

const lab::Arm& arm_of(const Frame& c, int arm) { return nth(c.experiment.arm, arm); }

ArmSetting setting(const Frame& c, int arm, FieldId field) {
  const lab::Arm &a = arm_of(c, arm), fresh;
  ArmSetting s{field, 0, "", range_of(field, "")};
  SliderRange& range = s.range;
  range.color = arm_color(c.style, c.experiment, arm);
  switch (field) {
    case FieldId::max_norm:
      s.value = a.max_norm, s.sign = "c", range.high = 10, range.step = 0.1f, range.reset = fresh.max_norm;
      range.explanation = "c: the longest that a unit's incoming weights may be; 0 is off. Acts in the next iteration.";
      break;
    case FieldId::input_noise:
      s.value = a.input_noise, s.sign = "σ", range.high = 1, range.reset = fresh.input_noise;
      range.explanation =
          "σ: standard deviation of the noise added to each input in training. Acts in the next iteration.";
      break;
    case FieldId::early_stop:
      s.value = static_cast<float>(a.early_stop), s.sign = "patience", range.high = 5000, range.step = 50;
      range.reset = static_cast<float>(fresh.early_stop), range.format = nullptr;
      range.explanation =
          "Iterations without a smaller test cost before the arm stops at its best; 0 is off. Acts in the next "
          "iteration.";
      break;
    case FieldId::keep:
      s.value = a.keep[0], s.sign = "keep", range = keep_range(c.style, 0, range.color);
      range.explanation = "keep_prob of the input's masks whose penalty the arm has. Acts in the next iteration.";
      break;
    default:
      s.value = a.lambda, s.sign = "λ", range.high = c.page.wide_lambda ? lab::field(field).high : 10,
      range.reset = fresh.lambda;
      if (c.page.wide_lambda) range.step = 1, range.format = "%.0f";
      range.explanation =
          "λ of J = mean cost + λ/(2m)·Σ‖W‖², m the number of training examples. Acts in the next iteration.";
  }
  return s;
}

void setting_row(const Frame& c, Menu& menu, int arm, FieldId field) {
  ArmSetting s = setting(c, arm, field);
  const float label = std::max(22.0f, text_width(c.style.body, s.sign) + 12);
  ImGui::PushID(static_cast<int>(field));
  call_next("%s of %s", s.sign, arm_name(c.run, arm));
  if (row_slider(c.style, "setting", {menu.pos.x + inset, menu.pos.y}, label, menu.width - 2 * inset, s.sign, s.range,
                 s.value))
    c.intents.edit(field, s.value, 0, arm);
  ImGui::PopID();
  menu.pos.y += row_height(c.style);
}

void keep_rows(const Frame& c, Menu& menu, int arm) {
  for (int l = 0; l <= c.experiment.hidden; ++l) {
    float keep = nth(arm_of(c, arm).keep, l);
    const Words label = Words().add("keep %s", layer_name(l, c.experiment.hidden + 1).chars);
    ImGui::PushID(l);
    call_next("keep_prob of %s, %s", layer_name(l, c.experiment.hidden + 1).chars, arm_name(c.run, arm));
    if (row_slider(c.style, "arm_keep", {menu.pos.x + inset, menu.pos.y}, 56, menu.width - 2 * inset, label,
                   keep_range(c.style, l, arm_color(c.style, c.experiment, arm)), keep))
      c.intents.edit(FieldId::keep, keep, l, arm);
    ImGui::PopID();
    menu.pos.y += row_height(c.style);
  }
}

void marginalized_rows(const Frame& c, Menu& menu, int arm) {
  const char* needs = needs_of_marginalized(c.run.shape);
  if (*needs) return menu_words(c.style, menu, Words().add("Trained as none. The penalty of masks: %s.", needs));
  setting_row(c, menu, arm, FieldId::keep);
}

// The settings that act in an arm of its kind.
void settings(const Frame& c, Menu& menu, int arm) {
  const ArmKind kind = arm_of(c, arm).kind;
  if (lab::uses_dropout(kind)) keep_rows(c, menu, arm);
  if (kind == ArmKind::marginalized) marginalized_rows(c, menu, arm);
  if (lab::uses_l2(kind)) setting_row(c, menu, arm, FieldId::lambda);
  if (lab::uses_max_norm(kind)) setting_row(c, menu, arm, FieldId::max_norm);
  if (lab::uses_input_noise(kind)) setting_row(c, menu, arm, FieldId::input_noise);
  if (lab::uses_early_stop(kind)) setting_row(c, menu, arm, FieldId::early_stop);
}

// In a combined arm everything acts: it begins as dropout with L2, the rest off. What was off comes back on where it is
// all that the kind has; a marginalized arm begins with the keep_prob of the masks it stands for.
void choose_kind(const Frame& c, int arm, ArmKind kind) {
  c.intents.edit(FieldId::arms, static_cast<float>(kind), arm, arm);
  const lab::Arm fresh;
  const bool exists = arm < c.experiment.arms;
  const auto set = [&](FieldId field, float now, float wanted) {
    if (now != wanted) c.intents.edit(field, wanted, 0, arm);
  };
  const lab::Arm& a = exists ? arm_of(c, arm) : fresh;
  if (kind == ArmKind::combined) {
    set(FieldId::max_norm, a.max_norm, 0);
    set(FieldId::input_noise, a.input_noise, 0);
    set(FieldId::early_stop, static_cast<float>(a.early_stop), 0);
  } else if (kind == ArmKind::max_norm && a.max_norm == 0) {
    set(FieldId::max_norm, 0, fresh.max_norm);
  } else if (kind == ArmKind::input_noise && a.input_noise == 0) {
    set(FieldId::input_noise, 0, fresh.input_noise);
  } else if (kind == ArmKind::early_stop && a.early_stop == 0) {
    set(FieldId::early_stop, 0, static_cast<float>(fresh.early_stop));
  } else if (kind == ArmKind::marginalized) {
    const int drops = dropout_arm(c);
    const float keep = drops >= 0 ? arm_of(c, drops).keep[0] : a.keep[0];
    set(FieldId::keep, a.keep[0], keep < 1 ? keep : 0.5f);
  }
}

void kind_list(const Frame& c, Menu& menu, int arm) {
  const Style& style = c.style;
  int kind = static_cast<int>(arm_of(c, arm).kind);
  const float high = style.control_height;
  const Rect place{{menu.pos.x + inset, menu.pos.y + 4}, {menu.pos.x + menu.width - inset, menu.pos.y + 4 + high}};
  const bool offers_all = static_cast<ArmKind>(kind) == ArmKind::marginalized || !*needs_of_marginalized(c.run.shape);
  const int offered = lab::arm_kinds - (offers_all ? 0 : 1);  // marginalized is the last
  call_next("kind");
  const bool chosen = dropdown(style, "kind", place, DropdownKind::pill, offered, kind_name, kind,
                               kind_explanation(static_cast<ArmKind>(kind)));
  mark_rect("kind", arm, place);
  if (chosen) choose_kind(c, arm, static_cast<ArmKind>(kind));
  menu.pos.y = place.max.y + 4;
}

void deeds(const Frame& c, Menu& menu, int arm) {
  const Style& style = c.style;
  const lab::Experiment& e = c.experiment;
  const bool reference = e.reference == arm, muted = arm_of(c, arm).muted, full = e.arms >= lab::max_arms;
  if (menu_row(style, menu, "reference", "Take ratios to this arm", reference ? "✓" : "", !reference))
    c.intents.edit(FieldId::reference, static_cast<float>(arm));
  if (menu_row(style, menu, "mute", muted ? "Show" : "Mute", muted ? "" : "trains on, unseen"))
    c.intents.edit(FieldId::mute, muted ? 0.0f : 1.0f, 0, arm);
  if (menu_row(style, menu, "rename", "Rename …")) begin_renaming(c, arm);
  if (menu_row(style, menu, "duplicate", "Duplicate", full ? "four are the most" : "", !full))
    c.intents.edit(FieldId::arms, static_cast<float>(arm_of(c, arm).kind), e.arms, arm);
  if (menu_row(style, menu, "remove", "Remove", e.arms == 1 ? "one must stay" : "", e.arms > 1))
    c.intents.edit(FieldId::arms, -1, arm, arm);
}

}  // namespace

bool arm_setting(const Frame& c, int arm, ArmSetting& out) {
  switch (arm_of(c, arm).kind) {
    case ArmKind::l2:
      out = setting(c, arm, FieldId::lambda);
      return true;
    case ArmKind::max_norm:
      out = setting(c, arm, FieldId::max_norm);
      return true;
    case ArmKind::input_noise:
      out = setting(c, arm, FieldId::input_noise);
      return true;
    case ArmKind::early_stop:
      out = setting(c, arm, FieldId::early_stop);
      return true;
    case ArmKind::marginalized:
      out = setting(c, arm, FieldId::keep);
      return !*needs_of_marginalized(c.run.shape);
    default:
      return false;
  }
}

void begin_renaming(const Frame& c, int arm) {
  c.page.renaming = arm;
  c.page.renaming_began = true;
  c.page.typed_name = nth(c.run.arm, arm).name;
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
    const char* needs = kind == ArmKind::marginalized ? needs_of_marginalized(c.run.shape) : "";
    ImGui::PushID(k);
    if (menu_row(c.style, menu, "option", kind_name(k), needs, !*needs)) choose_kind(c, c.experiment.arms, kind);
    ImGui::PopID();
    explain_last(c.style, kind_explanation(kind));
  }
  end_menu(menu);
}

}  // namespace view
