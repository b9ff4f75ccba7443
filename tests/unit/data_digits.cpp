#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "net/dataset.h"

namespace {

using Bytes = std::vector<std::uint8_t>;

void put(Bytes& bytes, std::uint32_t value, int count) {
  for (int i = 0; i < count; ++i) bytes.push_back(static_cast<std::uint8_t>(value >> 8 * i));
}

// 6 + 4 digits of 3×3 pixels; pixel p of digit i has the value (i + p) modulo 16 (4 bits) or 10 i + p (8 bits).
Bytes small_file(std::uint32_t bits) {
  Bytes bytes;
  for (const char c : std::string("DLDIGIT1")) bytes.push_back(static_cast<std::uint8_t>(c));
  put(bytes, 3, 2), put(bytes, bits, 2), put(bytes, 6, 4), put(bytes, 4, 4);
  for (std::uint32_t i = 0; i < 10; ++i) put(bytes, i, 1);
  for (std::uint32_t i = 0; i < 10; ++i) {
    if (bits == 8) {
      for (std::uint32_t p = 0; p < 9; ++p) put(bytes, 10 * i + p, 1);
    } else {
      for (std::uint32_t p = 0; p < 9; p += 2) put(bytes, (i + p) % 16 | (p < 8 ? (i + p + 1) % 16 << 4 : 0), 1);
    }
  }
  return bytes;
}

// A copy of exactly this length on the heap, so that the sanitizer sees a read beyond its end.
bool read(const Bytes& bytes, std::size_t length, net::Split& out) {
  const Bytes exact(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length));
  return net::read_digits(exact.data(), exact.size(), {.source = net::Source::digits}, out);
}

}  // namespace

TEST_CASE("digits come out of their file with pixels from 0 to 1 and one target of ten") {
  for (const std::uint32_t bits : {4u, 8u}) {
    const Bytes file = small_file(bits);
    net::Split split;
    REQUIRE(read(file, file.size(), split));
    REQUIRE(split.train.size() == 6);
    REQUIRE(split.test.size() == 4);
    REQUIRE(split.train.x.rows() == 9);
    CHECK(split.test.label == std::vector<int>{6, 7, 8, 9});
    for (int i = 0; i < 10; ++i) {
      const net::Dataset& set = i < 6 ? split.train : split.test;
      const int k = i < 6 ? i : i - 6;
      for (int p = 0; p < 9; ++p) {
        const float value = bits == 4 ? static_cast<float>((i + p) % 16) / 15 : static_cast<float>(10 * i + p) / 255;
        CHECK(set.x(p, k) == doctest::Approx(value));
      }
      CHECK(set.y.col(k).sum() == 1);
      CHECK(set.y(i, k) == 1);
    }
  }
}

TEST_CASE("as many digits as asked for are taken, chosen by the seed, and a fraction of the labels made wrong") {
  const Bytes file = small_file(8);  // pixel 0 of digit i is 10 i / 255
  net::Split split;
  std::set<std::vector<int>> choices;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    net::DataSettings settings{.source = net::Source::digits, .train_size = 4, .flip = 0.5f, .seed = seed};
    REQUIRE(net::read_digits(file.data(), file.size(), settings, split));
    REQUIRE(split.train.size() == 4);
    std::vector<int> chosen;
    int wrong = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      const auto column = static_cast<Eigen::Index>(i);
      chosen.push_back(static_cast<int>(std::lround(split.train.x(0, column) * 25.5f)));
      CHECK((chosen.back() + split.train.flipped[i]) % 10 == split.train.label[i]);
      CHECK(split.train.y(split.train.label[i], column) == 1);
      wrong += split.train.flipped[i] > 0;
    }
    CHECK(wrong == 2);
    CHECK(std::set<int>(chosen.begin(), chosen.end()).size() == 4);
    choices.insert(chosen);
    settings.in_order = true;
    REQUIRE(net::read_digits(file.data(), file.size(), settings, split));
    for (int i = 0; i < 4; ++i) CHECK(split.train.x(0, i) == static_cast<float>(10 * i) / 255);
  }
  CHECK(choices.size() > 10);
}

TEST_CASE("a file cut short or too long is refused and the former data stay") {
  Bytes file = small_file(4);
  net::Split split;
  REQUIRE(read(file, file.size(), split));
  for (std::size_t length = 0; length < file.size(); ++length) CHECK_FALSE(read(file, length, split));
  file.push_back(0);
  CHECK_FALSE(read(file, file.size(), split));
  CHECK(split.train.size() == 6);
}

TEST_CASE("a file with a wrong head or a label above nine is refused") {
  const Bytes sound = small_file(4);
  net::Split split;
  const auto refused_with = [&](std::size_t at, std::uint8_t value) {
    Bytes file = sound;
    file[at] = value;
    return !read(file, file.size(), split);
  };
  CHECK(refused_with(0, 'd'));  // magic
  CHECK(refused_with(8, 0));    // side
  CHECK(refused_with(8, 200));
  CHECK(refused_with(10, 5));    // bits
  CHECK(refused_with(10, 8));    // other bits, other length
  CHECK(refused_with(12, 0));    // no training digits
  CHECK(refused_with(15, 255));  // four thousand million of them
  CHECK(refused_with(20, 10));   // a label
  CHECK_FALSE(refused_with(20, 9));
}

TEST_CASE("garbage is refused or read, never worse") {
  std::uint32_t state = 1;
  const Bytes sound = small_file(8);
  int refused = 0;
  for (int round = 0; round < 2000; ++round) {
    Bytes file = sound;
    for (int hits = 0; hits < 3; ++hits) {
      state = state * 1664525 + 1013904223;
      file[(state >> 8) % 40] = static_cast<std::uint8_t>(state >> 24);
    }
    net::Split split;
    refused += !read(file, file.size(), split);
  }
  CHECK(refused > 1000);
}
