#include "views/network/network_layout.h"
#include "ink/nth.h"

#include <algorithm>
#include <cmath>

namespace view {
namespace {

struct Space {
  float width = 0, height = 0, ratio = 1;
  float whole(float units) const { return std::floor(units * ratio) / ratio; }
};

void place_circles(RowLayout& r, const Space& space) {
  constexpr float least_radius = 4.5f, comfortable_radius = 9;
  const float largest_radius = std::clamp(space.height / 16.0f, 9.0f, 22.0f);
  r.shown = std::min(r.count, std::max(2, static_cast<int>(space.height / (least_radius + 1.5f)) - 1));
  const float lines = static_cast<float>(r.shown + (r.shown < r.count ? 1 : 0));  // one more for the ellipsis
  r.pitch = std::min(space.height / lines, space.height * 0.34f);
  r.radius = std::min(largest_radius, r.pitch * 0.5f - 1.5f);
  r.zigzag = 0;
  if (r.radius < comfortable_radius && r.shown > 6) {
    // Every second unit steps aside, so that neighbours of one file are two pitches apart. All of them fit into the
    // height while (lines - 1) pitches and one diameter do.
    const float tight_pitch = (space.height + 3.0f) / (lines + 1.0f);
    r.radius = std::max(least_radius, std::min({largest_radius, 12.0f, tight_pitch - 1.5f}));
    r.pitch = std::min(r.pitch, (space.height - 2.0f * r.radius) / (lines - 1.0f));
    const float apart = 2.0f * r.radius + 4.0f;
    r.zigzag = std::sqrt(std::max(0.0f, apart * apart - r.pitch * r.pitch));
  }
  r.radius = std::max(2.0f, space.whole(r.radius));
}

// Cells as large as the space allows, in a block that is taller than wide.
void place_cells(RowLayout& r, const Space& space) {
  constexpr float largest_cell = 22, least_cell = 2.5f;
  const float widest = std::max(28.0f, space.width * 0.18f);
  for (float cell = space.whole(largest_cell);; cell = space.whole(cell - 1.0f / space.ratio + 0.01f)) {
    r.cell = cell;
    r.lines = std::max(1, static_cast<int>(space.height * 0.94f / cell));
    r.columns = (r.count + r.lines - 1) / r.lines;
    if (static_cast<float>(r.columns) * cell <= widest || cell <= least_cell) break;
  }
  r.columns = std::max(r.columns, std::min(4, static_cast<int>(widest / r.cell)));
  r.lines = (r.count + r.columns - 1) / r.columns;
  const int most_columns = std::max(1, static_cast<int>(2.0f * widest / r.cell));
  if (r.columns > most_columns) r.columns = most_columns;
  r.shown = std::min(r.count, r.columns * r.lines);
}

void place_image(RowLayout& r, int side, const Space& space) {
  const float largest = std::min({space.height * 0.86f, space.width * 0.3f, 240.0f});
  r.columns = r.lines = side;
  r.cell = std::max(1.0f / space.ratio, space.whole(largest / static_cast<float>(side)));
  r.shown = r.count;
}

float width_of(const RowLayout& r) {
  if (r.kind != RowLayout::Kind::units) return r.cell * static_cast<float>(r.columns);
  return 2.0f * r.radius + r.zigzag;
}

float height_of(const RowLayout& r) {
  if (r.kind != RowLayout::Kind::units) return r.cell * static_cast<float>(r.lines);
  return r.pitch * static_cast<float>(r.shown - 1) + 2.0f * r.radius;
}

void size_row(RowLayout& r, int count, bool image, int image_side, const Space& space) {
  r.count = count;
  if (image) {
    r.kind = RowLayout::Kind::image;
    place_image(r, image_side, space);
  } else if (count > NetworkLayout::most_units) {
    r.kind = RowLayout::Kind::grid;
    place_cells(r, space);
  } else {
    place_circles(r, space);
  }
}

}  // namespace

ImVec2 RowLayout::center(int unit) const {
  const auto number = [](int n) { return static_cast<float>(n); };
  if (kind == Kind::units) {
    const float aside = unit % 2 == 1 ? zigzag : 0.0f;
    return {min.x + radius + aside, min.y + radius + pitch * number(unit)};
  }
  // An image lies row by row, a block is filled column by column.
  const int column = kind == Kind::image ? unit % columns : unit / lines;
  const int line = kind == Kind::image ? unit / columns : unit % lines;
  return {min.x + cell * (number(column) + 0.5f), min.y + cell * (number(line) + 0.5f)};
}

float RowLayout::left(int unit) const { return kind == Kind::units ? center(unit).x - radius : min.x; }
float RowLayout::right(int unit) const { return kind == Kind::units ? center(unit).x + radius : max.x; }

int RowLayout::unit_at(ImVec2 p) const {
  constexpr float slack = 2;
  if (p.x < min.x - slack || p.x > max.x + slack || p.y < min.y - slack || p.y > max.y + slack) return -1;
  const float reach = kind == Kind::units ? radius + slack : cell * 0.71f;
  for (int unit = 0; unit < shown; ++unit) {
    const ImVec2 c = center(unit);
    const float dx = p.x - c.x, dy = p.y - c.y;
    if (kind == Kind::units ? dx * dx + dy * dy <= reach * reach
                            : std::max(std::abs(dx), std::abs(dy)) <= cell * 0.5f) {
      return unit;
    }
  }
  return -1;
}

NetworkLayout network_layout(const net::Shape& shape, int image_side, float output_labels, ImVec2 min, ImVec2 max,
                             float ratio) {
  NetworkLayout layout;
  layout.rows = shape.layers + 1;
  const Space space{max.x - min.x, max.y - min.y, ratio};
  float taken = 0;
  for (int l = 0; l < layout.rows; ++l) {
    RowLayout& r = nth(layout.row, l);
    size_row(r, nth(shape.units, l), l == 0 && image_side > 0, image_side, space);
    taken += width_of(r);
  }
  // The outermost rows keep room for their captions, the space between rows is the same.
  const float gaps = static_cast<float>(layout.rows - 1);
  const float edge = std::min(40.0f, std::max(6.0f, (space.width - taken) * 0.09f));
  const float first_edge = image_side > 0 ? std::min(edge, 10.0f) : edge;
  const float last_edge = std::max(edge, output_labels);
  const float gap = std::max(4.0f, (space.width - taken - first_edge - last_edge) / gaps);
  float x = min.x + first_edge;
  for (int l = 0; l < layout.rows; ++l) {
    RowLayout& r = nth(layout.row, l);
    const float width = width_of(r), height = height_of(r);
    const float top = min.y + (space.height - height - (r.shown < r.count ? r.pitch : 0.0f)) * 0.5f;
    r.min = {std::round(x * ratio) / ratio, std::round(top * ratio) / ratio};
    r.max = {r.min.x + width, r.min.y + height};
    x += width + gap;
  }
  layout.column_width = (space.width - edge) / static_cast<float>(layout.rows);
  return layout;
}

}  // namespace view
