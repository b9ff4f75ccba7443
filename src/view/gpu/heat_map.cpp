#include "gpu/heat_map.h"

#include <algorithm>
#include <cmath>

namespace view {
namespace {

constexpr int most_rectangles = 1300;  // larger matrices become a picture
constexpr float largest_cell = 26;

ImU32 color_of(const Style& style, const HeatCells& cells, float v) {
  float share = std::min(std::abs(v) / cells.largest, 1.0f);
  if (cells.root) share = std::sqrt(share);
  if (!std::isfinite(share)) return style.warn;
  return mix(style.inset, v < 0 ? cells.negative : cells.positive, share);
}

float value_at(const HeatPlace& place, const HeatCells& cells, int column, int line) {
  const int unit = place.turned ? column : line, input = place.turned ? line : column;
  return nth(cells.value, unit * cells.inputs + input);
}

}  // namespace

HeatPlace heat_place(Rect r, int units, int inputs, float pixel_ratio) {
  HeatPlace place;
  const bool wide = r.width() >= r.height();
  place.turned = wide ? units > inputs : inputs > units;
  place.columns = place.turned ? units : inputs;
  place.lines = place.turned ? inputs : units;
  const auto snap = [&](float v, int n) {
    const float pixels = v * pixel_ratio / static_cast<float>(n);
    return (pixels >= 3 ? std::floor(pixels) : pixels) / pixel_ratio * static_cast<float>(n);
  };
  const float width = snap(std::min(r.width(), largest_cell * static_cast<float>(place.columns)), place.columns),
              height = snap(std::min(r.height(), largest_cell * static_cast<float>(place.lines)), place.lines);
  place.cells = rect(r.min, {width, height});
  return place;
}

bool HeatPlace::at(ImVec2 p, int& unit, int& input) const {
  if (!cells.contains(p)) return false;
  const int column = std::min(static_cast<int>((p.x - cells.min.x) / cells.width() * static_cast<float>(columns)),
                              columns - 1),
            line =
                std::min(static_cast<int>((p.y - cells.min.y) / cells.height() * static_cast<float>(lines)), lines - 1);
  unit = turned ? column : line;
  input = turned ? line : column;
  return true;
}

Rect HeatPlace::cell(int unit, int input) const {
  const float w = cells.width() / static_cast<float>(columns), h = cells.height() / static_cast<float>(lines);
  const float x = cells.min.x + w * static_cast<float>(turned ? unit : input),
              y = cells.min.y + h * static_cast<float>(turned ? input : unit);
  return {{x, y}, {x + w, y + h}};
}

void HeatMaps::draw(const Style& style, Pictures& fields, int slot, const HeatPlace& place, const HeatCells& cells) {
  if (cells.value.size() < static_cast<std::size_t>(cells.units * cells.inputs)) return;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const int n = cells.units * cells.inputs;
  if (n <= most_rectangles) {
    const Rect first = place.cell(0, 0);
    const float gap = std::min(first.width(), first.height()) > 5 ? 1.0f : 0.0f;
    draw->PrimReserve(6 * n, 4 * n);
    for (int unit = 0; unit < cells.units; ++unit)
      for (int input = 0; input < cells.inputs; ++input) {
        const Rect r = place.cell(unit, input);
        draw->PrimRect(r.min, {r.max.x - gap, r.max.y - gap},
                       color_of(style, cells, nth(cells.value, unit * cells.inputs + input)));
      }
    return;
  }
  // One pixel a cell, or as many as the screen has where there are fewer.
  Slot& s = nth(slots_, slot);
  const int width = std::clamp(static_cast<int>(place.cells.width() * style.pixel_ratio), 1, 2048),
            height = std::clamp(static_cast<int>(place.cells.height() * style.pixel_ratio), 1, 2048);
  const std::uint64_t key = ((cells.version * 2 + (style.dark ? 1 : 0)) * 2 + (place.turned ? 1 : 0)) * 4096 +
                            static_cast<std::uint64_t>(n % 4096);
  if (s.version == 0 || s.key != key || s.width != width || s.height != height) {
    s.pixels.resize(static_cast<std::size_t>(width * height));
    for (int y = 0; y < height; ++y)
      for (int x = 0; x < width; ++x)
        nth(s.pixels, y * width + x) =
            color_of(style, cells, value_at(place, cells, x * place.columns / width, y * place.lines / height));
    s.key = key;
    s.width = width;
    s.height = height;
    s.version = ++versions_ | std::uint64_t{1} << 62;  // apart from other pictures' versions
  }
  const Tile tile = fields.picture(s.pixels.data(), width, height, s.version);
  if (tile.ready) draw->AddImage(tile.texture, place.cells.min, place.cells.max, tile.uv0, tile.uv1);
}

}  // namespace view
