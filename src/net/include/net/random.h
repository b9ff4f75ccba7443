// Randomness with an address: the words of Random(seed, purpose, step, lane) are a pure function of these four and of
// the word's index, in integer arithmetic alone. So any past mask can be drawn again, slicing the work never changes
// a result, and native and WebAssembly builds agree to the bit.
#pragma once
#include <cstdint>

namespace net {

enum class Purpose : std::uint32_t {
  initial_weights = 1,
  batch_order = 2,
  mask = 3,
  input_noise = 4,
  training_points = 5,
  test_points = 6,
  wrong_labels = 7,
  monte_carlo = 8,
};

class Random {
 public:
  Random(std::uint64_t seed, Purpose purpose, std::uint64_t step = 0, std::uint32_t lane = 0);

  // 32 random bits, the index-th of this address.
  std::uint32_t word(std::uint32_t index) const;
  // Words first … first+count-1, the same as word(), many at a time.
  void words(std::uint32_t first, std::uint32_t count, std::uint32_t* out) const;
  // In [0, 1), a multiple of 2^-24.
  float uniform(std::uint32_t index) const;
  // In 0 … n-1; n in [1, 2^31]. Bias at most n/2^32.
  std::uint32_t below(std::uint32_t index, std::uint32_t n) const;
  // Standard normal: same to the bit on every target (no libm; rounding of + * / sqrt only).
  float normal(std::uint32_t index) const;

 private:
  std::uint32_t key0_, key1_;
};

// Fisher-Yates permutation of 0 … n-1 into out, by below(0 … n-2) of this address.
void permutation(const Random& random, std::uint32_t n, std::uint32_t* out);

}  // namespace net
