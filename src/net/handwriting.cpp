#include "net/handwriting.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

#include "net/nth.h"

namespace net {
namespace {

// Of MNIST: the image, the box that a digit is scaled into, and the pixel that its centre of mass is put on.
constexpr int field = 28, box = 20, middle = 14;
constexpr float seen = 0.01f;   // fainter ink is none
constexpr float levels = 15;    // of the page's pixels
constexpr float grain = 1e-4f;  // of a pixel: what rounding leaves of an overlap

float overlap(float low, float high, int cell) {
  return std::min(high, static_cast<float>(cell + 1)) - std::max(low, static_cast<float>(cell));
}

// The mean of pixel(x, y) over a rectangle, of pixels 0 … size-1 each way; beyond them there is no ink.
template <class Pixel>
float mean(Pixel&& pixel, int size, float left, float top, float width, float height) {
  const auto first = [](float low) { return std::max(0, static_cast<int>(std::floor(low))); };
  const auto end = [size](float high) { return std::min(size, static_cast<int>(std::ceil(high))); };
  float sum = 0;
  for (int y = first(top); y < end(top + height); ++y) {
    const float high = overlap(top, top + height, y);
    for (int x = first(left); x < end(left + width) && high > grain; ++x)
      sum += std::max(0.0f, overlap(left, left + width, x)) * high * pixel(x, y);
  }
  return sum / (width * height);
}

// How far p is from the line between two places, in grains.
float distance(Sheet::Place p, Sheet::Place a, Sheet::Place b) {
  const float dx = b.x - a.x, dy = b.y - a.y, length = dx * dx + dy * dy;
  const float t = length > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length, 0.0f, 1.0f) : 0;
  return std::hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

}  // namespace

Sheet::Sheet() : ink_(std::size_t{side} * side) {}
void Sheet::clear() { std::fill(ink_.begin(), ink_.end(), 0.0f); }
bool Sheet::blank() const {
  return std::none_of(ink_.begin(), ink_.end(), [](float i) { return i > seen; });
}

void Sheet::line(Place from, Place to) {
  constexpr float radius = pen * side / 2;
  const Place a{from.x * side, from.y * side}, b{to.x * side, to.y * side};
  const auto low = [](float p, float q) { return std::max(0, static_cast<int>(std::min(p, q) - radius - 1)); };
  const auto high = [](float p, float q) { return std::min(side, static_cast<int>(std::max(p, q) + radius + 2)); };
  for (int y = low(a.y, b.y); y < high(a.y, b.y); ++y) {
    for (int x = low(a.x, b.x); x < high(a.x, b.x); ++x) {
      const float far = distance({static_cast<float>(x) + 0.5f, static_cast<float>(y) + 0.5f}, a, b);
      ink(x, y) = std::max(ink(x, y), std::clamp(radius + 0.5f - far, 0.0f, 1.0f));
    }
  }
}

void Sheet::print(std::span<const float> image, int image_side, Place corner, float size) {
  assert(image.size() == static_cast<std::size_t>(image_side * image_side));
  const float pixels = static_cast<float>(image_side) / (size * side);  // in a grain
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      const float value = mean([&](int u, int v) { return nth(image, v * image_side + u); }, image_side,
                               (static_cast<float>(x) - corner.x * side) * pixels,
                               (static_cast<float>(y) - corner.y * side) * pixels, pixels, pixels);
      ink(x, y) = std::max(ink(x, y), std::clamp(value, 0.0f, 1.0f));
    }
  }
}

void Sheet::centred(int image_side, std::span<float> image) const {
  assert(image.size() == static_cast<std::size_t>(image_side * image_side));
  std::fill(image.begin(), image.end(), 0.0f);
  int left = side, right = 0, top = side, bottom = 0;
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      if (ink(x, y) <= seen) continue;
      left = std::min(left, x), right = std::max(right, x + 1);
      top = std::min(top, y), bottom = std::max(bottom, y + 1);
    }
  }
  if (left >= right) return;

  // Into the box, and its centre of mass.
  const float step = static_cast<float>(std::max(right - left, bottom - top)) / box;
  std::array<float, box * box> scaled{};
  float mass = 0, mass_x = 0, mass_y = 0;
  for (int y = 0; y < box; ++y) {
    for (int x = 0; x < box; ++x) {
      const float v =
          mean([&](int u, int w) { return ink(u, w); }, side, static_cast<float>(left) + static_cast<float>(x) * step,
               static_cast<float>(top) + static_cast<float>(y) * step, step, step);
      nth(scaled, y * box + x) = v;
      mass += v, mass_x += v * static_cast<float>(x), mass_y += v * static_cast<float>(y);
    }
  }
  const int shift_x = middle - static_cast<int>(std::lround(mass_x / mass)),
            shift_y = middle - static_cast<int>(std::lround(mass_y / mass));

  const auto pixel = [&](int x, int y) {
    const int u = x - shift_x, v = y - shift_y;
    return u >= 0 && u < box && v >= 0 && v < box ? nth(scaled, v * box + u) : 0.0f;
  };
  const float width = static_cast<float>(field) / static_cast<float>(image_side);
  for (int y = 0; y < image_side; ++y)
    for (int x = 0; x < image_side; ++x)
      nth(image, y * image_side + x) = std::round(levels * mean(pixel, field, static_cast<float>(x) * width,
                                                                static_cast<float>(y) * width, width, width)) /
                                       levels;
}

}  // namespace net
