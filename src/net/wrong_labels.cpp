#include "wrong_labels.h"

#include <algorithm>
#include <vector>

#include "net/random.h"

namespace net {

void make_wrong(Dataset& data, float flip, std::uint64_t seed) {
  const auto size = static_cast<std::uint32_t>(data.size());
  const auto wrong = std::min(size, static_cast<std::uint32_t>(flip * static_cast<float>(size) + 0.5f));
  if (wrong == 0) return;
  std::vector<std::uint32_t> order(size);
  permutation(Random(seed, Purpose::wrong_labels), size, order.data());
  const Random other(seed, Purpose::wrong_labels, 1);
  for (std::uint32_t k = 0; k < wrong; ++k) {
    const std::uint32_t i = order[k];
    const auto shift = 1 + other.below(i, static_cast<std::uint32_t>(data.classes - 1));
    data.label[i] = (data.label[i] + static_cast<int>(shift)) % data.classes;
    data.flipped[i] = static_cast<std::uint8_t>(shift);
  }
  targets_from_labels(data);
}

}  // namespace net
