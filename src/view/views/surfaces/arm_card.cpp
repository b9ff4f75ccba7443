// One arm of the comparison: its decision surface and its figures.
#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <string_view>

#include "kit/announcing.h"
#include "kit/widgets.h"
#include "run/arms.h"
#include "run/removed_units.h"
#include "run/unit_words.h"
#include "view/marks.h"
#include "view/tr.h"
#include "views/surfaces/lifeline.h"
#include "views/surfaces/surfaces.h"

namespace view {
namespace {

struct Figure {
  const char* name = "";
  const char* brief = "";  // where the name does not fit
  Words value;
  Words note;  // beside the value, quieter
  const char* explanation = "";
};

constexpr int figure_count = 4;  // the first of them large

std::array<Figure, figure_count> figures(const lab::Snapshot& run, int index) {
  const lab::ArmFigures& arm = nth(run.arm, index);
  Words ratio;
  if (const float times = norm_ratio(run, index, -1); times > 0) {
    const std::string_view reference = arm_name(run, run.reference);
    ratio.add("%s×", figure(times).chars);
    if (reference.size() <= 8) ratio.add(" %s", reference.data());
  }
  const Figure weights{"‖W‖²", "‖W‖²", figure(norm_now(run, index, -1)), ratio,
                       tr("Sum of the squares of all weights, biases left out. With ×: the ratio to the reference arm, "
                          "which is chosen in the arms' menus.")};
  if (run.classes == 0)
    return {{{tr("test cost J"),
              tr("test J"),
              figure(arm.cost_test),
              {},
              tr("Half the mean squared error on the test set, dropout off.")},
             {tr("train cost J"),
              tr("train J"),
              figure(arm.cost_train),
              {},
              tr("Half the mean squared error on the training set, dropout off.")},
             weights,
             {tr("cost, masks"),
              tr("masks"),
              figure(arm.cost_masked),
              {},
              tr("Half the mean squared error of the last batch, under its masks.")}}};
  return {
      {{tr("test accuracy"),
        tr("test"),
        percent(arm.accuracy_test),
        {},
        tr("Share of the test set classified right, dropout off. Test labels are never made wrong, so that it can be "
           "above the training accuracy where those are.")},
       {tr("train accuracy"),
        tr("train"),
        percent(arm.accuracy_train),
        {},
        tr("Share of the training set that is classified as its label says, dropout off. Labels made wrong count as "
           "they stand there.")},
       weights,
       {tr("cost J"),
        tr("cost J"),
        figure(arm.cost_train),
        {},
        tr("Mean cross-entropy on the training set in nats, dropout off, without the L2 term.")}}};
}

// The same of the arm without the units that are removed: what is left, and what that cost.
Figure without_units(const Context& c, int index) {
  const lab::RemovalResult& found = c.environment.inspection->removal(index);
  const bool accuracy = c.run.classes > 0;
  const double now = accuracy ? found.accuracy() : found.cost(), all = accuracy ? found.accuracies[0] : found.costs[0];
  Figure left{accuracy ? tr("test accuracy without them") : tr("test cost J without them"),
              accuracy ? tr("test") : tr("test J"),
              known_without(c, index) == nullptr ? Words().add("…")
              : accuracy                         ? percent(now)
                                                 : figure(now),
              {},
              tr("On the test set, without the units that were removed. The run trains on with all of them.")};
  if (known_without(c, index) != nullptr)
    left.note.add(tr("was %s"), accuracy ? Words().add("%.1f", 100 * all).chars : figure(all).chars);
  return left;
}

// Words for what a reader must know about this arm; empty while all is well.
Words status_words(const lab::ArmFigures& arm) {
  Words words;
  if (arm.status == lab::Status::diverged) words.add(tr("diverged at %s"), grouped(arm.stopped_at).chars);
  if (arm.status == lab::Status::stopped_early) words.add(tr("stopped at %s"), grouped(arm.stopped_at).chars);
  return words;
}

void announce_figures(const lab::Snapshot& run, int index, std::span<const Figure> rows, Rect r) {
  if (!listening()) return;
  region(Place::arms, arm_name(run, index), r.min);
  Words words = status_words(nth(run.arm, index));
  for (const Figure& row : rows)
    words.add("%s%s %s%s%s", words.length > 0 ? ", " : "", row.name, row.value.chars, row.note.length > 0 ? " " : "",
              row.note.chars);
  announce_words(r, words);
}

// Pressed, the arm's network is shown.
void name_line(const Context& c, int arm, ImVec2 pos, float room) {
  const Style& style = c.style;
  const lab::Snapshot& run = c.run;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float line = line_height(style.title), square = 12, y = std::round(pos.y + (line - square) * 0.5f);
  draw->AddRectFilled({pos.x, y}, {pos.x + square, y + square}, arm_color(style, run, arm), 3);
  const float width =
      text_fit(draw, style.title, {pos.x + square + 7, pos.y}, room - square - 7, style.text, arm_name(run, arm));
  const Rect place = rect(pos, {square + 7 + width, line});
  const int shown = c.selection.network_arm < 0 ? std::max(run.mask_arm, 0) : c.selection.network_arm;
  const Press press = press_area(style, "name", place, 4);
  call_last(Words().add(tr("show the network of %s"), arm_name(run, arm)));
  last_is(Role::toggle, shown == arm);
  mark("arm_name", arm, place.min.x, place.min.y, place.width(), place.height());
  if (press.pressed) c.selection.network_arm = arm;
  if (press.hovered)
    draw->AddRectFilled({pos.x + square + 7, place.max.y}, {place.max.x, place.max.y + 1}, style.text_muted);
  if (press.hovered || listening())
    explain_last(style, Words().add("%s%s%s", tr(lab::explanation(nth(run.arm, arm).kind)),
                                    arm == run.reference ? tr("\nThe arm that the others are compared with.") : "",
                                    shown == arm ? "" : tr("\nPress: show its network.")));
}

// Names over values where the column is tall, beside them where it is wide.
void figure_rows(const Style& style, std::span<const Figure> rows, Rect r) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  constexpr float least_pitch = 19;
  while (rows.size() > 1 && static_cast<float>(rows.size()) * least_pitch > r.height())
    rows = rows.first(rows.size() - 1);
  const float n = static_cast<float>(rows.size());
  const float small = line_height(style.small), big = line_height(style.title);
  const bool stacked = r.height() >= n * (small + big + 6) && r.width() < 190;
  const float pitch = std::min(r.height() / n, stacked ? 58.0f : 30.0f);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Figure& row = rows[i];
    const float top = r.min.y + pitch * static_cast<float>(i);
    if (stacked) {
      text(draw, style.small, {r.min.x, top}, style.text_muted, row.name);
      const float x = r.min.x + text(draw, style.body, {r.min.x, top + small + 2}, style.text, row.value);
      const float below = ascent(style.body) - ascent(style.small);
      if (row.note.length && x + 8 + text_width(style.small, row.note) <= r.max.x)
        text(draw, style.small, {x + 8, top + small + 2 + below}, style.text_muted, row.note);
    } else {
      const ImFont* font = style.body;
      const float base = top + ascent(style.body);
      const bool fits = text_width(style.small, row.name) + text_width(font, row.value) + 8 <= r.width();
      text(draw, style.small, {r.min.x, base - ascent(style.small)}, style.text_muted, fits ? row.name : row.brief);
      text_right(draw, font, {r.max.x, base - ascent(font)}, style.text, row.value);
      const float left = r.max.x - text_width(font, row.value) - 8, name = text_width(style.small, row.brief) + 8;
      if (row.note.length && left - text_width(style.small, row.note) >= r.min.x + name)
        text_right(draw, style.small, {left, base - ascent(style.small)}, style.text_muted, row.note);
    }
    explain(style, rect({r.min.x, top}, {r.width(), pitch}), row.explanation);
  }
}

// "0.29× norm" at the right end of the name's line. Returns its width.
float ratio_word(const Context& c, int arm, ImVec2 right_top, float room) {
  const float times = norm_ratio(c.run, arm, -1);
  if (!(times > 0)) return 0;
  const Style& style = c.style;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const Words value = Words().add("%s×", figure(times).chars);
  const char* norm = tr(" norm");
  const float wide = text_width(style.title, value) + text_width(style.small, norm);
  if (wide > room) return 0;
  const float x = right_top.x - wide, after = x + text(draw, style.title, {x, right_top.y}, style.text, value);
  text(draw, style.small, {after, right_top.y + ascent(style.title) - ascent(style.small)}, style.text_muted, norm);
  explainf(style, rect({x, right_top.y}, {wide, line_height(style.title)}),
           tr("‖W‖² of %s as a multiple of that of %s."), arm_name(c.run, arm), arm_name(c.run, c.run.reference));
  return wide;
}

void status_pill(const Style& style, Rect picture, const char* words, bool early) {
  if (!*words) return;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float width = std::min(text_width(style.small_bold, words), picture.width() - 28), height = 22;
  const Rect pill{{picture.center().x - width * 0.5f - 10, picture.max.y - height - 8},
                  {picture.center().x + width * 0.5f + 10, picture.max.y - 8}};
  draw->AddRectFilled(pill.min, pill.max, style.warn_soft, height * 0.5f);
  draw->AddRect(pill.min, pill.max, style.warn, height * 0.5f);
  text_fit(draw, style.small_bold, {pill.min.x + 10, pill.center().y - line_height(style.small_bold) * 0.5f}, width + 1,
           style.warn, words);
  explainf(style, pill,
           early ? tr("Early stopping: the arm %s; its best weights are shown.")
                 : tr("The arm %s. Its last finite weights are shown; a smaller rate may help."),
           words);
}

void dead_units(const Style& style, int count, Rect r) {
  if (count == 0) return;
  const Words words = Words().add(count == 1 ? tr("%d silent unit") : tr("%d silent units"), count);
  text_fit(ImGui::GetWindowDrawList(), style.small, r.min, r.width(), style.warn, words);
  explain(style, r,
          tr("Never active: hidden ReLU units that are 0 on every training example: no gradient reaches them now."));
}

// Over a surface that is drawn without some units: how many, and a way to put the last one back.
void removed_pill(const Context& c, int arm, Rect picture) {
  lab::Removed& removed = nth(c.selection.removed, arm);
  if (removed.count == 0) return;
  const Style& style = c.style;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const UnitPlace last = removed.units().back();
  const Words name = unit_name(last.row, last.unit, c.run.shape.layers);
  Words words;
  if (removed.count == 1)
    words.add(tr("without %s"), name.chars);
  else
    words.add(tr("without %d units"), removed.count);
  const float half = text_width(style.small_bold, words) * 0.5f + 9, middle = picture.center().x;
  const Rect pill{{middle - half, picture.min.y + 6}, {middle + half, picture.min.y + 26}};
  const Press press = press_area(style, "removed", pill, 10);
  call_last(words);
  mark("removed", arm, pill.min.x, pill.min.y, pill.width(), pill.height());
  explain_last(style, Words().add(tr("Removed by the test. Press: put %s back."), name.chars));
  draw->AddRectFilled(pill.min, pill.max, press.hovered ? style.hover : style.panel, 10);
  draw->AddRect(pill.min, pill.max, style.focus, 10, 0, 1.5f);
  text_center(draw, style.small_bold, {middle, pill.center().y - line_height(style.small_bold) * 0.5f}, style.text,
              words);
  if (press.pressed) removed.put_back(last);
}

// The figure that counts, large, its name beside it or below.
float headline(const Style& style, const Figure& f, ImVec2 pos, float width) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float large = line_height(style.figure);
  const float wide = text(draw, style.figure, pos, style.text, f.value) + 7;
  const float y = pos.y + ascent(style.figure) - ascent(style.small), room = width - wide;
  const char* note = f.note.length > 0 ? f.note.chars : text_width(style.small, f.name) <= room ? f.name : f.brief;
  if (text_width(style.small, note) <= room) text(draw, style.small, {pos.x + wide, y}, style.text_muted, note);
  explain(style, rect(pos, {width, large}), f.explanation);
  return pos.y + large;
}

}  // namespace

void arm_card(const Context& c, int index, SurfacesMemory& own, Rect r) {
  const lab::Snapshot& run = c.run;
  const Style& style = c.style;
  const lab::ArmFigures& arm = nth(run.arm, index);
  ImGui::PushID(index);
  card(style, r);
  auto rows = figures(run, index);
  const bool without = nth(c.selection.removed, index).count > 0;
  if (without) rows[0] = without_units(c, index);
  announce_figures(run, index, rows, r);
  constexpr float edge = 8, least_column = 102;
  const bool beside = r.width() > r.height() * 1.15f;
  const float below = 30 + 4 * 21;
  const float column = r.height() >= 212 ? least_column : std::max(least_column, 146.0f);
  const float side = std::floor(beside ? std::min(r.height() - 2 * edge, r.width() - 2 * edge - column - 20)
                                       : std::min(r.width() - 2 * edge, r.height() - 2 * edge - below));
  const Rect picture =
      rect({beside ? r.min.x + edge : std::floor(r.center().x - side * 0.5f), r.min.y + edge}, {side, side});
  surface(c, index, own, picture.min, {side, side});
  const Words words = status_words(arm);
  status_pill(style, picture, words, arm.status == lab::Status::stopped_early);
  removed_pill(c, index, picture);

  Rect words_place = beside ? Rect{{picture.max.x + 14, r.min.y + 13}, {r.max.x - 12, r.max.y - 8}}
                            : Rect{{r.min.x + edge + 4, picture.max.y + 9}, {r.max.x - edge - 4, r.max.y - 6}};
  const float name = 12 + 7 + text_width(style.title, arm_name(run, index));
  const float ratio =
      ratio_word(c, index, {words_place.max.x, words_place.min.y}, words_place.width() - std::min(name, 90.0f) - 8);
  name_line(c, index, words_place.min, words_place.width() - (ratio > 0 ? ratio + 8 : 0));
  if (ratio > 0)
    for (Figure& row : rows) row.note = without && &row == rows.data() ? row.note : Words();
  words_place.min.y += line_height(style.title) + (beside ? 5 : 2);
  words_place.min.y = headline(style, rows[0], words_place.min, words_place.width()) + 3;
  if (without || c.selection.guesses.asked) {
    lifeline(c, index, {words_place.min, {words_place.max.x, std::min(words_place.max.y, words_place.min.y + 110)}});
    return ImGui::PopID();
  }
  if (beside && words_place.height() > 150) {
    words_place.max.y -= 18;
    dead_units(style, arm.dead_units,
               {{words_place.min.x, words_place.max.y}, {words_place.max.x, words_place.max.y + 16}});
  }
  figure_rows(style, std::span(rows).subspan(1), words_place);
  ImGui::PopID();
}

void small_arm(const Context& c, int arm, SurfacesMemory& own, Rect r) {
  const Style& style = c.style;
  ImGui::PushID(arm);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float line = std::ceil(line_height(style.small)),
              side = std::floor(std::min(r.width(), r.height() - 2 * line - 8));
  const float middle = r.center().x, left = std::round(middle - side * 0.5f);
  r.min.y += std::floor(std::max(0.0f, (r.height() - side - 2 * line - 8) * 0.5f));
  const float top = r.min.y + line + 3;
  const lab::ArmFigures& figures = nth(c.run.arm, arm);
  const char* name = arm_name(c.run, arm);
  const float width = std::min(text_width(style.small_bold, name), r.width());
  text_fit(draw, style.small_bold, {middle - width * 0.5f, r.min.y}, r.width(), arm_color(style, c.run, arm), name);
  surface(c, arm, own, {left, top}, {side, side});
  removed_pill(c, arm, rect({left, top}, {side, side}));
  Words words;
  if (nth(c.selection.removed, arm).count > 0) {
    const Figure rest = without_units(c, arm);
    words.add("%s %s", rest.brief, rest.value.chars);
  } else if (c.run.classes == 0) {
    words.add(tr("test J %s"), figure(static_cast<double>(figures.cost_test)).chars);
  } else {
    words.add(tr("test %s"), percent(static_cast<double>(figures.accuracy_test)).chars);
  }
  text_center(draw, style.small, {middle, top + side + 4}, style.text, words);
  ImGui::PopID();
}

}  // namespace view
