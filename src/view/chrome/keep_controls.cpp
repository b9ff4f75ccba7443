// Narrow layout: the sliders a thumb reaches for, under every scene.
#include <algorithm>
#include <cmath>

#include "chrome/regions.h"
#include "kit/announcing.h"
#include "run/arms.h"
#include "view/marks.h"
#include "view/tr.h"

namespace view {
namespace {

constexpr float row_pitch = 62;

// Rows of hidden layers; a network without any has its input's.
int first_row(const Frame& c) { return c.run.shape.layers > 1 ? 1 : 0; }
int rows(const Frame& c) {
  if (dropout_arm(c) < 0) return 0;
  return std::min(std::max(c.run.shape.layers, 1) - first_row(c), 3);
}

constexpr float line_pitch = 18;

// none 81.2 % · dropout 94.7 % · L2 97.6 %: test accuracy of each arm, in its colour, in as many lines as that takes.
// Returns how many; without `draws` it only measures.
int accuracies(const Frame& c, ImVec2 pos, float width, bool draws) {
  const Style& style = c.style;
  const bool regression = c.run.classes == 0;
  const char* what = regression ? tr("test cost") : tr("test");
  const float begin = pos.x + text_width(style.small, what) + 10;
  float x = begin, y = pos.y + 1;
  int lines = 1;
  if (draws) text(canvas(), style.small, {pos.x, y}, style.text_muted, what);
  for (int a : shown_arms(c.run)) {
    const lab::ArmFigures& arm = nth(c.run.arm, a);
    const Words value = regression ? figure(arm.cost_test) : percent(arm.accuracy_test);
    const float needed = text_width(style.small_bold, arm_name(c.run, a)) + text_width(style.small_bold, value) + 4;
    if (x > begin && x + needed > pos.x + width) {
      x = begin;
      y += line_pitch;
      ++lines;
    }
    if (draws) {
      const float name = text_width(style.small_bold, arm_name(c.run, a)) + 4;
      const float room = pos.x + width - x - (needed - name);
      text_fit(canvas(), style.small_bold, {x, y}, room, arm_color(style, c.run, a), arm_name(c.run, a));
      text(canvas(), style.small_bold, {x + std::min(name, room), y}, style.text, value);
      mark("accuracy", a, x, y, std::min(needed, pos.x + width - x), line_pitch);
    }
    x += needed + 12;
  }
  if (!draws) return lines;
  explain(style, rect(pos, {width, line_pitch * static_cast<float>(lines)}),
          regression ? tr("Half the mean squared error on the test set, dropout off.")
                     : tr("Share of the test set classified right, dropout off."));
  return lines;
}

}  // namespace

float keep_controls_height(const Frame& c) {
  const float width = c.environment.width - 2 * (c.style.gap + c.style.padding);
  const int more = accuracies(c, {0, 0}, width, false) - 1;
  return 12 + row_pitch * static_cast<float>(rows(c)) + 34 + line_pitch * static_cast<float>(more);
}

float keep_controls(const Frame& c, ImVec2 pos, float width) {
  const Style& style = c.style;
  const float height = keep_controls_height(c), inner = width - 2 * style.padding;
  card(style, rect(pos, {width, height}));
  const int arm = dropout_arm(c), first = first_row(c);
  region(Place::settings, "keep_prob", pos);
  float y = pos.y + 12;
  const float x = pos.x + style.padding;
  for (int i = 0; i < rows(c); ++i) {
    const int row = first + i;
    ImGui::PushID(row);
    const float name = text(canvas(), style.bold, {x, y + 2}, style.text, layer_name(row, c.run.shape.layers)) + 5;
    float left = x + name + text(canvas(), style.body, {x + name, y + 2}, style.text_muted, "keep_prob") + 14;
    if (dropping_arms(c.experiment) > 1) {
      text_fit(canvas(), style.small_bold, {left, y + 3}, x + inner - 60 - left, arm_color(style, c.experiment, arm),
               arm_name(c.run, arm));
    } else if (row > 0) {
      const auto index = static_cast<std::size_t>(row);
      const std::int64_t weights = static_cast<std::int64_t>(c.run.shape.units[index]) * c.run.shape.units[index - 1];
      text_fit(canvas(), style.small, {left, y + 3}, x + inner - 60 - left, style.text_faint,
               compact(weights).add(tr(" weights")));
    }
    float keep = nth(nth(c.experiment.arm, arm).keep, row);
    const Rect groove = rect({x, y + 21}, {inner, 32});
    call_keep(c, row, arm);
    if (slider(style, "keep", groove, {{x + inner - 60, y}, {x + inner, y + 20}},
               keep_range(style, row, arm_color(style, c.experiment, arm)), keep))
      c.intents.edit(lab::FieldId::keep, keep, row, arm);
    mark("keep", row, groove.min.x, groove.min.y, groove.width(), groove.height());
    ImGui::PopID();
    y += row_pitch;
  }
  accuracies(c, {x, y + 2}, inner, true);
  return pos.y + height;
}

}  // namespace view
