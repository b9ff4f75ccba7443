#include <doctest/doctest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <vector>

#include "net/random.h"

using net::Purpose, net::Random;

namespace {

// How many standard deviations the number of ones among `bits` fair bits lies from its mean.
double deviations(double ones, double bits) { return std::abs(ones - bits / 2) / std::sqrt(bits / 4); }

// The largest of the 32 × 32 deviations of "bit i of a equals bit j of b", for neighbouring streams a and b.
double worst_correlation(const Random& a, const Random& b) {
  constexpr std::uint32_t count = 4096;
  std::vector<std::uint32_t> x(count), y(count);
  a.words(0, count, x.data());
  b.words(0, count, y.data());
  double worst = 0;
  for (int shift = 0; shift < 32; ++shift) {
    std::vector<int> equal(32);
    for (std::uint32_t i = 0; i < count; ++i) {
      const std::uint32_t same = ~(x[i] ^ std::rotr(y[i], shift));
      for (std::size_t bit = 0; bit < 32; ++bit) equal[bit] += same >> bit & 1;
    }
    for (int e : equal) worst = std::max(worst, deviations(e, count));
  }
  return worst;
}

}  // namespace

TEST_CASE("words drawn many at a time are the words drawn one by one") {
  const Random random(7, Purpose::mask, 12, 3);
  for (const std::uint32_t first : {0u, 1u, 1000003u, 0xfffffff0u}) {
    for (const std::uint32_t count : {0u, 1u, 3u, 4u, 37u}) {
      std::vector<std::uint32_t> words(count);
      random.words(first, count, words.data());
      for (std::uint32_t i = 0; i < count; ++i) CHECK(words[i] == random.word(first + i));
    }
  }
}

TEST_CASE("an address and nothing else decides its words") {
  const Random random(7, Purpose::mask, 12, 3), again(7, Purpose::mask, 12, 3);
  CHECK(random.word(5) == again.word(5));
  const Random others[] = {{8, Purpose::mask, 12, 3},
                           {7, Purpose::input_noise, 12, 3},
                           {7, Purpose::mask, 13, 3},
                           {7, Purpose::mask, 12, 4},
                           {7 + (1ull << 40), Purpose::mask, 12, 3}};
  for (const Random& other : others) {
    int equal = 0;
    for (std::uint32_t i = 0; i < 10000; ++i) equal += random.word(i) == other.word(i);
    CHECK(equal == 0);
  }
}

TEST_CASE("every bit of a word is one as often as zero") {
  for (const std::uint64_t seed : {0ull, 1ull, 0xffffffffffffffffull}) {
    const Random random(seed, Purpose::mask);
    int ones[32] = {};
    for (std::uint32_t i = 0; i < 100000; ++i)
      for (int bit = 0; bit < 32; ++bit) ones[bit] += static_cast<int>(random.word(i) >> bit & 1);
    for (const int n : ones) CHECK(deviations(n, 100000) < 4.5);
  }
}

TEST_CASE("neighbouring seeds, steps, lanes and purposes are uncorrelated") {
  const Random random(3, Purpose::mask, 100, 1);
  CHECK(worst_correlation(random, Random(4, Purpose::mask, 100, 1)) < 5);
  CHECK(worst_correlation(random, Random(3, Purpose::mask, 101, 1)) < 5);
  CHECK(worst_correlation(random, Random(3, Purpose::mask, 100, 2)) < 5);
  CHECK(worst_correlation(random, Random(3, Purpose::input_noise, 100, 1)) < 5);
}

TEST_CASE("neighbouring words of a stream are uncorrelated") {
  const Random random(3, Purpose::mask, 100, 1);
  for (const std::uint32_t distance : {1u, 2u, 4u, 64u, 108u, 1024u}) {
    int ones[32] = {};
    for (std::uint32_t i = 0; i < 50000; ++i) {
      const std::uint32_t different = random.word(i) ^ random.word(i + distance);
      for (int bit = 0; bit < 32; ++bit) ones[bit] += static_cast<int>(different >> bit & 1);
    }
    for (const int n : ones) CHECK(deviations(n, 50000) < 4.5);
  }
}

TEST_CASE("no stream is a shifted copy of another") {
  std::vector<std::uint32_t> one(4096);
  Random(1, Purpose::mask, 0).words(0, 4096, one.data());
  std::sort(one.begin(), one.end());
  for (std::uint64_t step = 1; step < 64; ++step) {
    const Random other(1, Purpose::mask, step);
    int shared = 0;
    for (std::uint32_t i = 0; i < 4096; ++i) shared += std::binary_search(one.begin(), one.end(), other.word(i));
    CHECK(shared <= 2);  // 4096² / 2³² = 0.004 are expected
  }
}

TEST_CASE("uniform numbers fill [0, 1) evenly") {
  const Random random(11, Purpose::test_points);
  std::vector<int> bins(64);
  for (std::uint32_t i = 0; i < 64000; ++i) {
    const float u = random.uniform(i);
    REQUIRE(u >= 0);
    REQUIRE(u < 1);
    ++bins[static_cast<std::size_t>(u * 64)];
  }
  double chi_square = 0;
  for (const int n : bins) chi_square += (n - 1000.0) * (n - 1000.0) / 1000;
  CHECK(chi_square < 63 + 4 * std::sqrt(2 * 63.0));
  CHECK(chi_square > 63 - 4 * std::sqrt(2 * 63.0));
}

TEST_CASE("below(n) gives each of 0 to n-1 equally often") {
  const Random random(2, Purpose::batch_order);
  int count[7] = {};
  for (std::uint32_t i = 0; i < 70000; ++i) ++count[random.below(i, 7)];
  for (const int n : count) CHECK(std::abs(n - 10000) < 400);
  CHECK(random.below(0, 1) == 0);
}

TEST_CASE("normal numbers have the moments and tails of the normal distribution") {
  const Random random(5, Purpose::input_noise);
  constexpr int count = 400000;
  double sum = 0, squares = 0, cubes = 0, fourths = 0;
  int beyond[4] = {};
  for (std::uint32_t i = 0; i < count; ++i) {
    const double z = random.normal(i);
    sum += z;
    squares += z * z;
    cubes += z * z * z;
    fourths += z * z * z * z;
    for (int s = 0; s < 4; ++s) beyond[s] += std::abs(z) > s + 1;
  }
  const double root = std::sqrt(static_cast<double>(count));
  CHECK(std::abs(sum / count) < 4 / root);
  CHECK(std::abs(squares / count - 1) < 4 * std::sqrt(2.0) / root);
  CHECK(std::abs(cubes / count) < 4 * std::sqrt(15.0) / root);
  CHECK(std::abs(fourths / count - 3) < 4 * std::sqrt(96.0) / root);
  for (int s = 0; s < 4; ++s) {
    const double expected = count * std::erfc((s + 1) / std::sqrt(2.0));
    CHECK(std::abs(beyond[s] - expected) < 4 * std::sqrt(expected));
  }
}

TEST_CASE("a normal number is the quantile of its word") {
  const Random random(6, Purpose::initial_weights);
  for (std::uint32_t i = 0; i < 20000; ++i) {
    const double p = (random.word(i) + 0.5) / 4294967296.0;
    const double below = 0.5 * std::erfc(-static_cast<double>(random.normal(i)) / std::sqrt(2.0));
    const double tail = std::min(p, 1 - p);
    REQUIRE(std::abs(below - p) < 3e-6 * tail);
  }
}

TEST_CASE("a permutation holds every number once, each place equally often") {
  std::vector<std::uint32_t> order(50), places(50);
  int first_is_zero = 0, last_is_zero = 0;
  for (std::uint64_t epoch = 0; epoch < 5000; ++epoch) {
    net::permutation(Random(9, Purpose::batch_order, epoch), 50, order.data());
    first_is_zero += order[0] == 0;
    last_is_zero += order[49] == 0;
    std::copy(order.begin(), order.end(), places.begin());
    std::sort(places.begin(), places.end());
    for (std::uint32_t i = 0; i < 50; ++i) REQUIRE(places[i] == i);
  }
  CHECK(std::abs(first_is_zero - 100) < 45);
  CHECK(std::abs(last_is_zero - 100) < 45);
}
