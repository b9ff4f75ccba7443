#include <algorithm>
#include <array>
#include <cmath>

#include "gpu/pictures.h"
#include "ink/text.h"
#include "run/arms.h"
#include "view/tr.h"
#include "views/surfaces/without_plane.h"

namespace view {
namespace {

constexpr float rounding = 4;
constexpr int most_shown = DigitImages::slots / lab::max_arms;

void centred_words(const Style& style, Rect place, const char* words) {
  const float y = place.center().y - line_height(style.small) * 0.5f;
  text_center(ImGui::GetWindowDrawList(), style.small, {place.center().x, y}, style.text_muted, words);
}

// Cells in rows, as many as fit with a least width.
struct Grid {
  int columns = 1, rows = 1;
  float cell_width = 0, cell_height = 0, image = 0;
};

Grid digit_grid(const Style& style, Rect place) {
  constexpr float inset = 6, gap = 6, least_image = 34;  // room for its verdict below
  const float label = line_height(style.small) + 2;
  Grid grid;
  grid.columns = std::clamp(static_cast<int>((place.width() - inset) / (least_image + gap)), 1, 10);
  grid.cell_width = (place.width() - inset) / static_cast<float>(grid.columns);
  grid.image = grid.cell_width - gap;
  grid.rows = std::max(1, static_cast<int>((place.height() - inset) / (grid.image + label + 2)));
  grid.rows = std::min(grid.rows, most_shown / grid.columns);
  grid.cell_height = (place.height() - inset) / static_cast<float>(grid.rows);
  return grid;
}

void explain_mistake(const lab::Snapshot& s, const TestAnswers::Arm& known, const TestAnswers::Answer& a,
                     const Style& style) {
  Words words;
  words.add(tr("test digit %d is a %d\nthis arm says %d with probability %.2f,\n%d with %.2f"), a.index + 1, a.label,
            a.said, static_cast<double>(a.probability), a.label, static_cast<double>(a.probability_of_label));
  words.add(tr("\nwrong: %d of %d"), known.wrong, s.test_size);
  hint(style, words);
}

// A cell of the grid as it lies on the page: the image over its words.
struct DigitCell {
  Rect place;
  float side = 0;  // of the image
  ImVec2 image;
  ImVec2 words;  // centred on this
};

DigitCell digit_cell(const Grid& grid, int index, const Style& style, float image_side, Rect place) {
  const float ratio = style.pixel_ratio;
  const ImVec2 min(place.min.x + 3 + static_cast<float>(index % grid.columns) * grid.cell_width,
                   place.min.y + 3 + static_cast<float>(index / grid.columns) * grid.cell_height);
  DigitCell cell{rect(min, {grid.cell_width, grid.cell_height}), image_side, {}, {}};
  const float top = min.y + (grid.cell_height - image_side - line_height(style.small) - 1) * 0.5f;
  const float left = cell.place.center().x - image_side * 0.5f;
  cell.image = {std::round(left * ratio) / ratio, std::round(top * ratio) / ratio};
  cell.words = {cell.place.center().x, cell.image.y + image_side + 1};
  return cell;
}

// "9 → 4": what it is, and what the arm said.
void draw_verdict(const TestAnswers::Answer& a, const Style& style, ImVec2 at) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  Words is, said;
  is.add("%d → ", a.label);
  said.add("%d", a.said);
  const float is_width = text_width(style.small, is), x = at.x - (is_width + text_width(style.small_bold, said)) * 0.5f;
  text(list, style.small, {x, at.y}, style.text_muted, is);
  text(list, style.small_bold, {x + is_width, at.y}, style.warn, said);
}

}  // namespace

void wrong_digits(const Context& c, int arm, SurfacesMemory& own, Rect place) {
  const lab::Snapshot& s = c.run;
  const Style& style = c.style;
  TestAnswers& answers = own.test_answers;
  if (arm == *shown_arms(s).begin()) answers.advance(s);
  const TestAnswers::Arm& known = answers.arm(arm);
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(place.min, place.max, style.inset, rounding);
  if (known.tested == 0) return centred_words(style, place, tr("reading the test digits"));
  if (known.wrong == 0) return centred_words(style, place, tr("no test digit wrong"));
  const Grid grid = digit_grid(style, place);
  const int shown = std::min(grid.columns * grid.rows, static_cast<int>(known.mistakes.size()));
  float side = 0;
  // All images before all words: every change of texture costs a draw call.
  for (int i = 0; i < shown; ++i) {
    const int index = nth(known.mistakes, i).index;
    const Tile tile = own.digit_images.tile(s, style, c.pictures, arm * most_shown + i, index, grid.image, side);
    const ImVec2 at = digit_cell(grid, i, style, side, place).image;
    if (tile.ready) list->AddImage(tile.texture, at, {at.x + side, at.y + side}, tile.uv0, tile.uv1);
  }
  const bool pointed = pointed_at(place);
  for (int i = 0; i < shown; ++i) {
    const DigitCell cell = digit_cell(grid, i, style, side, place);
    const TestAnswers::Answer& a = nth(known.mistakes, i);
    draw_verdict(a, style, cell.words);
    if (!pointed || !cell.place.contains(ImGui::GetIO().MousePos)) continue;
    list->AddRect(cell.place.min, cell.place.max, style.focus, rounding, 0, 1);
    explain_mistake(s, known, a, style);
  }
}

void answers_against_targets(const Context& c, int arm, SurfacesMemory& own, Rect place) {
  const lab::Snapshot& s = c.run;
  const Style& style = c.style;
  constexpr double work = 1e8;  // multiply-adds in a frame, about
  const int most = std::clamp(static_cast<int>(work / s.shape.parameters()), 16, 256);
  constexpr float limit = 2.5f;  // both axes -limit … limit
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(place.min, place.max, style.inset, rounding);
  list->AddLine({place.min.x, place.max.y}, {place.max.x, place.min.y}, style.dropped, 1.0f);
  constexpr float diameter = 6;
  const Tile sign = c.pictures.sign(style, Sign::point, 0, diameter);
  if (!sign.ready || s.test_label.count < static_cast<std::uint32_t>(s.test_size)) return;
  Predictor& predictor = own.predictor;
  predictor.load(s, arm);
  list->PushClipRect(place.min, place.max, true);
  const auto target = s[s.test_label];
  const int count = std::min(most, s.test_size);
  for (int first = 0; first < count; first += Predictor::block) {
    const int block = std::min(Predictor::block, count - first);
    const auto answer = predictor.outputs(s[s.test_x].data() + first, block, s.test_size);
    for (int i = 0; i < block; ++i) {
      const float x = nth(target, first + i), y = nth(answer, i);
      const ImVec2 at(place.center().x + x / limit * 0.5f * place.width(),
                      place.center().y - y / limit * 0.5f * place.height());
      list->AddImage(sign.texture, {at.x - diameter * 0.5f, at.y - diameter * 0.5f},
                     {at.x + diameter * 0.5f, at.y + diameter * 0.5f}, sign.uv0, sign.uv1);
    }
  }
  list->PopClipRect();
  text(list, style.small, {place.min.x + 6, place.min.y + 4}, style.text_muted, "ŷ");
  text_right(list, style.small, {place.max.x - 6, place.max.y - line_height(style.small) - 3}, style.text_muted,
             tr("target t"));
  if (pointed_at(place)) {
    hint(style, tr("Each point is a test example: its target to the right, this arm's answer ŷ upwards.\n"
                   "On the line the answer is exact."));
  }
}

}  // namespace view
