#include "run/keep_slider.h"

#include <algorithm>

#include "kit/announcing.h"
#include "kit/finger.h"
#include "run/arms.h"
#include "view/tr.h"

namespace view {

void call_keep(const Context& c, int row, int arm) {
  const Words layer = layer_name(row, c.run.shape.layers);
  const bool several = dropping_arms(c.experiment) > 1;
  call_next(tr("keep_prob of %s%s%s"), layer.chars, several ? ", " : "", several ? arm_name(c.run, arm) : "");
}

SliderRange keep_range(const Style& style, int row, ImU32 color) {
  SliderRange range;
  range.explanation =
      by_hand(style,
              tr("keep_prob: the probability that a unit of this layer is kept in an iteration; 1.00 drops none. Acts "
                 "in the next iteration. Double click restores, Ctrl+click types."),
              tr("keep_prob: the probability that a unit of this layer is kept in an iteration; 1.00 drops none. Acts "
                 "in the next iteration. Two taps restore."));
  if (row == 0)
    range.explanation =
        tr("keep_prob of the inputs: 1.00, or close to it: what only this input says is lost with it. Acts in the next "
           "iteration.");
  range.low = std::max(lab::field(lab::FieldId::keep).low, 0.05f);
  range.high = lab::field(lab::FieldId::keep).high;
  range.reset = lab::Arm{}.keep[static_cast<std::size_t>(row)];
  range.share = true;
  range.color = color;
  return range;
}

}  // namespace view
