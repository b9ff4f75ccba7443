#include "chrome/scene_layout.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "chrome/notices.h"
#include "chrome/present.h"
#include "chrome/view_card.h"
#include "ink/fill.h"
#include "kit/announcing.h"
#include "kit/scroll.h"
#include "run/arms.h"
#include "view/marks.h"
#include "view/tr.h"

namespace view {
namespace {

constexpr float bar_height = 46, edge = 6, buttons_width = 192;

// The sliders of keep_prob beside and under the buttons of the bar: one for each hidden layer, of a network without any
// its input's. Where they have no room beside the buttons they have their own lines.
struct KeepSliders {
  int first = 1, count = 0, beside = 0, a_line = 1, lines = 0;
};

constexpr float least_slider = 128, most_slider = 260;

KeepSliders keep_sliders(const Frame& c) {
  KeepSliders k;
  k.first = c.run.shape.layers > 1 ? 1 : 0;
  if (dropout_arm(c) < 0) return k;
  k.count = std::max(c.run.shape.layers, 1) - k.first;
  const float w = c.environment.width;
  k.beside = std::clamp(static_cast<int>((w - buttons_width - edge) / least_slider), 0, k.count);
  k.a_line = std::max(1, static_cast<int>((w - 2 * edge) / least_slider));
  if (k.count > k.beside) k.beside = 0;
  k.lines = (k.count - k.beside + k.a_line - 1) / k.a_line;
  return k;
}

void keep_slider(const Frame& c, int row, Rect r) {
  const int arm = dropout_arm(c);
  const Style& style = c.style;
  // the name may take what a groove of 60 leaves
  const float middle = r.center().y, value = 40, most = r.width() - value - 60;
  const Words name = layer_name(row, c.run.shape.layers);
  Words whole = Words().add(tr("%s · keep_prob"), name.chars);
  if (text_width(style.bold, whole) + 12 > most) whole = name;
  const float named = text_width(style.bold, whole) + 12;
  text(ImGui::GetWindowDrawList(), style.bold, {r.min.x, middle - line_height(style.bold) * 0.5f}, style.text, whole);
  float keep = nth(nth(c.experiment.arm, arm).keep, row);
  const Rect groove{{r.min.x + named, middle - 12}, {r.max.x - value - 4, middle + 12}};
  const Rect number{{r.max.x - value, middle - 10}, {r.max.x, middle + 10}};
  mark("keep", row, groove.min.x, groove.min.y, groove.width(), groove.height());
  ImGui::PushID(row);
  call_keep(c, row, arm);
  if (slider(style, "keep", groove, number, keep_range(style, row, arm_color(style, c.experiment, arm)), keep))
    c.intents.edit(lab::FieldId::keep, keep, row, arm);
  ImGui::PopID();
}

bool low(const Frame& c) { return c.environment.height < 280; }

void whole_sign(const Frame&, ImVec2 center);

void slider_row(const Frame& c, int first, int count, float x, float y) {
  constexpr float side = 14, between = 16;
  const float n = static_cast<float>(count), right = c.environment.width - side;
  const float wide = std::min((right - x - between * (n - 1)) / n, most_slider);
  for (int i = 0; i < count; ++i, x += wide + between) keep_slider(c, first + i, rect({x, y}, {wide, bar_height}));
}

// Those that have no room beside the buttons; returns the y below.
float slider_lines(const Frame& c, const KeepSliders& k, float left, float y) {
  for (int i = k.beside; i < k.count; i += k.a_line, y += bar_height)
    slider_row(c, k.first + i, std::min(k.a_line, k.count - i), left, y);
  return y;
}

void control_bar(const Frame& c, const KeepSliders& sliders, Rect r) {
  const Style& style = c.style;
  const float y = r.min.y + bar_height * 0.5f;
  region(Place::header, tr("Run"), r.min);
  float x = r.min.x + 26;
  if (icon_button(style, "play", {x, y}, 16, c.environment.playing ? Icon::pause : Icon::play, true,
                  c.environment.playing ? tr("Pause (Space)") : tr("Train (Space)")))
    c.intents.toggle_play = true;
  mark_item("play");
  x += 40;
  if (icon_button(style, "reset", {x, y}, 15, Icon::reset, false, tr("Back to the same start (R)")))
    c.intents.reset = true;
  call_last(tr("reset"));
  mark_item("reset");
  x += 34;
  if (icon_button(style, "step", {x, y}, 15, Icon::step, false, tr("One iteration (→)"))) c.intents.step = true;
  call_last(tr("step"));
  mark_item("step");
  x += 34;
  undo_button(c, {x, y});
  if (!c.environment.present) present_button(c, {x + 30, y});
  if (low(c) && c.environment.has_page && sliders.beside == 0) whole_sign(c, {r.max.x - 22, y});
  if (sliders.beside > 0) slider_row(c, sliders.first, sliders.beside, r.min.x + buttons_width, r.min.y);
}

// Lower than this a view cannot be read.
float least_height(Stand stand) {
  switch (stand) {
    case Stand::centre:
      return 150;
    case Stand::inspector:
      return 240;
    case Stand::arms:
    case Stand::curve:
      return 130;
    case Stand::below:
      break;
  }
  return 80;
}

// The scenes of a segment, from left to right, or one below the other where they would be narrower than a phone.
struct Segment {
  std::array<Scene, most_scenes> scenes{};
  int count = 0;
  bool columns = true;
  float least = 0;  // height of them all
};

constexpr float least_column = 320, between_scenes = 10;

Segment segment(const Frame& c, float width) {
  Segment s;
  s.scenes[0] = c.environment.scene;
  s.count = 1;
  for (const Scene scene : c.environment.beside) s.scenes[static_cast<std::size_t>(s.count++)] = scene;
  const float n = static_cast<float>(s.count);
  s.columns = (width - between_scenes * (n - 1)) / n >= least_column;
  if (!s.columns) s.least = between_scenes * (n - 1);
  for (int i = 0; i < s.count; ++i) {
    const float one = least_height(views()[view_of(s.scenes[static_cast<std::size_t>(i)])].stand);
    s.least = s.columns ? std::max(s.least, one) : s.least + one;
  }
  return s;
}

void draw_segment(const Frame& c, const Segment& s, Rect r) {
  const float n = static_cast<float>(s.count), gaps = between_scenes * (n - 1);
  const ImVec2 size =
      s.columns ? ImVec2((r.width() - gaps) / n, r.height()) : ImVec2(r.width(), (r.height() - gaps) / n);
  const ImVec2 next = s.columns ? ImVec2(size.x + between_scenes, 0) : ImVec2(0, size.y + between_scenes);
  ImVec2 at = r.min;
  for (int i = 0; i < s.count; ++i) {
    view_alone(c, view_of(s.scenes[static_cast<std::size_t>(i)]), rect(at, size));
    at = {at.x + next.x, at.y + next.y};
  }
}

// Over the bar, with the lines of sliders below it; where that is too low for it, it takes what there is, and more, and
// the sliders are scrolled to.
void views_and_sliders(const Frame& c, const KeepSliders& sliders, Rect r) {
  const Segment shown = segment(c, r.width());
  const float lines = bar_height * static_cast<float>(sliders.lines);
  if (r.height() - lines >= shown.least) {
    r.max.y -= lines;
    draw_segment(c, shown, r);
    slider_lines(c, sliders, 14, r.max.y);
    return;
  }
  float bottom = r.min.y;
  if (begin_scroll("scene", r)) {
    const ImVec2 origin = scroll_origin();
    const float high = std::max(r.height(), shown.least);
    draw_segment(c, shown, rect(origin, {r.width(), high}));
    bottom = slider_lines(c, sliders, 14, origin.y + high);
  }
  end_scroll(bottom);
}

void settings_scene(const Frame& c, Rect r) {
  const float pad = c.style.padding;
  card(c.style, r);
  float bottom = r.min.y;
  if (begin_scroll("settings", {{r.min.x + 1, r.min.y + 1}, {r.max.x - 1, r.max.y - 1}})) {
    const ImVec2 origin = scroll_origin();
    bottom = rail(c, {origin.x + pad, origin.y + pad - 2}, r.width() - 2 * pad) + pad;
  }
  end_scroll(bottom);
}

// An arrow out of the frame, where the banner has no room.
void whole_sign(const Frame& c, ImVec2 center) {
  const Style& style = c.style;
  const Rect place = rect({center.x - 12, center.y - 12}, {24, 24});
  const Press press = press_area(style, "whole", place, 4);
  call_last(tr("open in Dropout Lab"));
  mark_item("whole");
  explain_last(style, tr("This very run, with all that there is to see and to set, in a new tab"));
  c.intents.whole |= press.pressed;
  const ImU32 ink = press.hovered ? style.text : style.text_muted;
  const ImVec2 from{center.x - 5, center.y + 5}, to{center.x + 5, center.y - 5};
  canvas()->AddLine(from, to, ink, 1.5f);
  canvas()->AddLine({to.x - 6, to.y}, to, ink, 1.5f);
  canvas()->AddLine({to.x, to.y + 6}, to, ink, 1.5f);
}

// What the scene shows, as far as there is room for whole sentences, and the way to the whole page. Returns the y
// below.
float banner(const Frame& c, Rect r) {
  const Style& style = c.style;
  if (low(c)) return r.min.y;
  const std::size_t view = view_of(c.environment.scene);
  const char* link = tr("open in Dropout Lab");
  const bool one = view < views().size() && c.environment.beside.empty();
  const char* help = one ? tr(views()[view].help) : "";
  const float wide = c.environment.has_page ? button_width(style, ButtonKind::link, link) : 0;
  const float room = r.width() - wide - 20, line = line_height(style.small), height = c.environment.height;
  const float most = line * (height < 300 ? 1.3f : height < 400 ? 2.3f : 3.3f);
  const char* end = std::strstr(help, ". ");
  Words words = Words().add("%s", help);
  const auto fits = [&] { return text_wrapped(nullptr, style.small, {0, 0}, room, 0, words) <= most; };
  if (!fits() && end != nullptr) words = Words().add("%.*s", static_cast<int>(end + 1 - help), help);
  if (!fits()) words = Words();
  if (words.length == 0 && wide == 0) return r.min.y;
  if (wide > 0) r.min.y = std::max(r.min.y, std::ceil((style.hit - line - 8) * 0.5f) + 2);
  const float high = std::max(
      words.length > 0 ? text_wrapped(canvas(), style.small, {r.min.x + 8, r.min.y + 3}, room, style.text_muted, words)
                       : 0.0f,
      line);
  announce_words(rect(r.min, {room, high}), help);
  if (wide > 0) {
    const Rect place = rect({r.max.x - wide, r.min.y - 1}, {wide, line + 8});
    c.intents.whole |= button(style, "whole", place, ButtonKind::link, link);
    mark_item("whole");
    explain_last(style, tr("This very run, with all that there is to see and to set, in a new tab"));
  }
  return r.min.y + high + 8;
}

// Where a scene stands at its start, what to do.
void start_chip(const Frame& c, Rect view) {
  const Environment& e = c.environment;
  if (e.sweep != nullptr) return;  // it has a start of its own
  if (e.playing || c.run.iteration > 0 || e.replayed >= 0 || e.building || c.run.shape.layers == 0) return;
  const Style& style = c.style;
  const char* words = tr("Press to train");
  const float wide = text_width(style.bold, words) + 52;
  float bottom = view.max.y - 12;
  Rect r;
  if (begin_float(c, "start", wide, 38, style.accent, style.accent, bottom, r)) {
    region(Place::floating, words, r.min);
    const Press press = press_area(style, "train", r, style.panel_rounding);
    call_last(words);
    mark_item("train");
    c.intents.toggle_play |= press.pressed;
    if (press.hovered || press.held) canvas()->AddRectFilled(r.min, r.max, style.accent_hover, style.panel_rounding);
    icon(style, canvas(), Icon::play, {r.min.x + 21, r.center().y}, 7, style.on_accent);
    text(canvas(), style.bold, {r.min.x + 36, middle(style.bold, r)}, style.on_accent, words);
  }
  ImGui::End();
}

}  // namespace

void scene_layout(const Frame& c) {
  const float w = c.environment.width, h = c.environment.height;
  const KeepSliders sliders = keep_sliders(c);
  Rect r{{edge, c.environment.present ? present_head(c) : edge}, {w - edge, h - bar_height}};
  if (!c.environment.present) r.min.y = banner(c, r);
  c.selection.sheet = {{std::max(r.min.x, r.max.x - 360), r.min.y}, r.max};
  if (c.environment.scene == Scene::settings) {
    settings_scene(c, r);
  } else {
    views_and_sliders(c, sliders, r);
    start_chip(c, r);
  }
  control_bar(c, sliders, {{0, h - bar_height}, {w, h}});
}

}  // namespace view
