#include "kit/plot_labels.h"

#include "net/sort.h"

namespace view {
namespace {

struct EndLabel {
  float wanted = 0, y = 0;  // middle of the label, of the curve's end and as drawn
  int curve = 0;
};

Words label_value(const Curve& curve, LabelForm form) {
  Words words = figure(curve.newest).add("%s", curve.unit);
  if (curve.ratio > 0 && form != LabelForm::short_line) words.add(" · %s×", figure(curve.ratio).chars);
  return words;
}

float width_of(const Style& style, const Curve& curve, LabelForm form) {
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

}  // namespace

LabelForm label_form(const Style& style, Rect r, std::span<const Curve> curves) {
  if (r.width() >= 460) return LabelForm::one_line;
  const auto labelled = std::count_if(curves.begin(), curves.end(), [](const Curve& c) { return c.labelled; });
  const float needed = static_cast<float>(labelled) * (2 * line_height(style.small) + 4);
  return needed <= r.height() - 6 ? LabelForm::two_lines : LabelForm::short_line;
}

float label_width(const Style& style, std::span<const Curve> curves, LabelForm form) {
  float width = 0;
  for (const Curve& curve : curves)
    if (curve.labelled) width = std::max(width, width_of(style, curve, form));
  return width;
}

void draw_labels(const Style& style, const PlotArea& area, std::span<const Curve> curves, LabelForm form,
                 float bottom) {
  std::array<EndLabel, max_curves> all;
  int count = 0;
  for (std::size_t i = 0; i < curves.size(); ++i) {
    const Curve& curve = curves[i];
    if (!curve.labelled || curve.value.empty()) continue;
    const float end = curve.value.back();
    const float y = std::isfinite(end) ? area.y(end) : area.place.min.y;
    nth(all, count++) = {y, y, static_cast<int>(i)};
  }
  const float line = line_height(style.small) + 1, height = form == LabelForm::two_lines ? 2 * line + 2 : line + 1;
  const std::span<EndLabel> labels{all.data(), static_cast<std::size_t>(count)};
  spread(labels, height, area.place.min.y - line * 0.5f, bottom);
  for (const EndLabel& label : labels) {
    const Curve& curve = nth(curves, label.curve);
    const float x = area.place.max.x + 12;
    float y = label.y - height * 0.5f;
    canvas()->AddLine({area.place.max.x + 2, label.wanted}, {x - 3, label.y}, with_alpha(curve.color, 0.45f), 1);
    const float drawn = text(canvas(), style.small_bold, {x, y}, curve.color, curve.name);
    const ImVec2 at = form == LabelForm::two_lines ? ImVec2{x, y + line} : ImVec2{x + drawn + 4, y};
    text(canvas(), style.small, at, style.text, label_value(curve, form));
  }
}

}  // namespace view
