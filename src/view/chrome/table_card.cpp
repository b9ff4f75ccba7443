// A table that was opened: its first rows, what of it is learned from what, and the visitor's word.
#include <algorithm>
#include <cmath>
#include <vector>

#include "chrome/notices.h"
#include "kit/announcing.h"
#include "kit/scroll.h"
#include "view/marks.h"
#include "view/tr.h"

namespace view {
namespace {

constexpr float pad = 20;
constexpr std::size_t shown_rows = 3;

constexpr const char* note_words[] = {
    N_("It is UTF-16."),
    N_("It is not UTF-8: its letters were read as Windows-1252."),
    N_("Lines that begin with # are left out."),
    N_("A row of units is left out."),
    N_("Commas were read as decimal points."),
};

// Columns that can be learned, for the list that opens; the names outlive the frame.
struct Labels {
  const lab::RawTable* table = nullptr;
  std::vector<int> columns;
} labels;

const char* label_name(int i) {
  const auto column = static_cast<std::size_t>(labels.columns[static_cast<std::size_t>(i)]);
  return labels.table->columns[column].name.c_str();
}

struct Card {
  const Frame& c;
  const lab::Import& import;
  float x, y, room;

  const Style& style() const { return c.style; }
  const lab::Column& column(int i) const { return import.table.columns[static_cast<std::size_t>(i)]; }
  float words(const ImFont* font, ImU32 color, const char* text) {
    announce_words(rect({x, y}, {room, 18}), text);
    const float high = text_wrapped(canvas(), font, {x, y}, room, color, text);
    y += high;
    return high;
  }
};

void title(Card& card) {
  const lab::RawTable& table = card.import.table;
  const Words size = Words().add(tr("%s rows, %d columns"), grouped(static_cast<std::int64_t>(table.rows.size())).chars,
                                 static_cast<int>(table.columns.size()));
  const float wide =
      text_right(canvas(), card.style().small, {card.x + card.room, card.y + 3}, card.style().text_muted, size);
  text_fit(canvas(), card.style().title, {card.x, card.y}, card.room - wide - 10, card.style().text,
           table.name.c_str());
  announce_words(rect({card.x, card.y}, {card.room, 20}), Words().add("%.100s, %s", table.name.c_str(), size.chars));
  card.y += line_height(card.style().title) + 4;
  Words notes;
  for (int i = 0; i < static_cast<int>(lab::TableNote::count); ++i) {
    if (table.has_note[i]) notes.add("%s%s", notes.length > 0 ? " " : "", tr(note_words[i]));
  }
  if (notes.length > 0) card.words(card.style().small, card.style().text_muted, notes);
  card.y += 8;
}

void gather_labels(const lab::RawTable& table) {
  labels.table = &table;
  labels.columns.clear();
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (lab::can_be_label(table.columns[i])) labels.columns.push_back(static_cast<int>(i));
  }
}

// Of numbers: are they names of classes, or amounts?
void classes_or_number(Card& card, float height) {
  const Style& style = card.style();
  const bool regression = card.import.choice.regression;
  const Words classes = Words().add(tr("classes"));
  const char* amount = tr("amounts");
  const float gap = 6, first = button_width(style, ButtonKind::quiet, classes),
              second = button_width(style, ButtonKind::quiet, amount);
  const float asked =
      text_fit(canvas(), style.body, {card.x, card.y + (height - line_height(style.body)) * 0.5f},
               std::max(0.0f, card.room - first - second - 2 * gap), style.text_muted, tr("Its numbers are"));
  const float left = card.x + asked + 2 * gap;
  if (button(style, "classes", rect({left, card.y}, {first, height}), ButtonKind::quiet, classes, !regression))
    card.c.intents.choose.regression = 0;
  last_is(Role::toggle, !regression);
  mark_item("classes");
  explain_last(style, tr("Each different number is a class of its own"));
  if (button(style, "number", rect({left + first + gap, card.y}, {second, height}), ButtonKind::quiet, amount,
             regression))
    card.c.intents.choose.regression = 1;
  last_is(Role::toggle, regression);
  mark_item("number");
  explain_last(style, tr("A regression: the networks answer with a number, and near is good"));
  card.y += height + 5;
}

// What the label's values are, in one line.
Words values_of(const lab::Column& column, bool regression) {
  if (column.values.empty()) return {};
  if (regression)
    return Words().add(tr("from %.40s to %.40s"), column.values.front().c_str(), column.values.back().c_str());
  constexpr std::size_t many = 100, most = 12;
  const std::size_t count = column.values.size();
  Words words = count > many ? Words().add(tr("more than %d classes: "), 100)
                             : Words().add(tr("%d classes: "), static_cast<int>(count));
  for (std::size_t i = 0; i < std::min(count, most); ++i)
    words.add("%s%.24s", i > 0 ? ", " : "", column.values[i].c_str());
  return count > most ? words.add(" …") : words;
}

void label(Card& card) {
  const Style& style = card.style();
  const int chosen = card.import.choice.label;
  const float high = style.touch ? 40.0f : style.control_height;
  const char* what = tr("What is learned");
  const float wide =
      text(canvas(), style.bold, {card.x, card.y + (high - line_height(style.bold)) * 0.5f}, style.text, what);
  gather_labels(card.import.table);
  const auto found = std::find(labels.columns.begin(), labels.columns.end(), chosen);
  int row = found == labels.columns.end() ? -1 : static_cast<int>(found - labels.columns.begin());
  const int before = row, count = static_cast<int>(labels.columns.size());
  const float left = card.x + wide + 12, most = card.x + card.room - left;
  const float needed = row >= 0 ? dropdown_width(style, DropdownKind::pill, label_name(row)) : 120;
  if (count > 0) {
    call_next("%s", what);
    dropdown(style, "label", rect({left, card.y}, {std::min(needed, most), high}), DropdownKind::pill, count,
             label_name, row, tr("The column that the networks learn to answer with"), tr("choose"));
    mark_item("label");
  }
  if (row != before) card.c.intents.choose.label = labels.columns[static_cast<std::size_t>(row)];
  card.y += high + 6;
  if (chosen < 0) return;
  if (card.column(chosen).kind == lab::ColumnKind::number) classes_or_number(card, high);
  const Words values = values_of(card.column(chosen), card.import.choice.regression);
  announce_words(rect({card.x, card.y}, {card.room, 18}), values);
  text_fit(canvas(), style.small, {card.x, card.y}, card.room, style.text_muted, values);
  card.y += line_height(style.small) + 10;
}

Words kind_of(const lab::Import& import, int i) {
  const lab::Column& column = import.table.columns[static_cast<std::size_t>(i)];
  const lab::Use use = import.choice.use[static_cast<std::size_t>(i)];
  Words words;
  const int count = static_cast<int>(column.values.size());
  if (i == import.choice.label) {
    words.add("%s", tr("is learned"));
  } else if (column.kind == lab::ColumnKind::number) {
    words.add("%s", tr("number"));
  } else if (column.kind == lab::ColumnKind::index) {
    words.add("%s", tr("numbers the rows"));
  } else if (column.kind == lab::ColumnKind::empty) {
    words.add("%s", tr("empty"));
  } else if (use == lab::Use::one_hot) {
    words.add(tr("%d words, an input each"), count);
  } else if (count > 100) {
    words.add(tr("more than %d words"), 100);
  } else {
    words.add(count == 1 ? tr("%d word") : tr("%d words"), count);
  }
  if (column.missing > 0 && column.kind != lab::ColumnKind::empty)
    words.add(tr(", %s missing"), grouped(column.missing).chars);
  return words;
}

void box(const Style& style, ImVec2 c, bool on, bool enabled) {
  const Rect r{{c.x - 8, c.y - 8}, {c.x + 8, c.y + 8}};
  if (!on) return canvas()->AddRect(r.min, r.max, enabled ? style.text_faint : style.track, 3, 0, 1.5f);
  canvas()->AddRectFilled(r.min, r.max, style.accent, 3);
  const ImVec2 sign[] = {{c.x - 4.5f, c.y}, {c.x - 1.2f, c.y + 3.5f}, {c.x + 4.8f, c.y - 3.8f}};
  canvas()->AddPolyline(sign, 3, style.on_accent, 0, 2);
}

const char* cell_of(const lab::RawTable& table, std::size_t row, int column) {
  const std::string& cell = table.rows[row][static_cast<std::size_t>(column)];
  return cell.empty() ? "–" : cell.c_str();
}

// The cells of the first rows as one line of words.
Words first_cells(const lab::RawTable& table, int column) {
  Words words;
  for (std::size_t i = 0; i < std::min(shown_rows, table.rows.size()); ++i)
    words.add("%s%.60s", i > 0 ? "  ·  " : "", cell_of(table, i, column));
  return words;
}

void draw_column(const Card& card, int i, Rect r, bool on, bool enabled) {
  const Style& style = card.style();
  const bool is_label = i == card.import.choice.label, tall = r.width() < 430;
  const float left = r.min.x + 30, line = line_height(style.body);
  if (is_label)
    canvas()->AddTriangleFilled({r.min.x + 8, r.center().y - 6}, {r.min.x + 8, r.center().y + 6},
                                {r.min.x + 18, r.center().y}, style.accent);
  else
    box(style, {r.min.x + 13, r.center().y}, on, enabled);
  const ImU32 ink = on || is_label ? style.text : style.text_muted;
  const char* name = card.column(i).name.c_str();
  const Words kind = kind_of(card.import, i);
  const ImU32 kind_ink = is_label ? style.accent : style.text_muted;
  if (tall) {
    const float top = r.center().y - line - 1;
    const float wide = std::min(text_width(style.small, kind), (r.max.x - left) * 0.6f);
    text_fit(canvas(), style.small, {r.max.x - 6 - wide, top + 1}, wide + 1, kind_ink, kind);
    text_fit(canvas(), style.bold, {left, top}, r.max.x - left - wide - 14, ink, name);
    text_fit(canvas(), style.small, {left, top + line + 2}, r.max.x - left - 6, style.text_muted,
             first_cells(card.import.table, i));
    return;
  }
  const float span = r.max.x - left, y = r.center().y - line * 0.5f, at = y + ascent(style.body) - ascent(style.small);
  text_fit(canvas(), style.bold, {left, y}, span * 0.25f, ink, name);
  text_fit(canvas(), style.small, {left + span * 0.26f, at}, span * 0.33f, kind_ink, kind);
  const float cell = span * 0.4f / static_cast<float>(shown_rows);
  for (std::size_t k = 0; k < std::min(shown_rows, card.import.table.rows.size()); ++k) {
    text_fit(canvas(), style.small, {left + span * 0.6f + cell * static_cast<float>(k), at}, cell - 8, style.text_muted,
             cell_of(card.import.table, k, i));
  }
}

void column_row(const Card& card, int i, Rect r) {
  const Style& style = card.style();
  const lab::Column& column = card.column(i);
  const bool is_label = i == card.import.choice.label, enabled = !is_label && lab::can_be_input(column);
  const bool on = card.import.choice.use[static_cast<std::size_t>(i)] != lab::Use::left_out && !is_label;
  ImGui::PushID(i);
  ImGui::BeginDisabled(!enabled);
  const Press press = press_area(style, "column", r, style.control_rounding);
  ImGui::EndDisabled();
  ImGui::PopID();
  if (listening()) {
    call_last(Words().add("%.60s, %s", column.name.c_str(), kind_of(card.import, i).chars));
    explain_announced(Words().add("%s", first_cells(card.import.table, i).chars));
  }
  last_is(Role::toggle, on);
  mark_item("column", i);
  if (press.pressed) card.c.intents.choose.input = i;
  if (!ImGui::IsRectVisible(r.min, r.max)) return;
  if (press.hovered && enabled) canvas()->AddRectFilled(r.min, r.max, style.inset, style.control_rounding);
  if (!enabled && !is_label && column.kind == lab::ColumnKind::text)
    explainf(style, r, tr("Up to %d different words can be inputs"), static_cast<int>(lab::max_one_hot));
  draw_column(card, i, r, on, enabled);
}

// All columns; the list scrolls where the page is too low.
void columns(Card& card, float most) {
  const Style& style = card.style();
  const int count = static_cast<int>(card.import.table.columns.size());
  int inputs = 0;
  for (int i = 0; i < count; ++i) inputs += card.import.choice.use[static_cast<std::size_t>(i)] != lab::Use::left_out;
  const char* all = inputs > 0 ? tr("choose none") : tr("choose all");
  const float wide = button_width(style, ButtonKind::link, all), head = style.touch ? 32.0f : 22.0f;
  const float middle_y = card.y + (head - line_height(style.bold)) * 0.5f;
  text(canvas(), style.bold, {card.x, middle_y}, style.text, tr("From which columns"));
  if (button(style, "all", rect({card.x + card.room - wide, card.y}, {wide, head}), ButtonKind::link, all))
    card.c.intents.choose.all = inputs > 0 ? 0 : 1;
  mark_item("all_columns");
  card.y += head + 2;
  const float row = card.room < 430 || style.touch ? 44.0f : 27.0f, content = row * static_cast<float>(count);
  const float high = std::min(content, std::max(2.4f * row, most));
  if (begin_scroll("columns", rect({card.x - 4, card.y}, {card.room + 8, high}))) {
    const ImVec2 origin = scroll_origin();
    const float inner = card.room + 8 - (content > high ? 12 : 0);
    for (int i = 0; i < count; ++i)
      column_row(card, i, rect({origin.x, origin.y + row * static_cast<float>(i)}, {inner, row}));
  }
  end_scroll(scroll_origin().y + content);
  card.y += high + 10;
}

void outcome(Card& card) {
  const Style& style = card.style();
  const lab::Reading& reading = card.import.reading;
  if (!reading.usable) {
    card.words(style.body, style.warn, reading.why.c_str());
    card.y += 4;
  } else {
    const int inputs = card.import.reading.data.table.features;
    card.words(style.body, style.text,
               Words().add(inputs == 1 ? tr("%s rows, %d input") : tr("%s rows, %d inputs"),
                           grouped(reading.data.table.rows()).chars, inputs));
  }
  if (reading.wrong_rows == 0) return;
  const std::size_t most = card.room < 430 ? 2 : 4;
  card.words(style.small, style.warn,
             Words().add(reading.wrong_rows == 1 ? tr("%s row is left out:") : tr("%s rows are left out:"),
                         grouped(reading.wrong_rows).chars));
  const std::size_t told = std::min(most, reading.wrong.size());
  for (std::size_t i = 0; i < told; ++i) {
    const char* line = reading.wrong[i].c_str();
    announce_words(rect({card.x, card.y}, {card.room, 16}), line);
    text_fit(canvas(), style.small, {card.x, card.y}, card.room, style.warn, line);
    card.y += line_height(style.small) + 1;
  }
  const int more = reading.wrong_rows - static_cast<int>(told);
  if (more > 0) card.words(style.small, style.warn, Words().add(tr("and %d more"), more));
}

void answers(Card& card) {
  const Style& style = card.style();
  const char *use = tr("Use these data"), *keep = tr("Cancel");
  const float high = style.touch ? 44.0f : 30.0f, use_width = button_width(style, ButtonKind::quiet, use) + 10;
  const bool usable = card.import.reading.usable;
  const Rect place = rect({card.x, card.y}, {use_width, high});
  if (usable && button(style, "accept", place, ButtonKind::quiet, use, true)) card.c.intents.accept_data = true;
  if (usable) {
    mark_item("accept");
  } else {
    canvas()->AddRect(place.min, place.max, style.panel_border, high * 0.5f);
    text_center(canvas(), style.body, {place.center().x, middle(style.body, place)}, style.dropped, use);
  }
  const float keep_width = button_width(style, ButtonKind::quiet, keep);
  if (button(style, "refuse", rect({card.x + use_width + 10, card.y}, {keep_width, high}), ButtonKind::quiet, keep))
    card.c.intents.refuse_data = true;
  mark_item("refuse");
  if (ImGui::IsWindowFocused()) {
    if (ImGui::IsKeyPressed(ImGuiKey_Escape, false)) card.c.intents.refuse_data = true;
    // Enter is the button's that has the keyboard; without one it says yes.
    const bool enter = ImGui::IsKeyPressed(ImGuiKey_Enter, false) && !ImGui::GetIO().NavVisible;
    if (usable && enter) card.c.intents.accept_data = true;
  }
  card.y += high;
}

bool begin_card(const Frame& c, const char* id, float width) {
  const Style& style = c.style;
  ImGui::SetNextWindowPos({c.environment.width * 0.5f, c.environment.height * 0.5f}, ImGuiCond_Always, {0.5f, 0.5f});
  ImGui::SetNextWindowSizeConstraints({width, 0}, {width, c.environment.height - 12});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, style.panel_rounding);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1);
  const bool open = ImGui::BeginPopupModal(id, nullptr,
                                           ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoMove |
                                               ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoSavedSettings);
  ImGui::PopStyleVar(2);
  return open;
}

}  // namespace

namespace later {

void table_card(const Frame& c) {
  const lab::Import* import = c.environment.import;
  constexpr const char* id = "table";
  if (import && !ImGui::IsPopupOpen(id)) ImGui::OpenPopup(id);
  if (!ImGui::IsPopupOpen(id)) return;
  const float width = std::min(640.0f, c.environment.width - 16), edge = width < 430 ? 14 : pad;
  if (!begin_card(c, id, width)) return;
  if (!import) {
    ImGui::CloseCurrentPopup();
    return ImGui::EndPopup();
  }
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const ImGuiID window = ImGui::GetID(id);
  region(Place::floating, import->table.name.c_str(), start, window);
  if (asked_give_up(window)) c.intents.refuse_data = true;
  Card card{c, *import, start.x + edge, start.y + edge - 2, width - 2 * edge};
  title(card);
  label(card);
  // What stands around the list was measured in the frame before.
  float& around = c.page.around_columns;
  const float above = card.y;
  columns(card, c.environment.height - 12 - around);
  const float below = card.y;
  outcome(card);
  card.y += 12;
  answers(card);
  card.y += edge;
  around = above - start.y + card.y - below + (c.style.touch ? 32.0f : 22.0f) + 12;
  ImGui::SetCursorScreenPos(start);
  ImGui::Dummy({width, card.y - start.y});
  ImGui::EndPopup();
}

}  // namespace later
}  // namespace view
