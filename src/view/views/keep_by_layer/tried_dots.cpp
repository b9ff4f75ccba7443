// The same runs as dots: for each layer its keep_prob to the right, J at test upwards.
#include <algorithm>
#include <cmath>

#include "kit/announcing.h"
#include "run/arms.h"
#include "view/marks.h"
#include "view/tr.h"
#include "views/keep_by_layer/keep_by_layer.h"
#include "views/keep_by_layer/ranked.h"

namespace view {
namespace {

constexpr float radius = 4.5f;

struct Costs {
  double low = 0, high = 1;
  float y(Rect area, double j) const {
    return area.max.y - static_cast<float>((j - low) / (high - low)) * area.height();
  }
};

// Fits what is shown, with some room around it.
Costs costs_of(const std::vector<Run>& runs, const Ranked& all, int after) {
  double low = HUGE_VAL, high = -HUGE_VAL;
  for (int i = 0; i < all.count; ++i) {
    const auto j = static_cast<double>(nth(runs[nth(all.index, i)].test, after).cost);
    if (std::isfinite(j)) low = std::min(low, j), high = std::max(high, j);
  }
  if (!(low <= high)) return {};
  const double room = std::max((high - low) * 0.15, high * 0.05 + 1e-6);
  return {low - room, high + room};
}

float x_of(Rect area, float keep) { return area.min.x + area.width() * keep; }

// One layer: where its keep_prob is set now, and a dot for each run.
void panel(const Context& c, int arm, int row, const std::vector<Run>& runs, const Ranked& all, int after, Costs costs,
           Rect r) {
  const Style& style = c.style;
  const float line = std::ceil(line_height(style.small)) + 2;
  const Rect area{{r.min.x + radius, r.min.y + line}, {r.max.x - radius, r.max.y - line}};
  const ImU32 color = arm_color(style, c.run, arm);
  text_center(canvas(), style.small_bold, {area.center().x, r.min.y}, style.text_muted,
              layer_name(row, c.run.shape.layers));
  for (const float y : {area.min.y, area.center().y, area.max.y})
    canvas()->AddRectFilled({r.min.x, std::round(y)}, {r.max.x, std::round(y) + 1}, style.grid);
  for (const float keep : {0.0f, 0.5f, 1.0f})
    text_center(canvas(), style.small, {x_of(area, keep), area.max.y + 3}, style.text_faint,
                Words().add("%.2g", static_cast<double>(keep)));
  const float now = std::round(x_of(area, nth(nth(c.experiment.arm, arm).keep, row)));
  canvas()->AddRectFilled({now, area.min.y}, {now + 1, area.max.y}, with_alpha(color, 0.5f));
  explain(style, {r.min, {r.max.x, r.min.y + line}},
          tr("keep_prob of this layer to the right, J on the test set upwards: a dot for each run of the list. The "
             "line: what is set now."));
  for (int i = all.count - 1; i >= 0; --i) {
    const Run& run = runs[nth(all.index, i)];
    const auto j = static_cast<double>(nth(run.test, after).cost);
    if (diverged(run, after) || !std::isfinite(j)) continue;
    const ImVec2 at{x_of(area, nth(run.keep, row)), costs.y(area, j)};
    const Rect place{{at.x - radius - 2, at.y - radius - 2}, {at.x + radius + 2, at.y + radius + 2}};
    ImGui::PushID(i);
    const Press press = item(ImGui::GetID("dot"), place);
    mark("tried_dot", 100 * row + i, place.min.x, place.min.y, place.width(), place.height());
    ImGui::PopID();
    const bool set = is_set(c, arm, run);
    canvas()->AddCircleFilled(at, radius + (press.hovered ? 1.0f : 0.0f), set ? color : with_alpha(color, 0.45f), 20);
    if (set || press.hovered) canvas()->AddCircle(at, radius + 2, color, 20, 1.5f);
    if (press.focused) canvas()->AddCircle(at, radius + 4, style.focus, 20, 2);
    if (press.hovered) hint(style, run_words(c, run, after));
    if (press.pressed) set_choice(c, arm, run);
  }
}

}  // namespace

void KeepByLayerView::dots(const Context& c, int arm, Rect r) {
  const std::vector<Run>& runs = c.environment.tried->runs(arm);
  const Ranked all = ranked(runs, after_);
  const Costs costs = costs_of(runs, all, after_);
  const int rows = c.run.shape.layers;
  const bool inputs = rows == 1 || nth(c.experiment.arm, arm).keep[0] < 1 ||
                      std::any_of(runs.begin(), runs.end(), [](const Run& run) { return run.keep[0] < 1; });
  const int first = inputs ? 0 : 1, panels = rows - first;
  const Style& style = c.style;
  const float line = std::ceil(line_height(style.small)) + 2,
              numbers = std::ceil(text_width(style.small, "00.000")) + 8;
  const float pitch = std::min((r.width() - numbers) / static_cast<float>(panels), 460.0f);
  if (pitch < 50) return;
  const float top = r.min.y + line, bottom = r.max.y - line;
  text(canvas(), style.small_bold, r.min, style.text_muted, tr("test J"));
  const auto number = [&](float y, double j) {
    text_right(canvas(), style.small, {r.min.x + numbers - 8, y - line * 0.5f}, style.text_faint,
               Words().add("%.3f", j));
  };
  if (all.count > 0) {
    number(top + line * 0.5f, costs.high);
    number((top + bottom) * 0.5f, (costs.low + costs.high) * 0.5);
    number(bottom, costs.low);
  }
  for (int i = 0; i < panels; ++i) {
    const float x = std::round(r.min.x + numbers + pitch * static_cast<float>(i));
    ImGui::PushID(i);
    panel(c, arm, first + i, runs, all, after_, costs, {{x, r.min.y}, {std::round(x + pitch) - 14, r.max.y}});
    ImGui::PopID();
  }
}

}  // namespace view
