#include "kit/plot.h"
#include "kit/finger.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "imgui_internal.h"
#include "kit/plot_labels.h"
#include "kit/plot_zoom.h"
#include "lab/snapshot.h"
#include "view/marks.h"
#include "view/tr.h"

namespace view {
namespace {

// A line through the finite points, at most about one a device pixel; broken where a value is not finite.
void draw_curve(const PlotArea& area, std::span<const float> iteration, const Curve& curve, float pixel_ratio) {
  const auto end = iteration.begin() + static_cast<std::ptrdiff_t>(std::min(iteration.size(), curve.value.size()));
  const int first = static_cast<int>(std::lower_bound(iteration.begin(), end, area.x_low) - iteration.begin());
  const int after = static_cast<int>(std::upper_bound(iteration.begin(), end, area.x_high) - iteration.begin());
  const int n = after - first;
  const int skip = std::max(
      1, static_cast<int>(static_cast<float>(n) / std::max(area.place.width() * std::min(pixel_ratio, 1.5f), 1.0f)));
  ImDrawList* draw = canvas();
  std::array<ImVec2, lab::history_capacity + 1> point;
  int count = 0;
  auto flush = [&] {
    if (count > 1) draw->AddPolyline(point.data(), count, curve.color, 0, curve.thickness);
    if (count == 1) draw->AddCircleFilled(point[0], curve.thickness, curve.color, 12);
    count = 0;
  };
  for (int i = 0; i < n; ++i) {
    if (i % skip != 0 && i != n - 1) continue;
    const auto index = static_cast<std::size_t>(first + i);
    if (!std::isfinite(curve.value[index]) || count > lab::history_capacity) {
      flush();
      continue;
    }
    nth(point, count++) = {area.x(iteration[index]), area.y(curve.value[index])};
  }
  flush();
}

// Points that lie close on the screen are joined; a lone one is a stroke.
void draw_band(const PlotArea& area, const Band& band) {
  constexpr float close = 7, half_stroke = 1.5f;
  float last = -INFINITY, top = 0, bottom = 0;
  for (std::size_t i = 0; i < band.iteration.size(); ++i) {
    const float at = band.iteration[i], middle = band.mean[i], half = band.deviation[i];
    if (at < area.x_low || at > area.x_high || !std::isfinite(middle + half)) continue;
    const float x = area.x(at), y = area.y(middle + half), y_low = area.y(middle - half);
    if (x - last <= close) {
      canvas()->AddQuadFilled({last, top}, {x, y}, {x, y_low}, {last, bottom}, band.color);
    } else {
      canvas()->AddRectFilled({x - half_stroke, y}, {x, y_low}, band.color);
    }
    last = x, top = y, bottom = y_low;
  }
}

// Of a part of the run that ends before now, labels tell the values there.
std::span<const Curve> ending_at(std::span<const Curve> curves, std::size_t last, std::span<Curve> scratch) {
  const auto count = std::min(curves.size(), scratch.size());
  std::copy_n(curves.begin(), count, scratch.begin());
  for (Curve& curve : scratch.first(count)) {
    if (last + 1 >= curve.value.size()) continue;
    curve.value = curve.value.first(last + 1);
    curve.newest = curve.value.back();
    curve.ratio = 0;
  }
  return scratch.first(count);
}

int nearest(std::span<const float> iteration, float wanted) {
  const auto after = std::lower_bound(iteration.begin(), iteration.end(), wanted);
  int i = static_cast<int>(after - iteration.begin());
  const int n = static_cast<int>(iteration.size());
  if (i >= n) return n - 1;
  if (i > 0 && wanted - nth(iteration, i - 1) < nth(iteration, i) - wanted) --i;
  return i;
}

void draw_crosshair(const Style& style, const PlotArea& area, std::span<const float> iteration,
                    std::span<const Curve> curves, int i) {
  const auto index = static_cast<std::size_t>(i);
  const float x = area.x(iteration[index]);
  canvas()->AddLine({x, area.place.min.y}, {x, area.place.max.y}, style.text_faint, 1);
  for (const Curve& curve : curves) {
    if (index >= curve.value.size() || !std::isfinite(curve.value[index])) continue;
    canvas()->AddCircleFilled({x, area.y(curve.value[index])}, 4, style.panel, 16);
    canvas()->AddCircleFilled({x, area.y(curve.value[index])}, 3, curve.color, 16);
  }
}

void show_values(const Style& style, std::span<const float> iteration, std::span<const Curve> curves, const Axis& axis,
                 int i) {
  const auto index = static_cast<std::size_t>(i);
  const Words head =
      Words().add(tr("%s at iteration %s"), axis.value_name, grouped(std::lround(iteration[index])).chars);
  float width = text_width(style.small_bold, head);
  for (const Curve& curve : curves) width = std::max(width, text_width(style.small, curve.name) + 90);
  const float line = std::ceil(line_height(style.small)) + 4;
  ImVec2 pos;
  const char* deed = by_hand(style, tr("Drag: a closer look. Double click: all."), tr("Two taps choose a range."));
  width = std::max(width, text_width(style.small, deed));
  if (!begin_hint(style, {width, line * static_cast<float>(curves.size() + 2) - 4}, pos)) return;
  text(canvas(), style.small_bold, pos, style.tooltip_text, head);
  for (const Curve& curve : curves) {
    pos.y += line;
    const float middle = pos.y + line_height(style.small) * 0.5f;
    canvas()->AddLine({pos.x, middle}, {pos.x + 12, middle}, style.tooltip_text, curve.thickness + 2);
    canvas()->AddLine({pos.x, middle}, {pos.x + 12, middle}, curve.color, curve.thickness);
    text(canvas(), style.small, {pos.x + 18, pos.y}, style.tooltip_text, curve.name);
    const Words value = index < curve.value.size() && std::isfinite(curve.value[index])
                            ? figure(curve.value[index]).add("%s", curve.unit)
                            : Words().add("–");
    text_right(canvas(), style.small_bold, {pos.x + width, pos.y}, style.tooltip_text, value);
  }
  text(canvas(), style.small, {pos.x, pos.y + line}, with_alpha(style.tooltip_text, 0.7f), deed);
  end_hint();
}

// A small triangle on the axis for each; those within reach of the pointer are returned and lit.
PlotMarks draw_marks(const Style& style, const PlotArea& area, std::span<const float> marks) {
  constexpr float reach = 6, high = 6, half = 4;
  const ImVec2 pointer = ImGui::GetIO().MousePos;
  const bool near_axis = pointed_at(
      {{area.place.min.x - reach, area.place.max.y - 10}, {area.place.max.x + reach, area.place.max.y + 10}});
  PlotMarks found;
  for (std::size_t i = 0; i < marks.size(); ++i) {
    if (marks[i] < area.x_low || marks[i] > area.x_high) continue;
    const float x = std::round(area.x(marks[i])), y = area.place.max.y;
    const bool at = near_axis && std::abs(x - pointer.x) <= reach;
    if (at && found.count++ == 0) found.first = static_cast<int>(i);
    mark("flag", static_cast<int>(i), x - half, y - high, 2 * half, high);
    const ImU32 color = at ? style.text : style.text_muted;
    if (at) canvas()->AddLine({x, area.place.min.y}, {x, y}, with_alpha(style.text_faint, 0.6f), 1);
    canvas()->AddTriangleFilled({x - half, y - high}, {x, y}, {x + half, y - high}, color);
  }
  return found;
}

// Is the highest of the curves higher at the end than at the beginning of what is shown?
bool rises(std::span<const float> iteration, std::span<const Curve> curves, Span span) {
  const auto first = static_cast<std::size_t>(nearest(iteration, span.low)),
             last = static_cast<std::size_t>(nearest(iteration, span.high));
  float begin = -INFINITY, end = -INFINITY;
  for (const Curve& curve : curves) {
    if (last >= curve.value.size()) continue;
    begin = std::max(begin, curve.value[first]);
    end = std::max(end, curve.value[last]);
  }
  return end > begin;
}

// In the middle of the axes, for as long as they are empty.
void say_over(const Style& style, Rect area, const char* words) {
  const float width = std::min(area.width() - 24, text_width(style.body, words) + 1),
              high = text_wrapped(nullptr, style.body, {0, 0}, width, 0, words);
  const ImVec2 at(area.center().x - width * 0.5f, area.center().y - high * 0.5f);
  if (width < 40) return;
  canvas()->AddRectFilled({at.x - 8, at.y - 5}, {at.x + width + 8, at.y + high + 5}, style.panel, 4);
  text_wrapped(canvas(), style.body, at, width, style.text_muted, words);
}

}  // namespace

void reserve_outlines(int points) { ImGui::GetDrawListSharedData()->TempBuffer.reserve(5 * (points + 1)); }

Plotted plot(const Style& style, const char* id, Rect r, std::span<const float> iteration, std::span<const Curve> whole,
             const Axis& axis, std::span<const float> marks, PlotView& view) {
  if (whole.empty()) {
    text_wrapped(canvas(), style.body, r.min, r.width(), style.text_muted, axis.empty);
    return {};
  }
  static constexpr float at_the_start[] = {0};
  if (iteration.empty()) iteration = at_the_start;
  const Span all{iteration.front(), std::max({iteration.back(), iteration.front() + 10, axis.last})},
      span = shown_span(view, all);
  const bool part = !view.all();
  std::array<Curve, max_curves> scratch;
  const auto last = std::upper_bound(iteration.begin(), iteration.end(), span.high) - iteration.begin() - 1;
  const std::span<const Curve> curves =
      part ? ending_at(whole, static_cast<std::size_t>(std::max<std::ptrdiff_t>(last, 0)), scratch) : whole;
  const float line = line_height(style.small);
  const int about = std::max(2, static_cast<int>(r.height() / 42));
  PlotArea area{r, span.low, span.high, 0, 1, axis.logarithmic};
  area.place.min.y += std::ceil(line * 0.5f);
  area.place.max.y -= std::ceil(line) + 6;
  fit_values(area, iteration, curves, axis, about, part);

  const ValueTicks values = value_ticks(style, area, about);
  const LabelForm form = label_form(style, r, curves);
  area.place.min.x += std::ceil(values.width) + 6;
  area.place.max.x -= std::min(std::ceil(label_width(style, curves, form)) + 14, r.width() * 0.5f) + axis.strip;
  Plotted plotted;
  plotted.strip = {{area.place.max.x + 6, area.place.min.y}, {area.place.max.x + 6 + axis.strip, area.place.max.y}};
  plotted.place = area.place;
  plotted.first = area.x_low;
  plotted.last = area.x_high;
  plotted.low = area.y_low;
  plotted.high = area.y_high;

  draw_axes(style, area, values);
  if (std::isfinite(axis.line)) {
    const float y = std::round(area.y(axis.line)) + 0.5f;
    canvas()->AddLine({area.place.min.x, y}, {area.place.max.x, y}, style.text_faint, 1);
  }
  if (axis.band) draw_band(area, *axis.band);
  for (const Curve& curve : curves) draw_curve(area, iteration, curve, style.pixel_ratio);
  draw_labels(style, area, curves, form, r.max.y);
  if (iteration.size() < 2 && !axis.still) say_over(style, area.place, axis.empty);
  const PlotMarks at = plotted.marks = draw_marks(style, area, marks);

  if (axis.still) return plotted;
  all_iterations_button(style, area.place, rises(iteration, curves, span),
                        view);  // first: what is asked first gets the pointer
  const PlotHands hands = plot_hands(style, id, area.place, span, all, view);
  if (hands.hovered) view.pointing = hands.mouse;
  const float wanted = hands.hovered ? hands.mouse : view.pointed;
  if (wanted < span.low || wanted > span.high) return plotted;
  const int i = nearest(iteration, wanted);
  draw_crosshair(style, area, iteration, curves, i);
  if (hands.hovered && !hands.choosing && at.count == 0) show_values(style, iteration, curves, axis, i);
  return plotted;
}

}  // namespace view
