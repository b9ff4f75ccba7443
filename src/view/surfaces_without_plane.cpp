#include <algorithm>
#include <array>
#include <cmath>

#include "caches.h"
#include "digit_images.h"
#include "surfaces.h"
#include "text.h"

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
  constexpr float inset = 6, gap = 6, least_image = 28;
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
  words.add("test digit %d is a %d\nthis arm says %d with probability %.2f,\n%d with %.2f", a.index + 1, a.label,
            a.said, static_cast<double>(a.probability), a.label, static_cast<double>(a.probability_of_label));
  words.add("\nwrong: %d of %d", known.wrong, s.test_size);
  hint(style, words);
}

void wrong_digit(const lab::Snapshot& s, int slot, const TestAnswers::Answer& a, const Style& style, Fields& fields,
                 Rect cell, float image) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  float side = 0;
  const Tile tile = fields.caches().digit_images.tile(s, style, fields, slot, a.index, image, side);
  const float ratio = style.pixel_ratio;
  const float label_height = line_height(style.small);
  const float top = cell.min.y + (cell.height() - side - label_height - 1) * 0.5f;
  const ImVec2 corner(std::round((cell.center().x - side * 0.5f) * ratio) / ratio, std::round(top * ratio) / ratio);
  if (tile.ready) list->AddImage(tile.texture, corner, {corner.x + side, corner.y + side}, tile.uv0, tile.uv1);
  // "9 → 4": what it is, in the text's colour, and what the arm said.
  Words is, said;
  is.add("%d → ", a.label);
  said.add("%d", a.said);
  const float is_width = text_width(style.small, is), said_width = text_width(style.small_bold, said);
  const float x = cell.center().x - (is_width + said_width) * 0.5f, y = corner.y + side + 1;
  text(list, style.small, {x, y}, style.text_muted, is);
  text(list, style.small_bold, {x + is_width, y}, style.warn, said);
}

}  // namespace

void wrong_digits(const lab::Snapshot& s, int arm, const Style& style, Fields& fields, Rect place) {
  TestAnswers& answers = fields.caches().test_answers;
  if (arm == 0) answers.advance(s);
  const TestAnswers::Arm& known = answers.arm(arm);
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(place.min, place.max, style.inset, rounding);
  if (known.tested == 0) return centred_words(style, place, "reading the test digits");
  if (known.wrong == 0) return centred_words(style, place, "no test digit wrong");
  const Grid grid = digit_grid(style, place);
  const int shown = std::min(grid.columns * grid.rows, static_cast<int>(known.mistakes.size()));
  const bool pointed = pointed_at(place);
  for (int i = 0; i < shown; ++i) {
    const ImVec2 min(place.min.x + 3 + static_cast<float>(i % grid.columns) * grid.cell_width,
                     place.min.y + 3 + static_cast<float>(i / grid.columns) * grid.cell_height);
    const Rect cell = rect(min, {grid.cell_width, grid.cell_height});
    const TestAnswers::Answer& a = known.mistakes[static_cast<std::size_t>(i)];
    const bool lit = pointed && cell.contains(ImGui::GetIO().MousePos);
    if (lit) list->AddRectFilled(cell.min, cell.max, style.hover, rounding);
    wrong_digit(s, arm * most_shown + i, a, style, fields, cell, grid.image);
    if (lit) explain_mistake(s, known, a, style);
  }
}

void answers_against_targets(const lab::Snapshot& s, int arm, const Style& style, Fields& fields, Rect place) {
  constexpr int most = 256;
  constexpr float limit = 2.5f;  // both axes -limit … limit
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(place.min, place.max, style.inset, rounding);
  list->AddLine({place.min.x, place.max.y}, {place.max.x, place.min.y}, style.dropped, 1.0f);
  constexpr float diameter = 6;
  const Tile sign = fields.sign(style, Sign::point, 0, diameter);
  if (!sign.ready || s.test_label.count < static_cast<std::uint32_t>(s.test_size)) return;
  Predictor& predictor = fields.caches().predictor;
  predictor.load(s, arm);
  list->PushClipRect(place.min, place.max, true);
  const auto target = s[s.test_label];
  const int count = std::min(most, s.test_size);
  for (int first = 0; first < count; first += Predictor::block) {
    const int block = std::min(Predictor::block, count - first);
    const auto answer = predictor.outputs(s[s.test_x].data() + first, block, s.test_size);
    for (int i = 0; i < block; ++i) {
      const float x = target[static_cast<std::size_t>(first + i)], y = answer[static_cast<std::size_t>(i)];
      const ImVec2 at(place.center().x + x / limit * 0.5f * place.width(),
                      place.center().y - y / limit * 0.5f * place.height());
      list->AddImage(sign.texture, {at.x - diameter * 0.5f, at.y - diameter * 0.5f},
                     {at.x + diameter * 0.5f, at.y + diameter * 0.5f}, sign.uv0, sign.uv1);
    }
  }
  list->PopClipRect();
  text(list, style.small, {place.min.x + 6, place.min.y + 4}, style.text_muted, "ŷ");
  text_right(list, style.small, {place.max.x - 6, place.max.y - line_height(style.small) - 3}, style.text_muted,
             "target t");
  if (pointed_at(place)) {
    hint(style,
         "Each point is a test example: its target to the right, this arm's answer ŷ upwards.\n"
         "On the line the answer is exact.");
  }
}

}  // namespace view
