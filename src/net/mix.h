// The keyed permutation behind Random::word, for one word or a vector of them.
#pragma once
#include <cstdint>

#include "kernels/simd.h"

namespace net {

// Word is std::uint32_t or a vector of it. The keys enter at three places, so that no two streams are shifted or
// xor-ed copies of one another.
template <typename Word>
NET_INLINE Word mix(Word x, std::uint32_t key0, std::uint32_t key1) {
  x = x + key0;
  x = x ^ (x >> 17);
  x = x * 0xed5ad4bbu;
  x = x ^ key1;
  x = x ^ (x >> 11);
  x = x * 0xac4c1b51u;
  x = x + (key0 ^ (key1 << 16 | key1 >> 16));
  x = x ^ (x >> 15);
  x = x * 0x31848babu;
  return x ^ (x >> 14);
}

}  // namespace net
