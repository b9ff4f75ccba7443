#include "chrome/scene_layout.h"

#include <algorithm>
#include <cmath>

#include "chrome/view_card.h"
#include "kit/announcing.h"
#include "kit/fill.h"
#include "kit/scroll.h"
#include "run/arms.h"
#include "view/marks.h"

namespace view {
namespace {

constexpr float bar_height = 46, edge = 6;

// An arm where there is room for little: its name, its surface, its test accuracy.
void small_arm(const Context& c, int arm, Fields& fields, Rect r) {
  const Style& style = c.style;
  ImGui::PushID(arm);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float line = std::ceil(line_height(style.small)),
              side = std::floor(std::min(r.width(), r.height() - 2 * line - 8));
  const float middle = r.center().x, left = std::round(middle - side * 0.5f);
  r.min.y += std::floor(std::max(0.0f, (r.height() - side - 2 * line - 8) * 0.5f));
  const float top = r.min.y + line + 3;
  const lab::ArmFigures& figures = c.run.arm[static_cast<std::size_t>(arm)];
  const char* name = arm_name(c.run, arm);
  const float width = std::min(text_width(style.small_bold, name), r.width());
  text_fit(draw, style.small_bold, {middle - width * 0.5f, r.min.y}, r.width(), arm_color(style, c.run, arm), name);
  surface(c, arm, fields, {left, top}, {side, side});
  removed_pill(c, arm, rect({left, top}, {side, side}));
  Words words;
  if (c.run.classes == 0)
    words.add("test J %s", figure(static_cast<double>(figures.cost_test)).chars);
  else
    words.add("test %s", percent(static_cast<double>(figures.accuracy_test)).chars);
  text_center(draw, style.small, {middle, top + side + 4}, style.text, words);
  ImGui::PopID();
}

// keep_prob of all hidden layers at once.
void keep_slider(const Context& c, Rect r) {
  const int arm = dropout_arm(c), first = c.run.shape.layers > 1 ? 1 : 0;
  if (arm < 0 || r.width() < 90) return;
  const Style& style = c.style;
  const char* label = "keep_prob";
  const bool words = r.width() > 210;
  const float middle = r.center().y, name = words ? text_width(style.bold, label) + 12 : 0;
  if (words)
    text(ImGui::GetWindowDrawList(), style.bold, {r.min.x, middle - line_height(style.bold) * 0.5f}, style.text, label);
  float keep = c.experiment.arm[static_cast<std::size_t>(arm)].keep[static_cast<std::size_t>(first)];
  const Rect groove{{r.min.x + name, middle - 12}, {r.max.x - 44, middle + 12}};
  const Rect value{{r.max.x - 40, middle - 10}, {r.max.x, middle + 10}};
  mark("keep", first, groove.min.x, groove.min.y, groove.width(), groove.height());
  SliderRange range = keep_range(style, first, arm_color(style, c.experiment, arm));
  call_next("keep_prob");
  if (!slider(style, "keep", groove, value, range, keep)) return;
  for (int row = first; row < std::max(c.run.shape.layers, first + 1); ++row)
    c.intents.edit(lab::FieldId::keep, keep, row, arm);
}

void control_bar(const Context& c, Rect r) {
  const Style& style = c.style;
  const float y = r.center().y;
  region(Place::header, "Run", r.min);
  float x = r.min.x + 26;
  if (icon_button(style, "play", {x, y}, 16, c.environment.playing ? Icon::pause : Icon::play, true,
                  c.environment.playing ? "Pause (Space)" : "Train (Space)"))
    c.intents.toggle_play = true;
  mark_item("play");
  x += 40;
  if (icon_button(style, "reset", {x, y}, 15, Icon::reset, false, "Back to the same start (R)")) c.intents.reset = true;
  call_last("reset");
  mark_item("reset");
  x += 34;
  if (icon_button(style, "step", {x, y}, 15, Icon::step, false, "One iteration (→)")) c.intents.step = true;
  call_last("step");
  mark_item("step");
  x += 30;
  keep_slider(c, {{x, r.min.y}, {r.max.x - 14, r.max.y}});
}

void settings_scene(const Context& c, Thumbnails& thumbnails, Rect r) {
  const float pad = c.style.padding;
  card(c.style, r);
  float bottom = r.min.y;
  if (begin_scroll("settings", {{r.min.x + 1, r.min.y + 1}, {r.max.x - 1, r.max.y - 1}})) {
    const ImVec2 origin = scroll_origin();
    bottom = rail(c, thumbnails, {origin.x + pad, origin.y + pad - 2}, r.width() - 2 * pad) + pad;
  }
  end_scroll(bottom);
}

// Arms below or beside each other.
void surfaces_scene(const Context& c, Fields& fields, Rect r) {
  const ShownArms arms = shown_arms(c.run);
  if (arms.count == 0) return;
  const float n = static_cast<float>(arms.count), gap = c.style.gap * 0.5f;
  const bool beside = r.width() > r.height();
  const float wide = beside ? (r.width() - gap * (n - 1)) / n : r.width(),
              high = beside ? r.height() : (r.height() - gap * (n - 1)) / n;
  const bool small = wide < 190 && high < 300;
  if (small) card(c.style, r);
  const float pad = small ? 6.0f : 0.0f;
  ImVec2 at = r.min;
  for (int a : arms) {
    const Rect place = rect({std::round(at.x), std::round(at.y)}, {std::floor(wide), std::floor(high)});
    if (small)
      small_arm(c, a, fields, {{place.min.x + pad, place.min.y + pad}, {place.max.x - pad, place.max.y - pad}});
    else
      arm_panel(c, a, fields, place.min, {place.width(), place.height()});
    (beside ? at.x : at.y) += (beside ? wide : high) + gap;
  }
}

}  // namespace

void scene_layout(const Context& c, Fields& fields, Thumbnails& thumbnails) {
  const float w = c.environment.width, h = c.environment.height;
  const Rect r{{edge, edge}, {w - edge, h - bar_height}};
  const ImVec2 size(r.width(), r.height());
  switch (c.environment.scene) {
    case Scene::network:
      network_panel(c, fields, r.min, size);
      break;
    case Scene::tape:
      tape_panel(c, fields, r.min, size);
      break;
    case Scene::surfaces:
      surfaces_scene(c, fields, r);
      break;
    case Scene::norms:
      norm_panel(c, r.min, size);
      break;
    case Scene::cost:
      cost_panel(c, r.min, size);
      break;
    case Scene::kill_test:
    case Scene::lens:
    case Scene::penalty:
    case Scene::weights:
      inspector_scene(c, fields, tab_of(c.environment.scene), r);
      break;
    case Scene::settings:
      settings_scene(c, thumbnails, r);
      break;
    case Scene::page:
      break;
  }
  control_bar(c, {{0, h - bar_height}, {w, h}});
}

}  // namespace view
