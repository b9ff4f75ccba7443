#include "chrome/layout.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "chrome/view_card.h"
#include "imgui_internal.h"
#include "kit/announcing.h"
#include "kit/scroll.h"
#include "run/arms.h"
#include "view/marks.h"
#include "views/catalogue.h"

namespace view {
namespace {

constexpr float header_height = 52;
constexpr float rail_width = 244;
constexpr float tape_height = 66;

// The rail's rows spread over the height there is, up to half as far again; on taller canvases its card ends below
// them.
void rail_card(const Context& c, Thumbnails& thumbnails, Rect r) {
  constexpr float side = 14, top = 11, below = 10, loosest = 1.5f;
  State& state = c.state;
  const float room = r.height() - top - below;
  Style style = c.style;
  style.loose = state.rail_loose;
  const Context loose{c.run, c.experiment, c.environment, style, state, c.intents};
  r.max.y = std::min(r.max.y, r.min.y + state.rail_height + top + below);
  card(style, r);
  const Rect inner{{r.min.x + 1, r.min.y + 1}, {r.max.x - 1, r.max.y - 1}};
  float bottom = inner.min.y;
  if (begin_scroll("rail", inner)) {
    const ImVec2 origin = scroll_origin();
    bottom = rail(loose, thumbnails, {origin.x + side - 1, origin.y + top}, r.width() - 2 * side);
    state.rail_height = bottom - origin.y - top;
    bottom += below - 2;
    // Most of the height is in proportion to `loose`; the rest of the way is made in the next frames.
    const float missing = room - state.rail_height;
    if (std::abs(missing) > 1) state.rail_loose = std::clamp(style.loose + missing / 640, 1.0f, loosest);
  }
  end_scroll(bottom);
}

float whole(float v) { return std::round(v); }

// Where all arms are muted there is nothing to show.
bool say_if_muted(const Context& c, const ShownArms& arms, Rect r) {
  if (arms.count > 0) return false;
  card(c.style, r);
  const float pad = c.style.padding;
  text_wrapped(ImGui::GetWindowDrawList(), c.style.body, {r.min.x + pad, r.min.y + pad}, r.width() - 2 * pad,
               c.style.text_muted, "Every arm is muted. Press the square beside an arm's name to show it.");
  return true;
}

// Arms from pos downwards, sharing the height.
void arm_column(const Context& c, Fields& fields, Rect r) {
  const ShownArms arms = shown_arms(c.run);
  if (say_if_muted(c, arms, r)) return;
  const float n = static_cast<float>(arms.count), gap = c.style.gap * 0.5f;
  const float high = (r.height() - gap * (n - 1)) / n;
  float at = r.min.y;
  for (int a : arms) {
    const float top = whole(at), bottom = whole(at + high);
    arm_panel(c, a, fields, {r.min.x, top}, {r.width(), bottom - top});
    at += high + gap;
  }
}

// Side by side, in two rows where four would be too narrow.
struct ArmGrid {
  int columns = 1, rows = 1;
  float width = 0, height = 0;  // of a card
};

ArmGrid arm_grid(const Context& c, float wide) {
  const int count = std::max(shown_arms(c.run).count, 1);
  const float gap = c.style.gap;
  ArmGrid grid;
  grid.columns = count == 4 && wide < 640 ? 2 : count;
  grid.rows = (count + grid.columns - 1) / grid.columns;
  grid.width = (wide - gap * static_cast<float>(grid.columns - 1)) / static_cast<float>(grid.columns);
  const bool beside = grid.width > 290;  // figures stand beside the surface
  grid.height = whole(beside ? std::min(grid.width * 0.62f, 260.0f) : grid.width + 116);
  return grid;
}

float arm_grid_height(const Context& c, const ArmGrid& grid) {
  return grid.height * static_cast<float>(grid.rows) + c.style.gap * static_cast<float>(grid.rows - 1);
}

void arm_cards(const Context& c, Fields& fields, ImVec2 pos, const ArmGrid& grid) {
  const ShownArms arms = shown_arms(c.run);
  if (say_if_muted(c, arms, rect(pos, {grid.width, grid.height}))) return;
  for (int i = 0; i < arms.count; ++i) {
    const float x = pos.x + (grid.width + c.style.gap) * static_cast<float>(i % grid.columns),
                y = pos.y + (grid.height + c.style.gap) * static_cast<float>(i / grid.columns);
    arm_panel(c, arms.index[static_cast<std::size_t>(i)], fields, {whole(x), y}, {whole(grid.width), grid.height});
  }
}

void curve_row(const Context& c, Rect r) {
  const float half = whole((r.width() - c.style.gap) * 0.5f);
  norm_panel(c, r.min, {half, r.height()});
  cost_panel(c, {r.min.x + half + c.style.gap, r.min.y}, {r.width() - half - c.style.gap, r.height()});
}

}  // namespace

namespace {

// Centre and right column of the wide page, from the left edge of the centre.
void wide_body(const Context& c, Fields& fields, Rect r) {
  const float gap = c.style.gap, inside = gap * 0.75f;
  const float arm_high = r.height() / static_cast<float>(std::max(shown_arms(c.run).count, 1));
  const float column = whole(std::clamp(arm_high + 112, 320.0f, c.environment.width * 0.34f));
  const Rect right{{r.max.x - column, r.min.y}, r.max};
  const bool enlarged = c.state.inspector.enlarged;
  const float corner = enlarged ? 0 : whole(std::clamp(r.height() * 0.34f, 180.0f, 440.0f)) + inside;
  arm_column(c, fields, {right.min, {right.max.x, right.max.y - corner}});
  if (!enlarged)
    inspector_panel(c, fields, {{right.min.x, right.max.y - corner + inside}, right.max}, InspectorSize::corner);

  const Rect centre{r.min, {right.min.x - gap, r.max.y}};
  const float curves = whole(std::clamp(r.height() * 0.27f, 170.0f, 420.0f));
  const float tape = whole(std::clamp(r.height() * 0.115f, tape_height, 140.0f));
  const float network = r.height() - curves - tape - 2 * inside;
  if (enlarged)
    inspector_panel(c, fields, rect(centre.min, {centre.width(), network}), InspectorSize::large);
  else
    network_panel(c, fields, centre.min, {centre.width(), network});
  tape_panel(c, fields, {centre.min.x, centre.min.y + network + inside}, {centre.width(), tape});
  curve_row(c, {{centre.min.x, centre.max.y - curves}, centre.max});
}

}  // namespace

void wide_layout(const Context& c, Fields& fields, Thumbnails& thumbnails) {
  constexpr float least = 540;
  const float w = c.environment.width, h = c.environment.height, gap = c.style.gap;
  header(c, {{0, 0}, {w, header_height}});
  const float top = header_height + 14, left = gap + rail_width + gap;
  rail_card(c, thumbnails, {{gap, top}, {gap + rail_width, h - gap}});
  if (h - gap - top >= least) return wide_body(c, fields, {{left, top}, {w - gap, h - gap}});
  const Rect room{{left - gap, header_height + 1}, {w, h}};  // too low for everything: it scrolls
  float bottom = room.min.y;
  if (begin_scroll("body", room)) {
    const float y = scroll_origin().y + 13;
    wide_body(c, fields, {{left, y}, {w - gap, y + least}});
    bottom = y + least + gap;
  }
  end_scroll(bottom);
}

void medium_layout(const Context& c, Fields& fields, Thumbnails& thumbnails) {
  const float w = c.environment.width, h = c.environment.height, gap = c.style.gap;
  header(c, {{0, 0}, {w, header_height}});
  const float top = header_height + 14;
  rail_card(c, thumbnails, {{gap, top}, {gap + rail_width, h - gap}});
  const Rect room{{gap + rail_width, header_height + 1}, {w, h}};
  float bottom = room.min.y;
  if (begin_scroll("column", room)) {
    const ImVec2 origin = scroll_origin();
    const float left = origin.x + gap, wide = room.width() - 2 * gap;
    float y = origin.y + 13;
    const ArmGrid grid = arm_grid(c, wide);
    const float arms = arm_grid_height(c, grid),
                network = std::max(300.0f, h - top - gap - arms - tape_height - 2 * gap);
    network_panel(c, fields, {left, y}, {wide, network});
    y += network + gap;
    tape_panel(c, fields, {left, y}, {wide, tape_height});
    y += tape_height + gap;
    arm_cards(c, fields, {left, y}, grid);
    y += arms + gap;
    constexpr float curves = 210, inspected = 320;
    inspector_panel(c, fields, rect({left, y}, {wide, inspected}), InspectorSize::fixed);
    y += inspected + gap;
    curve_row(c, rect({left, y}, {wide, curves}));
    bottom = y + curves + gap;
  }
  end_scroll(bottom);
}

namespace {

// One row of tabs, or two: the first five are views of the run, the others inspect it.
constexpr Scene tabs[] = {Scene::network,   Scene::surfaces, Scene::norms,   Scene::cost,   Scene::settings,
                          Scene::kill_test, Scene::lens,     Scene::penalty, Scene::weights};

float tab_words_width(const Context& c, std::span<const Scene> scenes) {
  float width = 0;
  for (const Scene scene : scenes) width += text_width(c.style.bold, scene_word(scene));
  return width;
}

void tab_row(const Context& c, std::span<const Scene> scenes, Rect r) {
  const ImFont* font = c.style.bold;
  const float width = tab_words_width(c, scenes);
  const float count = static_cast<float>(scenes.size());
  const float room = r.width() - width, gap = std::clamp(room / (3 * count), 2.0f, 8.0f);
  const float pad = std::clamp((room - gap * (count - 1)) / (2 * count), 1.0f, 14.0f);
  float x = r.min.x;
  for (const Scene scene : scenes) {
    const float wide = text_width(font, scene_word(scene)) + 2 * pad;
    const Rect place{{x, r.min.y}, {x + wide, r.max.y}};
    if (button(c.style, scene_key(scene), place, ButtonKind::quiet, scene_word(scene), c.state.scene == scene))
      c.state.scene = scene;
    last_is(Role::tab, c.state.scene == scene);
    mark("tab", static_cast<int>(scene), place.min.x, place.min.y, place.width(), place.height());
    x += wide + gap;
  }
}

void network_scene(const Context& c, Fields& fields, ImVec2 pos, float width, float height) {
  const float gap = c.style.gap, keep = keep_controls_height(c);
  const float network = std::max(whole(height - keep - tape_height - 2 * gap), 250.0f);
  network_panel(c, fields, pos, {width, network});
  tape_panel(c, fields, {pos.x, pos.y + network + gap}, {width, tape_height});
  keep_controls(c, {pos.x, pos.y + network + tape_height + 2 * gap}, width);
}

float scene(const Context& c, Fields& fields, Thumbnails& thumbnails, ImVec2 pos, float width, float height) {
  const float gap = c.style.gap, keep = keep_controls_height(c);
  const float curve = std::max(whole(height - keep - gap), 220.0f);
  switch (c.state.scene) {
    case Scene::surfaces: {
      const float n = static_cast<float>(std::max(shown_arms(c.run).count, 1)),
                  high = std::clamp((height - gap * (n - 1)) / n, 164.0f, width * 0.8f);
      arm_column(c, fields, rect(pos, {width, high * n + gap * 0.5f * (n - 1)}));
      return pos.y + high * n + gap * 0.5f * (n - 1);
    }
    case Scene::norms:
      norm_panel(c, pos, {width, curve});
      return keep_controls(c, {pos.x, pos.y + curve + gap}, width);
    case Scene::cost:
      cost_panel(c, pos, {width, curve});
      return keep_controls(c, {pos.x, pos.y + curve + gap}, width);
    case Scene::kill_test:
    case Scene::lens:
    case Scene::penalty:
    case Scene::weights: {
      const float high = std::max(height - keep - gap, 290.0f);
      inspector_scene(c, fields, tab_of(c.state.scene), rect(pos, {width, high}));
      return keep_controls(c, {pos.x, pos.y + high + gap}, width);
    }
    case Scene::settings: {
      const float pad = c.style.padding;
      card(c.style, rect(pos, {width, std::max(height, c.state.rail_height)}));
      const float y = page_controls(c, {pos.x + pad, pos.y + 8}, width - 2 * pad) + 8;
      const float bottom = rail(c, thumbnails, {pos.x + pad, y}, width - 2 * pad) + pad;
      c.state.rail_height = bottom - pos.y;
      return bottom;
    }
    default:
      network_scene(c, fields, pos, width, height);
      return pos.y + std::max(height, 250 + tape_height + keep + 2 * gap);
  }
}

}  // namespace

float narrow_layout(const Context& c, Fields& fields, Thumbnails& thumbnails) {
  const float w = c.environment.width, h = c.environment.height, gap = c.style.gap;
  constexpr float tab_height = 38;
  const float bar = h < 500 ? 56.0f : 72.0f;  // a phone on its side, a page at 200 %
  narrow_header(c, {{0, 0}, {w, header_height}});
  float y = header_height + gap - 2;
  region(Place::header, "Views", {0, y});
  const std::span<const Scene> all(tabs);
  constexpr std::size_t first_row = 5;
  constexpr float least_tab = 20;  // what a tab needs beside its word
  const bool one_row = tab_words_width(c, all) + static_cast<float>(all.size()) * least_tab <= w - 2 * gap;
  for (const std::span<const Scene> row :
       {one_row ? all : all.first(first_row), all.subspan(one_row ? all.size() : first_row)}) {
    if (row.empty()) continue;
    tab_row(c, row, {{gap, y}, {w - gap, y + tab_height}});
    y += tab_height + 6;
  }
  counters(c, {{gap + 2, y}, {w - gap, y + 22}});
  y += 22 + 4;
  const float floating = c.state.drawing ? 116.0f : 0.0f;  // the bar of the classes
  const Rect room{{0, y}, {w, h - bar - floating}};
  float bottom = room.min.y;
  if (begin_scroll("scene", room)) {
    const ImVec2 origin = scroll_origin();
    bottom = scene(c, fields, thumbnails, {gap, origin.y + 1}, w - 2 * gap, room.height() - gap - 2) + gap;
  }
  end_scroll(bottom);
  bottom_bar(c, {{0, h - bar}, {w, h}});
  return h - bar;
}

}  // namespace view
