// The one style file: every colour, distance, rounding and font of the page. Panels take it by const reference.
#pragma once
#include <array>

#include "imgui.h"
#include "ink/nth.h"
#include "lab/experiment.h"

namespace view {

struct Style {
  bool dark = false;
  bool strong = false;    // the visitor prefers more contrast
  float pixel_ratio = 1;  // device pixels per unit; hairlines are 1 / pixel_ratio units

  // Surfaces.
  ImU32 background = 0, panel = 0, panel_border = 0;
  ImU32 inset = 0;    // quiet fill inside a panel: pills, bars' grounds, the wireframe's dropdown
  ImU32 hover = 0;    // the same under the pointer
  ImU32 tooltip = 0;  // ground of explanations (inverse of the panel)
  ImU32 tooltip_text = 0;
  // Text. All three reach 4.5:1 on background, panel and inset (WCAG AA).
  ImU32 text = 0, text_muted = 0, text_faint = 0;
  // Marks.
  ImU32 accent = 0;  // green: play, keep_prob, the chosen tab
  ImU32 accent_hover = 0;
  ImU32 on_accent = 0;  // text and signs on accent
  ImU32 warn = 0;       // divergence, notices
  ImU32 warn_soft = 0;  // their ground
  ImU32 track = 0;      // of a slider; weight bars' ground
  ImU32 handle = 0;     // of a slider that is not about keep_prob
  ImU32 bar = 0;        // size of a weight matrix beside its slider
  ImU32 grid = 0;       // plot grid lines
  ImU32 dropped = 0;    // ring and cross of a dropped unit, its edges (fainter), its bit on the tape
  ImU32 focus = 0;      // keyboard focus ring
  // Classes: blue and orange for two; ten for digits. `field_color` are the softer tints that decision surfaces mix
  // towards (class 0, 1), with `field_middle` at even odds.
  std::array<ImU32, 2> class_color{};
  std::array<ImU32, 2> field_color{};
  ImU32 field_middle = 0;
  std::array<ImU32, 10> digit_color{};
  ImU32 unit_ring = 0;                             // outline of a kept unit
  ImU32 point_ring = 0;                            // outline of a data point
  std::array<ImU32, lab::arm_kinds> arm_colors{};  // by lab::ArmKind

  // Distances, in units of CSS pixels.
  float gap = 16, padding = 16;  // between panels; inside a panel
  float panel_rounding = 6, control_rounding = 5;
  float control_height = 28;  // of buttons and dropdowns; 44 where fingers touch
  float hit = 24;             // least height of what can be pressed
  bool touch = false;         // narrow layout: targets of at least 44
  float loose = 1;            // the rail's rows stand further apart where the canvas is tall

  // Fonts: body 13 medium, two sizes and two weights beyond it; brand is the wordmark alone, figure for large numbers.
  ImFont* body = nullptr;
  ImFont* bold = nullptr;
  ImFont* small = nullptr;
  ImFont* small_bold = nullptr;
  ImFont* title = nullptr;
  ImFont* figure = nullptr;
  ImFont* brand = nullptr;

  // `tone`: how many arms of the same kind come before.
  ImU32 arm_color(lab::ArmKind kind, int tone) const;
  void take_fonts(const Style& other);
  ImU32 digit(int index) const { return nth(digit_color, index % 10); }
};

// Colours and distances of a theme; fonts are left null (see fonts.h). `strong`: texts reach 7:1, lines and grooves
// 3:1.
Style make_style(bool dark, float pixel_ratio, bool touch, bool strong = false);
// Contrast of two opaque colours as WCAG 2 defines it, 1 … 21.
float contrast(ImU32, ImU32);
// The few ImGui settings that shine through (window padding, popups, scroll bar) follow the style.
void apply_to_imgui(const Style&);

// The same colour with another opacity, [0, 1] times its own.
ImU32 with_alpha(ImU32 color, float alpha);
// Between a (t = 0) and b (t = 1), channel by channel.
ImU32 mix(ImU32 a, ImU32 b, float t);

}  // namespace view
