// The first layer's weights as tiles for each arm, and how sparse they are.
#include "views/tiles/tiles.h"

#include <algorithm>
#include <cmath>

#include "kit/announcing.h"
#include "lab/analyses/tiles.h"
#include "run/choices.h"
#include "run/data_words.h"
#include "view/marks.h"
#include "view/tr.h"

namespace view {
namespace {

using Found = lab::TilesResult;

const Found& found_of(const Context& c, int arm) { return c.environment.inspection->tiles(arm); }
double number(float v) { return static_cast<double>(v); }

// Of a measure between 0 and 1.
Words share(double v) { return std::isfinite(v) ? Words().add("%.2f", v) : Words().add("–"); }

// An image as it is; other inputs in one row while they are few, else in a block that is nearly square.
void set_tile(const lab::Snapshot& s, TileGrid& grid) {
  const int inputs = s.shape.inputs();
  grid.across = s.image_side > 0 ? s.image_side
                : inputs <= 8    ? inputs
                                 : static_cast<int>(std::ceil(std::sqrt(static_cast<float>(inputs))));
  grid.down = (inputs + grid.across - 1) / grid.across;
}

// The largest cells with which all units have room, or the least that can be seen and as many units as fit.
TileGrid fit(const Context& c, int units, float width, float height) {
  TileGrid grid;
  set_tile(c.run, grid);
  const float ratio = c.style.pixel_ratio;
  grid.gap = std::max(1, static_cast<int>(std::lround(3 * ratio)));
  const int wide = static_cast<int>(width * ratio), high = static_cast<int>(height * ratio);
  const auto take = [&](int cell) {
    grid.cell = cell;
    grid.columns = std::max(1, (wide + grid.gap) / (grid.wide() + grid.gap));
    grid.rows = std::max(1, (high + grid.gap) / (grid.high() + grid.gap));
  };
  const int least = std::max(1, static_cast<int>(std::lround((grid.across >= 8 ? 2.0f : 9.0f) * ratio))),
            most = static_cast<int>(26 * ratio);
  for (int cell = most; cell > least; --cell) {
    take(cell);
    if (grid.per_page() >= units && grid.wide() <= wide && grid.high() <= high) return grid;
  }
  take(std::max(1, std::min({least, wide / grid.across, high / grid.down})));
  return grid;
}

// Input `input` in words: a pixel of the image, or its name.
Words input_words(const Context& c, int input) {
  const int side = c.run.image_side;
  if (side == 0) return input_name(c, input);
  return Words().add(tr("row %d, column %d"), input / side + 1, input % side + 1);
}

int largest_input(const Found& found, int unit) {
  const auto w = found[found.weight].subspan(static_cast<std::size_t>(unit * found.inputs));
  int at = 0;
  for (int j = 1; j < found.inputs; ++j)
    if (std::abs(nth(w, j)) > std::abs(nth(w, at))) at = j;
  return at;
}

void explain_unit(const Context& c, int unit) {
  Words words = Words().add(tr("unit %s: sparsity"), unit_name(1, unit, c.run.shape.layers).chars);
  for (int a : shown_arms(c.run)) {
    const Found& found = found_of(c, a);
    const int input = largest_input(found, unit);
    const float w = nth(found[found.weight], unit * found.inputs + input);
    words.add(tr("\n%s %s, largest %s%.3f (%s)"), arm_name(c.run, a),
              share(number(nth(found[found.unit_sparsity], unit))).chars, w < 0 ? "−" : "+", number(std::abs(w)),
              input_words(c, input).chars);
  }
  words.add(tr("\nPress: lays this unit under the lens."));
  hint(c.style, words);
}

// "dropout’s weights are sparser here than none’s: 0.31 against 0.24", as this run has it.
Words verdict(const Context& c) {
  const int dropout = c.run.mask_arm, other = c.run.reference;
  if (dropout < 0 || dropout == other || nth(c.run.arm, dropout).muted || nth(c.run.arm, other).muted) return {};
  const double own = found_of(c, dropout).sparsity, others = found_of(c, other).sparsity;
  if (!std::isfinite(own) || !std::isfinite(others)) return {};
  const bool same = std::lround(100 * own) == std::lround(100 * others);  // as they stand here
  return Words().add(same ? tr("The incoming weights of %s are as sparse as those of %s here: %.2f and %.2f.")
                     : own > others
                         ? tr("The incoming weights of %s are sparser here than those of %s: %.2f against %.2f.")
                         : tr("The incoming weights of %s are less sparse here than those of %s: %.2f against %.2f."),
                     arm_name(c.run, dropout), arm_name(c.run, other), own, others);
}

const char* of_sparsity() {
  return tr(
      "Sparsity of a unit's incoming weights as Hoyer (2004) defines it, (√n − Σ|w|/√Σw²)/(√n − 1) of n inputs: 0 where "
      "all weights are of one size, 1 where all weight is on one input. The mean over the units that have weight.");
}

}  // namespace

// "‹ 1–28 of 128 ›"; returns its left end.
float TilesView::pages(const Context& c, int count, int per_page, float right, float y) {
  const int all = (count + per_page - 1) / per_page;
  page_ = std::clamp(page_, 0, all - 1);
  const Style& style = c.style;
  const int first = page_ * per_page, last = std::min(first + per_page, count);
  const Words words =
      all == 1 ? Words().add(tr("%d units"), count) : Words().add(tr("%d–%d of %d"), first + 1, last, count);
  const float width = text_width(style.small_bold, words), high = line_height(style.bold) + 4;
  if (all == 1) {
    text_right(canvas(), style.small, {right, y}, style.text_muted, words);
    return right - width;
  }
  const Rect next{{right - 20, y - 3}, {right, y - 3 + high}},
      back{{right - 44 - width, y - 3}, {right - 24 - width, y - 3 + high}};
  if (button(style, "back", back, ButtonKind::link, "‹")) page_ = (page_ + all - 1) % all;
  call_last(tr("the units before"));
  explain_last(style, tr("The units before, in every arm."));
  if (button(style, "next", next, ButtonKind::link, "›")) page_ = (page_ + 1) % all;
  call_last(tr("the next units"));
  explain_last(style, tr("The next units, in every arm."));
  mark("tiles_next", 0, next.min.x, next.min.y, next.width(), next.height());
  text_center(canvas(), style.small_bold, {right - 22 - width * 0.5f, y}, style.text, words);
  return back.min.x;
}

// All tiles of an arm as one picture, each weight a square of whole pixels.
void TilesView::paint(const Context& c, int arm, const TileGrid& grid, int first) {
  const Found& found = found_of(c, arm);
  Picture& picture = nth(pictures_, arm);
  const Sheet sheet{found.iteration, c.run.run, c.run.typed, first,        grid.cell,
                    grid.columns,    grid.rows, found.units, c.style.dark, c.style.strong};
  if (picture.of == sheet) return;
  picture.of = sheet;
  picture.width = grid.columns * (grid.wide() + grid.gap) - grid.gap;
  picture.height = grid.rows * (grid.high() + grid.gap) - grid.gap;
  picture.pixels.assign(static_cast<std::size_t>(picture.width * picture.height), 0);
  const auto weight = found[found.weight];
  const int shown = std::min(grid.per_page(), found.units - first);
  for (int t = 0; t < shown; ++t) {
    const int left = t % grid.columns * (grid.wide() + grid.gap), top = t / grid.columns * (grid.high() + grid.gap);
    for (int input = 0; input < found.inputs; ++input) {
      const float w = nth(weight, (first + t) * found.inputs + input), size = std::min(std::abs(w) / found.limit, 1.0f);
      const ImU32 color =
          std::isfinite(w) ? mix(c.style.inset, nth(c.style.class_color, w < 0 ? 0 : 1), size) : c.style.warn;
      const int x = left + input % grid.across * grid.cell, y = top + input / grid.across * grid.cell;
      for (int row = y; row < y + grid.cell; ++row)
        std::fill_n(picture.pixels.begin() + row * picture.width + x, grid.cell, color);
    }
  }
  picture.version = ++versions_ | std::uint64_t{1} << 60;  // apart from other pictures' versions
}

// One arm: its name, its sparsity, its tiles.
void TilesView::column(const Context& c, int arm, const TileGrid& grid, int first, Rect r) {
  const Style& style = c.style;
  const Found& found = found_of(c, arm);
  const float line = std::ceil(line_height(style.small)) + 3;
  const Words sparsity = share(found.sparsity);
  const float name = text_fit(canvas(), style.small_bold, r.min, r.width() - text_width(style.small_bold, sparsity) - 8,
                              arm_color(style, c.run, arm), arm_name(c.run, arm));
  text(canvas(), style.small_bold, {r.min.x + name + 6, r.min.y}, style.text, sparsity);
  const Rect head{r.min, {r.max.x, r.min.y + line}};
  announce_words(
      head, Words().add(tr("%s: sparsity %s, mean of %d units"), arm_name(c.run, arm), sparsity.chars, found.units));
  explain(style, head, of_sparsity());
  paint(c, arm, grid, first);
  const Picture& picture = nth(pictures_, arm);
  const float ratio = style.pixel_ratio;
  const ImVec2 corner{std::round(r.min.x * ratio) / ratio, std::round((r.min.y + line) * ratio) / ratio};
  const Rect place =
      rect(corner, {static_cast<float>(picture.width) / ratio, static_cast<float>(picture.height) / ratio});
  const Tile tile = c.pictures.picture(picture.pixels.data(), picture.width, picture.height, picture.version);
  if (tile.ready) canvas()->AddImage(tile.texture, place.min, place.max, tile.uv0, tile.uv1);
  mark("tiles", arm, place.min.x, place.min.y, place.width(), place.height());
  const float pitch_x = static_cast<float>(grid.wide() + grid.gap) / ratio,
              pitch_y = static_cast<float>(grid.high() + grid.gap) / ratio;
  const int shown = std::min(grid.per_page(), found.units - first);
  const auto tile_of = [&](int unit) {
    const int t = unit - first;
    return rect({place.min.x + pitch_x * static_cast<float>(t % grid.columns),
                 place.min.y + pitch_y * static_cast<float>(t / grid.columns)},
                {static_cast<float>(grid.wide()) / ratio, static_cast<float>(grid.high()) / ratio});
  };
  UnitPlace& lens = c.selection.lens;
  const Press press = press_area(style, "tiles", place, 2);
  call_last(Words().add(tr("lay the next unit of %s under the lens"), arm_name(c.run, arm)));
  int under = -1;
  if (press.hovered) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    for (int unit = first; unit < first + shown; ++unit)
      if (tile_of(unit).contains(mouse)) under = unit;
  }
  const int chosen = lens.row == 1 && lens.unit >= first && lens.unit < first + shown ? lens.unit : -1;
  if (press.pressed) lens = {1, under >= 0 ? under : chosen < 0 || chosen + 1 == first + shown ? first : chosen + 1};
  for (const int unit : {chosen, under}) {
    if (unit < 0) continue;
    const Rect ring = grown(tile_of(unit), 1.5f);
    canvas()->AddRect(ring.min, ring.max, style.focus, 2, 0, 1.5f);
  }
  if (under >= 0) explain_unit(c, under);
}

void TilesView::draw(const Context& c, Rect r) {
  const Style& style = c.style;
  const ShownArms arms = shown_arms(c.run);
  if (c.run.shape.layers < 2)
    return say(c, r, tr("This network has no hidden unit, so there is nothing that looks for a feature. Add a layer."));
  if (arms.count == 0) return say(c, r, tr("Every arm is muted."));
  if (!c.environment.inspection->fits(c.run, {.tiles = true})) return say_too_large(c, r);
  if (found_of(c, 0).iteration < 0) return say(c, r, tr("Measuring …"));
  const float line = std::ceil(line_height(style.small)) + 3, gap = 14;
  const float wide =
      std::floor((r.width() - gap * static_cast<float>(arms.count - 1)) / static_cast<float>(arms.count));
  const Words words = verdict(c);
  const float words_high = words.length > 0 ? text_wrapped(nullptr, style.small, {}, r.width(), 0, words) + 5 : 0;
  const float top = r.min.y + line + 4, bottom = r.max.y - words_high;
  const Found& any = found_of(c, *arms.begin());
  const TileGrid grid = fit(c, any.units, wide, bottom - top - line);
  const float left = pages(c, any.units, grid.per_page(), r.max.x, r.min.y);
  // The scale: from − to +.
  const float bar = std::min(60.0f, (left - r.min.x) * 0.25f), high = 8, y = r.min.y + 4;
  const Words end = figure(number(any.limit));
  float x = r.min.x + text(canvas(), style.small, r.min, style.text_muted, Words().add("−%s", end.chars)) + 5;
  canvas()->AddRectFilledMultiColor({x, y}, {x + bar * 0.5f, y + high}, style.class_color[0], style.inset, style.inset,
                                    style.class_color[0]);
  canvas()->AddRectFilledMultiColor({x + bar * 0.5f, y}, {x + bar, y + high}, style.inset, style.class_color[1],
                                    style.class_color[1], style.inset);
  x += bar + 5;
  x += text(canvas(), style.small, {x, r.min.y}, style.text_muted, Words().add("+%s", end.chars)) + 10;
  const Words of = c.run.image_side > 0 ? Words().add(tr("weights on the pixels; number: sparsity"))
                                        : Words().add(tr("weights on %s … %s; number: sparsity"),
                                                      input_name(c, 0).chars, input_name(c, any.inputs - 1).chars);
  if (left - x > 60) text_fit(canvas(), style.small, {x, r.min.y}, left - x - 8, style.text_muted, of);
  explainf(
      style, {r.min, {left - 8, r.min.y + line}},
      tr("One scale for all arms: in full colour from a size of %s on, which 99 %% of these weights do not exceed; the largest is %s."),
      end.chars, figure(number(any.largest)).chars);
  float column_left = r.min.x;
  for (int a : arms) {
    ImGui::PushID(a);
    column(c, a, grid, page_ * grid.per_page(), {{column_left, top}, {column_left + wide, bottom}});
    ImGui::PopID();
    column_left += wide + gap;
  }
  if (words.length == 0) return;
  const Rect place{{r.min.x, r.max.y - words_high + 5}, r.max};
  announce_words(place, words);
  text_wrapped(canvas(), style.small, place.min, r.width(), style.text, words);
  explain(style, place, of_sparsity());
}

std::unique_ptr<Drawing> tiles_view() { return std::make_unique<TilesView>(); }

}  // namespace view
