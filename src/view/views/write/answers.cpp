#include "views/write/answers.h"

#include <algorithm>
#include <cmath>

#include "kit/announcing.h"
#include "lab/inspection.h"
#include "view/marks.h"
#include "view/tr.h"

namespace view {
namespace {

using Found = lab::WrittenResult;

const Found& found_of(const Context& c, int arm) { return c.environment.inspection->written(arm); }
bool answered(const Found& found) { return found.iteration >= 0 && !found.blank; }
double whole(const Found& f, int k) { return static_cast<double>(nth(f[f.whole], k)); }
int votes(const Found& f, int k) { return static_cast<int>(nth(f[f.votes], k)); }

// The class that most masks answer but this one; -1: all answer this one.
int other_answer(const Found& f) {
  int other = -1;
  for (int k = 0; k < f.classes; ++k)
    if (k != f.answer && votes(f, k) > (other < 0 ? 0 : votes(f, other))) other = k;
  return other;
}

void explain_class(const Context& c, int arm, const Found& f, int k) {
  Words words;
  words.add(tr("%s, %d: %s with dropout off"), arm_name(c.run, arm), k, percent(whole(f, k)).chars);
  if (f.masks > 0)
    words.add(tr("\n%d of %d masks answer %d; its probability under them is %.2f ± %.2f"), votes(f, k), f.masks, k,
              static_cast<double>(nth(f[f.mean], k)), static_cast<double>(nth(f[f.spread], k)));
  hint(c.style, words);
}

// Solid: with dropout off. Outlined and pale: of the masks.
void bars(const Context& c, int arm, const Found& f, int mask, Rect r) {
  const ImU32 color = arm_color(c.style, c.run, arm);
  canvas()->AddRectFilled({r.min.x, r.max.y}, {r.max.x, r.max.y + 1}, c.style.track);
  if (!answered(f)) return;
  const float pitch = r.width() / static_cast<float>(f.classes), gap = pitch > 24 ? 4.0f : 2.0f;
  const float bar = std::min(std::floor((pitch - gap) * 0.5f), 26.0f);
  const auto top = [&](float share) { return std::round(r.max.y - share * r.height()); };
  for (int k = 0; k < f.classes; ++k) {
    const float middle = std::round(r.min.x + pitch * (static_cast<float>(k) + 0.5f));
    const bool two = f.masks > 0;
    const float left = two ? middle - bar : middle - std::round(bar * 0.5f);
    canvas()->AddRectFilled({left, top(nth(f[f.whole], k))}, {left + bar, r.max.y}, color);
    if (two && votes(f, k) > 0) {
      const Rect pale{{middle, top(static_cast<float>(votes(f, k)) / static_cast<float>(f.masks))},
                      {middle + bar, r.max.y}};
      canvas()->AddRectFilled(pale.min, pale.max, with_alpha(color, 0.28f));
      canvas()->AddRect(pale.min, pale.max, color, 0, 0, 1);
    }
    if (two && static_cast<int>(nth(f[f.answers], mask % f.masks)) == k)
      canvas()->AddCircleFilled({middle + bar * 0.5f, r.max.y + 4}, 2.2f, color);
    const Rect column{{middle - pitch * 0.5f, r.min.y}, {middle + pitch * 0.5f, r.max.y + 6}};
    if (pointed_at(column)) explain_class(c, arm, f, k);
  }
}

// "0 1 2 …" under the bars.
void classes(const Context& c, int count, Rect bars, float y) {
  const float pitch = bars.width() / static_cast<float>(count);
  for (int k = 0; k < count; ++k)
    text_center(canvas(), c.style.small, {bars.min.x + pitch * (static_cast<float>(k) + 0.5f), y}, c.style.text_muted,
                Words().add("%d", k));
}

// Name, answer, bars.
void row(const Context& c, int arm, int mask, Rect r, bool labelled) {
  const Style& style = c.style;
  const Found& f = found_of(c, arm);
  const float line = std::ceil(line_height(style.small_bold)) + 1;
  Words answer, votes_words;
  if (answered(f)) answer.add("%d  %s", f.answer, percent(whole(f, f.answer)).chars);
  if (answered(f) && f.masks > 0) votes_words.add(tr("%d of %d masks"), votes(f, f.answer), f.masks);
  const float room = r.width() - text_width(style.small_bold, answer) - 8;
  const float name =
      text_fit(canvas(), style.small_bold, r.min, room, arm_color(style, c.run, arm), arm_name(c.run, arm));
  text_right(canvas(), style.small_bold, {r.max.x, r.min.y}, style.text, answer);
  if (name + 16 + text_width(style.small, votes_words) < room)
    text_right(canvas(), style.small, {r.max.x - (r.width() - room) - 8, r.min.y}, style.text_muted, votes_words);
  if (answered(f)) announce_words(r, answer_words(c, arm));
  const Rect area{{r.min.x, r.min.y + line + 2}, {r.max.x, r.max.y - (labelled ? line + 7 : 8)}};
  mark("written", arm, area.min.x, area.min.y, area.width(), area.height());
  bars(c, arm, f, mask, area);
  if (labelled) classes(c, c.run.shape.outputs(), area, area.max.y + 8);
}

// "■ probability, dropout off  ▯ masks that answer it"
void legend(const Context& c, Rect r) {
  const Style& style = c.style;
  const bool wide = r.width() > 330;
  const float size = 8, top = std::round(r.center().y - size * 0.5f), y = std::round(middle(style.small, r));
  canvas()->AddRectFilled({r.min.x, top}, {r.min.x + size, top + size}, style.text_muted);
  float x = r.min.x + size + 5;
  x +=
      text(canvas(), style.small, {x, y}, style.text_muted, wide ? tr("probability, dropout off") : tr("dropout off")) +
      12;
  const Rect pale = rect({x, top}, {size, size});
  canvas()->AddRectFilled(pale.min, pale.max, with_alpha(style.text_muted, 0.28f));
  canvas()->AddRect(pale.min, pale.max, style.text_muted, 0, 0, 1);
  text(canvas(), style.small, {x + size + 5, y}, style.text_muted,
       wide ? tr("share of the masks that answer it") : tr("masks"));
  explain(style, r,
          tr("Solid: how probable each digit is to the arm with dropout off. Outlined: how many of 100 random masks "
             "of the arm's own keep_prob answer it. The dot marks the answer under the mask that is shown."));
}

}  // namespace

int answering_arm(const Context& c) {
  const ShownArms arms = shown_arms(c.run);
  return c.run.mask_arm >= 0 ? c.run.mask_arm : arms.count > 0 ? arms.index[0] : -1;
}

Words answer_words(const Context& c, int arm) {
  const Found& f = found_of(c, arm);
  const char* name = arm_name(c.run, arm);
  const Words share = percent(whole(f, f.answer));
  if (f.masks == 0) return Words().add(tr("%s answers %d with %s."), name, f.answer, share.chars);
  const int other = other_answer(f);
  if (other < 0)
    return Words().add(tr("%s answers %d with %s; under %d masks all answered %d."), name, f.answer, share.chars,
                       f.masks, f.answer);
  return Words().add(tr("%s answers %d with %s; under %d masks %d answered %d and %d answered %d."), name, f.answer,
                     share.chars, f.masks, votes(f, f.answer), f.answer, votes(f, other), other);
}

void answer_rows(const Context& c, int mask, Rect r) {
  const ShownArms arms = shown_arms(c.run);
  const float line = std::ceil(line_height(c.style.small)) + 1;
  const bool explained = c.run.mask_arm >= 0;
  const float top = r.min.y + (explained ? line + 4 : 0);
  if (explained) legend(c, {r.min, {r.max.x, r.min.y + line}});
  const float each = (r.max.y - top - line) / static_cast<float>(arms.count);
  const bool all = each > 74;  // each row has its own digits
  const float high = all ? (r.max.y - top) / static_cast<float>(arms.count) : each;
  for (int i = 0; i < arms.count; ++i) {
    const bool labelled = all || i + 1 == arms.count;
    const float y = top + high * static_cast<float>(i);
    row(c, nth(arms.index, i), mask,
        {{r.min.x, std::round(y)},
         {r.max.x, std::round(i + 1 == arms.count ? r.max.y
                              : all               ? y + high - 8
                                                  : y + high)}},
        labelled);
  }
}

}  // namespace view
