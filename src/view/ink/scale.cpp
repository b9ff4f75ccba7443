#include "view/scale.h"

#include <algorithm>
#include <cmath>

namespace view {
namespace {

constexpr float body = 13;  // units

float presented_text(float width, float height) {
  const float wanted = 24 * std::max(1.0f, std::min(width / 1920, height / 1080));
  return std::max(body, std::min(wanted, body * std::min(width / 480, height / 300)));
}

float text(float width, float height) {
  constexpr float growth = 20 - body;
  const float share = std::min((width - 1280) / (3840 - 1280), (height - 800) / (2160 - 800));
  return body + growth * std::max(share, 0.0f);
}

}  // namespace

float scale_of(float width, float height, bool presented) {
  const float pixels = presented ? presented_text(width, height) : text(width, height);
  const float fits = std::min({1.0f, width / 320, height / 240});
  return std::max(std::floor(2 * pixels * fits), 8.0f) / (2 * body);
}

}  // namespace view
