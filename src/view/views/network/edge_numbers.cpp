// The numbers of slow motion, at units and edges, where they find room.
#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "ink/text.h"
#include "view/marks.h"
#include "view/tr.h"
#include "views/network/edge_numbers.h"

namespace view {
namespace {

constexpr int most_edges_at_once = 16;  // of a network all of whose edges are numbered

double number(float value) { return static_cast<double>(value); }

// As many decimals as show that it has changed.
Words change(float before, float after) {
  const double step = std::abs(number(after) - number(before));
  const int decimals = step > 0 ? std::clamp(-static_cast<int>(std::floor(std::log10(step))), 2, 5) : 2;
  const auto part = [&](float v) { return Words().add("%s%.*f", v < 0 ? "−" : "", decimals, std::abs(number(v))); };
  return Words().add("%s → %s", part(before).chars, part(after).chars);
}

}  // namespace

std::size_t index_of(const NetworkScene& scene, int layer, int to, int from) {
  const net::Shape& shape = scene.s.shape;
  return static_cast<std::size_t>(shape.weight_offset(layer) + to * nth(shape.units, layer) + from);
}

float passed_on(const NetworkScene& scene, int row, int unit) {
  std::size_t at = static_cast<std::size_t>(unit);
  for (int l = 0; l < row; ++l) at += static_cast<std::size_t>(nth(scene.s.shape.units, l));
  return scene.s[scene.s.rehearsal.passed_on][at];
}

Words signed_figure(double value) { return Words().add("%s%s", value < 0 ? "−" : "", figure(std::abs(value)).chars); }

Words words_of(const NetworkScene& scene, const EdgeMark& m) {
  const lab::Rehearsal& r = scene.s.rehearsal;
  const std::size_t i = index_of(scene, m.layer, m.to, m.from);
  if (scene.beat == Beat::update && !brief_change(scene)) return change(scene.s[r.before][i], scene.s[r.after][i]);
  return signed_figure(number(value_of_edge(scene, m.layer, m.to, m.from)));
}

Words product_words(const NetworkScene& scene, const EdgeMark& m) {
  const float w = scene.s[scene.s.rehearsal.before][index_of(scene, m.layer, m.to, m.from)];
  const float a = passed_on(scene, m.layer, m.from);
  return Words().add("%s × %s = %s", signed_figure(number(w)).chars, signed_figure(number(a)).chars,
                     signed_figure(number(w) * number(a)).chars);
}

namespace {

// Where an edge is at t in [0, 1]; as edge.vert.glsl has it.
ImVec2 point_of(const Edge& e, float t) {
  return {e.x0 + (e.x1 - e.x0) * (1.5f * t * (1 - t) + t * t * t), e.y0 + (e.y1 - e.y0) * t * t * (3 - 2 * t)};
}

void put(const NetworkScene& scene, Rect r, const ImFont* font, ImU32 color, const Words& words) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(r.min, r.max, with_alpha(scene.style.panel, 0.9f), 3);
  text_center(list, font, {r.center().x, r.min.y + 1}, color, words);
}

Rect around(ImVec2 center, ImVec2 size) {
  return {{center.x - size.x * 0.5f, center.y - size.y * 0.5f}, {center.x + size.x * 0.5f, center.y + size.y * 0.5f}};
}

void take_circles(const NetworkScene& scene, Taken& taken) {
  for (int row = 0; row < scene.layout.rows; ++row) {
    const RowLayout& r = scene.row(row);
    if (r.kind != RowLayout::Kind::units) {
      taken.add({r.min, r.max});
      continue;
    }
    for (int u = 0; u < r.shown; ++u) taken.add(around(r.center(u), {2 * r.radius, 2 * r.radius}));
  }
}

// What units pass on, below or above them.
void number_units(const NetworkScene& scene, const Pointed& focus, Taken& taken) {
  const Style& style = scene.style;
  if (scene.beat == Beat::masks) return;
  for (int row = 0; row < scene.layout.rows; ++row) {
    const RowLayout& r = scene.row(row);
    if (r.kind != RowLayout::Kind::units) continue;
    for (int u = 0; u < r.shown; ++u) {
      const bool near =
          focus.unit < 0 || row == focus.row ? focus.unit < 0 || u == focus.unit : std::abs(row - focus.row) == 1;
      if (!near || !scene.kept(row, u) || scene.reached < static_cast<float>(row)) continue;
      const Words words = signed_figure(number(passed_on(scene, row, u)));
      const ImVec2 c = r.center(u), size(text_width(style.small_bold, words) + 6, line_height(style.small_bold) + 2);
      const float away = r.radius + size.y * 0.5f + 1;
      Rect place = around({c.x, c.y + away}, size);
      if (place.max.y > scene.inside.max.y + 4 || !taken.free(place)) place = around({c.x, c.y - away}, size);
      if (place.min.y < scene.inside.min.y - 4 || !taken.free(place)) continue;
      taken.add(place);
      put(scene, place, style.small_bold, style.text, words);
      mark("unit_number", nth(scene.first_unit, row) + u, place.min.x, place.min.y, size.x, size.y);
    }
  }
}

bool touches(const EdgeMark& m, const Pointed& at) {
  return at.unit < 0 || (m.layer == at.row && m.from == at.unit) || (m.layer + 1 == at.row && m.to == at.unit);
}

}  // namespace

bool reached_by_now(const NetworkScene& scene, const EdgeMark& m) {
  const int layer = scene.beat == Beat::backward ? scene.s.shape.layers - 1 - m.layer : m.layer;
  return scene.reached >= static_cast<float>(layer);
}

float value_of_edge(const NetworkScene& scene, int layer, int to, int from) {
  if (scene.beat == Beat::off) return scene.weight(layer, to, from);
  const lab::Snapshot& s = scene.s;
  const lab::Rehearsal& r = s.rehearsal;
  const std::size_t i = index_of(scene, layer, to, from);
  switch (scene.beat) {
    case Beat::forward:
    case Beat::cost:
      return s[r.before][i] * passed_on(scene, layer, from);
    case Beat::backward:
      return s[r.own_gradient][i];
    case Beat::update:
      return s[r.after][i] - s[r.before][i];
    default:
      return s[r.before][i];
  }
}

Pointed unit_in_focus(const NetworkScene& scene) {
  const auto& marks = scene.own.edge_marks;
  const auto live = std::count_if(marks.begin(), marks.end(), [](const EdgeMark& m) { return m.live; });
  bool circles = true;
  for (int row = 0; row < scene.layout.rows; ++row) circles &= scene.row(row).kind == RowLayout::Kind::units;
  if (circles && live <= most_edges_at_once) return {};
  const UnitPlace& last = scene.own.slow_unit;
  const bool exists = last.row > 0 && last.row < scene.layout.rows && last.unit < scene.row(last.row).shown;
  if (exists && scene.kept(last.row, last.unit)) return {last.row, last.unit, -1};
  const lab::Snapshot& s = scene.s;
  const int row = std::max(s.shape.layers - 1, 1);  // the last hidden one: edges come and go
  if (scene.row(row).kind != RowLayout::Kind::units)
    return {row + 1, s.classes > 2 ? static_cast<int>(nth(s[s.train_label], s.shown_example)) : 0, -1};
  int best = 0;
  float most = -1;
  for (int u = 0; u < scene.row(row).shown; ++u) {
    const float a = scene.kept(row, u) ? std::abs(passed_on(scene, row, u)) : -1;
    if (a > most) most = a, best = u;
  }
  return {row, best, -1};
}

bool brief_change(const NetworkScene& scene) {
  float gap = 1e9f;
  for (int row = 0; row + 1 < scene.layout.rows; ++row)
    gap = std::min(gap, scene.row(row + 1).min.x - scene.row(row).max.x);
  return gap < 130;
}

namespace later {

int draw_numbers(const NetworkScene& scene) {
  const Style& style = scene.style;
  const Pointed focus = scene.pointed.unit >= 0 ? scene.pointed : scene.focus;
  Taken taken;
  take_circles(scene, taken);
  const bool on_edges = scene.beat != Beat::cost, fans = on_edges && focus.unit >= 0;
  const int in = fans && focus.row > 0 ? draw_fan(scene, focus, true, taken) : -1,
            out = fans && focus.row + 1 < scene.layout.rows ? draw_fan(scene, focus, false, taken) : -1;
  number_units(scene, focus, taken);
  if (!on_edges) return 0;
  const auto& marks = scene.own.edge_marks;
  const auto& edges = scene.own.edges;
  const auto live = [&](std::size_t i) {
    return marks[i].live && touches(marks[i], focus) && reached_by_now(scene, marks[i]);
  };
  const auto in_a_fan = [&](std::size_t i) {
    return (in >= 0 && marks[i].layer + 1 == focus.row) || (out >= 0 && marks[i].layer == focus.row);
  };
  const auto wanted = [&](std::size_t i) { return live(i) && !in_a_fan(i); };
  int all = 0, placed = std::max(in, 0) + std::max(out, 0);
  for (std::size_t i = 0; i < marks.size(); ++i) all += live(i) ? 1 : 0;
  for (std::size_t i = marks.size(); i-- > 0 && placed < most_numbers;) {  // the strong ones first
    if (!wanted(i)) continue;
    const Edge& e = edges[i];
    const bool whole = scene.beat == Beat::forward && all <= 24;
    Words words = whole ? product_words(scene, marks[i]) : words_of(scene, marks[i]);
    if (whole && text_width(style.small, words) * 1.5f > e.x1 - e.x0) words = words_of(scene, marks[i]);
    const ImVec2 size(text_width(style.small, words) + 6, line_height(style.small) + 2);
    for (const float t : {0.5f, 0.38f, 0.62f, 0.28f, 0.72f, 0.18f, 0.82f, 0.44f, 0.56f, 0.33f, 0.23f, 0.12f}) {
      const Rect place = around(point_of(e, t), size);
      if (place.min.x < e.x0 || place.max.x > e.x1 || !taken.free(place)) continue;
      taken.add(place);
      put(scene, place, style.small, style.text, words);
      mark("edge_number", static_cast<int>(index_of(scene, marks[i].layer, marks[i].to, marks[i].from)), place.min.x,
           place.min.y, size.x, size.y);
      ++placed;
      break;
    }
  }
  return all - placed;
}

}  // namespace later

void add_numbers(const NetworkScene& scene, const EdgeMark& m, Words& words) {
  const lab::Rehearsal& r = scene.s.rehearsal;
  const std::size_t i = index_of(scene, m.layer, m.to, m.from);
  words.add(tr("\nw × passed on: %s"), product_words(scene, m).chars);
  words.add(tr("\nslope of this example %s, of the batch (dW) %s"),
            signed_figure(number(scene.s[r.own_gradient][i])).chars,
            signed_figure(number(scene.s[r.gradient][i])).chars);
  words.add(tr("\nw: %s"), change(scene.s[r.before][i], scene.s[r.after][i]).chars);
}

}  // namespace view
