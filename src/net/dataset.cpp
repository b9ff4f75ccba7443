// Data sets in two dimensions, the lecture's four-inputs unit, and wrong labels. Only + - * / and own sines, so that
// the points are the same to the bit on every target.
#include "net/dataset.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "net/random.h"
#include "sin_cos.h"
#include "wrong_labels.h"

namespace net {
namespace {

struct Point {
  double x = 0, y = 0;
};

// Where a point of a class lies before noise. `place` gives uniform numbers of this point's own address.
using Place = Point (*)(const Random& place, int label);

double between(const Random& random, std::uint32_t index, double low, double high) {
  return low + (high - low) * static_cast<double>(random.uniform(index));
}

// The pitch is [-1, 1]²: the ball lands on the left of this boundary with one team, on the right with the other.
double football_boundary(double y) {
  return 0.05 + 0.30 * sin_cos(0.72 * y + 0.08).sin + 0.13 * sin_cos(1.55 * y + 0.30).sin;
}

// label 1 left, label 0 right
Point football(const Random& place, int label) {
  for (std::uint32_t attempt = 0;; ++attempt) {
    const Point p{between(place, 2 * attempt, -1, 1), between(place, 2 * attempt + 1, -1, 1)};
    if ((p.x < football_boundary(p.y)) == (label == 1)) return p;
  }
}

// Two interleaved half circles of radius 1, a unit apart and a half; their middle is the origin.
Point moons(const Random& place, int label) {
  const auto [sin, cos] = sin_cos(between(place, 0, 0, 0.5));
  return label == 0 ? Point{cos - 0.5, sin - 0.25} : Point{0.5 - cos, 0.25 - sin};
}

// Two arms from the centre outwards, half a turn apart, the points evenly along them.
Point spiral(const Random& place, int label) {
  constexpr double turns = 1.4;
  const double radius = std::sqrt(between(place, 0, 0, 1));
  const auto [sin, cos] = sin_cos(turns * radius + 0.5 * label);
  return {radius * sin, radius * cos};
}

// Two rings, radii 1 and 0.5.
Point circle(const Random& place, int label) {
  const double radius = label == 0 ? 1 : 0.5;
  const auto [sin, cos] = sin_cos(between(place, 0, 0, 1));
  return {radius * cos, radius * sin};
}

// Four squares of side 0.95 at a distance of 0.1; label 1 where x and y have the same sign.
Point xor_squares(const Random& place, int label) {
  const double x = between(place, 0, 0.05, 1), y = between(place, 1, 0.05, 1);
  const double side = place.uniform(2) < 0.5f ? -1 : 1;
  return {side * x, (label == 1 ? side : -side) * y};
}

// Two round clouds of standard deviation 0.2 (before noise).
Point gauss(const Random& place, int label) {
  const double middle = label == 1 ? 0.4 : -0.4;
  return {middle + 0.2 * static_cast<double>(place.normal(100)), middle + 0.2 * static_cast<double>(place.normal(101))};
}

Place place_of(Source source) {
  switch (source) {
    case Source::moons:
      return moons;
    case Source::spiral:
      return spiral;
    case Source::circle:
      return circle;
    case Source::xor_:
      return xor_squares;
    case Source::gauss:
      return gauss;
    default:
      return football;
  }
}

Dataset points(const DataSettings& settings, Purpose purpose, int size) {
  Dataset data;
  data.x.resize(2, size);
  data.label.resize(static_cast<std::size_t>(size));
  data.flipped.assign(static_cast<std::size_t>(size), 0);
  const Place place_point = place_of(settings.source);
  // Outliers are players far in the other half. Only training points have them: the test asks for the true boundary.
  const bool outliers = settings.source == Source::football && purpose == Purpose::training_points;
  for (int i = 0; i < size; ++i) {
    const Random place(settings.seed, purpose, 0, static_cast<std::uint32_t>(i));
    const Random noise(settings.seed, purpose, 1, static_cast<std::uint32_t>(i));
    const int label = i % 2;
    const bool outlier = outliers && noise.uniform(100) < settings.noise;
    const Point p = place_point(place, outlier ? 1 - label : label);
    data.label[static_cast<std::size_t>(i)] = label;
    data.x(0, i) = static_cast<float>(p.x + static_cast<double>(settings.noise) * static_cast<double>(noise.normal(0)));
    data.x(1, i) = static_cast<float>(p.y + static_cast<double>(settings.noise) * static_cast<double>(noise.normal(1)));
  }
  targets_from_labels(data);
  return data;
}

// x_j = t + s_j ε_j with t and ε standard normal: the first input is the least noisy copy of the target.
Dataset copies(std::uint64_t seed, Purpose purpose, int size) {
  constexpr std::array<float, 4> spread{0.3f, 0.6f, 0.6f, 0.6f};
  Dataset data;
  data.classes = 0;
  data.x.resize(4, size);
  data.y.resize(1, size);
  data.flipped.assign(static_cast<std::size_t>(size), 0);
  for (int i = 0; i < size; ++i) {
    const Random random(seed, purpose, 0, static_cast<std::uint32_t>(i));
    data.y(0, i) = random.normal(0);
    for (std::uint32_t j = 0; j < 4; ++j) data.x(j, i) = data.y(0, i) + spread[j] * random.normal(1 + j);
  }
  return data;
}

}  // namespace

Split make_points(const DataSettings& settings) {
  Split split;
  if (settings.source == Source::copies) {
    split.train = copies(settings.seed, Purpose::training_points, settings.train_size);
    split.test = copies(settings.seed, Purpose::test_points, settings.test_size);
    return split;
  }
  split.train = points(settings, Purpose::training_points, settings.train_size);
  split.test = points(settings, Purpose::test_points, settings.test_size);
  make_wrong(split.train, settings.flip, settings.seed);
  return split;
}

void targets_from_labels(Dataset& data) {
  const int size = data.size();
  data.y.setZero(data.classes == 2 ? 1 : data.classes, size);
  for (int i = 0; i < size; ++i) {
    const int label = data.label[static_cast<std::size_t>(i)];
    if (data.classes == 2) {
      data.y(0, i) = static_cast<float>(label);
    } else {
      data.y(label, i) = 1;
    }
  }
}

void append(Split& split, const Matrix& x, const std::vector<int>& label) {
  Dataset& train = split.train;
  train.x.conservativeResize(train.x.rows(), train.x.cols() + x.cols());
  train.x.rightCols(x.cols()) = x;
  train.label.insert(train.label.end(), label.begin(), label.end());
  train.flipped.resize(train.label.size());
  for (const int k : label) train.classes = std::max(train.classes, k + 1);
  split.test.classes = train.classes;
  targets_from_labels(train);
  targets_from_labels(split.test);
}

}  // namespace net
