#include "run/data_words.h"

#include "view/tr.h"

namespace view {
namespace {

constexpr const char* subscripts[] = {"₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"};

}  // namespace

const char* class_name(const Context& c, int of_class) {
  const auto k = static_cast<std::size_t>(of_class);
  const lab::OwnData* data = c.environment.data;
  if (data && data->standardizes) {
    static constexpr const char* fresh[] = {N_("drawn"),   N_("drawn 2"), N_("drawn 3"), N_("drawn 4"),
                                            N_("drawn 5"), N_("drawn 6"), N_("drawn 7"), N_("drawn 8")};
    return k < data->classes.size() ? data->classes[k].c_str() : tr(fresh[(k - data->classes.size()) % 8]);
  }
  static constexpr const char* digits[] = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
  if (c.run.classes > 2) return digits[k % 10];
  return of_class == 0 ? tr("blue") : tr("orange");
}

ImU32 class_color(const Style& style, int classes, int of_class) {
  return classes > 2 ? style.digit(of_class) : style.class_color[of_class == 0 ? 0 : 1];
}

Words input_name(const Context& c, int input) {
  const auto i = static_cast<std::size_t>(input);
  const lab::OwnData* data = c.environment.data;
  if (data && i < data->features.size()) return Words().add("%.40s", data->features[i].c_str());
  Words words = Words().add("x");
  for (const char digit : grouped(input + 1).chars) {
    if (digit == 0) break;
    if (digit >= '0' && digit <= '9') words.add("%s", subscripts[digit - '0']);
  }
  return words;
}

double in_own_units(const Context& c, int input, float value) {
  const lab::OwnData* data = c.environment.data;
  return data && static_cast<std::size_t>(input) < data->mean.size() ? data->shown(input, value)
                                                                     : static_cast<double>(value);
}

}  // namespace view
