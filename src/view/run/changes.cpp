#include "run/changes.h"

#include <algorithm>

#include "kit/widgets.h"
#include "run/arms.h"
#include "view/tr.h"

namespace view {
namespace {

constexpr std::size_t numbers_of_a_change = 5;  // iteration, field, index, arm, value

std::span<const float> change(const lab::Snapshot& run, int mark) {
  const auto all = run[run.changes];
  const std::size_t count = all.size() / numbers_of_a_change;
  const std::size_t skipped = count > most_changes ? count - most_changes : 0;
  return all.subspan((skipped + static_cast<std::size_t>(mark)) * numbers_of_a_change, numbers_of_a_change);
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

}  // namespace

int change_marks(const lab::Snapshot& run, std::span<float> iterations) {
  const std::size_t count = std::min<std::size_t>(run.changes.count / numbers_of_a_change, most_changes);
  for (std::size_t i = 0; i < count; ++i) iterations[i] = change(run, static_cast<int>(i))[0];
  return static_cast<int>(count);
}

Words change_words(const lab::Snapshot& run, int mark) {
  const auto c = change(run, mark);
  const auto field = static_cast<lab::FieldId>(static_cast<int>(c[1]));
  const int index = static_cast<int>(c[2]), arm = static_cast<int>(c[3]);
  Words words;
  if (field == lab::FieldId::hold) {
    constexpr const char* how[] = {N_("random again"), N_("held kept"), N_("held dropped")};
    words.add("%s %s", unit_words(run, index).chars, tr(how[std::clamp(static_cast<int>(c[4]), 0, 2)]));
  } else if (field == lab::FieldId::weight) {
    words.add("%s → %s", weight_words(run, index).chars, figure(static_cast<double>(c[4])).chars);
  } else {
    words.add("%s", tr(lab::field(field).name));
    if (field == lab::FieldId::keep) words.add(tr(" of %s"), layer_name(index, run.shape.layers).chars);
    words.add(" → %s", figure(static_cast<double>(c[4])).chars);
  }
  if (is_of_an_arm(field) && arm < run.arms) words.add(" · %s", arm_name(run, arm));
  return words;
}

void explain_changes(const Style& style, const lab::Snapshot& run, int first, int count) {
  constexpr int most = 5;
  Words words;
  for (int i = first; i < first + std::min(count, most); ++i) {
    words.add(tr("%siteration %s: %s"), i > first ? "\n" : "",
              grouped(static_cast<std::int64_t>(change(run, i)[0])).chars, change_words(run, i).chars);
  }
  if (count > most) words.add(tr("\n… and %d more"), count - most);
  hint(style, words);
}

}  // namespace view
