// What arms are called.
#include <algorithm>

#include "experiment/text.h"
#include "lab/experiment.h"

namespace lab {

ArmName arm_name(std::string_view text) {
  ArmName name{};
  std::string kept;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte != 0x7f) kept += c;
  }
  kept.resize(std::min(kept.size(), name.size() - 1));
  kept.resize(sound_utf8(kept));
  std::copy(kept.begin(), kept.end(), name.begin());
  return name;
}

std::array<ArmName, max_arms> arm_names(const Experiment& e) {
  std::array<ArmName, max_arms> names{};
  const auto arms = static_cast<std::size_t>(e.arms);
  const auto begin = names.begin();
  for (std::size_t i = 0; i < arms; ++i) {
    const std::string plain = e.arm[i].name[0] ? e.arm[i].name.data() : name(e.arm[i].kind);
    names[i] = arm_name(plain);
    for (int number = 2; std::find(begin, begin + i, names[i]) != begin + i; ++number) {
      const std::string ending = " " + std::to_string(number);
      names[i] = arm_name(plain.substr(0, sound_utf8(plain.substr(0, names[i].size() - 1 - ending.size()))) + ending);
    }
  }
  return names;
}

}  // namespace lab
