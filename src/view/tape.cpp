// The tape of past masks.
#include <algorithm>
#include <cmath>

#include "caches.h"
#include "panels.h"
#include "text.h"
#include "view/marks.h"
#include "widgets.h"

namespace view {
namespace {

// The strip as it lies on the page.
struct Strip {
  Rect place;
  int columns = 0;  // that fit
  int shown = 0;    // that there are
  TapeLayout layout;
  float ratio = 1;
  // Left side of a column, on a whole pixel; the columns fill the width.
  float left(int column) const {
    const float exact = place.width() * static_cast<float>(column) / static_cast<float>(columns);
    return place.min.x + std::round(exact * ratio) / ratio;
  }
  float bottom() const {
    const TapeGroup& last = layout.group[static_cast<std::size_t>(layout.groups - 1)];
    return place.min.y + layout.top_of(last) + layout.row_height * static_cast<float>(last.rows);
  }
};

Strip place_strip(const lab::Snapshot& s, const Style& style, Rect place) {
  Strip strip;
  strip.place = place;
  strip.ratio = style.pixel_ratio;
  const float ratio = style.pixel_ratio, width = place.width();
  const float narrowest = std::ceil(4 * ratio) / ratio;  // whole pixels
  strip.columns = std::clamp(static_cast<int>(width / narrowest), 1, lab::tape_length);
  strip.shown = std::min(strip.columns, s.tape_rows);
  strip.layout = tape_layout(s, place.height(), ratio);
  return strip;
}

// The cells of all groups come from one texture; lines in the panel's colour part them.
void draw_strip(const Strip& strip, const Style& style, const TapeStrip& cells) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const TapeLayout& layout = strip.layout;
  const float hair = 1 / style.pixel_ratio, right = strip.left(strip.shown);
  const float rows = static_cast<float>(layout.rows);
  const auto line = [&](ImVec2 min, ImVec2 max) {
    list->PrimReserve(6, 4);
    list->PrimRect(min, max, style.panel);
  };
  for (int i = 0; i < layout.groups; ++i) {
    const TapeGroup& g = layout.group[static_cast<std::size_t>(i)];
    const float top = strip.place.min.y + layout.top_of(g);
    const ImVec2 min(strip.place.min.x, top);
    const ImVec2 max(right, top + layout.row_height * static_cast<float>(g.rows));
    list->AddImage(cells.texture(), min, max, {0, static_cast<float>(g.first_row) / rows},
                   {1, static_cast<float>(g.first_row + g.rows) / rows});
    for (int r = 1; r < g.rows && layout.row_height * style.pixel_ratio >= 3; ++r) {
      const float y = top + layout.row_height * static_cast<float>(r);
      line({min.x, y - hair}, {max.x, y});
    }
  }
  for (int c = 1; c <= strip.shown; ++c) {
    const float x = strip.left(c);
    line({x - hair, strip.place.min.y}, {x, strip.bottom()});
  }
}

struct Cell {
  int group = -1, row = -1, tape_row = -1;
};

Cell cell_at(const Strip& strip, const lab::Snapshot& s, ImVec2 p) {
  Cell cell;
  const int column =
      static_cast<int>((p.x - strip.place.min.x) / strip.place.width() * static_cast<float>(strip.columns));
  if (column < 0 || column >= strip.shown) return cell;
  for (int i = 0; i < strip.layout.groups; ++i) {
    const TapeGroup& g = strip.layout.group[static_cast<std::size_t>(i)];
    const float y = p.y - strip.place.min.y - strip.layout.top_of(g);
    if (y < 0 || y >= strip.layout.row_height * static_cast<float>(g.rows)) continue;
    cell = {i, static_cast<int>(y / strip.layout.row_height), s.tape_rows - strip.shown + column};
  }
  return cell;
}

void explain_cell(const Strip& strip, const lab::Snapshot& s, const Cell& cell, const Style& style) {
  const TapeGroup& g = strip.layout.group[static_cast<std::size_t>(cell.group)];
  const float* mask = s[s.tape].data() + static_cast<std::ptrdiff_t>(cell.tape_row) * s.mask_units;
  const int first = cell.row * g.units_per_row, last = std::min(first + g.units_per_row, g.units) - 1;
  int kept = 0;
  for (int u = first; u <= last; ++u) kept += mask[g.first_bit + u] != 0.0f ? 1 : 0;
  Words words;
  words.add("iteration %s", grouped(s.tape_first + cell.tape_row).chars);
  const Words name = layer_name(g.layer, s.shape.layers);
  if (first == last) {
    words.add("\n%s unit %d: %s", name.chars, first + 1, kept ? "kept" : "dropped");
  } else {
    words.add("\n%s units %d to %d: %d of %d kept", name.chars, first + 1, last + 1, kept, last - first + 1);
  }
  words.add("\nabove: what this mask leaves of the present weights");
  hint(style, words);
}

void point(const Strip& strip, const lab::Snapshot& s, const Style& style, State& state) {
  const Cell cell = pointed_at(strip.place) ? cell_at(strip, s, ImGui::GetIO().MousePos) : Cell();
  state.hovered_row = cell.tape_row;
  if (cell.tape_row < 0) return;
  const TapeGroup& g = strip.layout.group[static_cast<std::size_t>(cell.group)];
  state.hovered_layer = g.units_per_row == 1 ? g.layer : -1;
  state.hovered_unit = g.units_per_row == 1 ? cell.row : -1;
  const int column = cell.tape_row - (s.tape_rows - strip.shown);
  ImGui::GetWindowDrawList()->AddRect({strip.left(column) - 1, strip.place.min.y - 1},
                                      {strip.left(column + 1), strip.bottom() + 1}, style.focus, 1, 0, 1);
  explain_cell(strip, s, cell, style);
}

void draw_title(const Style& style, const Strip& strip, const lab::Snapshot& s, ImVec2 at, float width) {
  Words title, note;
  if (s.mask_arm < 0)
    title.add("masks: no arm drops a unit");
  else
    title.add("masks of the last %d iterations", strip.columns);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float used = text_fit(list, style.small_bold, at, width, style.text_muted, title);
  const int per_row = strip.layout.groups > 0 ? strip.layout.group[0].units_per_row : 1;
  if (per_row > 1) note.add("a row is %d units, its shade how many are kept", per_row);
  if (text_width(style.small, note) + used + 16 <= width) {
    text_right(list, style.small, {at.x + width, at.y}, style.text_faint, note);
  }
}

}  // namespace

void tape_panel(const Context& c, Fields& fields, ImVec2 pos, ImVec2 size) {
  const lab::Snapshot& s = c.run;
  const Style& style = c.style;
  State& state = c.state;
  mark("tape", 0, pos.x, pos.y, size.x, size.y);
  const Rect card_place = rect(pos, size);
  card(style, card_place);
  const ImVec2 title(pos.x + style.padding, pos.y + 8);
  const float top = std::ceil((title.y + line_height(style.small_bold) + 4) * style.pixel_ratio) / style.pixel_ratio;
  const float left = std::round(title.x * style.pixel_ratio) / style.pixel_ratio;
  const Strip strip = place_strip(s, style, {{left, top}, {card_place.max.x - style.padding, card_place.max.y - 9}});
  draw_title(style, strip, s, title, size.x - 2 * style.padding);
  state.hovered_row = -1;
  if (strip.layout.rows == 0 || strip.shown == 0) return;
  TapeStrip& cells = fields.caches().tape;
  cells.update(s, style, strip.layout, strip.shown);
  draw_strip(strip, style, cells);
  point(strip, s, style, state);
}

}  // namespace view
