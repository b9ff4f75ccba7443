#include "chrome/rail/rail_rows.h"

#include <algorithm>
#include <cmath>

#include "kit/announcing.h"
#include "view/marks.h"
#include "view/tr.h"

namespace view {
void mark_rect(const char* name, int index, Rect r) { mark(name, index, r.min.x, r.min.y, r.width(), r.height()); }

SliderRange range_of(lab::FieldId id, const char* explanation) {
  SliderRange range;
  range.low = lab::field(id).low;
  range.high = lab::field(id).high;
  range.explanation = explanation;
  return range;
}

float field_slider(const Frame& c, const char* id, ImVec2 pos, float width, const char* label, lab::FieldId field,
                   const SliderRange& range, float value) {
  if (labelled_slider(c.style, id, pos, width, label, range, value)) c.intents.edit(field, value);
  mark_rect(id, 0, rect({pos.x, pos.y + line_height(c.style.body) + 3}, {width, track_height(c.style)}));
  return pos.y + labelled_height(c.style);
}

float row_height(const Style& style) { return style.touch ? 44.0f : 24.0f * style.loose; }
bool row_slider(const Style& style, const char* id, ImVec2 pos, float label_width, float width, const char* label,
                const SliderRange& range, float& value) {
  const Rect row = rect(pos, {width, row_height(style)});
  const float y = row.center().y - line_height(style.body) * 0.5f;
  text(canvas(), style.body, {pos.x, y}, style.text, label);
  call_next("%s", label);
  label_width = std::max(label_width, std::ceil(text_width(style.body, label)) + 8);
  const Rect groove{{pos.x + label_width, row.center().y - 8}, {row.max.x - 50, row.center().y + 8}};
  const bool changed = slider(style, id, groove, {{row.max.x - 44, row.min.y}, row.max}, range, value);
  mark_rect(id, 0, groove);
  return changed;
}

void restart_sign(const Style& style, const char* words, ImVec2 pos) {
  const Words sign = Words().add("↺%s%s", *words ? " " : "", words);
  const float width = text_right(canvas(), style.small, pos, style.text_faint, sign);
  explain(style, {{pos.x - width, pos.y}, {pos.x, pos.y + line_height(style.small)}},
          tr("What is changed here starts a new run at iteration 0. Undo brings the former run back."));
}

float word_height(const Style& style) { return style.touch ? 44.0f : 23.0f * style.loose; }

bool word_button(const Style& style, const char* id, float& x, float y, const char* label, const char* explanation) {
  const float width = button_width(style, ButtonKind::link, label), high = word_height(style);
  const bool pressed = button(style, id, {{x - 4, y}, {x - 4 + width, y + high}}, ButtonKind::link, label);
  explain_last(style, explanation);
  x += width + 6;
  return pressed;
}

bool word_list(const Frame& c, const char* id, float& x, float y, const char* before, int count,
               const char* (*name)(int), int& choice, const char* explanation) {
  const Style& style = c.style;
  const float high = word_height(style), line = y + (high - line_height(style.body)) * 0.5f;
  if (*before) x += text(canvas(), style.body, {x, line}, style.text_muted, before) + 5;
  const float width = dropdown_width(style, DropdownKind::link, choice >= 0 ? name(choice) : tr("your own"));
  const Rect place{{x, y}, {x + width, y + high}};
  call_next("%s", *before ? before : id);
  const bool chosen = dropdown(style, id, place, DropdownKind::link, count, name, choice, explanation);
  mark_rect(id, 0, place);
  x += width + 10;
  return chosen;
}

}  // namespace view
