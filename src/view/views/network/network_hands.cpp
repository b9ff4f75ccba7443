// The network under the visitor's hands: units are looked at and held, weights typed, by pointer and by keys.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string_view>

#include "ink/text.h"
#include "kit/announcing.h"
#include "kit/finger.h"
#include "kit/menu.h"
#include "kit/typing.h"
#include "view/marks.h"
#include "view/tr.h"
#include "views/network/network_scene.h"

namespace view {
namespace {

// With the keyboard on the network, arrows walk from unit to unit.
void walk(NetworkScene& scene, ImGuiID id) {
  NetworkMemory& own = scene.own;
  take_keys(id, {ImGuiKey_LeftArrow, ImGuiKey_RightArrow, ImGuiKey_UpArrow, ImGuiKey_DownArrow});
  own.walked_row += key_steps(ImGuiKey_RightArrow, ImGuiKey_LeftArrow);
  own.walked_row = std::clamp(own.walked_row, 0, scene.layout.rows - 1);
  own.walked_unit += key_steps(ImGuiKey_DownArrow, ImGuiKey_UpArrow);
  own.walked_unit = std::clamp(own.walked_unit, 0, scene.row(own.walked_row).shown - 1);
  scene.pointed = {own.walked_row, own.walked_unit, -1};
  scene.c.selection.hovered_layer = own.walked_row;
  scene.c.selection.hovered_unit = own.walked_unit;
}

// random → held dropped → held kept → random
void hold_next(const NetworkScene& scene, int row, int unit) {
  if (row >= scene.s.shape.layers) return;
  constexpr std::array<float, 3> next{2, 0, 1};  // by what it is now: 0 random, 1 kept, 2 dropped
  scene.c.intents.edit(lab::FieldId::hold, nth(next, scene.held(row, unit)), nth(scene.first_unit, row) + unit,
                       scene.arm);
}

void type_weight(const NetworkScene& scene, WeightPlace place) {
  NetworkMemory& own = scene.own;
  own.weight = place;
  own.weight_began = true;
  std::snprintf(own.typed_weight.data(), own.typed_weight.size(), "%.4g",
                static_cast<double>(scene.weight(place.layer, place.to, place.from)));
  own.weight_before = own.typed_weight;
}

Words weight_name(const net::Shape& shape, WeightPlace w) {
  return Words().add(tr("weight from %s %d to %s %d"), layer_name(w.layer, shape.layers).chars, w.from + 1,
                     layer_name(w.layer + 1, shape.layers).chars, w.to + 1);
}

void open_weight(const NetworkScene& scene, WeightPlace place, ImVec2 at) {
  type_weight(scene, place);
  scene.own.weight_at = at;
  ImGui::OpenPopup("weight");
}

// The strongest weight that comes into a unit; of an input, that goes out.
WeightPlace strongest_weight(const NetworkScene& scene, int row, int unit) {
  const int other = row > 0 ? row - 1 : 1;
  WeightPlace best{std::max(row - 1, 0), row > 0 ? 0 : unit, row > 0 ? unit : 0};
  WeightPlace place = best;
  for (int u = 0; u < scene.row(other).count; ++u) {
    (row > 0 ? place.from : place.to) = u;
    if (std::abs(scene.weight(place.layer, place.to, place.from)) >
        std::abs(scene.weight(best.layer, best.to, best.from)))
      best = place;
  }
  return best;
}

// On the unit where the keyboard is: Space holds it, W types a weight, Page Up and Page Down pin the example before and
// after.
void keys_of_unit(const NetworkScene& scene) {
  const NetworkMemory& own = scene.own;
  const RowLayout& r = scene.row(own.walked_row);
  if (ImGui::IsKeyPressed(ImGuiKey_W, false))
    open_weight(scene, strongest_weight(scene, own.walked_row, own.walked_unit),
                {r.right(own.walked_unit), r.center(own.walked_unit).y});
  const int by = key_steps(ImGuiKey_PageDown, ImGuiKey_PageUp);
  if (by == 0) return;
  scene.c.selection.pinned = (scene.s.shown_example + by + scene.s.train_size) % scene.s.train_size;
  scene.c.intents.pin = scene.c.selection.pinned;
}

bool exists(const net::Shape& shape, const WeightPlace& w) {
  return w.layer < shape.layers && w.from < nth(shape.units, w.layer) &&
         w.to < shape.units[static_cast<std::size_t>(w.layer) + 1];
}

void weight_menu(const NetworkScene& scene) {
  NetworkMemory& own = scene.own;
  const Style& style = scene.style;
  const lab::Snapshot& s = scene.s;
  Menu menu;
  if (!begin_menu(style, "weight", {own.weight_at.x + 10, own.weight_at.y + 10}, {0, 0}, 220, menu)) return;
  const WeightPlace w = own.weight;
  if (!exists(s.shape, w)) {
    ImGui::CloseCurrentPopup();
    return end_menu(menu);
  }
  constexpr float inset = 10, high = 30;
  text(canvas(), style.bold, {menu.pos.x + inset, menu.pos.y + 6}, style.text,
       Words().add("W%s: %s %d → %s %d", raised(w.layer + 1).chars, layer_name(w.layer, s.shape.layers).chars,
                   w.from + 1, layer_name(w.layer + 1, s.shape.layers).chars, w.to + 1));
  menu.pos.y += 6 + line_height(style.bold) + 6;
  const Rect place{{menu.pos.x + inset, menu.pos.y}, {menu.pos.x + menu.width - inset, menu.pos.y + high}};
  static Words name;  // lives until the frame's end
  name = weight_name(s.shape, w);
  const Typed typed = text_field(style, "weight_text", place, name, own.typed_weight, own.weight_began);
  own.weight_began = false;
  menu.pos.y += high;
  menu_words(style, menu, tr("Enter sets the weight; training goes on from there. ↑ and ↓: the unit's other weights."));
  const int by = key_steps(ImGuiKey_DownArrow, ImGuiKey_UpArrow);
  const int inputs = nth(s.shape.units, w.layer);
  if (by != 0) type_weight(scene, {w.layer, (w.from + by + inputs) % inputs, w.to});
  if (typed != Typed::nothing) ImGui::CloseCurrentPopup();
  if (typed == Typed::done) {
    float value = scene.weight(w.layer, w.to, w.from);
    const int index = s.shape.weight_offset(w.layer) + w.to * nth(s.shape.units, w.layer) + w.from;
    const bool typed_another = std::string_view(own.typed_weight.data()) != own.weight_before.data();
    if (typed_another && take_typed(0, place, own.typed_weight.data(), any_number(), value))
      scene.c.intents.edit(lab::FieldId::weight, value, index, scene.arm);
  }
  end_menu(menu);
}

// A unit that can be held, and a strong edge, whose weight can be set.
void announce_unit(const NetworkScene& scene, int row, int unit, Rect place) {
  if (row >= scene.s.shape.layers) return;
  static constexpr const char* how[] = {"", N_("held kept"), N_("held dropped")};
  static constexpr const char* untaught[] = {N_("no gradient so far"), N_("held kept, no gradient so far"),
                                             N_("held dropped, no gradient so far")};
  const ImGuiID id = numbered_id(nth(scene.first_unit, row) + unit);
  if (announce(id, Role::unit, place) != nullptr) {
    call_last(Words().add(tr("unit %d of %s"), unit + 1, layer_name(row, scene.s.shape.layers).chars));
    last_says(tr((scene.untaught(row, unit) ? untaught : how)[scene.held(row, unit)]));
    explain_announced(tr("Opens what there is to know of it; there it is held dropped or kept, or left to chance."));
  }
  if (!asked_press(id)) return;
  scene.own.look_by_keys = true;
  look_at(scene, row, unit);
}

// The training example whose activations the units show: chosen by its number it is pinned, as by a press on its point.
void announce_example(const NetworkScene& scene) {
  const ImGuiID id = ImGui::GetID("example");
  if (Announcement* a = announce(id, Role::stepper, rect(scene.inside.min, {scene.inside.width(), scene.style.hit}))) {
    a->low = a->step = 1;
    a->high = static_cast<float>(scene.s.train_size);
    a->number = static_cast<float>(scene.s.shown_example + 1);
    call_last(tr("training example that the units show"));
  }
  float number = static_cast<float>(scene.s.shown_example + 1);
  const char* text = asked_text(id);
  const lab::NumberField field{1, static_cast<float>(scene.s.train_size), true};
  if (!asked_step(id, number) && (text == nullptr || !take_typed(id, scene.inside, text, field, number))) return;
  scene.c.selection.pinned =
      std::clamp(static_cast<int>(std::lround(number)), 1, static_cast<int>(scene.s.train_size)) - 1;
  scene.c.intents.pin = scene.c.selection.pinned;
}

void announce_edge(const NetworkScene& scene, const EdgeMark& m, int index, Rect place) {
  const ImGuiID id = numbered_id(-1 - index);
  const net::Shape& shape = scene.s.shape;
  if (Announcement* a = announce(id, Role::number, place)) {
    a->number = scene.weight(m.layer, m.to, m.from);
    call_last(weight_name(shape, {m.layer, m.from, m.to}));
  }
  float weight = scene.weight(m.layer, m.to, m.from);
  const char* text = asked_text(id);
  if (asked_step(id, weight) || (text != nullptr && take_typed(id, place, text, any_number(), weight)))
    scene.c.intents.edit(lab::FieldId::weight, weight, index, scene.arm);
}

// For tests and assistive tools: where units and the strongest edges are.
void mark_parts(const NetworkScene& scene) {
  constexpr int most_units = 64, most_edges = 6;
  int marked = 0;
  for (int row = 0; row < scene.layout.rows; ++row) {
    const RowLayout& r = scene.row(row);
    const float half = r.kind == RowLayout::Kind::units ? r.radius : r.cell * 0.5f;
    for (int u = 0; u < r.shown && marked < most_units; ++u, ++marked) {
      const ImVec2 c = r.center(u);
      mark("unit", nth(scene.first_unit, row) + u, c.x - half, c.y - half, 2 * half, 2 * half);
      announce_unit(scene, row, u, {{c.x - half, c.y - half}, {c.x + half, c.y + half}});
    }
  }
  const auto& edges = scene.own.edges;
  for (std::size_t i = edges.size(); i-- > 0 && i + most_edges >= edges.size();) {
    const Edge& e = edges[i];  // its curve passes through the middle
    const EdgeMark& m = scene.own.edge_marks[i];
    const int index = scene.s.shape.weight_offset(m.layer) + m.to * nth(scene.s.shape.units, m.layer) + m.from;
    const ImVec2 middle((e.x0 + e.x1) * 0.5f, (e.y0 + e.y1) * 0.5f);
    mark("edge", index, middle.x - 2, middle.y - 2, 4, 4);
    announce_edge(scene, m, index, {{middle.x - 12, middle.y - 12}, {middle.x + 12, middle.y + 12}});
  }
}

}  // namespace

int NetworkScene::held(int row, int unit) const {
  const auto how = s[s.held];
  const auto index = static_cast<std::size_t>(arm * s.mask_units + nth(first_unit, row) + unit);
  return row < s.shape.layers && index < how.size() ? static_cast<int>(how[index]) : 0;
}

bool NetworkScene::untaught(int row, int unit) const {
  const auto units = s[s.untaught];
  const auto index = static_cast<std::size_t>(nth(first_unit, row) + unit);
  return s.iteration > 0 && arm == s.mask_arm && row < s.shape.layers && index < units.size() && units[index] != 0;
}

bool hands_on(NetworkScene& scene) {
  announce_example(scene);
  mark_parts(scene);
  const ImGuiID id = ImGui::GetID("units");
  let_scroll(id);
  const bool something = scene.pointed.unit >= 0 || scene.pointed.edge >= 0 || held_down(id);
  const Press press = item(id, scene.inside, {scene.inside.min, something ? scene.inside.max : scene.inside.min});
  if (press.focused) {
    walk(scene, id);
    keys_of_unit(scene);
  }
  if (press.hovered && something) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  if (press.pressed && (press.focused || !dragged_away())) {
    scene.own.look_by_keys = press.focused;
    if (press.focused && ImGui::IsKeyDown(ImGuiKey_Space))
      hold_next(scene, scene.pointed.row, scene.pointed.unit);
    else if (scene.pointed.unit >= 0)
      look_at(scene, scene.pointed.row, scene.pointed.unit);
    if (scene.pointed.edge >= 0) {
      const EdgeMark& m = nth(scene.own.edge_marks, scene.pointed.edge);
      open_weight(scene, {m.layer, m.from, m.to}, ImGui::GetIO().MousePos);
    }
  }
  weight_menu(scene);
  return press.focused;
}

}  // namespace view
