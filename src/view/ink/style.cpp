#include "ink/style.h"

#include <algorithm>
#include <cmath>

namespace view {
namespace {

constexpr ImU32 rgb(unsigned hex) { return IM_COL32((hex >> 16) & 255, (hex >> 8) & 255, hex & 255, 255); }

void light(Style& s) {
  s.background = rgb(0xf6f7f9);
  s.panel = rgb(0xffffff);
  s.panel_border = rgb(0xe1e5ea);
  s.inset = rgb(0xeff2f5);
  s.hover = rgb(0xe4e9ef);
  s.tooltip = rgb(0x1b212b);
  s.tooltip_text = rgb(0xf2f4f7);
  s.text = rgb(0x1a202b);
  s.text_muted = rgb(0x535b69);
  s.text_faint = rgb(0x5f6776);
  s.accent = rgb(0x007b5c);
  s.accent_hover = rgb(0x006b50);
  s.on_accent = rgb(0xffffff);
  s.warn = rgb(0xa8480a);
  s.warn_soft = rgb(0xfdf3e3);
  s.track = rgb(0xd9dee5);
  s.handle = rgb(0x1f2733);
  s.bar = rgb(0xc5d2e0);
  s.grid = rgb(0xe6e9ee);
  s.dropped = rgb(0x8b939f);
  s.focus = rgb(0x1668c7);
  s.class_color = {rgb(0x0072b2), rgb(0xda7e12)};
  s.field_color = {rgb(0x5ba6d3), rgb(0xeeb068)};
  s.field_middle = rgb(0xffffff);
  s.unit_ring = rgb(0x1f2733);
  s.point_ring = rgb(0xffffff);
  s.arm_colors = {
#define ARM_KIND(kind, word, name, in_menus, light, dark, ...) rgb(light),
#include "lab/arm_kinds.def"
#undef ARM_KIND
  };
  s.digit_color = {rgb(0x0072b2), rgb(0xda7e12), rgb(0x2a9d8f), rgb(0xc44e52), rgb(0x7f5fb0),
                   rgb(0x8c6d4f), rgb(0xd16ba5), rgb(0x6b7280), rgb(0x96961c), rgb(0x24a0c2)};
}

void dark(Style& s) {
  s.background = rgb(0x0c0e12);
  s.panel = rgb(0x14171d);
  s.panel_border = rgb(0x272c35);
  s.inset = rgb(0x1e232b);
  s.hover = rgb(0x2a303a);
  s.tooltip = rgb(0xe9ecf1);
  s.tooltip_text = rgb(0x161a21);
  s.text = rgb(0xeceff4);
  s.text_muted = rgb(0xb0b7c3);
  s.text_faint = rgb(0x949ca9);
  s.accent = rgb(0x3fb68e);
  s.accent_hover = rgb(0x57c9a3);
  s.on_accent = rgb(0x07120e);
  s.warn = rgb(0xf0a45d);
  s.warn_soft = rgb(0x33261a);
  s.track = rgb(0x3a414c);
  s.handle = rgb(0xd7dce4);
  s.bar = rgb(0x46566b);
  s.grid = rgb(0x262b34);
  s.dropped = rgb(0x6d7684);
  s.focus = rgb(0x6db3ff);
  s.class_color = {rgb(0x3d9fdc), rgb(0xf09a3a)};
  s.field_color = {rgb(0x2f6f9c), rgb(0xb06f22)};
  s.field_middle = rgb(0x14171d);
  s.unit_ring = rgb(0xd7dce4);
  s.point_ring = rgb(0x0c0e12);
  s.arm_colors = {
#define ARM_KIND(kind, word, name, in_menus, light, dark, ...) rgb(dark),
#include "lab/arm_kinds.def"
#undef ARM_KIND
  };
  s.digit_color = {rgb(0x3d9fdc), rgb(0xf09a3a), rgb(0x45c1b2), rgb(0xe57379), rgb(0xa68ad6),
                   rgb(0xb99878), rgb(0xe592c4), rgb(0xa3abb8), rgb(0xc4c44a), rgb(0x5cc8e6)};
}

ImVec4 channels(ImU32 c) { return ImGui::ColorConvertU32ToFloat4(c); }

// sRGB's transfer function and luminance, as WCAG 2 has them.
float luminance(ImU32 color) {
  const ImVec4 c = channels(color);
  const auto linear = [](float v) { return v <= 0.04045f ? v / 12.92f : std::pow((v + 0.055f) / 1.055f, 2.4f); };
  return 0.2126f * linear(c.x) + 0.7152f * linear(c.y) + 0.0722f * linear(c.z);
}

// The colour, moved towards another until it stands out from its ground.
ImU32 standing_out(ImU32 color, ImU32 ground, float least, ImU32 towards) {
  for (float t = 0; t < 1; t += 0.02f)
    if (const ImU32 moved = mix(color, towards, t); contrast(moved, ground) >= least) return moved;
  return towards;
}

void strengthen(Style& s) {
  const ImU32 ground = s.hover;  // where texts stand out least
  for (ImU32* ink : {&s.text_muted, &s.text_faint, &s.accent, &s.accent_hover, &s.warn, &s.focus})
    *ink = standing_out(*ink, ground, 7, s.text);
  for (ImU32& color : s.arm_colors) color = standing_out(color, s.panel, 7, s.text);
  for (ImU32* line : {&s.panel_border, &s.track, &s.bar, &s.dropped}) *line = standing_out(*line, ground, 3, s.text);
  s.grid = standing_out(s.grid, s.panel, 1.8f, s.text);
}

}  // namespace

float contrast(ImU32 a, ImU32 b) {
  const float x = luminance(a), y = luminance(b);
  return (std::max(x, y) + 0.05f) / (std::min(x, y) + 0.05f);
}

Style make_style(bool is_dark, float pixel_ratio, bool touch, bool strong) {
  Style s;
  s.dark = is_dark;
  s.strong = strong;
  s.pixel_ratio = pixel_ratio;
  s.touch = touch;
  is_dark ? dark(s) : light(s);
  if (strong) strengthen(s);
  if (touch) {
    s.gap = 12;
    s.control_height = 36;
    s.hit = 44;
  }
  return s;
}

void apply_to_imgui(const Style& s) {
  ImGuiStyle& g = ImGui::GetStyle();
  g = ImGuiStyle();
  g.WindowPadding = {0, 0};
  g.WindowBorderSize = 0;
  g.WindowMinSize = {1, 1};
  g.ChildBorderSize = 0;
  g.PopupBorderSize = 1;
  g.PopupRounding = s.panel_rounding;
  g.FrameRounding = s.control_rounding;
  g.FramePadding = {4, 2};
  g.ItemSpacing = {0, 0};
  g.ScrollbarSize = s.touch ? 4.0f : 8.0f;
  g.ScrollbarRounding = 4;
  g.HoverDelayShort = 0.15f;
  g.HoverDelayNormal = 0.35f;
  g.AntiAliasedLinesUseTex = true;
  auto set = [&g](ImGuiCol index, ImU32 color) { g.Colors[index] = channels(color); };
  set(ImGuiCol_Text, s.text);
  set(ImGuiCol_WindowBg, s.background);
  set(ImGuiCol_ChildBg, 0);
  set(ImGuiCol_PopupBg, s.panel);
  set(ImGuiCol_Border, s.panel_border);
  set(ImGuiCol_FrameBg, s.inset);
  set(ImGuiCol_FrameBgHovered, s.inset);
  set(ImGuiCol_FrameBgActive, s.inset);
  set(ImGuiCol_ScrollbarBg, 0);
  set(ImGuiCol_ScrollbarGrab, s.track);
  set(ImGuiCol_ScrollbarGrabHovered, s.dropped);
  set(ImGuiCol_ScrollbarGrabActive, s.dropped);
  set(ImGuiCol_TextSelectedBg, with_alpha(s.focus, 0.35f));
  set(ImGuiCol_NavHighlight, 0);  // focus rings are drawn by the widgets
  set(ImGuiCol_ModalWindowDimBg, with_alpha(rgb(0x0c0e12), s.dark ? 0.6f : 0.35f));
}

// Other tones turn the hue, so that they differ from the first as much as kinds do; greys have no hue and change in
// lightness.
ImU32 Style::arm_color(lab::ArmKind kind, int tone) const {
  const ImU32 first = nth(arm_colors, kind);
  if (tone == 0) return first;
  const ImVec4 c = channels(first);
  float hue = 0, saturation = 0, value = 0;
  ImGui::ColorConvertRGBtoHSV(c.x, c.y, c.z, hue, saturation, value);
  constexpr std::array<float, 4> turn{0, -0.21f, 0.12f, 0.3f}, lighter{0, 0.22f, -0.16f, 0.4f};
  const auto t = static_cast<std::size_t>(tone % 4);
  if (saturation < 0.15f) {
    value += dark ? -lighter[t] : lighter[t];
  } else {
    hue = std::fmod(hue + turn[t] + 1.0f, 1.0f);
  }
  ImVec4 out(0, 0, 0, 1);
  ImGui::ColorConvertHSVtoRGB(hue, saturation, std::clamp(value, 0.0f, 1.0f), out.x, out.y, out.z);
  return standing_out(ImGui::ColorConvertFloat4ToU32(out), panel, strong ? 7 : 4.5f, text);
}

void Style::take_fonts(const Style& other) {
  body = other.body;
  bold = other.bold;
  small = other.small;
  small_bold = other.small_bold;
  title = other.title;
  figure = other.figure;
  brand = other.brand;
}

ImU32 with_alpha(ImU32 color, float alpha) {
  const float own = static_cast<float>(color >> IM_COL32_A_SHIFT);
  const auto a = static_cast<ImU32>(std::clamp(own * alpha + 0.5f, 0.0f, 255.0f));
  return (color & ~IM_COL32_A_MASK) | (a << IM_COL32_A_SHIFT);
}

ImU32 mix(ImU32 a, ImU32 b, float t) {
  ImU32 out = 0;
  for (int shift = 0; shift < 32; shift += 8) {
    const float from = static_cast<float>((a >> shift) & 255), to = static_cast<float>((b >> shift) & 255);
    out |= static_cast<ImU32>(std::lround(from + (to - from) * std::clamp(t, 0.0f, 1.0f))) << shift;
  }
  return out;
}

}  // namespace view
