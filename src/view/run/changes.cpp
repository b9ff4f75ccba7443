#include "run/changes.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "kit/widgets.h"
#include "run/arms.h"
#include "view/tr.h"

namespace view {
namespace {

struct Change {
  float iteration;
  lab::FieldId field;
  int index, arm;
  float value, before;
};

Change change(const lab::Snapshot& run, int i) {
  const auto c = run[run.changes].subspan(static_cast<std::size_t>(i) * lab::numbers_of_a_change);
  return {c[0], static_cast<lab::FieldId>(static_cast<int>(c[1])), static_cast<int>(c[2]), static_cast<int>(c[3]), c[4],
          c[5]};
}

// Whose unit a flat index through input and hidden layers is: "a¹ unit 7".
Words unit_words(const lab::Snapshot& run, int index) {
  int row = 0;
  for (; row + 1 < run.shape.layers && index >= nth(run.shape.units, row); ++row) index -= nth(run.shape.units, row);
  return Words().add(tr("%s unit %d"), layer_name(row, run.shape.layers).chars, index + 1);
}

Words weight_words(const lab::Snapshot& run, int index) {
  int layer = 0;
  while (layer + 1 < run.shape.layers && index >= run.shape.weight_offset(layer + 1)) ++layer;
  return Words().add(tr("a weight of W%s"), raised(layer + 1).chars);
}

bool is_of_an_arm(lab::FieldId field) {
  using F = lab::FieldId;
  constexpr F of_arms[] = {F::keep, F::lambda, F::max_norm, F::input_noise, F::early_stop, F::hold, F::weight};
  return std::ranges::find(of_arms, field) != std::ranges::end(of_arms);
}

// Does a change go on with the gesture of those before it?
bool goes_on(const lab::Snapshot& run, const Flag& flag, const Change& next, float reach) {
  const Change last = change(run, flag.first + flag.count - 1);
  if (last.field != next.field || last.arm != next.arm || next.iteration - last.iteration > reach) return false;
  bool begins_together = next.field == lab::FieldId::keep;
  for (int i = flag.first; i < flag.first + flag.count; ++i) {
    const Change other = change(run, i);
    if (other.index == next.index) return true;
    begins_together &= other.iteration == next.iteration;
  }
  return begins_together;
}

Words value_words(const Change& first, const Change& last) {
  Words words;
  if (std::isfinite(first.before) && first.before != last.value)
    words.add("%s ", figure(static_cast<double>(first.before)).chars);
  return words.add("→ %s", figure(static_cast<double>(last.value)).chars);
}

// keep_prob of each layer that the gesture has set.
void add_keeps(const lab::Snapshot& run, const Flag& flag, Words& words) {
  int told = 0;
  for (int layer = 0; layer < run.shape.layers; ++layer) {
    int first = -1, last = -1;
    for (int i = flag.first; i < flag.first + flag.count; ++i)
      if (change(run, i).index == layer) first = first < 0 ? i : first, last = i;
    if (first < 0) continue;
    words.add(told++ > 0 ? tr(", of %s %s") : tr(" of %s %s"), layer_name(layer, run.shape.layers).chars,
              value_words(change(run, first), change(run, last)).chars);
  }
}

Words when_words(const lab::Snapshot& run, const Flag& flag) {
  const auto at = [&](int i) { return grouped(static_cast<std::int64_t>(change(run, i).iteration)); };
  const Words first = at(flag.first), last = at(flag.first + flag.count - 1);
  if (std::string_view(first) == std::string_view(last)) return Words().add(tr("iteration %s"), first.chars);
  return Words().add(tr("iterations %s to %s"), first.chars, last.chars);
}

}  // namespace

Flags change_flags(const lab::Snapshot& run, float reach) {
  Flags flags;
  const int all = static_cast<int>(run.changes.count / lab::numbers_of_a_change);
  for (int i = 0; i < all; ++i) {
    if (flags.count > 0 && goes_on(run, nth(flags.flag, flags.count - 1), change(run, i), reach)) {
      ++nth(flags.flag, flags.count - 1).count;
      continue;
    }
    if (flags.count == most_flags) {  // the oldest gives way
      std::copy(flags.flag.begin() + 1, flags.flag.end(), flags.flag.begin());
      std::copy(flags.iteration.begin() + 1, flags.iteration.end(), flags.iteration.begin());
      --flags.count;
    }
    nth(flags.iteration, flags.count) = change(run, i).iteration;
    nth(flags.flag, flags.count++) = {i, 1};
  }
  return flags;
}

float reach_of_a_flag(const lab::Snapshot& run, const PlotView& view) {
  constexpr float a_hand_rests = 100, widths = 50;
  const float shown = view.all() ? static_cast<float>(run.iteration) : view.high - view.low;
  return std::max(a_hand_rests, shown / widths);
}

Words flag_words(const lab::Snapshot& run, const Flag& flag) {
  const Change first = change(run, flag.first), c = change(run, flag.first + flag.count - 1);
  Words words;
  if (c.field == lab::FieldId::hold) {
    constexpr const char* how[] = {N_("random again"), N_("held kept"), N_("held dropped")};
    words.add("%s %s", unit_words(run, c.index).chars, tr(how[std::clamp(static_cast<int>(c.value), 0, 2)]));
  } else if (c.field == lab::FieldId::weight) {
    words.add("%s %s", weight_words(run, c.index).chars, value_words(first, c).chars);
  } else {
    words.add("%s", tr(lab::field(c.field).name));
    if (c.field == lab::FieldId::keep)
      add_keeps(run, flag, words);
    else
      words.add(" %s", value_words(first, c).chars);
  }
  if (is_of_an_arm(c.field) && c.arm < run.arms) words.add(" · %s", arm_name(run, c.arm));
  return words;
}

void explain_flags(const Style& style, const lab::Snapshot& run, const Flags& flags, PlotMarks at) {
  constexpr int most = 5;
  Words words;
  for (int i = at.first; i < at.first + std::min(at.count, most); ++i) {
    const Flag& flag = nth(flags.flag, i);
    words.add("%s%s: %s", i > at.first ? "\n" : "", when_words(run, flag).chars, flag_words(run, flag).chars);
  }
  if (at.count > most) words.add(tr("\n… and %d more"), at.count - most);
  hint(style, words);
}

}  // namespace view
