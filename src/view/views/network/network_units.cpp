#include <algorithm>
#include <array>
#include <cmath>

#include "ink/text.h"
#include "run/data_words.h"
#include "view/tr.h"
#include "views/network/slow_motion.h"
#include "views/network/unit_hint.h"

namespace view {
namespace {

// The largest of what the units of a row pass on, for shading; at least a trifle.
float largest_passed_on(const NetworkScene& scene, int row) {
  float most = 1e-6f;
  for (int u = 0; u < scene.row(row).shown; ++u) {
    const float a = std::abs(scene.own.sub_network.passed_on(row, u));
    if (std::isfinite(a)) most = std::max(most, a);
  }
  return most;
}

// What a unit passes on as a share of `most`, 0 … 1.
float share_passed_on(const NetworkScene& scene, int row, int unit, float most) {
  const float share = std::abs(scene.own.sub_network.passed_on(row, unit)) / most;
  return std::isfinite(share) ? std::min(share, 1.0f) : 0.0f;
}

void rectangle(ImDrawList* list, ImVec2 min, ImVec2 max, ImU32 color) {
  list->PrimReserve(6, 4);
  list->PrimRect(min, max, color);
}

ImVec2 corner_of(const NetworkScene& scene, ImVec2 center, float half) {
  const float ratio = scene.style.pixel_ratio;
  return {std::round((center.x - half) * ratio) / ratio, std::round((center.y - half) * ratio) / ratio};
}

// A unit without a plane to show: an output of a classifier as the class's sign, filled by its probability; a hidden
// unit filled by what it passes on.
void plain_unit(const NetworkScene& scene, int row, int unit, ImVec2 center, float radius, float fill) {
  const Style& style = scene.style;
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddCircleFilled(center, radius, mix(style.panel, style.accent, 0.8f * fill));
  list->AddCircle(center, radius - 0.75f, style.unit_ring, 0, 1.5f);
  if (row < scene.s.shape.layers || scene.s.classes <= 2 || radius < 7 || scene.c.environment.data) return;
  Words digit;
  digit.add("%d", unit);
  const ImU32 ink = fill > 0.6f ? style.on_accent : style.text;
  text_center(list, style.small_bold, {center.x, center.y - line_height(style.small_bold) * 0.5f}, ink, digit);
}

enum class Picture : std::uint8_t { none, whole, without_ring };

// The unit's picture. Pictures come before what is drawn with ImGui's own texture: every change of texture costs a draw
// call.
Picture draw_picture(const NetworkScene& scene, int row, int unit) {
  const RowLayout& r = scene.row(row);
  const float radius = r.radius, diameter = 2 * radius;
  const bool kept = scene.kept(row, unit);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 corner = corner_of(scene, r.center(unit), radius), end(corner.x + diameter, corner.y + diameter);
  const Tile disc = kept ? scene.pictures.unit(scene.s, scene.style, scene.arm, row, unit, diameter)
                         : scene.pictures.sign(scene.style, Sign::dropped_unit, 0, diameter);
  if (disc.ready) list->AddImage(disc.texture, corner, end, disc.uv0, disc.uv1);
  if (disc.ready || !kept) return Picture::whole;
  const Tile square = scene.pictures.unit_square(scene.s, scene.style, scene.arm, row, unit, diameter);
  if (!square.ready) return Picture::none;
  constexpr float in = 1;  // under the ring
  list->AddImageRounded(square.texture, {corner.x + in, corner.y + in}, {end.x - in, end.y - in}, square.uv0,
                        square.uv1, IM_COL32_WHITE, radius - in);
  return Picture::without_ring;
}

// What stands around a picture or in its place.
void finish_circle(const NetworkScene& scene, int row, int unit, Picture picture, float most) {
  const RowLayout& r = scene.row(row);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 corner = corner_of(scene, r.center(unit), r.radius);
  const ImVec2 center(corner.x + r.radius, corner.y + r.radius);
  if (picture == Picture::none) plain_unit(scene, row, unit, center, r.radius, share_passed_on(scene, row, unit, most));
  if (picture == Picture::without_ring) list->AddCircle(center, r.radius - 0.75f, scene.style.unit_ring, 0, 1.5f);
  if (scene.pointed.row == row && scene.pointed.unit == unit)
    list->AddCircle(center, r.radius + 2, scene.style.focus, 0, 2);
}

// A padlock at the upper right of a held unit, or around its cell.
void draw_held(const NetworkScene& scene, int row) {
  const RowLayout& r = scene.row(row);
  const Style& style = scene.style;
  ImDrawList* list = ImGui::GetWindowDrawList();
  for (int unit = 0; unit < r.shown; ++unit) {
    const int how = scene.held(row, unit);
    if (how == 0) continue;
    const ImU32 color = how == 1 ? style.accent : style.warn;
    const ImVec2 c = r.center(unit);
    if (r.kind != RowLayout::Kind::units) {
      const float half = r.cell * 0.5f;
      list->AddRect({c.x - half - 1, c.y - half - 1}, {c.x + half, c.y + half}, color, 1, 0, 1.5f);
      continue;
    }
    const float size = std::clamp(r.radius * 0.4f, 5.5f, 9.0f), body = size * 0.5f;
    const ImVec2 at(c.x + r.radius * 0.74f, c.y - r.radius * 0.74f);
    list->AddCircleFilled(at, size + 1, style.panel);
    list->AddCircleFilled(at, size, color);
    list->AddRectFilled({at.x - body, at.y - body * 0.15f}, {at.x + body, at.y + body * 1.05f}, style.panel, 1);
    list->PathArcTo({at.x, at.y - body * 0.2f}, body * 0.6f, -3.1416f, 0, 10);
    list->PathStroke(style.panel, 0, std::max(1.0f, size * 0.17f));
  }
}

// What the removal test has taken away is struck out.
void strike_removed(const NetworkScene& scene, int row) {
  const RowLayout& r = scene.row(row);
  const Style& style = scene.style;
  for (const UnitPlace gone : nth(scene.c.selection.removed, scene.arm).units()) {
    if (gone.row != row || gone.unit >= r.shown) continue;
    const ImVec2 c = r.center(gone.unit);
    const bool circle = r.kind == RowLayout::Kind::units;
    const float half = circle ? r.radius + 1.5f : r.cell * 0.5f, in = circle ? half * 0.72f : half;
    ImDrawList* list = ImGui::GetWindowDrawList();
    if (circle) list->AddCircleFilled(c, half, with_alpha(style.panel, 0.8f));
    if (circle) list->AddCircle(c, half, style.text, 0, 1.5f);
    const float width = std::clamp(half * 0.25f, 1.5f, 3.0f);
    list->AddLine({c.x - in, c.y - in}, {c.x + in, c.y + in}, style.text, width);
    list->AddLine({c.x + in, c.y - in}, {c.x - in, c.y + in}, style.text, width);
  }
}

// A unit that never got a gradient stands in a light; its cell has a dot.
void light_untaught(const NetworkScene& scene, int row) {
  const RowLayout& r = scene.row(row);
  const Style& style = scene.style;
  ImDrawList* list = ImGui::GetWindowDrawList();
  for (int unit = 0; unit < r.shown; ++unit) {
    if (!scene.untaught(row, unit)) continue;
    const ImVec2 c = r.center(unit);
    if (r.kind == RowLayout::Kind::units) {
      const float wide = std::clamp(r.pitch * 0.5f - r.radius - 0.5f, 1.5f, 4.0f);
      list->AddCircleFilled(c, r.radius + wide, with_alpha(style.warn, 0.22f));
      list->AddCircle(c, r.radius + wide * 0.5f, with_alpha(style.warn, 0.7f), 0, wide);
    } else {
      list->AddCircleFilled(c, std::max(1.0f, r.cell * 0.2f), style.warn);
    }
  }
}

// ŷ of every class beside the outputs, as a bar and in numbers where there is room.
void draw_probabilities(const NetworkScene& scene, int row) {
  const RowLayout& r = scene.row(row);
  const Style& style = scene.style;
  ImDrawList* list = ImGui::GetWindowDrawList();
  constexpr float gap = 6, full = 26;
  const auto label = scene.s[scene.s.train_label];
  const int truth = static_cast<int>(nth(label, scene.s.shown_example));
  for (int k = 0; k < r.shown; ++k) {
    const float p = scene.own.sub_network.passed_on(row, k);
    const ImVec2 from(r.right(k) + gap, r.center(k).y - 2.5f);
    list->AddRectFilled(from, {from.x + full, from.y + 5}, style.inset, 2);
    const float length = std::max(1.0f, full * std::clamp(p, 0.0f, 1.0f));
    list->AddRectFilled(from, {from.x + length, from.y + 5}, k == truth ? style.accent : style.text_faint, 2);
    if (scene.c.environment.data && r.pitch > 34)
      text_fit(list, style.small, {from.x, from.y + 7}, 42, style.text_muted, class_name(scene.c, k));
  }
}

void draw_circles(const NetworkScene& scene, int row) {
  const RowLayout& r = scene.row(row);
  const bool outputs = row == scene.s.shape.layers;
  const float most = outputs && scene.s.classes > 0 ? 1.0f : largest_passed_on(scene, row);
  std::array<Picture, NetworkLayout::most_units> picture{};
  for (int unit = 0; unit < r.shown; ++unit) nth(picture, unit) = draw_picture(scene, row, unit);
  for (int unit = 0; unit < r.shown; ++unit) {
    finish_circle(scene, row, unit, nth(picture, unit), most);
  }
  if (outputs && scene.s.classes > 2) draw_probabilities(scene, row);
  if (r.shown == r.count) return;
  ImDrawList* list = ImGui::GetWindowDrawList();
  for (int i = 0; i < 3; ++i) {
    const float y = r.max.y + r.pitch * (0.5f + 0.28f * static_cast<float>(i));
    list->AddCircleFilled({r.middle(), y}, 1.3f, scene.style.text_faint);
  }
}

void hollow_cell(const Style& style, ImVec2 min, ImVec2 max) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float hair = 1.0f / style.pixel_ratio, in = (max.x - min.x) * 0.3f;
  const ImU32 stroke = mix(style.panel, style.dropped, 0.6f);
  rectangle(list, min, max, mix(style.panel, style.dropped, 0.5f));
  rectangle(list, {min.x + hair, min.y + hair}, {max.x - hair, max.y - hair}, style.panel);
  if (max.x - min.x < 8) return;
  list->AddLine({min.x + in, min.y + in}, {max.x - in, max.y - in}, stroke, hair);
  list->AddLine({max.x - in, min.y + in}, {min.x + in, max.y - in}, stroke, hair);
}

// Kept cells show the unit's field, or without a plane are shaded by what it passes on; dropped ones are hollow.
void draw_grid(const NetworkScene& scene, int row) {
  const RowLayout& r = scene.row(row);
  const Style& style = scene.style;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float hair = 1.0f / style.pixel_ratio;
  const float side = r.cell - (r.cell >= 4 ? std::max(1.0f, std::floor(r.cell / 8 * style.pixel_ratio)) * hair : 0.0f);
  const float most = largest_passed_on(scene, row);
  const bool plane = Pictures::has_plane(scene.s);
  const ImU32 silent = mix(style.panel, style.accent, 0.22f), frame = mix(style.panel, style.unit_ring, 0.5f);
  for (int unit = 0; unit < r.shown; ++unit) {
    const ImVec2 corner = corner_of(scene, r.center(unit), r.cell * 0.5f), end(corner.x + side, corner.y + side);
    if (!scene.kept(row, unit)) {
      hollow_cell(style, corner, end);
    } else {
      rectangle(list, corner, end,
                plane ? frame : mix(silent, style.accent, std::sqrt(share_passed_on(scene, row, unit, most))));
    }
  }
  for (int unit = 0; plane && unit < r.shown; ++unit) {
    if (!scene.kept(row, unit)) continue;
    const ImVec2 corner = corner_of(scene, r.center(unit), r.cell * 0.5f);
    const Tile tile = scene.pictures.unit_square(scene.s, style, scene.arm, row, unit, side - 2 * hair);
    if (!tile.ready) continue;
    list->AddImage(tile.texture, {corner.x + hair, corner.y + hair}, {corner.x + side - hair, corner.y + side - hair},
                   tile.uv0, tile.uv1);
  }
  if (scene.pointed.row != row || scene.pointed.unit < 0) return;
  const ImVec2 corner = corner_of(scene, r.center(scene.pointed.unit), r.cell * 0.5f);
  list->AddRect({corner.x - 2, corner.y - 2}, {corner.x + side + 2, corner.y + side + 2}, style.focus, 2, 0, 2);
}

// The image that the shown example is; its dropped pixels are struck out.
void draw_image(const NetworkScene& scene) {
  const lab::Snapshot& s = scene.s;
  const Style& style = scene.style;
  const RowLayout& r = scene.row(0);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const auto x = s[s.train_x];
  const float hair = 1.0f / style.pixel_ratio;
  const ImU32 gone = mix(style.panel, style.dropped, 0.16f), stroke = mix(style.panel, style.dropped, 0.8f);
  list->AddRect({r.min.x - 2, r.min.y - 2}, {r.max.x + 2, r.max.y + 2}, style.panel_border, 2, 0, 1);
  for (int pixel = 0; pixel < r.count; ++pixel) {
    const ImVec2 corner = corner_of(scene, r.center(pixel), r.cell * 0.5f);
    const ImVec2 end(corner.x + r.cell - hair, corner.y + r.cell - hair);
    if (scene.kept(0, pixel)) {
      const float ink = nth(x, pixel * s.train_size + s.shown_example);
      rectangle(list, corner, end, mix(style.inset, style.text, ink));
      continue;
    }
    rectangle(list, corner, end, gone);
    const float in = r.cell >= 6 ? r.cell * 0.25f : 0.0f;
    list->AddLine({corner.x + in, corner.y + in}, {end.x - in, end.y - in}, stroke, hair);
    if (r.cell >= 6) list->AddLine({end.x - in, corner.y + in}, {corner.x + in, end.y - in}, stroke, hair);
  }
}

void explain_edge(const NetworkScene& scene) {
  const EdgeMark& m = nth(scene.own.edge_marks, scene.pointed.edge);
  const int layers = scene.s.shape.layers;
  const float w = scene.weight(m.layer, m.to, m.from);
  Words words;
  words.add(tr("W%s: %s unit %d → %s unit %d\nw = %.3f"), raised(m.layer + 1).chars, layer_name(m.layer, layers).chars,
            m.from + 1, layer_name(m.layer + 1, layers).chars, m.to + 1, static_cast<double>(w));
  if (scene.beat != Beat::off) add_numbers(scene, m, words);
  words.add("%s", !m.live       ? tr("\nnot in this iteration: a unit at its end is dropped")
                  : m.value < 0 ? tr("\nnegative: blue")
                                : tr("\npositive: orange"));
  words.add(tr("\nPress to type it."));
  hint(scene.style, words);
}

}  // namespace

void draw_units(NetworkScene& scene) {
  for (int row = 0; row < scene.layout.rows; ++row) {
    switch (scene.row(row).kind) {
      case RowLayout::Kind::units:
        light_untaught(scene, row);
        draw_circles(scene, row);
        break;
      case RowLayout::Kind::grid:
        draw_grid(scene, row);
        light_untaught(scene, row);
        break;
      case RowLayout::Kind::image:
        draw_image(scene);
        break;
    }
    draw_held(scene, row);
    strike_removed(scene, row);
  }
}

namespace later {

void explain_pointed(const NetworkScene& scene) {
  if (scene.pointed.unit >= 0) return explain_unit(scene);
  if (scene.pointed.edge >= 0) return explain_edge(scene);
}

}  // namespace later
}  // namespace view
