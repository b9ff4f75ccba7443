#include "views/curves/growth.h"

#include <cmath>
#include <string_view>

#include "view/tr.h"

namespace view {

Words growth_words(const Growth& arm, const Growth& reference, const char* norm) {
  Words words;
  const auto number = [](float v) { return static_cast<double>(v); };
  const double start = number(arm.from), now = number(arm.to), other_start = number(reference.from),
               other = number(reference.to);
  const Words from = figure(start), to = figure(now), other_from = figure(other_start), other_to = figure(other);
  const auto same = [](const char* one, const char* two) { return std::string_view(one) == two; };
  if (!std::isfinite(start + now + other_start + other) || same(from, to) || same(other_from, other_to)) return words;
  const bool grew = now > start, other_grew = other > other_start;
  words.add(grew ? tr("%s of %s grew from %s to %s") : tr("%s of %s shrank from %s to %s"), norm, arm.arm, from.chars,
            to.chars);
  if (grew != other_grew)
    return words.add(other_grew ? tr(", that of %s grew to %s.") : tr(", that of %s shrank to %s."), reference.arm,
                     other_to.chars);
  words.add(tr(", that of %s to %s"), reference.arm, other_to.chars);
  const double times = (other - other_start) / (now - start);
  constexpr double most = 20;  // beyond, one of the two has hardly moved
  if (grew && times > 1.05 && times < most) words.add(tr(": it grew %s times slower"), figure(times).chars);
  if (grew && times < 0.95 && times > 1 / most) words.add(tr(": it grew %s times faster"), figure(1 / times).chars);
  return words.add(".");
}

}  // namespace view
