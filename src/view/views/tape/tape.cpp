// The tape of past masks.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include "ink/text.h"
#include "kit/announcing.h"
#include "kit/finger.h"
#include "kit/widgets.h"
#include "run/arms.h"
#include "run/context.h"
#include "view/marks.h"
#include "view/tr.h"
#include "views/tape/tape.h"

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
    const TapeGroup& last = nth(layout.group, layout.groups - 1);
    return place.min.y + layout.top_of(last) + layout.row_height * static_cast<float>(last.rows);
  }
};

Strip place_strip(const lab::Snapshot& s, const Style& style, Rect place) {
  Strip strip;
  strip.place = place;
  strip.ratio = style.pixel_ratio;
  const float ratio = style.pixel_ratio, width = place.width();
  strip.layout = tape_layout(s, place.height(), ratio);
  // Whole pixels; tall rows are legible at half the width, so that there is room for more of the past.
  const bool tall = strip.layout.row_height > 12;
  const float cell = tall ? std::floor(5.9f * ratio) / ratio
                          : std::ceil(std::clamp(strip.layout.row_height, 6.0f, 12.0f) * ratio) / ratio;
  strip.columns = std::clamp(static_cast<int>(width / cell), 1, lab::tape_length);
  strip.shown = std::min(strip.columns, s.tape_rows);
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
    const TapeGroup& g = nth(layout.group, i);
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

constexpr float mark_room = 9;  // below the strip

// Has one mask for all examples, and room below: then a dot marks each that is as one before it among those shown.
// Returns how many there are.
int mark_repeated(const Strip& strip, const Context& c, float bottom) {
  const lab::Snapshot& s = c.run;
  if (s.mask_arm < 0 || one_mask_of_many(s) || strip.layout.group[0].units_per_row > 1) return 0;
  if (strip.bottom() + mark_room > bottom) return 0;
  std::array<std::uint64_t, lab::tape_length> seen{};
  int repeated = 0;
  for (int column = 0; column < strip.shown; ++column) {
    const float* mask =
        s[s.tape].data() + static_cast<std::ptrdiff_t>(s.tape_rows - strip.shown + column) * s.mask_units;
    std::uint64_t digest = 1469598103934665603u;  // FNV-1a
    for (int u = 0; u < s.mask_units; ++u) digest = (digest ^ (mask[u] != 0.0f ? 1u : 2u)) * 1099511628211u;
    const auto end = seen.begin() + column;
    *end = digest;
    if (std::find(seen.begin(), end, digest) == end) continue;
    ++repeated;
    const float x = 0.5f * (strip.left(column) + strip.left(column + 1) - 1 / strip.ratio);
    canvas()->AddCircleFilled({x, strip.bottom() + 5}, 2, c.style.text, 8);
  }
  return repeated;
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
    const TapeGroup& g = nth(strip.layout.group, i);
    const float y = p.y - strip.place.min.y - strip.layout.top_of(g);
    if (y < 0 || y >= strip.layout.row_height * static_cast<float>(g.rows)) continue;
    cell = {i, static_cast<int>(y / strip.layout.row_height), s.tape_rows - strip.shown + column};
  }
  return cell;
}

void explain_cell(const Strip& strip, const Context& c, const Cell& cell) {
  const lab::Snapshot& s = c.run;
  const TapeGroup& g = nth(strip.layout.group, cell.group);
  const float* mask = s[s.tape].data() + static_cast<std::ptrdiff_t>(cell.tape_row) * s.mask_units;
  const int first = cell.row * g.units_per_row, last = std::min(first + g.units_per_row, g.units) - 1;
  int kept = 0;
  for (int u = first; u <= last; ++u) kept += mask[g.first_bit + u] != 0.0f ? 1 : 0;
  Words words;
  words.add(tr("iteration %s"), grouped(s.tape_first + cell.tape_row).chars);
  const Words name = layer_name(g.layer, s.shape.layers);
  if (first == last) {
    words.add(tr("\n%s unit %d: %s"), name.chars, first + 1, kept ? tr("kept") : tr("dropped"));
  } else {
    words.add(tr("\n%s units %d to %d: %d of %d kept"), name.chars, first + 1, last + 1, kept, last - first + 1);
  }
  if (c.environment.scene == Scene::page && !c.selection.narrow)
    words.add(tr("\nabove: what this mask leaves of the present weights; press to keep it shown"));
  hint(c.style, words);
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
  c.selection.past = iteration >= s.iteration ? -1 : std::max(iteration, s.tape_first);
  c.selection.past_run = s.run;
  if (c.selection.past >= 0 && c.environment.playing) c.intents.toggle_play = true;
}

void step_through(const Context& c, int by) {
  c.selection.past_by_keys = true;
  show_past(c, (c.selection.past >= 0 ? c.selection.past : c.run.iteration) + by);
}

// To a screen reader the strip is a slider over the iterations that it holds.
void announce_strip(const Context& c, ImGuiID id, Rect place) {
  const lab::Snapshot& s = c.run;
  const std::int64_t shown = c.selection.past >= 0 ? c.selection.past : s.iteration;
  if (Announcement* a = announce(id, Role::slider, place)) {
    a->low = static_cast<float>(s.tape_first);
    a->high = static_cast<float>(s.iteration);
    a->step = 1;
    a->number = static_cast<float>(shown);
    a->label = tr("iteration whose mask is shown");
    last_says(c.selection.past >= 0 ? grouped(shown).chars : tr("the newest"));
  }
  float number = 0;
  if (asked_number(id, number)) show_past(c, std::llround(number));
}

void keys(const Context& c, ImGuiID id) {
  take_keys(id, {ImGuiKey_LeftArrow, ImGuiKey_RightArrow, ImGuiKey_Home, ImGuiKey_End});
  if (ImGui::IsKeyPressed(ImGuiKey_LeftArrow)) step_through(c, -1);
  if (ImGui::IsKeyPressed(ImGuiKey_RightArrow) && c.selection.past >= 0) step_through(c, 1);
  if (ImGui::IsKeyPressed(ImGuiKey_Home)) show_past(c, c.run.tape_first);
  if (ImGui::IsKeyPressed(ImGuiKey_End)) show_past(c, c.run.iteration);
}

// The strip as one control: a press keeps the mask under the pointer shown, arrow keys step.
void point(const Strip& strip, const Context& c) {
  const lab::Snapshot& s = c.run;
  Selection& selection = c.selection;
  const ImGuiID id = ImGui::GetID("masks");
  let_scroll(id);
  announce_strip(c, id, strip.place);
  const bool seen = pointed_at(strip.place) || held_down(id);
  const ImVec2 moved = ImGui::GetIO().MouseDelta;
  if (moved.x != 0 || moved.y != 0) c.selection.past_by_keys = false;
  const Cell under = seen ? cell_at(strip, s, ImGui::GetIO().MousePos) : Cell();
  const Cell cell = c.selection.past_by_keys ? Cell() : under;
  const Press press = item(id, strip.place);
  if (press.navigated) keys(c, id);
  if (press.focused) focus_ring(c.style, grown(strip.place, 4), 4);
  if (press.pressed && press.hovered && under.tape_row >= 0 && !dragged_away())
    show_past(c, s.tape_first + under.tape_row);
  if (selection.past >= s.tape_first && selection.past_run == s.run)
    frame_column(strip, s, c.style, static_cast<int>(selection.past - s.tape_first), 2);
  selection.hovered_row = cell.tape_row;
  if (cell.tape_row < 0) return;
  const TapeGroup& g = nth(strip.layout.group, cell.group);
  selection.hovered_layer = g.units_per_row == 1 ? g.layer : -1;
  selection.hovered_unit = g.units_per_row == 1 ? cell.row : -1;
  frame_column(strip, s, c.style, cell.tape_row, 1);
  explain_cell(strip, c, cell);
}

// ‹ › at the right of the title, and the way back to the newest mask. Returns the x of their left side.
float past_buttons(const Context& c, float right, float middle) {
  const Style& style = c.style;
  const float reach = style.hit * 0.5f;
  const bool past = c.selection.past >= 0;
  if (icon_button(style, "after", {right - reach, middle}, std::min(reach - 1, 17.0f), Icon::after, false,
                  tr("The iteration after (→)"), past))
    step_through(c, 1);
  mark_item("after");
  if (icon_button(style, "before", {right - 3 * reach, middle}, std::min(reach - 1, 17.0f), Icon::before, false,
                  tr("The mask of the iteration before (← on the tape); pauses"), c.run.iteration > c.run.tape_first))
    step_through(c, -1);
  mark_item("before");
  const float left = right - 4 * reach - 4;
  if (!past) return left;
  const float width = button_width(style, ButtonKind::link, tr("back to now"));
  if (button(style, "now", {{left - width, middle - 11}, {left, middle + 11}}, ButtonKind::link, tr("back to now")))
    c.selection.past = -1;
  mark_item("now");
  explain_last(style, tr("Shows the newest mask again."));
  return left - width;
}

void draw_title(const Context& c, const Strip& strip, int repeated, ImVec2 at, float width) {
  const lab::Snapshot& s = c.run;
  const Style& style = c.style;
  if (s.mask_arm >= 0 && strip.shown > 0) {
    const float left = past_buttons(c, at.x + width + 4, at.y + line_height(style.small_bold) * 0.5f);
    width = left - 8 - at.x;
  }
  Words title, note;
  const bool one_of_many = one_mask_of_many(s);
  if (s.mask_arm < 0)
    title.add(tr("masks: no arm drops a unit"));
  else if (c.selection.past >= 0)
    title.add(tr("mask of iteration %s"), grouped(c.selection.past).chars);
  else if (const int shown = std::min(strip.columns, s.tape_rows); shown > 1)
    title.add(one_of_many ? tr("one mask of each of the last %d iterations") : tr("masks of the last %d iterations"),
              shown);
  if (title.length == 0 || (s.mask_arm >= 0 && c.selection.past < 0 && text_width(style.small_bold, title) > width))
    title = Words().add(one_of_many ? tr("one mask of each iteration") : tr("masks, iteration by iteration"));
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float used = text_fit(list, style.small_bold, at, width, style.text_muted, title);
  const int per_row = strip.layout.groups > 0 ? strip.layout.group[0].units_per_row : 1;
  if (per_row > 1) note.add(tr("a row is %d units, its shade how many are kept"), per_row);
  if (repeated > 0) note.add(tr("a dot: drawn before (%d of these)"), repeated);
  if (text_width(style.small, note) + used + 16 <= width) {
    text_right(list, style.small, {at.x + width, at.y}, style.text_faint, note);
  }
}

}  // namespace

void TapeView::draw(const Context& c, Rect place) {
  const lab::Snapshot& s = c.run;
  const Style& style = c.style;
  region(Place::network, tr("Tape of masks"), place.min);
  mark("tape", 0, place.min.x, place.min.y, place.width(), place.height());
  card(style, place);
  const ImVec2 title(place.min.x + style.padding, place.min.y + 8);
  const float top = std::ceil((title.y + line_height(style.small_bold) + 4) * style.pixel_ratio) / style.pixel_ratio;
  const float left = std::round(title.x * style.pixel_ratio) / style.pixel_ratio;
  const Strip strip = place_strip(s, style, {{left, top}, {place.max.x - style.padding, place.max.y - mark_room}});
  const int repeated = strip.layout.rows > 0 && strip.shown > 0 ? mark_repeated(strip, c, place.max.y) : 0;
  draw_title(c, strip, repeated, title, place.width() - 2 * style.padding);
  c.selection.hovered_row = -1;
  if (strip.layout.rows == 0 || strip.shown == 0) return;
  cells_.update(s, style, strip.layout, strip.shown, c.selection.masks.iteration != s.iteration);
  draw_strip(strip, style, cells_);
  point(strip, c);
}

std::unique_ptr<Drawing> tape_view() { return std::make_unique<TapeView>(); }

}  // namespace view
