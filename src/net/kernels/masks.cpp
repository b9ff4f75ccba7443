#include "masks.h"

#include <algorithm>

#include "../mix.h"

namespace net {

void draw_bits(const Random& random, std::uint32_t threshold, int units, int stride, std::uint8_t* bytes) {
  const std::uint32_t key0 = random.key0(), key1 = random.key1();
  const auto limit = static_cast<std::int32_t>(threshold);
  simd::Word4 index{0, 1, 2, 3};
  for (int group = 0; group < units * (stride / 8); ++group, index += 4u) {
    const simd::Word4 words = mix(index, key0, key1);
    const auto low = reinterpret_cast<simd::Int4>(words & 0xffffu), high = reinterpret_cast<simd::Int4>(words >> 16);
    const simd::Int4 limits = limit + simd::Int4{};
    bytes[group] = static_cast<std::uint8_t>(simd::bit_mask(low < limits) | simd::bit_mask(high < limits) << 4);
  }
}

void draw_bits_per_batch(const Random& random, std::uint32_t threshold, int units, int stride, std::uint8_t* bytes) {
  for (int unit = 0; unit < units; ++unit, bytes += stride / 8)
    std::fill_n(bytes, stride / 8, kept_bit(random, threshold, unit, 0, 8) ? std::uint8_t{0xff} : std::uint8_t{0});
}

}  // namespace net
