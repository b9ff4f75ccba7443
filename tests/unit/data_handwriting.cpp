// What is written becomes an image as the data's digits did.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "net/handwriting.h"
#include "net/nth.h"

using net::Sheet;

namespace {

std::vector<float> centred(const Sheet& sheet, int side = 14) {
  std::vector<float> image(static_cast<std::size_t>(side * side));
  sheet.centred(side, image);
  return image;
}

// Strokes of a five, on the sheet at `corner`, so large.
Sheet five(Sheet::Place corner, float size) {
  static constexpr Sheet::Place places[] = {{0.8f, 0},     {0.2f, 0},  {0.15f, 0.45f}, {0.6f, 0.4f},
                                            {0.85f, 0.7f}, {0.55f, 1}, {0.1f, 0.9f}};
  Sheet sheet;
  for (std::size_t i = 1; i < std::size(places); ++i)
    sheet.line({corner.x + size * places[i - 1].x, corner.y + size * places[i - 1].y},
               {corner.x + size * places[i].x, corner.y + size * places[i].y});
  return sheet;
}

// A digit of the data, as MNIST has it: 28 × 28 pixels from . to f.
constexpr char three[] =
    "............................"
    "............................"
    "............................"
    "............................"
    "............................"
    "....111688889ffc1..........."
    "....8fffffffffff9..........."
    "....8ffffffffffff..........."
    "....6bfebb444dfff..........."
    "......32....5fff4..........."
    "...........1efffddc5........"
    "...........bffffffffe3......"
    "..........7ffffffefffd1....."
    "..........6ffeca6367ef6....."
    "...........8b6......6f9....."
    "....................4fb....."
    "....................4ff4...."
    "....................4ff8...."
    "...................1aff8...."
    "...................7ffe1...."
    "..................7fff9....."
    "........6bb744247bfffa3....."
    "........7fffffdffffe81......"
    "........1bffffffff82........"
    "..........16e8df91.........."
    "............................"
    "............................"
    "............................";

std::vector<float> data_digit() {
  std::vector<float> image;
  for (const char* c = three; *c; ++c)
    image.push_back(static_cast<float>(*c == '.' ? 0 : *c <= '9' ? *c - '0' : *c - 'a' + 10) / 15);
  return image;
}

// As pack_digits.mjs makes the page's pixels: means of 2 × 2, in fifteenths.
std::vector<float> halved(const std::vector<float>& image) {
  std::vector<float> out;
  for (int y = 0; y < 28; y += 2)
    for (int x = 0; x < 28; x += 2) {
      float sum = 0;
      for (const int at : {y * 28 + x, y * 28 + x + 1, y * 28 + x + 28, y * 28 + x + 29}) sum += net::nth(image, at);
      out.push_back(std::round(sum / 4 * 15) / 15);
    }
  return out;
}

float largest_difference(const std::vector<float>& a, const std::vector<float>& b) {
  float largest = 0;
  for (std::size_t i = 0; i < a.size(); ++i) largest = std::max(largest, std::abs(a[i] - b[i]));
  return largest;
}

}  // namespace

TEST_CASE("a blank sheet makes an image without ink") {
  Sheet sheet;
  CHECK(sheet.blank());
  for (const float pixel : centred(sheet)) CHECK(pixel == 0);
  sheet.line({0.5f, 0.5f}, {0.5f, 0.5f});
  CHECK(!sheet.blank());
  sheet.clear();
  CHECK(sheet.blank());
}

TEST_CASE("as in MNIST the longer side takes 20 of 28 pixels, and the centre of mass lies on the middle pixel") {
  for (const Sheet& sheet : {five({0.1f, 0.1f}, 0.8f), five({0.05f, 0.5f}, 0.4f), five({0.6f, 0.1f}, 0.3f)}) {
    const std::vector<float> image = centred(sheet, 28);
    int left = 28, right = -1, top = 28, bottom = -1;
    float mass = 0, x_mass = 0, y_mass = 0;
    for (int y = 0; y < 28; ++y)
      for (int x = 0; x < 28; ++x) {
        const float v = net::nth(image, y * 28 + x);
        if (v == 0) continue;
        left = std::min(left, x), right = std::max(right, x), top = std::min(top, y), bottom = std::max(bottom, y);
        mass += v, x_mass += v * static_cast<float>(x), y_mass += v * static_cast<float>(y);
      }
    CHECK(std::max(right - left, bottom - top) + 1 == 20);
    CHECK(std::abs(x_mass / mass - 14) <= 0.51f);
    CHECK(std::abs(y_mass / mass - 14) <= 0.51f);
  }
}

TEST_CASE("what is written elsewhere on the sheet is the same image, in steps of a fifteenth") {
  const std::vector<float> image = centred(five({0.1f, 0.1f}, 0.5f));
  CHECK(largest_difference(image, centred(five({0.4f, 0.4f}, 0.5f))) <= 1 / 15.0f + 1e-6f);
  for (const float pixel : image) CHECK(std::abs(pixel * 15 - std::round(pixel * 15)) < 1e-4f);
}

TEST_CASE("a digit of the data, laid on the sheet off its middle, larger and smaller, comes out as the data have it") {
  const std::vector<float> image = data_digit(), wanted = halved(image);
  REQUIRE(image.size() == 784);
  for (const float size : {0.8f, 0.6f, 0.5f, 0.4f}) {  // 4, 3, 2.5 and 2 grains a pixel
    CAPTURE(size);
    Sheet sheet;
    sheet.print(image, 28, {0.15f, 0.05f}, size);
    const std::vector<float> found = centred(sheet);
    float sum = 0;
    for (std::size_t i = 0; i < found.size(); ++i) sum += std::abs(found[i] - wanted[i]) / 196;
    const bool whole = size != 0.5f;  // grains
    CHECK(largest_difference(found, wanted) <= (whole ? 1 / 15.0f + 1e-6f : 0.21f));
    CHECK(sum <= (whole ? 0.004f : 0.025f));
  }
}
