#include "kit/plot_zoom.h"

#include <algorithm>
#include <cmath>

#include "view/marks.h"
#include "view/tr.h"

namespace view {
namespace {

constexpr float least_iterations = 4;

// Ends of a range on round numbers, so that the axis has them.
float rounded(float iteration, float width) {
  const float step = std::max(1.0f, std::pow(10.0f, std::floor(std::log10(std::max(width, 1.0f) / 10))));
  return std::round(iteration / step) * step;
}

void show(PlotView& view, float a, float b, Span all) {
  const float width = std::abs(b - a);
  if (width < least_iterations) return;
  view.low = std::max(all.low, rounded(std::min(a, b), width));
  view.high = std::min(all.high, rounded(std::max(a, b), width));
}

void show_all(PlotView& view) { view.low = 0, view.high = -1; }

// ↑ and ↓ show half and twice as many iterations around the middle, ← and → go along, Home shows all.
void keys(ImGuiID id, Span span, Span all, PlotView& view) {
  take_keys(id, {ImGuiKey_LeftArrow, ImGuiKey_RightArrow, ImGuiKey_UpArrow, ImGuiKey_DownArrow, ImGuiKey_Home});
  const float width = span.high - span.low, middle = (span.low + span.high) * 0.5f;
  const int along = key_steps(ImGuiKey_RightArrow, ImGuiKey_LeftArrow);
  if (along != 0 && !view.all()) {
    const float by = std::clamp(static_cast<float>(along) * width * 0.25f, all.low - span.low, all.high - span.high);
    view.low = span.low + by, view.high = span.high + by;
  }
  if (ImGui::IsKeyPressed(ImGuiKey_UpArrow)) show(view, middle - width * 0.25f, middle + width * 0.25f, all);
  if (ImGui::IsKeyPressed(ImGuiKey_DownArrow)) {
    if (2 * width >= all.high - all.low) return show_all(view);
    const float low = std::clamp(middle - width, all.low, all.high - 2 * width);
    show(view, low, low + 2 * width, all);
  }
  if (ImGui::IsKeyPressed(ImGuiKey_Home)) show_all(view);
}

void draw_choice(const Style& style, Rect area, float from, float to) {
  const float left = std::clamp(std::min(from, to), area.min.x, area.max.x),
              right = std::clamp(std::max(from, to), area.min.x, area.max.x);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled({left, area.min.y}, {right, area.max.y}, with_alpha(style.focus, 0.12f));
  for (float x : {left, right}) draw->AddLine({x, area.min.y}, {x, area.max.y}, style.focus, 1);
}

}  // namespace

Span shown_span(const PlotView& view, Span all) {
  return view.all() || view.low >= all.high ? all : Span{view.low, view.high};
}

PlotHands plot_hands(const Style& style, const char* name, Rect area, Span span, Span all, PlotView& view) {
  PlotHands hands;
  const ImGuiID id = ImGui::GetID(name);
  if (!ImGui::IsRectVisible(area.min, area.max)) return hands;
  const auto iteration_at = [&](float x) {
    const float t = std::clamp((x - area.min.x) / area.width(), 0.0f, 1.0f);
    return span.low + t * (span.high - span.low);
  };
  const auto x_of = [&](float iteration) {
    return area.min.x + (iteration - span.low) / (span.high - span.low) * area.width();
  };
  const float at = ImGui::GetIO().MousePos.x;
  mark("plot", 0, area.min.x, area.min.y, area.width(), area.height());
  mark("shown_from", static_cast<int>(span.low), area.min.x, area.max.y, 1, 1);
  mark("shown_to", static_cast<int>(span.high), area.max.x, area.max.y, 1, 1);
  const Press press = item(id, area, Way::release_only);
  hands.hovered = press.hovered;
  hands.mouse = iteration_at(at);
  const bool dragged = dragged_away();
  if (press.focused) {
    keys(id, span, all, view);
    focus_ring(style, grown(area, 2), 3);
  }
  if (hands.hovered && ImGui::IsMouseDoubleClicked(0)) {
    show_all(view);
    view.picked = -1;
  } else if (style.touch) {
    if (press.held && dragged) let_item_go();  // the page scrolls
    if (press.pressed && !dragged && !press.focused) {
      if (view.picked >= 0) show(view, view.picked, hands.mouse, all);
      view.picked = view.picked >= 0 ? -1 : hands.mouse;
    }
    if (view.picked >= 0) draw_choice(style, area, x_of(view.picked), x_of(view.picked) + 1);
  } else if (press.held && dragged) {
    hands.choosing = true;
    draw_choice(style, area, ImGui::GetIO().MouseClickedPos[0].x, at);
  } else if (press.pressed && dragged) {
    show(view, iteration_at(ImGui::GetIO().MouseClickedPos[0].x), hands.mouse, all);
  }
  return hands;
}

void all_iterations_button(const Style& style, Rect area, bool at_left, PlotView& view) {
  if (view.all()) return;
  const char* label = tr("all iterations");
  const float width = button_width(style, ButtonKind::quiet, label), high = style.touch ? 34.0f : 22.0f;
  const float left = at_left ? area.min.x + 4 : area.max.x - width - 4;
  const Rect place = rect({left, area.min.y + 2}, {width, high});
  if (button(style, "all_iterations", place, ButtonKind::quiet, label)) show_all(view);
  mark_item("all_iterations");
  explain_last(style, tr("Shows the whole run again (double click, or Home)."));
}

}  // namespace view
