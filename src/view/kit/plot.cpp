#include "kit/plot.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "imgui_internal.h"
#include "kit/plot_zoom.h"
#include "lab/snapshot.h"
#include "net/sort.h"
#include "view/tr.h"

namespace view {
namespace {

// Values to screen: x linear, y linear or logarithmic.
struct Frame {
  Rect area;
  float x_low = 0, x_high = 1, y_low = 0, y_high = 1;
  bool logarithmic = false;

  float x(float iteration) const { return area.min.x + (iteration - x_low) / (x_high - x_low) * area.width(); }
  float y(float value) const {
    float t = (value - y_low) / (y_high - y_low);
    if (logarithmic) t = std::log(std::max(value, y_low) / y_low) / std::log(y_high / y_low);
    return area.max.y - std::clamp(t, 0.0f, 1.0f) * area.height();
  }
};

// The smallest of 1, 2, 5 times a power of ten that is at least v > 0.
float round_step(float v) {
  const float power = std::pow(10.0f, std::floor(std::log10(v)));
  for (float m : {1.0f, 2.0f, 5.0f})
    if (v <= m * power * 1.0001f) return m * power;
  return 10 * power;
}

struct Ticks {
  std::array<float, 16> at{};
  int count = 0;
  void add(float v) {
    if (count < static_cast<int>(at.size())) nth(at, count++) = v;
  }
  std::span<const float> all() const { return {at.data(), static_cast<std::size_t>(count)}; }
};

Ticks linear_ticks(float low, float high, int about) {
  Ticks ticks;
  const float step = round_step((high - low) / static_cast<float>(std::max(about, 1)));
  for (float v = std::ceil(low / step - 0.001f) * step; v <= high + step * 0.001f; v += step)
    ticks.add(std::abs(v) < step * 0.01f ? 0 : v);
  return ticks;
}

// Powers of ten; with 2 and 5 between while there are few.
Ticks logarithmic_ticks(float low, float high, int about) {
  Ticks ticks;
  const float decades = std::log10(high / low);
  const bool fine = decades < static_cast<float>(about) / 2;
  const int skip = std::max(1, static_cast<int>(std::ceil(decades / static_cast<float>(std::max(about, 1)))));
  for (int p = static_cast<int>(std::floor(std::log10(low))); p <= static_cast<int>(std::ceil(std::log10(high)));
       p += fine ? 1 : skip)
    for (float m : {1.0f, 2.0f, 5.0f}) {
      const float v = m * std::pow(10.0f, static_cast<float>(p));
      if ((m == 1 || fine) && v >= low * 0.999f && v <= high * 1.001f) ticks.add(v);
    }
  return ticks;
}

// Ends of the value axis on round numbers; from 0 on, but where only a part of the iterations is looked at closely.
void fit_values(Frame& frame, std::span<const float> iteration, std::span<const Curve> curves, const Axis& axis,
                int about, bool part) {
  float low = INFINITY, high = -INFINITY;
  for (std::size_t i = 0; axis.band && i < axis.band->iteration.size(); ++i) {
    const float at = axis.band->iteration[i], middle = axis.band->mean[i], half = axis.band->deviation[i];
    if (at < frame.x_low || at > frame.x_high || !std::isfinite(middle + half)) continue;
    low = std::min(low, middle - half);
    high = std::max(high, middle + half);
  }
  for (const Curve& curve : curves)
    for (std::size_t i = 0; i < std::min(iteration.size(), curve.value.size()); ++i) {
      const float v = curve.value[i];
      if (iteration[i] < frame.x_low || iteration[i] > frame.x_high) continue;
      if (!std::isfinite(v) || (frame.logarithmic && v <= 0)) continue;
      low = std::min(low, v);
      high = std::max(high, v);
    }
  if (high < low) low = frame.logarithmic ? 0.1f : 0, high = 1;
  if (frame.logarithmic) {
    low = std::max(low, high * 1e-6f);
    if (high < low * 2) low /= 1.5f, high *= 1.5f;
    frame.y_low = low / 1.06f;
    frame.y_high = high * 1.06f;
    return;
  }
  if (low >= 0 && !part && axis.from_zero) low = 0;
  if (high <= low) high = low + 1;
  const float step = round_step((high - low) / static_cast<float>(std::max(about, 1)));
  frame.y_low = std::floor(low / step) * step;
  frame.y_high = std::max(high * 1.03f, frame.y_low + step);
}

Words tick_words(float v, bool logarithmic, float step) {
  if (logarithmic || v == 0) return v == 0 ? Words().add("0") : v >= 1 ? figure(std::round(v)) : Words().add("%g", v);
  if (std::abs(v) >= 1e6f) return figure(v);
  if (step >= 1) return grouped(std::lround(v));
  return Words().add("%.*f", step > 0.099f ? 1 : step > 0.0099f ? 2 : 3, v);
}

void draw_axes(const Style& style, const Frame& frame, const Ticks& ys, std::span<const Words> names, const Ticks& xs) {
  ImDrawList* draw = canvas();
  const float half = line_height(style.small) * 0.5f;
  for (int i = 0; i < ys.count; ++i) {
    const auto index = static_cast<std::size_t>(i);
    const float y = std::round(frame.y(ys.at[index])) + 0.5f;
    draw->AddLine({frame.area.min.x, y}, {frame.area.max.x, y}, ys.at[index] == 0 ? style.track : style.grid, 1);
    text_right(draw, style.small, {frame.area.min.x - 6, y - half}, style.text_faint, names[index]);
  }
  const float below = frame.area.max.y + 4;
  const Words end = Words().add(tr("iteration %s"), grouped(std::lround(frame.x_high)).chars);
  const float name_left = frame.area.max.x - text_width(style.small, end);
  text(draw, style.small, {name_left, below}, style.text_faint, end);
  for (float v : xs.all()) {
    const Words words = grouped(std::lround(v));
    const float width = text_width(style.small, words), x = frame.x(v);
    const float left = std::max(x - width * 0.5f, frame.area.min.x - 3);
    if (left + width > name_left - 8) break;
    text(draw, style.small, {left, below}, style.text_faint, words);
    draw->AddLine({x, frame.area.max.y}, {x, frame.area.max.y + 3}, style.track, 1);
  }
}

// A line through the finite points, at most about one a device pixel; broken where a value is not finite.
void draw_curve(const Frame& frame, std::span<const float> iteration, const Curve& curve, float pixel_ratio) {
  const auto end = iteration.begin() + static_cast<std::ptrdiff_t>(std::min(iteration.size(), curve.value.size()));
  const int first = static_cast<int>(std::lower_bound(iteration.begin(), end, frame.x_low) - iteration.begin());
  const int after = static_cast<int>(std::upper_bound(iteration.begin(), end, frame.x_high) - iteration.begin());
  const int n = after - first;
  const int skip = std::max(
      1, static_cast<int>(static_cast<float>(n) / std::max(frame.area.width() * std::min(pixel_ratio, 1.5f), 1.0f)));
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
    nth(point, count++) = {frame.x(iteration[index]), frame.y(curve.value[index])};
  }
  flush();
}

// Points that lie close on the screen are joined; a lone one is a stroke.
void draw_band(const Frame& frame, const Band& band) {
  constexpr float close = 7, half_stroke = 1.5f;
  float last = -INFINITY, top = 0, bottom = 0;
  for (std::size_t i = 0; i < band.iteration.size(); ++i) {
    const float at = band.iteration[i], middle = band.mean[i], half = band.deviation[i];
    if (at < frame.x_low || at > frame.x_high || !std::isfinite(middle + half)) continue;
    const float x = frame.x(at), y = frame.y(middle + half), y_low = frame.y(middle - half);
    if (x - last <= close) {
      canvas()->AddQuadFilled({last, top}, {x, y}, {x, y_low}, {last, bottom}, band.color);
    } else {
      canvas()->AddRectFilled({x - half_stroke, y}, {x, y_low}, band.color);
    }
    last = x, top = y, bottom = y_low;
  }
}

enum class LabelForm { one_line, two_lines, short_line };

struct EndLabel {
  float wanted = 0, y = 0;  // middle of the label, of the curve's end and as drawn
  int curve = 0;
};

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

Words label_value(const Curve& curve, LabelForm form) {
  Words words = figure(curve.newest);
  if (curve.ratio > 0 && form != LabelForm::short_line) words.add(" · %s×", figure(curve.ratio).chars);
  return words;
}

float label_width(const Style& style, const Curve& curve, LabelForm form) {
  const float name = text_width(style.small_bold, curve.name),
              value = text_width(style.small, label_value(curve, form));
  return form == LabelForm::two_lines ? std::max(name, value) : name + 4 + value;
}

// Moves labels as little as possible until none overlaps: neighbours that would touch share the middle of their group
// (isotonic regression of the wanted places less their offsets in the stack).
void spread(std::span<EndLabel> labels, float height, float top, float bottom) {
  net::sort(labels, [](const EndLabel& a, const EndLabel& b) { return a.wanted < b.wanted; });
  struct Group {
    float sum = 0;
    int count = 0;
    float mean() const { return sum / static_cast<float>(count); }
  };
  std::array<Group, max_curves> group;
  std::size_t groups = 0;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    group[groups++] = {labels[i].wanted - height * static_cast<float>(i), 1};
    for (; groups > 1 && group[groups - 2].mean() > group[groups - 1].mean(); --groups) {
      group[groups - 2].sum += group[groups - 1].sum;
      group[groups - 2].count += group[groups - 1].count;
    }
  }
  const float n = static_cast<float>(labels.size()), low = top + height * 0.5f, high = bottom - height * (n - 0.5f);
  std::size_t i = 0;
  for (std::size_t g = 0; g < groups; ++g)
    for (int k = 0; k < group[g].count; ++k, ++i)
      labels[i].y = std::clamp(group[g].mean(), low, std::max(low, high)) + height * static_cast<float>(i);
}

void draw_labels(const Style& style, const Frame& frame, std::span<const Curve> curves, LabelForm form, float bottom) {
  std::array<EndLabel, max_curves> all;
  int count = 0;
  for (std::size_t i = 0; i < curves.size(); ++i) {
    const Curve& curve = curves[i];
    if (!curve.labelled || curve.value.empty()) continue;
    const float end = curve.value.back();
    const float y = std::isfinite(end) ? frame.y(end) : frame.area.min.y;
    nth(all, count++) = {y, y, static_cast<int>(i)};
  }
  const float line = line_height(style.small) + 1, height = form == LabelForm::two_lines ? 2 * line + 2 : line + 1;
  const std::span<EndLabel> labels{all.data(), static_cast<std::size_t>(count)};
  spread(labels, height, frame.area.min.y - line * 0.5f, bottom);
  for (const EndLabel& label : labels) {
    const Curve& curve = nth(curves, label.curve);
    const float x = frame.area.max.x + 12;
    float y = label.y - height * 0.5f;
    canvas()->AddLine({frame.area.max.x + 2, label.wanted}, {x - 3, label.y}, with_alpha(curve.color, 0.45f), 1);
    const float drawn = text(canvas(), style.small_bold, {x, y}, curve.color, curve.name);
    const ImVec2 at = form == LabelForm::two_lines ? ImVec2{x, y + line} : ImVec2{x + drawn + 4, y};
    text(canvas(), style.small, at, style.text, label_value(curve, form));
  }
}

int nearest(std::span<const float> iteration, float wanted) {
  const auto after = std::lower_bound(iteration.begin(), iteration.end(), wanted);
  int i = static_cast<int>(after - iteration.begin());
  const int n = static_cast<int>(iteration.size());
  if (i >= n) return n - 1;
  if (i > 0 && wanted - nth(iteration, i - 1) < nth(iteration, i) - wanted) --i;
  return i;
}

void draw_crosshair(const Style& style, const Frame& frame, std::span<const float> iteration,
                    std::span<const Curve> curves, int i) {
  const auto index = static_cast<std::size_t>(i);
  const float x = frame.x(iteration[index]);
  canvas()->AddLine({x, frame.area.min.y}, {x, frame.area.max.y}, style.text_faint, 1);
  for (const Curve& curve : curves) {
    if (index >= curve.value.size() || !std::isfinite(curve.value[index])) continue;
    canvas()->AddCircleFilled({x, frame.y(curve.value[index])}, 4, style.panel, 16);
    canvas()->AddCircleFilled({x, frame.y(curve.value[index])}, 3, curve.color, 16);
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
  const char* deed = style.touch ? tr("Two taps choose a range.") : tr("Drag: a closer look. Double click: all.");
  width = std::max(width, text_width(style.small, deed));
  if (!begin_hint(style, {width, line * static_cast<float>(curves.size() + 2) - 4}, pos)) return;
  text(canvas(), style.small_bold, pos, style.tooltip_text, head);
  for (const Curve& curve : curves) {
    pos.y += line;
    const float middle = pos.y + line_height(style.small) * 0.5f;
    canvas()->AddLine({pos.x, middle}, {pos.x + 12, middle}, style.tooltip_text, curve.thickness + 2);
    canvas()->AddLine({pos.x, middle}, {pos.x + 12, middle}, curve.color, curve.thickness);
    text(canvas(), style.small, {pos.x + 18, pos.y}, style.tooltip_text, curve.name);
    const Words value =
        index < curve.value.size() && std::isfinite(curve.value[index]) ? figure(curve.value[index]) : Words().add("–");
    text_right(canvas(), style.small_bold, {pos.x + width, pos.y}, style.tooltip_text, value);
  }
  text(canvas(), style.small, {pos.x, pos.y + line}, with_alpha(style.tooltip_text, 0.7f), deed);
  end_hint();
}

// A small triangle on the axis for each; those within reach of the pointer are returned and lit.
PlotMarks draw_marks(const Style& style, const Frame& frame, std::span<const float> marks) {
  constexpr float reach = 6, high = 6, half = 4;
  const ImVec2 pointer = ImGui::GetIO().MousePos;
  const bool near_axis = pointed_at(
      {{frame.area.min.x - reach, frame.area.max.y - 10}, {frame.area.max.x + reach, frame.area.max.y + 10}});
  PlotMarks found;
  for (std::size_t i = 0; i < marks.size(); ++i) {
    if (marks[i] < frame.x_low || marks[i] > frame.x_high) continue;
    const float x = std::round(frame.x(marks[i])), y = frame.area.max.y;
    const bool at = near_axis && std::abs(x - pointer.x) <= reach;
    if (at && found.count++ == 0) found.first = static_cast<int>(i);
    const ImU32 color = at ? style.text : style.text_muted;
    if (at) canvas()->AddLine({x, frame.area.min.y}, {x, y}, with_alpha(style.text_faint, 0.6f), 1);
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

LabelForm choose_form(const Style& style, Rect r, std::span<const Curve> curves) {
  if (r.width() >= 460) return LabelForm::one_line;
  const auto labelled = std::count_if(curves.begin(), curves.end(), [](const Curve& c) { return c.labelled; });
  const float needed = static_cast<float>(labelled) * (2 * line_height(style.small) + 4);
  return needed <= r.height() - 6 ? LabelForm::two_lines : LabelForm::short_line;
}

}  // namespace

void reserve_outlines(int points) { ImGui::GetDrawListSharedData()->TempBuffer.reserve(5 * (points + 1)); }

Plotted plot(const Style& style, const char* id, Rect r, std::span<const float> iteration, std::span<const Curve> whole,
             const Axis& axis, std::span<const float> marks, PlotView& view) {
  if (iteration.empty() || whole.empty()) {
    text_wrapped(canvas(), style.body, r.min, r.width(), style.text_muted, axis.empty);
    return {};
  }
  const Span all{iteration.front(), std::max(iteration.back(), iteration.front() + 10)}, span = shown_span(view, all);
  const bool part = !view.all();
  std::array<Curve, max_curves> scratch;
  const auto last = std::upper_bound(iteration.begin(), iteration.end(), span.high) - iteration.begin() - 1;
  const std::span<const Curve> curves =
      part ? ending_at(whole, static_cast<std::size_t>(std::max<std::ptrdiff_t>(last, 0)), scratch) : whole;
  const float line = line_height(style.small);
  const int about = std::max(2, static_cast<int>(r.height() / 42));
  Frame frame{r, span.low, span.high, 0, 1, axis.logarithmic};
  frame.area.min.y += std::ceil(line * 0.5f);
  frame.area.max.y -= std::ceil(line) + 6;
  fit_values(frame, iteration, curves, axis, about, part);

  const Ticks ys = axis.logarithmic ? logarithmic_ticks(frame.y_low, frame.y_high, about)
                                    : linear_ticks(frame.y_low, frame.y_high, about);
  std::array<Words, 16> names;
  float left = 0;
  const float step = ys.count > 1 ? ys.at[1] - ys.at[0] : 1;
  for (std::size_t i = 0; i < static_cast<std::size_t>(ys.count); ++i) {
    names[i] = tick_words(ys.at[i], axis.logarithmic, step);
    left = std::max(left, text_width(style.small, names[i]));
  }
  const LabelForm form = choose_form(style, r, curves);
  float right = 0;
  for (const Curve& curve : curves)
    if (curve.labelled) right = std::max(right, label_width(style, curve, form));
  frame.area.min.x += std::ceil(left) + 6;
  frame.area.max.x -= std::min(std::ceil(right) + 14, r.width() * 0.5f) + axis.strip;
  Plotted plotted;
  plotted.strip = {{frame.area.max.x + 6, frame.area.min.y}, {frame.area.max.x + 6 + axis.strip, frame.area.max.y}};
  plotted.low = frame.y_low;
  plotted.high = frame.y_high;

  const Ticks xs = linear_ticks(frame.x_low, frame.x_high, std::max(1, static_cast<int>(frame.area.width() / 90)));
  draw_axes(style, frame, ys, names, xs);
  if (axis.band) draw_band(frame, *axis.band);
  for (const Curve& curve : curves) draw_curve(frame, iteration, curve, style.pixel_ratio);
  draw_labels(style, frame, curves, form, r.max.y);
  const PlotMarks at = plotted.marks = draw_marks(style, frame, marks);

  all_iterations_button(style, frame.area, rises(iteration, curves, span),
                        view);  // first: what is asked first gets the pointer
  const PlotHands hands = plot_hands(style, id, frame.area, span, all, view);
  if (hands.hovered) view.pointing = hands.mouse;
  const float wanted = hands.hovered ? hands.mouse : view.pointed;
  if (wanted < span.low || wanted > span.high) return plotted;
  const int i = nearest(iteration, wanted);
  draw_crosshair(style, frame, iteration, curves, i);
  if (hands.hovered && !hands.choosing && at.count == 0) show_values(style, iteration, curves, axis, i);
  return plotted;
}

}  // namespace view
