#include "chrome/layout.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "chrome/view_card.h"
#include "kit/announcing.h"
#include "kit/scroll.h"
#include "run/arms.h"
#include "view/marks.h"
#include "view/tr.h"

namespace view {
namespace {

constexpr float header_height = 52;
constexpr float rail_width = 244;
constexpr float strip_height = 66;

// The rail's rows spread over the height there is, up to half as far again; on taller canvases its card ends below
// them.
void rail_card(const Frame& c, Rect r) {
  constexpr float side = 14, top = 11, below = 10, loosest = 1.5f;
  const float room = r.height() - top - below;
  Style style = c.style;
  style.loose = c.page.rail_loose;
  const Frame loose{{c.run, c.experiment, c.environment, style, c.selection, c.pictures, c.intents}, c.page};
  r.max.y = std::min(r.max.y, r.min.y + c.page.rail_height + top + below);
  card(style, r);
  const Rect inner{{r.min.x + 1, r.min.y + 1}, {r.max.x - 1, r.max.y - 1}};
  float bottom = inner.min.y;
  if (begin_scroll("rail", inner)) {
    const ImVec2 origin = scroll_origin();
    bottom = rail(loose, {origin.x + side - 1, origin.y + top}, r.width() - 2 * side);
    c.page.rail_height = bottom - origin.y - top;
    bottom += below - 2;
    // Most of the height is in proportion to `loose`; the rest of the way is made in the next frames.
    const float missing = room - c.page.rail_height;
    if (std::abs(missing) > 1) c.page.rail_loose = std::clamp(style.loose + missing / 640, 1.0f, loosest);
  }
  end_scroll(bottom);
}

float whole(float v) { return std::round(v); }

int count(Stand stand) {
  int n = 0;
  each_view(stand, [&](std::size_t) { ++n; });
  return n;
}

// The curves side by side.
void curve_row(const Frame& c, Rect r) {
  const float n = static_cast<float>(count(Stand::curve)), gap = c.style.gap;
  const float wide = whole((r.width() - gap * (n - 1)) / n);
  float x = r.min.x, left = n;
  each_view(Stand::curve, [&](std::size_t i) {
    draw_view(c, i, {{x, r.min.y}, {--left < 1 ? r.max.x : x + wide, r.max.y}});
    x += wide + gap;
  });
}

// Centre and right column of the wide page, from the left edge of the centre.
void wide_body(const Frame& c, Rect r) {
  const float gap = c.style.gap, inside = gap * 0.75f;
  const float arm_high = r.height() / static_cast<float>(std::max(shown_arms(c.run).count, 1));
  const float column = whole(std::clamp(arm_high + 112, 320.0f, c.environment.width * 0.34f));
  const Rect right{{r.max.x - column, r.min.y}, r.max};
  const bool enlarged = c.page.enlarged;
  const float corner = enlarged ? 0 : whole(std::clamp(r.height() * 0.34f, 180.0f, 440.0f)) + inside;
  each_view(Stand::arms, [&](std::size_t i) { draw_view(c, i, {right.min, {right.max.x, right.max.y - corner}}); });
  if (!enlarged) view_card(c, {{right.min.x, right.max.y - corner + inside}, right.max}, CardSize::corner);

  const Rect centre{r.min, {right.min.x - gap, r.max.y}};
  const float curves = whole(std::clamp(r.height() * 0.27f, 170.0f, 420.0f));
  const float strip = whole(std::clamp(r.height() * 0.115f, strip_height, 140.0f));
  float y = centre.max.y - curves;
  const float strips = static_cast<float>(count(Stand::below)) * (strip + inside);
  const Rect middle{centre.min, {centre.max.x, y - inside - strips}};
  if (enlarged)
    view_card(c, middle, CardSize::large);
  else
    each_view(Stand::centre, [&](std::size_t i) { draw_view(c, i, middle); });
  y = middle.max.y + inside;
  each_view(Stand::below, [&](std::size_t i) {
    draw_view(c, i, rect({centre.min.x, y}, {centre.width(), strip}));
    y += strip + inside;
  });
  curve_row(c, {{centre.min.x, centre.max.y - curves}, centre.max});
}

}  // namespace

void wide_layout(const Frame& c) {
  constexpr float least = 540;
  const float w = c.environment.width, h = c.environment.height, gap = c.style.gap;
  header(c, {{0, 0}, {w, header_height}});
  const float top = header_height + 14, left = gap + rail_width + gap;
  rail_card(c, {{gap, top}, {gap + rail_width, h - gap}});
  if (h - gap - top >= least) return wide_body(c, {{left, top}, {w - gap, h - gap}});
  const Rect room{{left - gap, header_height + 1}, {w, h}};  // too low for everything: it scrolls
  float bottom = room.min.y;
  if (begin_scroll("body", room)) {
    const float y = scroll_origin().y + 13;
    wide_body(c, {{left, y}, {w - gap, y + least}});
    bottom = y + least + gap;
  }
  end_scroll(bottom);
}

void medium_layout(const Frame& c) {
  const float w = c.environment.width, h = c.environment.height, gap = c.style.gap;
  header(c, {{0, 0}, {w, header_height}});
  const float top = header_height + 14;
  rail_card(c, {{gap, top}, {gap + rail_width, h - gap}});
  const Rect room{{gap + rail_width, header_height + 1}, {w, h}};
  float bottom = room.min.y;
  if (begin_scroll("column", room)) {
    const ImVec2 origin = scroll_origin();
    const float left = origin.x + gap, wide = room.width() - 2 * gap;
    float y = origin.y + 13;
    constexpr float curves = 210, shared = 320, least_centre = 300;
    float arms = 0;
    each_view(Stand::arms, [&](std::size_t i) { arms += c.page.drawings[i]->height(c, wide, 0); });
    const auto place = [&](std::size_t i, float high) {
      draw_view(c, i, rect({left, y}, {wide, high}));
      y += high + gap;
    };
    each_view(Stand::centre,
              [&](std::size_t i) { place(i, std::max(least_centre, h - top - gap - arms - strip_height - 2 * gap)); });
    each_view(Stand::below, [&](std::size_t i) { place(i, strip_height); });
    each_view(Stand::arms, [&](std::size_t i) { place(i, c.page.drawings[i]->height(c, wide, 0)); });
    view_card(c, rect({left, y}, {wide, shared}), CardSize::fixed);
    y += shared + gap;
    curve_row(c, rect({left, y}, {wide, curves}));
    bottom = y + curves + gap;
  }
  end_scroll(bottom);
}

namespace {

// What has a tab: the views of the run and the settings, then those that share a card elsewhere. A strip belongs to the
// centre.
struct Tabs {
  std::array<Scene, 32> scene{};
  std::size_t count = 0, first = 0;  // all, and of the run
  void add(Scene one) { scene[count++] = one; }
  std::span<const Scene> all() const { return {scene.data(), count}; }
};

Tabs tabs() {
  Tabs tabs;
  for (const bool shared : {false, true}) {
    for (std::size_t i = 0; i < views().size(); ++i)
      if (views()[i].stand != Stand::below && (views()[i].stand == Stand::inspector) == shared) tabs.add(scene_of(i));
    if (shared) continue;
    tabs.add(Scene::settings);
    tabs.first = tabs.count;
  }
  return tabs;
}

float tab_words_width(const Frame& c, std::span<const Scene> scenes) {
  float width = 0;
  for (const Scene scene : scenes) width += text_width(c.style.bold, scene_word(scene));
  return width;
}

void tab_row(const Frame& c, std::span<const Scene> scenes, Rect r) {
  const ImFont* font = c.style.bold;
  const float width = tab_words_width(c, scenes);
  const float count = static_cast<float>(scenes.size());
  const float room = r.width() - width, gap = std::clamp(room / (3 * count), 2.0f, 8.0f);
  const float pad = std::clamp((room - gap * (count - 1)) / (2 * count), 1.0f, 14.0f);
  float x = r.min.x;
  for (const Scene scene : scenes) {
    const float wide = text_width(font, scene_word(scene)) + 2 * pad;
    const Rect place{{x, r.min.y}, {x + wide, r.max.y}};
    if (button(c.style, scene_key(scene), place, ButtonKind::quiet, scene_word(scene), c.page.scene == scene))
      c.page.scene = scene;
    last_is(Role::tab, c.page.scene == scene);
    mark("tab", static_cast<int>(scene), place.min.x, place.min.y, place.width(), place.height());
    x += wide + gap;
  }
}

float settings(const Frame& c, ImVec2 pos, float width, float height) {
  const float pad = c.style.padding;
  card(c.style, rect(pos, {width, std::max(height, c.page.rail_height)}));
  const float y = page_controls(c, {pos.x + pad, pos.y + 8}, width - 2 * pad) + 8;
  const float bottom = rail(c, {pos.x + pad, y}, width - 2 * pad) + pad;
  c.page.rail_height = bottom - pos.y;
  return bottom;
}

// The view of the chosen tab, over what it is tuned by.
float scene(const Frame& c, ImVec2 pos, float width, float height) {
  if (c.page.scene == Scene::settings) return settings(c, pos, width, height);
  const std::size_t view = view_of(c.page.scene);
  const Stand stand = views()[view].stand;
  const float gap = c.style.gap, keep = keep_controls_height(c);
  if (stand == Stand::arms) {
    const float high = c.page.drawings[view]->height(c, width, height);
    draw_view(c, view, rect(pos, {width, high}));
    return pos.y + high;
  }
  const float strips = stand == Stand::centre ? static_cast<float>(count(Stand::below)) * (strip_height + gap) : 0;
  const float least = stand == Stand::centre ? 250.0f : stand == Stand::curve ? 220.0f : 290.0f;
  const float high = std::max(whole(height - keep - gap - strips), least);
  view_alone(c, view, rect(pos, {width, high}));
  float y = pos.y + high + gap;
  if (strips > 0)
    each_view(Stand::below, [&](std::size_t i) {
      draw_view(c, i, rect({pos.x, y}, {width, strip_height}));
      y += strip_height + gap;
    });
  return keep_controls(c, {pos.x, y}, width);
}

}  // namespace

float narrow_layout(const Frame& c) {
  const float w = c.environment.width, h = c.environment.height, gap = c.style.gap;
  constexpr float tab_height = 38;
  const float bar = h < 500 ? 56.0f : 72.0f;  // a phone on its side, a page at 200 %
  narrow_header(c, {{0, 0}, {w, header_height}});
  float y = header_height + gap - 2;
  region(Place::header, tr("Views"), {0, y});
  const Tabs shown = tabs();
  constexpr float least_tab = 20;  // what a tab needs beside its word
  const auto fit = [&](std::span<const Scene> row) {
    return tab_words_width(c, row) + static_cast<float>(row.size()) * least_tab <= w - 2 * gap;
  };
  for (std::span<const Scene> left = shown.all(); !left.empty();) {
    std::size_t row = left.size();
    if (!fit(left)) row = left.size() == shown.count ? shown.first : row;
    while (row > 5 && !fit(left.first(row))) --row;
    tab_row(c, left.first(row), {{gap, y}, {w - gap, y + tab_height}});
    left = left.subspan(row);
    y += tab_height + 6;
  }
  counters(c, {{gap + 2, y}, {w - gap, y + 22}});
  y += 22 + 4;
  const float floating = c.selection.drawing ? 116.0f : 0.0f;  // the bar of the classes
  const Rect room{{0, y}, {w, h - bar - floating}};
  float bottom = room.min.y;
  if (begin_scroll("scene", room)) {
    const ImVec2 origin = scroll_origin();
    bottom = scene(c, {gap, origin.y + 1}, w - 2 * gap, room.height() - gap - 2) + gap;
  }
  end_scroll(bottom);
  bottom_bar(c, {{0, h - bar}, {w, h}});
  return h - bar;
}

}  // namespace view
