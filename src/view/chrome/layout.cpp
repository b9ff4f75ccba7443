#include "chrome/layout.h"
#include "chrome/story.h"

#include <algorithm>
#include <cmath>

#include "chrome/lesson/lesson.h"
#include "chrome/view_card.h"
#include "kit/announcing.h"
#include "kit/finger.h"
#include "kit/scroll.h"
#include "run/arms.h"
#include "run/removal_bar.h"
#include "view/later.h"
#include "view/marks.h"
#include "view/tr.h"

namespace view {
namespace {

constexpr float header_height = 52;
float rail_width(const Frame& c) { return c.style.touch || c.environment.lesson != nullptr ? 300.0f : 244.0f; }
constexpr float strip_height = 66;

// The rail's rows spread over the height there is; its card ends where the other columns do.
void rail_card(const Frame& c, Rect r) {
  if (shows_words(c)) return arrived(&later::lesson_card)(c, r);
  constexpr float side = 14, top = 11, below = 10, loosest = 2.2f;
  card(c.style, r);
  r.min.y = rail_tabs(c, r);
  const float room = r.height() - top - below;
  Style style = c.style;
  style.loose = c.page.rail_loose;
  const Frame loose{{c.run, c.experiment, c.environment, style, c.selection, c.pictures, c.intents}, c.page};
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

  Rect centre{r.min, {right.min.x - gap, r.max.y}};
  if (const float story = draw_story(c, centre.min, centre.width()); story > 0) centre.min.y += story + inside;
  const float curves = whole(std::clamp(r.height() * 0.27f, 170.0f, 420.0f));
  const float strip = whole(std::clamp(r.height() * 0.115f, strip_height, 140.0f));
  float y = centre.max.y - curves;
  const float strips = static_cast<float>(count(Stand::below)) * (strip + inside);
  const Rect middle{centre.min, {centre.max.x, y - inside - strips}};
  if (!large_surface(c, middle)) {
    if (enlarged)
      view_card(c, middle, CardSize::large);
    else
      each_view(Stand::centre, [&](std::size_t i) { draw_view(c, i, middle); });
  }
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
  const float top = header_height + 14, rail = rail_width(c), left = gap + rail + gap;
  rail_card(c, {{gap, top}, {gap + rail, h - gap}});
  if (c.environment.lesson != nullptr) return arrived(&later::wide_lesson)(c, {{left, top}, {w - gap, h - gap}});
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
  const float top = header_height + 14, rail = rail_width(c);
  rail_card(c, {{gap, top}, {gap + rail, h - gap}});
  if (c.environment.lesson != nullptr)
    return arrived(&later::medium_lesson)(c, {{gap + rail + gap, top}, {w - gap, h - gap}});
  const Rect room{{gap + rail, header_height + 1}, {w, h}};
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
    if (const float story = draw_story(c, {left, y}, wide); story > 0) y += story + gap * 0.75f;
    const float centre = std::max(least_centre, h - top - gap - arms - strip_height - 2 * gap);
    if (large_surface(c, rect({left, y}, {wide, centre})))
      y += centre + gap;
    else
      each_view(Stand::centre, [&](std::size_t i) { place(i, centre); });
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

void tab(const Frame& c, Scene scene, Rect row, float& x) {
  const char* word = scene_word(scene);
  const Rect place{{x, row.min.y}, {x + text_width(c.style.bold, word) + 28, row.max.y}};
  let_scroll(ImGui::GetID(scene_key(scene)));
  const bool chosen = c.page.scene == scene && !shows_words(c);
  if (button(c.style, scene_key(scene), place, ButtonKind::quiet, word, chosen)) {
    c.page.scene = scene;
    if (shows_words(c)) c.intents.lesson = {LessonAsk::settings, 1, {}};
  }
  last_is(Role::tab, chosen);
  if (chosen && c.page.scene_seen != scene) {
    show_in_row(place.min.x, place.max.x);
    c.page.scene_seen = scene;
  }
  const float left = std::max(place.min.x, row.min.x), right = std::min(place.max.x, row.max.x);
  if (right - left > 20) mark("tab", static_cast<int>(scene), left, place.min.y, right - left, place.height());
  x = place.max.x + 6;
}

void lesson_tab(const Frame& c, Rect row, float& x) {
  const char* word = tr("Lesson");
  const Rect place{{x, row.min.y}, {x + text_width(c.style.bold, word) + 28, row.max.y}};
  let_scroll(ImGui::GetID("tab_lesson"));
  if (button(c.style, "tab_lesson", place, ButtonKind::quiet, word, shows_words(c)))
    c.intents.lesson.deed = c.environment.lesson != nullptr ? LessonAsk::settings : LessonAsk::open;
  last_is(Role::tab, shows_words(c));
  mark("tab_lesson", 0, place.min.x, place.min.y, place.width(), place.height());
  x = place.max.x + 6;
}

// Tabs for the lesson and the settings, the views of the run, then for those that share a card elsewhere. A strip
// belongs to the centre.
void tab_row(const Frame& c, Rect r) {
  float right = r.max.x;
  if (begin_row("tabs", r)) {
    float x = scroll_origin().x + c.style.gap;
    lesson_tab(c, r, x);
    tab(c, Scene::settings, r, x);
    for (const bool shared : {false, true})
      for (std::size_t i = 0; i < views().size(); ++i)
        if (views()[i].stand != Stand::below && (views()[i].stand == Stand::inspector) == shared)
          tab(c, scene_of(i), r, x);
    right = x - 6 + c.style.gap;
  }
  end_row(r, right, c.style.background);
  mark("tabs", 0, r.min.x, r.min.y, r.width(), r.height());
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
    const float large = std::min(width + 90, height);
    if (large_surface(c, rect(pos, {width, large}))) {
      pos.y += large + gap;
      if (shown_arms(c.run).count < 2) return pos.y;
    }
    const float high = c.page.drawings[view]->height(c, width, height);
    draw_view(c, view, rect(pos, {width, high}));
    return pos.y + high;
  }
  const float strips = stand == Stand::centre ? static_cast<float>(count(Stand::below)) * (strip_height + gap) : 0;
  const float least = stand == Stand::centre ? 250.0f : stand == Stand::curve ? 220.0f : 290.0f;
  const float bar = stand == Stand::centre && removable(c) ? removal_bar_height + gap : 0;
  const float high = std::max(whole(height - keep - gap - strips - bar), least);
  view_alone(c, view, rect(pos, {width, high}));
  float y = pos.y + high + gap;
  if (bar > 0) {
    removal_bar(c, rect({pos.x, y}, {width, removal_bar_height}));
    y += bar;
  }
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
  constexpr float tab_height = 44;
  const float bar = h < 500 ? 56.0f : 72.0f;  // a phone on its side, a page at 200 %
  narrow_header(c, {{0, 0}, {w, header_height}});
  float y = header_height + gap - 2;
  region(Place::header, tr("Views"), {0, y});
  tab_row(c, {{0, y}, {w, y + tab_height}});
  y += tab_height + 6;
  if (shows_words(c)) {
    arrived (&later::narrow_lesson)(c, {{gap * 0.5f, y}, {w - gap * 0.5f, h - bar - 6}});
    bottom_bar(c, {{0, h - bar}, {w, h}});
    return h - bar;
  }
  counters(c, {{gap + 2, y}, {w - gap, y + 22}});
  y += 22 + 4;
  const float floating = c.selection.drawing ? 116.0f : 0.0f;  // the bar of the classes
  const Rect room{{0, y}, {w, h - bar - floating}};
  float bottom = room.min.y;
  if (begin_scroll("scene", room)) {
    const ImVec2 origin = scroll_origin();
    const float wide = w - 2 * gap;
    float story = c.page.scene == Scene::settings ? 0 : draw_story(c, {gap, origin.y + 1}, wide);
    if (story > 0) story += gap * 0.5f;
    bottom = scene(c, {gap, origin.y + 1 + story}, wide, std::max(room.height() - gap - 2 - story, 300.0f)) + gap;
  }
  end_scroll(bottom);
  bottom_bar(c, {{0, h - bar}, {w, h}});
  return h - bar;
}

}  // namespace view
