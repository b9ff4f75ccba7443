// The confusion matrix of an arm on the test set; pressing a cell shows the examples behind it.
#include "views/confusion/confusion.h"

#include <algorithm>
#include <cmath>

#include "kit/announcing.h"
#include "lab/analyses/confusion.h"
#include "run/choices.h"
#include "run/data_words.h"
#include "view/marks.h"
#include "view/tr.h"

namespace view {
namespace {

using Found = lab::ConfusionResult;

const Found& found_of(const Context& c, int arm) { return c.environment.inspection->confusion(arm); }
int answer_of(const Found& found, int example) { return static_cast<int>(nth(found[found.answer], example)); }
int label_of(const Context& c, int example) { return static_cast<int>(nth(c.run[c.run.test_label], example)); }
double probability(const Context& c, const Found& found, int of_class, int example) {
  return static_cast<double>(nth(found[found.probability], of_class * c.run.test_size + example));
}

// Of this cell the examples number `from` on, in the order of the test set; returns how many were put down.
int list_examples(const Context& c, const Found& found, int label, int said, int from, std::span<int> out) {
  int seen = 0, count = 0;
  for (int i = 0; i < c.run.test_size && count < static_cast<int>(out.size()); ++i)
    if (label_of(c, i) == label && answer_of(found, i) == said && seen++ >= from) nth(out, count++) = i;
  return count;
}

void explain_example(const Context& c, int label, int said, int index) {
  Words words = Words().add(tr("test example %d, labelled %.40s"), index + 1, class_name(c, label));
  for (int a : shown_arms(c.run)) {
    const Found& found = found_of(c, a);
    words.add(tr("\n%s says %.40s: "), arm_name(c.run, a), class_name(c, answer_of(found, index)));
    words.add("P(%.40s) %.3f", class_name(c, label), probability(c, found, label, index));
    if (said != label) words.add(", P(%.40s) %.3f", class_name(c, said), probability(c, found, said, index));
  }
  hint(c.style, words);
}

constexpr int most_shown = 40;

}  // namespace

// The cell that was pressed, else the arm's most frequent error.
ConfusionView::Cell ConfusionView::chosen(const Context& c, int arm) const {
  const Found& found = found_of(c, arm);
  if (cell_.label >= 0 && cell_.label < found.classes && cell_.said < found.classes) return cell_;
  Cell most{0, 1};
  for (int label = 0; label < found.classes; ++label)
    for (int said = 0; said < found.classes; ++said)
      if (said != label && found.of(label, said) > found.of(most.label, most.said)) most = {label, said};
  return most;
}

// Rows are labels, columns answers; the colour is the share of the row, the diagonal quiet.
void ConfusionView::matrix(const Context& c, int arm, Rect r) {
  const Style& style = c.style;
  const Found& found = found_of(c, arm);
  const float line = std::ceil(line_height(style.small));
  float names = 0;
  for (int k = 0; k < found.classes; ++k) names = std::max(names, text_width(style.small, class_name(c, k)));
  names = std::min(names, r.width() * 0.25f);
  const auto n = static_cast<float>(found.classes);
  const bool few = found.classes <= 4;
  const float wide = std::floor(std::min((r.width() - names - 8) / n, few ? 96.0f : 64.0f)),
              high = std::floor(std::min((r.height() - line - 4) / n, few ? 64.0f : 44.0f));
  const Rect cells = rect({std::round(r.min.x + names + 8), std::round(r.min.y + line + 4)}, {wide * n, high * n});
  const auto place = [&](int label, int said) {
    return rect({cells.min.x + wide * static_cast<float>(said), cells.min.y + high * static_cast<float>(label)},
                {wide - 1, high - 1});
  };
  mark("confusion", arm, cells.min.x, cells.min.y, cells.width(), cells.height());
  const Press press = press_area(style, "cells", cells, 2);
  call_last(Words().add(tr("show the next error of %s"), arm_name(c.run, arm)));
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const Cell now = chosen(c, arm);
  Cell under;
  for (int label = 0; label < found.classes; ++label) {
    int row = 0;
    for (int k = 0; k < found.classes; ++k) row += found.of(label, k);
    const Rect first = place(label, 0), above = place(0, label);
    text_fit(
        canvas(), style.small,
        {r.min.x + names - std::min(names, text_width(style.small, class_name(c, label))), middle(style.small, first)},
        names + 2, style.text, class_name(c, label));
    text_fit(canvas(), style.small,
             {above.center().x - std::min(text_width(style.small, class_name(c, label)), wide) * 0.5f, r.min.y + 1},
             wide + 2, style.text, class_name(c, label));
    for (int said = 0; said < found.classes; ++said) {
      const Rect at = place(label, said);
      const int count = found.of(label, said);
      const float share = row > 0 ? static_cast<float>(count) / static_cast<float>(row) : 0;
      // Errors are few of a row: their colour goes with the root, so that one in a hundred can be seen.
      const ImU32 color =
          label == said ? style.inset : mix(style.inset, style.warn, count == 0 ? 0 : 0.12f + 0.88f * std::sqrt(share));
      canvas()->AddRectFilled(at.min, at.max, color, 1);
      if (press.hovered && at.contains(mouse)) under = {label, said};
      if (count == 0) continue;
      const Words words = compact(count);
      const ImFont* font = label == said ? style.small : style.small_bold;
      if (text_width(font, words) <= wide && high >= line - 2)
        text_center(canvas(), font, {at.center().x, middle(font, at)},
                    label == said              ? style.text_faint
                    : std::sqrt(share) > 0.55f ? style.panel
                                               : style.text,
                    words);
    }
  }
  const Rect ring = grown(place(now.label, now.said), 0.5f);
  canvas()->AddRect(ring.min, ring.max, style.focus, 2, 0, 2);
  if (press.pressed) {
    page_ = 0;
    if (under.label >= 0) {
      cell_ = under;
    } else {  // by a key: the next cell that holds an error
      int next = now.label * found.classes + now.said;
      for (int i = 0, all = found.classes * found.classes; i < all; ++i) {
        next = (next + 1) % all;
        if (next / found.classes != next % found.classes && found.of(next / found.classes, next % found.classes) > 0)
          break;
      }
      cell_ = {next / found.classes, next % found.classes};
    }
  }
  if (under.label < 0) return;
  Words words = Words().add(tr("%.40s taken for %.40s"), class_name(c, under.label), class_name(c, under.said));
  for (int a : shown_arms(c.run)) {
    int row = 0;
    for (int k = 0; k < found.classes; ++k) row += found_of(c, a).of(under.label, k);
    words.add(tr("\n%s: %d of %d"), arm_name(c.run, a), found_of(c, a).of(under.label, under.said), row);
  }
  hint(style, words.add(tr("\nPress: shows them.")));
}

// One example: its image or its values, and two bars for each arm, of the label (full) and of the answer (light).
void ConfusionView::example(const Context& c, Cell cell, int index, int slot, Rect r) {
  const Style& style = c.style;
  float bars = r.min.x;
  if (c.run.image_side > 0) {
    float side = 0;
    const Tile tile = images_.tile(c.run, style, c.pictures, slot, index, r.height(), side);
    if (tile.ready) canvas()->AddImage(tile.texture, r.min, {r.min.x + side, r.min.y + side}, tile.uv0, tile.uv1);
    bars += side + 6;
  } else {
    Words words;
    for (int j = 0; j < std::min(c.run.shape.inputs(), 2); ++j) {
      const double x = in_own_units(c, j, nth(c.run[c.run.test_x], j * c.run.test_size + index));
      words.add("%s%s%.2f", j > 0 ? ", " : "", x < 0 ? "−" : "", std::abs(x));
    }
    if (c.run.shape.inputs() > 2) words.add(" …");
    bars += std::max(
                text_fit(canvas(), style.small, {r.min.x, middle(style.small, r)}, r.width() * 0.5f, style.text, words),
                62.0f) +
            6;
  }
  const ShownArms arms = shown_arms(c.run);
  const float pitch = r.height() / static_cast<float>(arms.count), room = r.max.x - bars - 6;
  float y = r.min.y;
  canvas()->AddRectFilled({bars, r.min.y}, {bars + 1, r.max.y}, style.track);
  for (int a : arms) {
    const Found& found = found_of(c, a);
    const ImU32 color = arm_color(style, c.run, a);
    const float half = std::max(2.0f, std::floor(pitch * 0.4f));
    const auto bar = [&](double p, float top, ImU32 ink) {
      canvas()->AddRectFilled(
          {bars + 1, top}, {bars + 1 + std::max(1.0f, static_cast<float>(std::isfinite(p) ? p : 0) * room), top + half},
          ink);
    };
    bar(probability(c, found, cell.label, index), std::round(y), color);
    if (cell.said != cell.label)
      bar(probability(c, found, cell.said, index), std::round(y) + half, with_alpha(color, 0.4f));
    y += pitch;
  }
  if (pointed_at(r)) explain_example(c, cell.label, cell.said, index);
  mark("misread", index, r.min.x, r.min.y, r.width(), r.height());
  if (!listening()) return;
  const Found& own = found_of(c, chosen_arm(c));
  announce_words(
      r, Words().add(tr("test example %d: %s gives %.40s %.3f and %.40s %.3f"), index + 1,
                     arm_name(c.run, chosen_arm(c)), class_name(c, cell.label), probability(c, own, cell.label, index),
                     class_name(c, cell.said), probability(c, own, cell.said, index)));
}

ConfusionView::Room ConfusionView::room_in(const Context& c, Rect r) {
  Room room;
  const bool images = c.run.image_side > 0;
  room.high = images ? std::clamp(r.height() / 2 - 6, 28.0f, 44.0f) : 22.0f;
  room.columns = std::max(1, static_cast<int>(r.width() / (images ? room.high + 66 : 150.0f)));
  const int rows = std::max(1, static_cast<int>((r.height() + 6) / (room.high + 6)));
  room.count = std::min(room.columns * rows, most_shown);
  return room;
}

// "4 taken for 9: 6 of 102 by dropout", and those examples.
void ConfusionView::misread(const Context& c, int arm, Rect r) {
  const Style& style = c.style;
  const Found& found = found_of(c, arm);
  const Cell cell = chosen(c, arm);
  int row = 0;
  for (int k = 0; k < found.classes; ++k) row += found.of(cell.label, k);
  const int count = found.of(cell.label, cell.said);
  const float line = std::ceil(line_height(style.small)) + 3;
  const Words words = cell.label == cell.said
                          ? Words().add(tr("%.40s read rightly by %s: %d of %d"), class_name(c, cell.label),
                                        arm_name(c.run, arm), count, row)
                          : Words().add(tr("%.40s taken for %.40s by %s: %d of %d"), class_name(c, cell.label),
                                        class_name(c, cell.said), arm_name(c.run, arm), count, row);
  announce_words({r.min, {r.max.x, r.min.y + line}}, words);
  const Rect next{{r.max.x - 22, r.min.y - 3}, {r.max.x, r.min.y + line}};
  const Words shorter =
      Words().add(tr("%.12s → %.12s: %d of %d"), class_name(c, cell.label), class_name(c, cell.said), count, row);
  text_fit(canvas(), style.small_bold, r.min, r.width() - 26, style.text,
           text_width(style.small_bold, words) <= r.width() - 26 ? words : shorter);
  const Words key = cell.label == cell.said ? Words().add(tr("bars: P(%.12s), each arm"), class_name(c, cell.label))
                                            : Words().add(tr("bars: P(%.12s) full, P(%.12s) light, each arm"),
                                                          class_name(c, cell.label), class_name(c, cell.said));
  const Words short_key =
      Words().add(tr("P(%.12s) over P(%.12s)"), class_name(c, cell.label), class_name(c, cell.said));
  text_fit(canvas(), style.small, {r.min.x, r.min.y + line}, r.width(), style.text_muted,
           text_width(style.small, key) <= r.width() || cell.label == cell.said ? key : short_key);
  const Rect place{{r.min.x, r.min.y + 2 * line + 2}, r.max};
  const Room room = room_in(c, place);
  const int pages = std::max(1, (count + room.count - 1) / room.count);
  page_ = std::min(page_, pages - 1);
  if (pages > 1) {
    if (button(style, "more", next, ButtonKind::link, "›")) page_ = (page_ + 1) % pages;
    call_last(tr("further examples"));
    explain_last(style, tr("The next of these examples."));
    mark("misread_next", 0, next.min.x, next.min.y, next.width(), next.height());
  }
  std::array<int, most_shown> list{};
  const int shown = list_examples(c, found, cell.label, cell.said, page_ * room.count,
                                  std::span(list).first(static_cast<std::size_t>(room.count)));
  const float wide = place.width() / static_cast<float>(room.columns);
  for (int i = 0; i < shown; ++i) {
    const ImVec2 at(place.min.x + wide * static_cast<float>(i % room.columns),
                    place.min.y + (room.high + 6) * static_cast<float>(i / room.columns));
    example(c, cell, nth(list, i), i, rect(at, {wide - 8, room.high}));
  }
  if (shown == 0) text_fit(canvas(), style.small, place.min, place.width(), style.text_muted, tr("There are none."));
}

void ConfusionView::draw(const Context& c, Rect r) {
  const Style& style = c.style;
  const int arm = chosen_arm(c);
  if (arm < 0) return say(c, r, tr("Every arm is muted."));
  if (c.run.classes == 0)
    return say(c, r, tr("A regression has no classes that could be confused. Choose data with classes."));
  if (!c.environment.inspection->fits(c.run, {.confusion = true})) return say_too_large(c, r);
  if (found_of(c, arm).iteration < 0) return say(c, r, tr("Reading the test set …"));
  if (run_ != c.run.run) run_ = c.run.run, cell_ = {}, page_ = 0;
  const float left = arm_list(c, r.max.x, r.min.y), line = std::ceil(line_height(style.small)) + 6;
  const Words words = Words().add(tr("%s wrong of %s on the test set; label ↓ answer →"),
                                  grouped(found_of(c, arm).wrong).chars, grouped(c.run.test_size).chars);
  text_fit(canvas(), style.small, {r.min.x, r.min.y + 1}, left - r.min.x - 8, style.text_muted, words);
  announce_words({r.min, {left - 8, r.min.y + line}}, Words().add("%s: %s", arm_name(c.run, arm), words.chars));
  r.min.y += line;
  const bool many = found_of(c, arm).classes > 4;
  if (r.width() > 560 || (many && r.width() > 330 && r.height() < 280)) {
    const float matrix_wide =
        std::round(many ? std::min(r.width() * 0.58f, r.height() * 1.4f) : std::max(r.width() * 0.36f, 220.0f));
    const float gap = r.width() > 560 ? 20.0f : 10.0f;
    matrix(c, arm, {r.min, {r.min.x + matrix_wide - gap, r.max.y}});
    return misread(c, arm, {{r.min.x + matrix_wide, r.min.y}, r.max});
  }
  const float below = std::min(2 * line + (c.run.image_side > 0 ? 38.0f : 30.0f), r.height() * 0.4f);
  const float wanted = static_cast<float>(found_of(c, arm).classes) * (many ? 44.0f : 64.0f) + line;
  const float high = std::min(wanted, r.height() - below - 6);
  matrix(c, arm, {r.min, {r.max.x, r.min.y + high}});
  misread(c, arm, {{r.min.x, r.min.y + high + 6}, r.max});
}

std::unique_ptr<Drawing> confusion_view() { return std::make_unique<ConfusionView>(); }

}  // namespace view
