// The same weights in four ways as a small table with bars of J, and the distance of training and test in its parts.
#include "lab/analyses/gap.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "kit/announcing.h"
#include "run/choices.h"
#include "view/marks.h"
#include "view/tr.h"
#include "views/gap/gap.h"

namespace view {
namespace {

using Gap = lab::GapResult;

// "0.465", and a part of a sum of such: "+0.034".
Words cost_words(double cost) {
  if (!std::isfinite(cost)) return Words().add(tr("not finite"));
  return std::abs(cost) < 100 ? Words().add("%.3f", cost) : figure(cost);
}
Words part_words(double part) {
  const Words size = cost_words(std::abs(part));
  return Words().add("%s%s", part < 0 ? "−" : "+", size.chars);
}

// Costs as they are written, so that the parts that are written are those of what is written.
Gap as_shown(Gap gap) {
  for (net::Judgement* way : {&gap.train, &gap.test, &gap.train_masked, &gap.test_masked, &gap.right})
    if (std::abs(way->cost) < 100) way->cost = std::round(way->cost * 1000) / 1000;
  return gap;
}

// Where the table's cells stand.
struct Table {
  Rect r;
  float names = 0, gap = 8, row = 30;
  double most = 1;  // J at the right end of a cell
  int columns = 2;

  Rect cell(int line, int column) const {
    const float wide = (r.width() - names - gap * static_cast<float>(columns)) / static_cast<float>(columns);
    const float x = std::round(r.min.x + names + gap + static_cast<float>(column) * (wide + gap));
    const float y = r.min.y + static_cast<float>(line) * row;
    return {{x, y}, {std::round(x + wide), y + row}};
  }
};

// J in bold with its bar below, the accuracy beside it. Under masks the bar is only outlined and hatched.
void cell(const Context& c, const Table& table, Rect r, int arm, const net::Judgement& way, bool masked,
          const char* what) {
  const Style& style = c.style;
  const Words cost = cost_words(way.cost), accuracy = percent(way.accuracy);
  const ImFont *large = r.height() > 50 ? style.title : style.bold, *font = r.height() > 50 ? style.body : style.small;
  const float end = text(canvas(), large, r.min, style.text, cost);
  if (std::isfinite(way.accuracy) && end + 4 + text_width(font, accuracy) <= r.width())
    text_right(canvas(), font, {r.max.x, r.min.y + ascent(large) - ascent(font)}, style.text_muted, accuracy);
  const float top = std::round(r.min.y + line_height(large) + 1), high = std::round(std::max(6.0f, r.height() * 0.2f));
  const float share = static_cast<float>(std::clamp(way.cost / table.most, 0.0, 1.0));
  const Rect bar{{r.min.x, top}, {std::max(std::round(r.min.x + share * r.width()), r.min.x + 1), top + high}};
  const ImU32 color = arm_color(style, c.run, arm);
  canvas()->AddRectFilled(bar.min, {r.max.x, bar.max.y}, style.inset);
  canvas()->AddRectFilled(bar.min, bar.max, with_alpha(color, masked ? 0.28f : 1));
  if (masked) {
    canvas()->AddRect(bar.min, bar.max, color, 0, 0, 1);
    for (float x = bar.min.x + high; x < bar.max.x; x += high)
      canvas()->AddLine({x - high, bar.max.y}, {x, bar.min.y}, color, 1);
  }
  Words words = Words().add("%s, %s: J %s", arm_name(c.run, arm), what, cost.chars);
  if (std::isfinite(way.accuracy)) words.add(tr(", accuracy %s"), accuracy.chars);
  announce_words(r, words);
  explain(style, r, words);
}

// The name of a row, in one line or two.
void row_name(const Context& c, Rect r, const char* first, const char* second, const char* explanation) {
  const Style& style = c.style;
  text_fit(canvas(), style.small_bold, r.min, r.width(), style.text, first);
  text_fit(canvas(), style.small, {r.min.x, r.min.y + std::ceil(line_height(style.small))}, r.width(), style.text_muted,
           second);
  explain(style, r, explanation);
}

void table(const Context& c, int arm, const Gap& gap, Rect r) {
  const Style& style = c.style;
  const float line = std::ceil(line_height(style.small)) + 4;
  Table t;
  t.columns = gap.drops ? 2 : 1;
  t.names = std::clamp(r.width() * 0.27f, 84.0f, 140.0f);
  const int rows = gap.wrong > 0 ? 3 : 2;
  t.row = std::clamp((r.height() - line) / static_cast<float>(rows), 28.0f, 120.0f);
  t.r = {{r.min.x, r.min.y + line}, r.max};
  for (const double cost : {gap.train.cost, gap.test.cost, gap.train_masked.cost, gap.test_masked.cost, gap.right.cost})
    if (std::isfinite(cost)) t.most = std::max(t.most == 1 ? 0 : t.most, cost);
  if (!(t.most > 0)) t.most = 1;
  const int off = t.columns - 1;
  text(canvas(), style.small, {r.min.x, r.min.y}, style.text_faint, c.run.classes == 0 ? "J" : tr("J, accuracy"));
  if (gap.drops) text(canvas(), style.small, {t.cell(0, 0).min.x, r.min.y}, style.text_muted, tr("random masks"));
  text(canvas(), style.small, {t.cell(0, off).min.x, r.min.y}, style.text_muted,
       gap.drops ? tr("dropout off") : tr("nothing is dropped"));
  if (gap.drops)
    explain(style, {{t.cell(0, 0).min.x, r.min.y}, {t.cell(0, 0).max.x, r.min.y + line}},
            Words().add(tr("Means over %d random masks of the arm's own keep_prob."), Gap::masks));
  const auto name = [&](int at) { return Rect{t.cell(at, 0).min, t.cell(at, 0).max}; };
  const auto place = [&](int at) { return Rect{{r.min.x, name(at).min.y}, {r.min.x + t.names, name(at).max.y}}; };
  int at = 0;
  row_name(c, place(at), tr("training set"), Words().add(tr("%s rows"), grouped(c.run.train_size).chars),
           tr("The rows that the weights are trained on, with the labels that they are trained on."));
  if (gap.drops) cell(c, t, t.cell(at, 0), arm, gap.train_masked, true, tr("training set under random masks"));
  cell(c, t, t.cell(at++, off), arm, gap.train, false, tr("training set with dropout off"));
  if (gap.wrong > 0) {
    row_name(c, place(at), tr("right labels"), tr("same rows"),
             tr("The same training rows, but with the labels that they had before some were made wrong."));
    cell(c, t, t.cell(at++, off), arm, gap.right, false, tr("training set with its right labels and dropout off"));
  }
  row_name(c, place(at), tr("test set"), Words().add(tr("%s rows"), grouped(c.run.test_size).chars),
           tr("Rows that no weight was trained on. None of their labels was made wrong."));
  if (gap.drops) cell(c, t, t.cell(at, 0), arm, gap.test_masked, true, tr("test set under random masks"));
  cell(c, t, t.cell(at, off), arm, gap.test, false, tr("test set with dropout off"));
}

// Only the training rows of generated football have players in the other half.
bool outliers(const Context& c) {
  return c.experiment.source == net::Source::football && c.experiment.noise > 0 && c.environment.data == nullptr;
}

// What stands for the answer, true for the numbers beside it.
Words answer(const Context& c, const Gap& gap) {
  const double whole = gap.whole(), masks = gap.of_masks(), labels = gap.of_labels(), rows = gap.of_rows();
  Words words;
  if (!std::isfinite(whole)) return words.add(tr("J is not finite: there is nothing to compare."));
  const bool worse = whole > 0;
  words.add(worse ? tr("Training’s J is %s above test’s") : tr("Training’s J is %s below test’s"),
            cost_words(std::abs(whole)).chars);
  if (!worse && masks + labels > 0.0005)
    return words.add(tr(": rows that were trained on are fitted better, by more than masks and wrong labels cost."));
  if (!worse) return words.add(tr(": rows that were trained on are fitted better than new ones."));
  if (std::max({masks, labels, rows}) == masks)
    return words.add(labels > 0.5 * masks ? tr(": masks make its task harder, and so do wrong labels.")
                                          : tr(", most of all since masks make its task harder."));
  if (std::max(labels, rows) == labels)
    return words.add(masks > 0.5 * labels ? tr(": wrong labels cost it, and so do masks.")
                                          : tr(", most of all since %d of its labels are wrong."),
                     gap.wrong);
  return words.add(tr(": most of it is neither masks nor wrong labels; the test rows are the easier ones%s."),
                   outliers(c) ? tr(", they have no outliers") : "");
}

struct Part {
  const char* name;
  double size;
  const char* explanation;
};

// One signed bar for each part, from a common zero.
void parts(const Context& c, int arm, const Gap& gap, Rect r) {
  const Style& style = c.style;
  const float line = std::clamp(std::floor(r.height() / 9), std::ceil(line_height(style.small)) + 6, 38.0f);
  const float thick = std::round(line * 0.27f);
  const Words labels = Words().add(tr("%d wrong labels"), gap.wrong);
  const std::array<Part, 3> all{{
      {tr("masks"), gap.of_masks(),
       tr("J of the training set under random masks less J with dropout off: what the masks cost.")},
      {labels, gap.of_labels(),
       tr("J of the training set as it is labelled less J of the same rows with their right labels, dropout off in both.")},
      {tr("what is left"), gap.of_rows(),
       tr("J of the training rows with right labels less J of the test rows, dropout off in both. Below 0 where the rows "
          "that were trained on are fitted better than new ones; above it where the test rows are the easier ones, as "
          "those of football are: only its training rows have outliers.")},
  }};
  const Words sum = Words().add(tr("J %s − %s = %s, of which"), cost_words(gap.train_masked.cost).chars,
                                cost_words(gap.test.cost).chars,
                                gap.whole() < 0 ? part_words(gap.whole()).chars : cost_words(gap.whole()).chars);
  text_fit(canvas(), style.small, r.min, r.width(), style.text_muted, sum);
  explain(style, {r.min, {r.max.x, r.min.y + line}},
          gap.drops ? tr("J in training, under masks, less J at test, with dropout off.")
                    : tr("J on the training set less J on the test set."));
  float y = r.min.y + line, names = text_width(style.small, labels) + 10;
  double low = 0, high = 0;
  for (const Part& part : all)
    if (std::isfinite(part.size)) low = std::min(low, part.size), high = std::max(high, part.size);
  const float number = text_width(style.small_bold, "+00.000") + 8;
  const Rect area{{r.min.x + names, y}, {r.max.x - number, r.max.y}};
  const auto x_of = [&](double v) {
    const double span = std::max(high - low, 1e-9);
    return std::round(area.min.x + static_cast<float>((std::clamp(v, low, high) - low) / span) * area.width());
  };
  for (const Part& part : all) {
    const bool none = (&part == all.data() && !gap.drops) || (&part == &all[1] && gap.wrong == 0);
    const Rect row{{r.min.x, y}, {r.max.x, y + line}};
    text(canvas(), style.small, row.min, none ? style.text_faint : style.text_muted,
         none && &part == &all[1] ? tr("wrong labels") : part.name);
    if (std::isfinite(part.size)) {
      const float zero = x_of(0), end = x_of(part.size), middle = std::round(y + line_height(style.small) * 0.5f);
      canvas()->AddRectFilled({std::min(zero, end), middle - thick}, {std::max(zero, end) + 1, middle + thick},
                              none ? style.track : arm_color(style, c.run, arm));
      canvas()->AddRectFilled({zero, middle - line * 0.5f}, {zero + 1, middle + line * 0.5f}, style.track);
    }
    const Words size = none ? Words().add(tr("none")) : part_words(part.size);
    text_right(canvas(), none ? style.small : style.small_bold, {r.max.x, y}, none ? style.text_faint : style.text,
               size);
    announce_words(row, Words().add("%s: %s%s", none && &part == &all[1] ? tr("wrong labels") : part.name,
                                    none ? "" : "J ", size.chars));
    explain(style, row, part.explanation);
    y += line;
  }
  const Words words = answer(c, gap);
  const Rect place{{r.min.x, y + 4}, r.max};
  const ImFont* font = line > 24 ? style.body : style.small;
  announce_words(place, words);
  if (place.min.y + text_wrapped(nullptr, font, {}, r.width(), 0, words) <= r.max.y + 4)
    text_wrapped(canvas(), font, place.min, r.width(), style.text, words);
}

}  // namespace

void GapView::draw(const Context& c, Rect r) {
  const int arm = chosen_arm(c);
  if (arm < 0) return say(c, r, tr("Every arm is muted."));
  if (!c.environment.inspection->fits(c.run, {.gap = true})) return say_too_large(c, r);
  const Gap gap = as_shown(c.environment.inspection->gap(arm));
  if (gap.iteration < 0) return say(c, r, tr("Measuring …"));
  const Style& style = c.style;
  const float left = arm_list(c, r.max.x, r.min.y), line = std::ceil(line_height(style.bold)) + 6;
  const char* title = tr("the same weights in four ways");
  text_fit(canvas(), style.small, {r.min.x, r.min.y + 1}, left - r.min.x - 8, style.text_muted,
           gap.drops ? title : tr("the same weights on both sets"));
  r.min.y += line;
  mark("gap", arm, r.min.x, r.min.y, r.width(), r.height());
  const float small = std::ceil(line_height(style.small)), parts_high = 4 * (small + 6) + 2 * small + 8;
  if (r.width() > 560) {
    const float middle = std::round(r.min.x + r.width() * 0.55f);
    const float high = std::min(r.height(), 400.0f), top = std::round(r.min.y + (r.height() - high) * 0.35f);
    table(c, arm, gap, {{r.min.x, top}, {middle - 16, top + high}});
    return parts(c, arm, gap, {{middle + 16, top}, {r.max.x, top + high}});
  }
  const float rows = gap.wrong > 0 ? 3 : 2, table_high = small + 4 + rows * 28;
  if (table_high + 3 * small > r.height()) return table(c, arm, gap, r);
  const float spare = std::max(0.0f, r.height() - table_high - parts_high - 8);
  const float grown_table = table_high + std::min(spare * 0.6f, rows * 14);
  table(c, arm, gap, {r.min, {r.max.x, r.min.y + grown_table}});
  parts(c, arm, gap, {{r.min.x, r.min.y + grown_table + 6}, r.max});
}

std::unique_ptr<Drawing> gap_view() { return std::make_unique<GapView>(); }

}  // namespace view
