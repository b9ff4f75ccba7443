#include "chrome/scene_layout.h"

#include <algorithm>
#include <cmath>

#include "chrome/view_card.h"
#include "ink/fill.h"
#include "kit/announcing.h"
#include "kit/scroll.h"
#include "run/arms.h"
#include "view/marks.h"
#include "view/tr.h"

namespace view {
namespace {

constexpr float bar_height = 46, edge = 6;

// keep_prob of all hidden layers at once.
void keep_slider(const Frame& c, Rect r) {
  const int arm = dropout_arm(c), first = c.run.shape.layers > 1 ? 1 : 0;
  if (arm < 0 || r.width() < 90) return;
  const Style& style = c.style;
  const char* label = "keep_prob";
  const bool words = r.width() > 210;
  const float middle = r.center().y, name = words ? text_width(style.bold, label) + 12 : 0;
  if (words)
    text(ImGui::GetWindowDrawList(), style.bold, {r.min.x, middle - line_height(style.bold) * 0.5f}, style.text, label);
  float keep = nth(nth(c.experiment.arm, arm).keep, first);
  const Rect groove{{r.min.x + name, middle - 12}, {r.max.x - 44, middle + 12}};
  const Rect value{{r.max.x - 40, middle - 10}, {r.max.x, middle + 10}};
  mark("keep", first, groove.min.x, groove.min.y, groove.width(), groove.height());
  SliderRange range = keep_range(style, first, arm_color(style, c.experiment, arm));
  call_next("keep_prob");
  if (!slider(style, "keep", groove, value, range, keep)) return;
  for (int row = first; row < std::max(c.run.shape.layers, first + 1); ++row)
    c.intents.edit(lab::FieldId::keep, keep, row, arm);
}

void control_bar(const Frame& c, Rect r) {
  const Style& style = c.style;
  const float y = r.center().y;
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
  x += 30;
  keep_slider(c, {{x, r.min.y}, {r.max.x - 14, r.max.y}});
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

}  // namespace

void scene_layout(const Frame& c) {
  const float w = c.environment.width, h = c.environment.height;
  const Rect r{{edge, edge}, {w - edge, h - bar_height}};
  if (c.environment.scene == Scene::settings)
    settings_scene(c, r);
  else
    view_alone(c, view_of(c.environment.scene), r);
  control_bar(c, {{0, h - bar_height}, {w, h}});
}

}  // namespace view
