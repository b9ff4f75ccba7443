#include "views/averaging/crowd_pictures.h"

#include <algorithm>
#include <cmath>

#include "kit/announcing.h"
#include "run/choices.h"
#include "run/data_words.h"
#include "view/marks.h"
#include "view/tr.h"

namespace view {
namespace {

constexpr int side = lab::crowd_side;
constexpr int sheet_columns = 10;
constexpr float largest_deviation = 0.5f;  // of numbers between 0 and 1

double number(float v) { return static_cast<double>(v); }

std::span<const float> drawn(const lab::CrowdResult& found, int mask) {
  return found[found.drawn].subspan(static_cast<std::size_t>(mask * side * side), std::size_t{side} * side);
}

// Between the four points of the grid about a place (0 … 1 to the right and downwards).
float value_at(std::span<const float> grid, float u, float v) {
  const float x = std::clamp(u, 0.0f, 1.0f) * (side - 1), y = std::clamp(v, 0.0f, 1.0f) * (side - 1);
  const int i = std::min(static_cast<int>(x), side - 2), j = std::min(static_cast<int>(y), side - 2);
  const float s = x - static_cast<float>(i), t = y - static_cast<float>(j);
  const auto at = [&](int column, int row) { return nth(grid, row * side + column); };
  return (at(i, j) * (1 - s) + at(i + 1, j) * s) * (1 - t) + (at(i, j + 1) * (1 - s) + at(i + 1, j + 1) * s) * t;
}

ImVec2 between(ImVec2 a, ImVec2 b, float t) { return {a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t}; }

// As many tiles as fill the place best, all of one size, in whole pixels.
struct Tiles {
  int columns = 1, count = 0;
  float pitch = 0;
  Rect at(Rect r, int i) const {
    const ImVec2 corner(r.min.x + pitch * static_cast<float>(i % columns),
                        r.min.y + pitch * static_cast<float>(i / columns));
    return rect(corner, {pitch - 2, pitch - 2});
  }
};

Tiles tiles_in(const Style& style, Rect r) {
  constexpr float gap = 2, least = 17;
  Tiles best;
  float most = 0;
  for (int rows = 1; rows <= 10; ++rows) {
    const float high = (r.height() + gap) / static_cast<float>(rows);
    const int columns = std::min(static_cast<int>((r.width() + gap) / high), CrowdPictures::most_tiles / rows);
    if (columns < 1 || (high < least && best.count > 0)) continue;
    const float pitch = std::floor(high * style.pixel_ratio) / style.pixel_ratio;
    const float count = static_cast<float>(columns * rows), good = pitch * pitch * count * std::sqrt(count);
    if (good > most) most = good, best = {columns, columns * rows, pitch};
  }
  return best;
}

void pin(const Context& c, int point) {
  c.selection.pinned = point;
  c.intents.pin = point;
}

ImVec2 place_of_point(const Context& c, Rect r, int point) {
  const auto x = c.run[c.run.train_x];
  const float span = c.run.x_high - c.run.x_low;
  return {r.min.x + (nth(x, point) - c.run.x_low) / span * r.width(),
          r.min.y + (c.run.x_high - nth(x, c.run.train_size + point)) / span * r.height()};
}

int nearest_point(const Context& c, Rect r, ImVec2 to) {
  int nearest = 0;
  float least = -1;
  for (int i = 0; i < c.run.train_size; ++i) {
    const ImVec2 p = place_of_point(c, r, i);
    const float d = (p.x - to.x) * (p.x - to.x) + (p.y - to.y) * (p.y - to.y);
    if (least < 0 || d < least) least = d, nearest = i;
  }
  return nearest;
}

}  // namespace

int CrowdState::count() const { return std::clamp(static_cast<int>(std::lround(masks)), 1, lab::drawn_masks); }

void CrowdState::move(float seconds, bool reduced_motion) {
  constexpr float decades_a_second = 1.3f;
  const float way = std::log10(target() / moving), step = seconds * decades_a_second;
  moving = reduced_motion || std::abs(way) <= step ? target() : moving * std::pow(10.0f, std::copysign(step, way));
}

float point_chooser(const Context& c, float right, float y) {
  const Style& style = c.style;
  const int m = std::max(c.run.train_size, 1), shown = c.run.shown_example;
  const Words name = Words().add(Pictures::has_plane(c.run) ? tr("point %d") : tr("example %d"), shown + 1);
  const float width = std::max(text_width(style.small_bold, name), 52.0f), high = line_height(style.bold) + 4;
  const Rect next{{right - 20, y - 3}, {right, y - 3 + high}},
      back{{right - 44 - width, y - 3}, {right - 24 - width, y - 3 + high}};
  const char* help =
      tr("Whose answers are shown: a training example. On the average's picture, a press takes the nearest.");
  if (button(style, "back", back, ButtonKind::link, "‹")) pin(c, (shown + m - 1) % m);
  call_last(tr("the training example before"));
  explain_last(style, help);
  if (button(style, "next", next, ButtonKind::link, "›")) pin(c, (shown + 1) % m);
  call_last(tr("the next training example"));
  explain_last(style, help);
  mark("crowd_next_point", 0, next.min.x, next.min.y, next.width(), next.height());
  text_center(canvas(), style.small_bold, {right - 22 - width * 0.5f, y}, style.text, name);
  return back.min.x;
}

ImU32 CrowdPictures::color(const Context& c, const lab::CrowdResult& found, float answer) const {
  if (c.run.classes == 2) return palette_.at(2 * answer - 1);
  return std::isfinite(answer) ? mix(c.style.field_middle, c.style.digit(found.of_class), 0.85f * answer)
                               : c.style.field_middle;
}

// The average that is shown: of the first masks drawn, or of all.
void CrowdPictures::paint_average(const Context& c, const lab::CrowdResult& found) {
  const int masks = painted_.masks;
  mean_.assign(std::size_t{side} * side, 0);
  if (masks == 0) {
    std::copy_n(found[found.mean].begin(), mean_.size(), mean_.begin());
  } else {
    for (int k = 0; k < masks; ++k) {
      const auto one = drawn(found, k);
      for (std::size_t i = 0; i < mean_.size(); ++i) mean_[i] += one[i];
    }
    for (float& v : mean_) v /= static_cast<float>(masks);
  }
  average_.width = average_.height = side;
  average_.pixels.resize(mean_.size());
  for (std::size_t i = 0; i < mean_.size(); ++i) average_.pixels[i] = color(c, found, mean_[i]);
  average_.version = ++versions_ | std::uint64_t{1} << 61;  // apart from other pictures' versions
}

// Whatever is no longer what it was made of is made anew.
void CrowdPictures::paint(const Context& c, const lab::CrowdResult& found, const CrowdState& state) {
  const bool complete = found.iteration >= 0;
  const int moving = std::clamp(static_cast<int>(state.moving), 1, lab::drawn_masks);
  const bool all = complete && state.all && !state.flies();
  const Source source{{c.run.run, found.iteration, c.run.typed}, c.run.mask_arm, found.of_class, all ? 0 : moving,
                      nth(c.run.arm, c.run.mask_arm).keep,       c.style.dark,   complete};
  if (source == painted_) return;
  Source same = source;
  same.masks = painted_.masks;
  const bool others = !(same == painted_);
  painted_ = source;
  palette_.follow(c.style);
  paint_average(c, found);
  if (!others) return;
  sheet_.width = side * sheet_columns;
  sheet_.height = side * most_tiles / sheet_columns;
  sheet_.pixels.resize(static_cast<std::size_t>(sheet_.width * sheet_.height));
  for (int t = 0; t < most_tiles; ++t) {
    const auto one = drawn(found, t);
    const int left = t % sheet_columns * side, top = t / sheet_columns * side;
    for (int i = 0; i < side * side; ++i)
      nth(sheet_.pixels, (top + i / side) * sheet_.width + left + i % side) = color(c, found, nth(one, i));
  }
  sheet_.version = ++versions_ | std::uint64_t{1} << 61;
  const auto deviation = found[found.deviation];
  map_.width = map_.height = side;
  map_.pixels.resize(deviation.size());
  const ImU32 arm = arm_color(c.style, c.run, c.run.mask_arm);
  for (std::size_t i = 0; i < deviation.size(); ++i)
    map_.pixels[i] =
        std::isfinite(deviation[i]) ? mix(c.style.inset, arm, deviation[i] / largest_deviation) : c.style.inset;
  map_.version = ++versions_ | std::uint64_t{1} << 61;
}

Tile CrowdPictures::tile(const Context& c, Picture& picture) const {
  return c.pictures.picture(picture.pixels.data(), picture.width, picture.height, picture.version);
}

// The tiles; those that are averaged are bright, and on their way into the average a copy of them flies there.
void CrowdPictures::crowd(const Context& c, const lab::CrowdResult& found, const CrowdState& state, Rect r,
                          Rect average) {
  const Style& style = c.style;
  const Tile sheet = tile(c, sheet_);
  if (!sheet.ready) return;
  const Tiles tiles = tiles_in(style, r);
  const auto corner = [&](int t, int right, int down) {
    const float x = static_cast<float>(t % sheet_columns * side + right * (side - 1)) /
                    static_cast<float>(sheet_.width - 1),
                y = static_cast<float>(t / sheet_columns * side + down * (side - 1)) /
                    static_cast<float>(sheet_.height - 1);
    return ImVec2{sheet.uv0.x + (sheet.uv1.x - sheet.uv0.x) * x, sheet.uv0.y + (sheet.uv1.y - sheet.uv0.y) * y};
  };
  const auto image = [&](int t, Rect place, float alpha) {
    canvas()->AddImage(sheet.texture, place.min, place.max, corner(t, 0, 0), corner(t, 1, 1),
                       with_alpha(IM_COL32_WHITE, alpha));
  };
  const bool hovered = pointed_at(r);
  int under = -1;
  for (int t = 0; t < tiles.count; ++t) {
    const Rect place = tiles.at(r, t);
    image(t, place, static_cast<float>(t) < state.moving ? 1.0f : style.dark ? 0.3f : 0.36f);
    mark("crowd_tile", t, place.min.x, place.min.y, place.width(), place.height());
    if (hovered && place.contains(ImGui::GetIO().MousePos)) under = t;
  }
  if (state.flies() && state.target() > state.moving) {
    for (int t = 0; t < tiles.count; ++t) {
      const float begun = static_cast<float>(t + 1), gone = (state.moving - begun) / (0.8f * begun + 1);
      if (gone <= 0 || gone >= 1) continue;
      const Rect from = tiles.at(r, t);
      image(t, {between(from.min, average.min, gone), between(from.max, average.max, gone)}, 0.9f * (1 - gone));
    }
  }
  if (under < 0) return;
  const Rect place = grown(tiles.at(r, under), 1);
  canvas()->AddRect(place.min, place.max, style.focus, 1, 0, 1.5f);
  const auto grid = drawn(found, under);
  const ImVec2 p = place_of_point(c, {{0, 0}, {1, 1}}, c.run.shown_example);
  hint(style, Words().add(
                  tr("sub-network %d of those drawn: one random mask for every point\nat the shown point it says %.3f"),
                  under + 1, number(value_at(grid, p.x, p.y))));
}

void CrowdPictures::explain_square(const Context& c, const lab::CrowdResult& found, const CrowdState& state, Rect r,
                                   bool map) const {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const float u = (mouse.x - r.min.x) / r.width(), v = (mouse.y - r.min.y) / r.height();
  const float span = c.run.x_high - c.run.x_low;
  Words words;
  words.add("%s %.2f   %s %.2f\n", input_name(c, 0).chars, in_own_units(c, 0, c.run.x_low + u * span),
            input_name(c, 1).chars, in_own_units(c, 1, c.run.x_high - v * span));
  const float mean = value_at(mean_, u, v), deviation = value_at(found[found.deviation], u, v);
  if (map) {
    words.add(tr("the sub-networks’ answers differ by %.3f here (standard deviation)"), number(deviation));
  } else {
    words.add(state.all ? tr("average %.3f") : tr("mean of %.0f: %.3f"),
              state.all ? number(mean) : std::floor(number(state.moving)), number(mean));
    words.add(tr("; standard deviation %.3f"), number(deviation));
  }
  words.add(tr("\nPress: the training point next to it."));
  hint(c.style, words);
  ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  const ImGuiIO& io = ImGui::GetIO();
  if (ImGui::IsMouseReleased(ImGuiMouseButton_Left) && r.contains(io.MouseClickedPos[0]) &&
      io.MouseDragMaxDistanceSqr[0] < 36)
    pin(c, nearest_point(c, r, mouse));
}

// The average or the map in a square at the upper left of r, with the shown point.
Rect CrowdPictures::square(const Context& c, const lab::CrowdResult& found, const CrowdState& state, Picture& picture,
                           Rect r, bool map) {
  const Style& style = c.style;
  const auto whole = [&](float v) { return std::floor(v * style.pixel_ratio) / style.pixel_ratio; };
  const float size = whole(std::min(r.width(), r.height()));
  const Rect place = rect({whole(r.min.x), whole(r.min.y)}, {size, size});
  const Tile drawn_tile = tile(c, picture);
  if (drawn_tile.ready)
    canvas()->AddImage(drawn_tile.texture, place.min, place.max, drawn_tile.uv0, drawn_tile.uv1);
  else
    canvas()->AddRectFilled(place.min, place.max, style.inset);
  mark(map ? "crowd_map" : "crowd_average", 0, place.min.x, place.min.y, size, size);
  const ImVec2 p = place_of_point(c, place, c.run.shown_example);
  if (place.contains(p)) {
    canvas()->AddCircle(p, 4.5f, style.panel, 0, 4);
    canvas()->AddCircle(p, 4.5f, style.text, 0, 1.75f);
  }
  if (pointed_at(place)) explain_square(c, found, state, place, map);
  return place;
}

void CrowdPictures::draw(const Context& c, const lab::CrowdResult& found, CrowdState& state, Rect r, bool whole) {
  const Style& style = c.style;
  if (found.drawn.count == 0) return say(c, r, tr("Drawing sub-networks …"));
  paint(c, found, state);
  const bool complete = found.iteration >= 0;
  const float line = std::ceil(line_height(style.small)) + 2;
  float most = 0;
  for (const float d : found[found.deviation]) most = std::max(most, std::isfinite(d) ? d : 0);
  Words of_map = complete ? Words().add(tr("sd up to %.2f"), number(most)) : Words().add(tr("sd …"));
  const Words of_average =
      state.all ? Words().add(tr("average of all")) : Words().add(tr("mean of %d"), static_cast<int>(state.moving));
  const char* names[] = {tr("average"), tr("disagree")};
  const char* help[] = {
      tr("The surface of the average."),
      tr("How far the sub-networks disagree at each place: the standard deviation of their answers, from "
         "0 to 0.5, the stronger the colour.")};
  // Both squares: beside the crowd, or below it where the place is high.
  const float gap = 14, beside = std::min(r.height() - line, r.width() * 0.29f), below = (r.width() - gap) * 0.5f;
  const bool high = !whole && r.height() - below - line - 8 > 0.3f * r.width();
  if (whole || high) {
    const float size = whole ? beside : below, top = high ? r.max.y - line - below : r.min.y;
    const Rect place = square(c, found, state, average_, rect({r.max.x - 2 * size - gap, top}, {size, size}), false);
    const Rect map = square(c, found, state, map_, rect({r.max.x - size, top}, {size, size}), true);
    text_fit(canvas(), style.small, {place.min.x, place.max.y + 3}, size + gap - 4, style.text_muted, of_average);
    Words caption = Words().add(tr("how far they disagree: %s"), of_map.chars);
    if (text_width(style.small, caption) > size) caption = Words().add(tr("disagreement: %s"), of_map.chars);
    text_fit(canvas(), style.small, {map.min.x, map.max.y + 3}, size, style.text_muted, caption);
    explain(style, {{map.min.x, map.max.y}, {map.max.x, map.max.y + line}}, help[1]);
    return crowd(c, found, state,
                 high ? Rect{r.min, {r.max.x, top - 8}} : Rect{r.min, {place.min.x - gap, r.min.y + size}}, place);
  }
  const float words = std::clamp(r.width() * 0.24f, 66.0f, 104.0f), size = std::min(r.height(), r.width() * 0.4f);
  const float left = r.max.x - words;
  const Rect shown = square(c, found, state, state.disagree ? map_ : average_,
                            {{left - 8 - size, r.min.y}, {left - 8, r.min.y + size}}, state.disagree);
  constexpr float row = 24;
  const bool both = r.height() >= 2 * row - 2;  // else one button that turns from one to the other
  for (int i = both ? 0 : state.disagree; i < (both ? 2 : state.disagree + 1); ++i) {
    const Rect place =
        rect({left, r.min.y + (both ? row * static_cast<float>(i) : 0)}, {words, std::min(row - 2, r.height())});
    const bool now = state.disagree == (i == 1);
    if (button(style, names[i], place, ButtonKind::quiet, names[i], both && now))
      state.disagree = both ? i == 1 : !state.disagree;
    last_is(Role::toggle, now);
    explain_last(style, help[i]);
    mark("crowd_shows", i, place.min.x, place.min.y, place.width(), place.height());
  }
  if (r.height() >= 2 * row + line)
    text_fit(canvas(), style.small, {left, r.min.y + 2 * row + 3}, words, style.text_muted,
             state.disagree ? of_map : of_average);
  crowd(c, found, state, {r.min, {shown.min.x - 10, r.max.y}}, shown);
}

}  // namespace view
