// The tape of past masks.
#include <algorithm>
#include <cmath>

#include "imgui_internal.h"
#include "kit/announcing.h"
#include "kit/text.h"
#include "kit/widgets.h"
#include "run/arms.h"
#include "run/caches.h"
#include "run/context.h"
#include "view/marks.h"

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
  words.add("\nabove: what this mask leaves of the present weights; press to keep it shown");
  hint(style, words);
}

void frame_column(const Strip& strip, const lab::Snapshot& s, const Style& style, int tape_row, float width) {
  const int column = tape_row - (s.tape_rows - strip.shown);
  if (column < 0 || column >= strip.shown) return;
  ImGui::GetWindowDrawList()->AddRect({strip.left(column) - width, strip.place.min.y - width},
                                      {strip.left(column + 1) + width - 1, strip.bottom() + width}, style.focus, 1, 0,
                                      width);
}

// Keeps the mask of a past iteration shown, or goes back to the newest. Training pauses: the tape would run away.
void show_past(const Context& c, std::int64_t iteration) {
  const lab::Snapshot& s = c.run;
  c.state.past = iteration >= s.iteration ? -1 : std::max(iteration, s.tape_first);
  c.state.past_run = s.run;
  if (c.state.past >= 0 && c.environment.playing) c.intents.toggle_play = true;
}

void step_through(const Context& c, int by) {
  c.state.past_by_keys = true;
  show_past(c, (c.state.past >= 0 ? c.state.past : c.run.iteration) + by);
}

// To a screen reader the strip is a slider over the iterations that it holds.
void announce_strip(const Context& c, ImGuiID id, Rect place) {
  const lab::Snapshot& s = c.run;
  const std::int64_t shown = c.state.past >= 0 ? c.state.past : s.iteration;
  if (Announcement* a = announce(id, Role::slider, place)) {
    a->low = static_cast<float>(s.tape_first);
    a->high = static_cast<float>(s.iteration);
    a->step = 1;
    a->number = static_cast<float>(shown);
    a->label = "iteration whose mask is shown";
    last_says(c.state.past >= 0 ? grouped(shown).chars : "the newest");
  }
  float number = 0;
  if (asked_number(id, number)) show_past(c, std::llround(number));
}

void keys(const Context& c, ImGuiID id) {
  for (ImGuiKey key : {ImGuiKey_LeftArrow, ImGuiKey_RightArrow, ImGuiKey_Home, ImGuiKey_End})
    ImGui::SetKeyOwner(key, id);
  if (ImGui::IsKeyPressed(ImGuiKey_LeftArrow)) step_through(c, -1);
  if (ImGui::IsKeyPressed(ImGuiKey_RightArrow) && c.state.past >= 0) step_through(c, 1);
  if (ImGui::IsKeyPressed(ImGuiKey_Home)) show_past(c, c.run.tape_first);
  if (ImGui::IsKeyPressed(ImGuiKey_End)) show_past(c, c.run.iteration);
}

// The strip as one control: a press keeps the mask under the pointer shown, arrow keys step.
void point(const Strip& strip, const Context& c) {
  const lab::Snapshot& s = c.run;
  State& state = c.state;
  const ImGuiID id = ImGui::GetID(tape_item);
  announce_strip(c, id, strip.place);
  const bool seen = pointed_at(strip.place) || ImGui::GetActiveID() == id;
  const ImVec2 moved = ImGui::GetIO().MouseDelta;
  if (moved.x != 0 || moved.y != 0) state.past_by_keys = false;
  const Cell under = seen ? cell_at(strip, s, ImGui::GetIO().MousePos) : Cell();
  const Cell cell = state.past_by_keys ? Cell() : under;
  if (ImGui::ItemAdd({strip.place.min, strip.place.max}, id)) {
    const ImGuiContext& context = *ImGui::GetCurrentContext();
    bool hovered = false, down = false;
    const bool pressed = ImGui::ButtonBehavior({strip.place.min, strip.place.max}, id, &hovered, &down);
    if (context.NavId == id) keys(c, id);
    if (context.NavId == id && !context.NavDisableHighlight)
      ImGui::GetWindowDrawList()->AddRect({strip.place.min.x - 4, strip.place.min.y - 4},
                                          {strip.place.max.x + 4, strip.place.max.y + 4}, c.style.focus, 4, 0, 2);
    if (pressed && hovered && under.tape_row >= 0 && context.IO.MouseDragMaxDistanceSqr[0] <= 36)
      show_past(c, s.tape_first + under.tape_row);
  }
  if (state.past >= s.tape_first && state.past_run == s.run)
    frame_column(strip, s, c.style, static_cast<int>(state.past - s.tape_first), 2);
  state.hovered_row = cell.tape_row;
  if (cell.tape_row < 0) return;
  const TapeGroup& g = strip.layout.group[static_cast<std::size_t>(cell.group)];
  state.hovered_layer = g.units_per_row == 1 ? g.layer : -1;
  state.hovered_unit = g.units_per_row == 1 ? cell.row : -1;
  frame_column(strip, s, c.style, cell.tape_row, 1);
  explain_cell(strip, s, cell, c.style);
}

// ‹ › at the right of the title, and the way back to the newest mask. Returns the x of their left side.
float past_buttons(const Context& c, float right, float middle) {
  const Style& style = c.style;
  const float reach = style.hit * 0.5f;
  const bool past = c.state.past >= 0;
  if (icon_button(style, "after", {right - reach, middle}, std::min(reach - 1, 17.0f), Icon::after, false,
                  "The iteration after (→)", past))
    step_through(c, 1);
  mark_item("after");
  if (icon_button(style, "before", {right - 3 * reach, middle}, std::min(reach - 1, 17.0f), Icon::before, false,
                  "The mask of the iteration before (← on the tape); pauses", c.run.iteration > c.run.tape_first))
    step_through(c, -1);
  mark_item("before");
  const float left = right - 4 * reach - 4;
  if (!past) return left;
  const float width = button_width(style, ButtonKind::link, "back to now");
  if (button(style, "now", {{left - width, middle - 11}, {left, middle + 11}}, ButtonKind::link, "back to now"))
    c.state.past = -1;
  mark_item("now");
  explain_last(style, "Shows the newest mask again.");
  return left - width;
}

void draw_title(const Context& c, const Strip& strip, ImVec2 at, float width) {
  const lab::Snapshot& s = c.run;
  const Style& style = c.style;
  if (s.mask_arm >= 0 && strip.shown > 0) {
    const float left = past_buttons(c, at.x + width + 4, at.y + line_height(style.small_bold) * 0.5f);
    width = left - 8 - at.x;
  }
  Words title, note;
  const bool one_of_many = one_mask_of_many(s);
  if (s.mask_arm < 0)
    title.add("masks: no arm drops a unit");
  else if (c.state.past >= 0)
    title.add("mask of iteration %s", grouped(c.state.past).chars);
  else if (const int shown = std::min(strip.columns, s.tape_rows); shown > 1)
    title.add(one_of_many ? "one mask of each of the last %d iterations" : "masks of the last %d iterations", shown);
  else
    title.add(one_of_many ? "one mask of each iteration" : "masks, iteration by iteration");
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
  region(Place::network, "Tape of masks", pos);
  mark("tape", 0, pos.x, pos.y, size.x, size.y);
  const Rect card_place = rect(pos, size);
  card(style, card_place);
  const ImVec2 title(pos.x + style.padding, pos.y + 8);
  const float top = std::ceil((title.y + line_height(style.small_bold) + 4) * style.pixel_ratio) / style.pixel_ratio;
  const float left = std::round(title.x * style.pixel_ratio) / style.pixel_ratio;
  const Strip strip = place_strip(s, style, {{left, top}, {card_place.max.x - style.padding, card_place.max.y - 9}});
  draw_title(c, strip, title, size.x - 2 * style.padding);
  state.hovered_row = -1;
  if (strip.layout.rows == 0 || strip.shown == 0) return;
  TapeStrip& cells = fields.caches().tape;
  cells.update(s, style, strip.layout, strip.shown, state.masks.iteration != s.iteration);
  draw_strip(strip, style, cells);
  point(strip, c);
}

}  // namespace view
