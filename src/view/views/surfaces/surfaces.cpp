#include "views/surfaces/surfaces.h"

#include <algorithm>
#include <cmath>

#include "run/arms.h"
#include "run/removal_bar.h"
#include "view/tr.h"

namespace view {
namespace {

// Below one another, or side by side where there is more width than height; two by two where four would be too narrow.
struct Arrangement {
  int columns = 1, rows = 1;
};

Arrangement arrangement(int count, bool beside, float width) {
  if (!beside) return {1, count};
  const int columns = count == 4 && width < 640 ? 2 : count;
  return {columns, (count + columns - 1) / columns};
}

bool alone(const Context& c) { return c.environment.scene != Scene::page; }

// Between cards of a column, and between those of a page where there is room.
float gap_of(const Context& c, bool beside) { return beside && !alone(c) ? c.style.gap : c.style.gap * 0.5f; }

}  // namespace

float SurfacesView::height(const Context& c, float width, float room) const {
  const int count = std::max(arms_beside(shown_arms(c.run), c.selection.large_arm, false).count, 1);
  const float n = static_cast<float>(count);
  if (c.selection.narrow) {
    const float gap = gap_of(c, false), high = std::clamp((room - 2 * gap * (n - 1)) / n, 164.0f, width * 0.8f);
    return high * n + gap * (n - 1) + removal_bar_height + gap;
  }
  const Arrangement a = arrangement(count, true, width);
  const float gap = gap_of(c, true), columns = static_cast<float>(a.columns), rows = static_cast<float>(a.rows);
  const float wide = (width - gap * (columns - 1)) / columns;
  const bool beside = wide > 290;  // figures stand beside the surface
  return std::round(beside ? std::min(wide * 0.62f, 260.0f) : wide + 116) * rows + gap * (rows - 1) +
         removal_bar_height + gap;
}

void SurfacesView::draw(const Context& c, Rect r) {
  const ShownArms arms = arms_beside(shown_arms(c.run), c.selection.large_arm, c.selection.large_here);
  if (arms.count == 0) {
    card(c.style, r);
    const float pad = c.style.padding;
    text_wrapped(ImGui::GetWindowDrawList(), c.style.body, {r.min.x + pad, r.min.y + pad}, r.width() - 2 * pad,
                 c.style.text_muted, tr("Every arm is muted. Press the square beside an arm's name to show it."));
    return;
  }
  const bool bar = !c.selection.large_here && removable(c) && r.height() >= 300 && r.width() >= 220;
  if (bar) {
    removal_bar(c, {r.min, {r.max.x, r.min.y + removal_bar_height}});
    r.min.y += removal_bar_height + gap_of(c, false);
  }
  const bool beside = r.width() > r.height();
  const float gap = gap_of(c, beside);
  const Arrangement a = arrangement(arms.count, beside, alone(c) ? 640 : r.width());
  const float columns = static_cast<float>(a.columns), rows = static_cast<float>(a.rows);
  const float wide = (r.width() - gap * (columns - 1)) / columns, high = (r.height() - gap * (rows - 1)) / rows;
  const bool small = alone(c) && wide < 190 && high < 300;
  if (small) card(c.style, r);
  const float pad = small ? 6.0f : 0.0f;
  for (int i = 0; i < arms.count; ++i) {
    const float left = r.min.x + (wide + gap) * static_cast<float>(i % a.columns),
                top = r.min.y + (high + gap) * static_cast<float>(i / a.columns);
    const Rect place{{std::round(left) + pad, std::round(top) + pad},
                     {std::round(left + wide) - pad, std::round(top + high) - pad}};
    const int arm = nth(arms.index, i);
    small ? small_arm(c, arm, own_, place) : arm_card(c, arm, own_, place);
  }
}

std::unique_ptr<Drawing> surfaces_view() { return std::make_unique<SurfacesView>(); }

}  // namespace view
