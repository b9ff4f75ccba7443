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
  held_out = 9,  // which rows of the visitor's own data are the test set
  puzzle = 10,   // in which order programs stand, and which of them has a bug
};

class Random {
public:
  // The address becomes two 32-bit keys by the finalizer of SplitMix64 (Steele, Lea & Flood 2014, "Fast splittable
  // pseudorandom number generators", in Stafford's variant 13), applied once for each of its parts.
  Random(std::uint64_t seed, Purpose purpose, std::uint64_t step = 0, std::uint32_t lane = 0);

  // 32 random bits, the index-th of this address: a permutation of the indices by three rounds of multiply and
  // xor-shift (Wellons 2018, "Prospecting for hash functions": triple32) with the keys injected between the rounds.
  std::uint32_t word(std::uint32_t index) const;
  // Words first … first+count-1, the same as word(), many at a time.
  void words(std::uint32_t first, std::uint32_t count, std::uint32_t* out) const;
  // In [0, 1), a multiple of 2^-24.
  float uniform(std::uint32_t index) const;
  // In 0 … n-1; n in [1, 2^31]. Bias at most n/2^32.
  std::uint32_t below(std::uint32_t index, std::uint32_t n) const;
  // Standard normal: same to the bit on every target (no libm; rounding of + * / sqrt only, in double). The inverse
  // of the distribution function (Wichura 1988, algorithm AS 241, PPND7) at (word(index) + ½) / 2^32: |z| <= 6.34.
  float normal(std::uint32_t index) const;

  std::uint32_t key0() const { return key0_; }
  std::uint32_t key1() const { return key1_; }

private:
  std::uint32_t key0_, key1_;
};

// Fisher-Yates permutation of 0 … n-1 into out, by below(0 … n-2) of this address.
void permutation(const Random& random, std::uint32_t n, std::uint32_t* out);

}  // namespace net
