// Masks as bits, eight examples a byte. One 32-bit word decides two examples: in a group of eight the low halves of
// its four words are examples 0 … 3, the high halves 4 … 7; a unit is kept where its half is below the threshold.
#pragma once
#include <cstdint>

#include "net/random.h"

namespace net {

// A probability as a threshold on 16-bit uniforms, in [0, 65536].
inline std::uint32_t keep_threshold(float keep) { return static_cast<std::uint32_t>(keep * 65536.0f + 0.5f); }

// The draw for one unit and example; stride is the batch's size rounded up to eight.
inline bool kept_bit(const Random& random, std::uint32_t threshold, int unit, int example, int stride) {
  const auto group = static_cast<std::uint32_t>((unit * stride + example) / 8);
  const auto lane = static_cast<std::uint32_t>(example % 8);
  return (random.word(group * 4 + lane % 4) >> (lane / 4 * 16) & 0xffff) < threshold;
}

// The same draws for `units` whole rows: bytes (units, stride / 8).
void draw_bits(const Random&, std::uint32_t threshold, int units, int stride, std::uint8_t* bytes);
// One draw a unit, the same for every example (that of example 0 in a batch of 1): bytes (units, stride / 8).
void draw_bits_per_batch(const Random&, std::uint32_t threshold, int units, int stride, std::uint8_t* bytes);

}  // namespace net
