#include <doctest/doctest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <numeric>

#include "net/dataset.h"
#include "net/random.h"

namespace {

constexpr net::Source planes[] = {net::Source::football, net::Source::moons, net::Source::spiral,
                                  net::Source::circle,   net::Source::xor_,  net::Source::gauss};

net::DataSettings settings(net::Source source, int train, float noise, float flip = 0, std::uint64_t seed = 1) {
  net::DataSettings s;
  s.source = source;
  s.train_size = train;
  s.noise = noise;
  s.flip = flip;
  s.seed = seed;
  return s;
}

int flipped(const net::Dataset& data) { return std::accumulate(data.flipped.begin(), data.flipped.end(), 0); }

// FNV-1a over the bits of every number: equal on every target if each number is.
std::uint64_t fingerprint(const net::Matrix& m, std::uint64_t hash = 0xcbf29ce484222325u) {
  for (Eigen::Index i = 0; i < m.size(); ++i)
    hash = (hash ^ std::bit_cast<std::uint32_t>(m.data()[i])) * 0x100000001b3u;
  return hash;
}

}  // namespace

TEST_CASE("classes alternate, and a target is its label") {
  for (const net::Source source : planes) {
    const net::Split split = net::make_points(settings(source, 211, 0.12f));
    REQUIRE(split.train.size() == 211);
    REQUIRE(split.test.size() == 1000);
    for (int i = 0; i < 211; ++i) {
      CHECK(split.train.label[static_cast<std::size_t>(i)] == i % 2);
      CHECK(split.train.y(0, i) == static_cast<float>(i % 2));
    }
  }
}

TEST_CASE("exactly the fraction asked for of the training labels is wrong, and no test label") {
  for (const float flip : {0.0f, 0.1f, 0.2f, 0.5f}) {
    const net::Split split = net::make_points(settings(net::Source::moons, 300, 0.1f, flip));
    CHECK(flipped(split.train) == static_cast<int>(std::lround(300 * flip)));
    CHECK(flipped(split.test) == 0);
    for (std::size_t i = 0; i < 300; ++i) {
      const int right = static_cast<int>(i) % 2;
      CHECK(split.train.label[i] == (split.train.flipped[i] ? 1 - right : right));
    }
    for (std::size_t i = 0; i < 1000; ++i) CHECK(split.test.label[i] == static_cast<int>(i) % 2);
  }
}

TEST_CASE("labels that are wrong at a smaller fraction are wrong at a larger one, and the points stay") {
  const net::Split few = net::make_points(settings(net::Source::spiral, 300, 0.1f, 0.1f));
  const net::Split many = net::make_points(settings(net::Source::spiral, 300, 0.1f, 0.3f));
  for (std::size_t i = 0; i < 300; ++i) CHECK(few.train.flipped[i] <= many.train.flipped[i]);
  CHECK(few.train.x == many.train.x);
}

TEST_CASE("a seed gives the same points again, another seed and the test set give others") {
  for (const net::Source source : planes) {
    const net::Split a = net::make_points(settings(source, 50, 0.1f)), b = net::make_points(settings(source, 50, 0.1f));
    CHECK(a.train.x == b.train.x);
    CHECK(a.train.x != net::make_points(settings(source, 50, 0.1f, 0, 2)).train.x);
    CHECK(a.train.x != a.test.x.leftCols(50));
    const net::Split more = net::make_points(settings(source, 80, 0.1f));
    CHECK(a.train.x == more.train.x.leftCols(50));  // a larger set goes on where a smaller one ends
  }
}

TEST_CASE("without noise rings have radius 1 and one half, and the other figures their sides") {
  const net::Dataset ring = net::make_points(settings(net::Source::circle, 200, 0)).train;
  for (int i = 0; i < 200; ++i) CHECK(ring.x.col(i).norm() == doctest::Approx(i % 2 == 0 ? 1.0 : 0.5).epsilon(1e-6));
  const net::Dataset squares = net::make_points(settings(net::Source::xor_, 200, 0)).train;
  for (int i = 0; i < 200; ++i) CHECK((squares.x(0, i) * squares.x(1, i) > 0) == (i % 2 == 1));
  const net::Dataset arms = net::make_points(settings(net::Source::spiral, 400, 0)).train;
  CHECK(arms.x.colwise().norm().maxCoeff() <= 1.0001f);
  const net::Dataset half = net::make_points(settings(net::Source::moons, 200, 0)).train;
  CHECK(half.x.cwiseAbs().maxCoeff() < 2);
}

TEST_CASE("noise is the standard deviation of each coordinate") {
  for (const net::Source source : {net::Source::moons, net::Source::spiral, net::Source::circle, net::Source::xor_}) {
    const net::Matrix exact = net::make_points(settings(source, 4000, 0)).train.x;
    const net::Matrix noisy = net::make_points(settings(source, 4000, 0.2f)).train.x;
    const float variance = (noisy - exact).squaredNorm() / 8000;
    CHECK(std::sqrt(variance) == doctest::Approx(0.2).epsilon(0.03));
  }
}

TEST_CASE("football has a boundary from top to bottom, and outliers in training alone") {
  const net::Split exact = net::make_points(settings(net::Source::football, 2000, 0));
  // In a thin slice across the pitch every label 1 lies to the left of every label 0.
  for (float y = -0.95f; y < 0.95f; y += 0.1f) {
    float right_most = -9, left_most = 9;
    for (int i = 0; i < 2000; ++i) {
      if (std::abs(exact.train.x(1, i) - y) > 0.01f) continue;
      if (i % 2 == 1)
        right_most = std::max(right_most, exact.train.x(0, i));
      else
        left_most = std::min(left_most, exact.train.x(0, i));
    }
    CHECK(right_most < left_most + 0.06f);
  }
  const net::Split noisy = net::make_points(settings(net::Source::football, 2000, 0.1f));
  const auto moved_far = [](const net::Matrix& a, const net::Matrix& b) {
    int far = 0;
    for (Eigen::Index i = 0; i < b.cols(); ++i) far += (a.col(i) - b.col(i)).norm() > 0.5f;
    return far;
  };
  CHECK(moved_far(exact.train.x, noisy.train.x) > 100);  // a tenth of 2,000 are drawn anew on the other side
  CHECK(moved_far(exact.test.x, noisy.test.x) == 0);
}

TEST_CASE("copies are four readings of one target, the first the least noisy") {
  const net::Dataset data = net::make_points(settings(net::Source::copies, 20000, 0)).train;
  REQUIRE(data.classes == 0);
  REQUIRE(data.x.rows() == 4);
  CHECK(flipped(data) == 0);
  CHECK(data.label.empty());
  const float spread[] = {0.3f, 0.6f, 0.6f, 0.6f};
  for (Eigen::Index j = 0; j < 4; ++j) {
    const float error = std::sqrt((data.x.row(j) - data.y.row(0)).squaredNorm() / 20000);
    CHECK(error == doctest::Approx(spread[j]).epsilon(0.03));
  }
  CHECK(data.y.squaredNorm() / 20000 == doctest::Approx(1).epsilon(0.04));
  for (int i = 0; i < 20; ++i) {  // and each is that of its own address
    const net::Random random(1, net::Purpose::training_points, 0, static_cast<std::uint32_t>(i));
    CHECK(data.y(0, i) == random.normal(0));
    for (std::uint32_t j = 0; j < 4; ++j)
      CHECK(data.x(static_cast<Eigen::Index>(j), i) == random.normal(0) + spread[j] * random.normal(1 + j));
  }
  const net::Split both = net::make_points(settings(net::Source::copies, 50, 0));
  CHECK(both.test.size() == 1000);
  CHECK(both.test.y(0, 0) == net::Random(1, net::Purpose::test_points).normal(0));
}

TEST_CASE("points are the same to the bit on every target") {
  const std::uint64_t golden[] = {14607222993930857338u, 15065358798467990479u, 9986570084050948916u,
                                  5465109104488157357u,  8593755467545522549u,  1629598174982092915u};
  for (std::size_t i = 0; i < std::size(planes); ++i) {
    const net::Split split = net::make_points(settings(planes[i], 300, 0.12f));
    CHECK(fingerprint(split.test.x, fingerprint(split.train.x)) == golden[i]);
  }
}
