// What an arm answers for the test set, class by class: of networks with more inputs than a plane has.
#include <algorithm>
#include <cmath>

#include "run/arms.h"
#include "run/data_words.h"
#include "view/tr.h"
#include "views/surfaces/without_plane.h"

namespace view {
namespace {

struct Matrix {
  Rect place;  // of the cells
  float cell_wide = 0, cell_high = 0;
  int classes = 0;
  Rect cell(int label, int said) const {
    return rect(
        {place.min.x + static_cast<float>(said) * cell_wide, place.min.y + static_cast<float>(label) * cell_high},
        {cell_wide - 2, cell_high - 2});
  }
};

void draw_cell(const Context& c, const TestAnswers::Arm& known, const Matrix& m, int label, int said) {
  const Style& style = c.style;
  const Rect r = m.cell(label, said);
  int row = 0;
  for (int k = 0; k < m.classes; ++k) row += known.count(label, k);
  const int count = known.count(label, said);
  const float share = row > 0 ? static_cast<float>(count) / static_cast<float>(row) : 0;
  const ImU32 full = label == said ? style.accent : style.warn;
  canvas()->AddRectFilled(r.min, r.max, mix(style.panel, full, count == 0 ? 0.04f : 0.15f + 0.75f * share), 2);
  if (count > 0 && m.cell_wide >= 18) {
    const Words words = compact(count);
    text_center(canvas(), style.small_bold, {r.center().x, r.center().y - line_height(style.small_bold) * 0.5f},
                share > 0.5f ? style.on_accent : style.text, words);
  }
  if (pointed_at(r))
    hint(style, Words().add(tr("%d of %d test rows of %.40s are taken for %.40s"), count, row, class_name(c, label),
                            class_name(c, said)));
}

}  // namespace

void confusion(const Context& c, int arm, SurfacesMemory& own, Rect place) {
  const Style& style = c.style;
  TestAnswers& answers = own.test_answers;
  if (arm == *shown_arms(c.run).begin()) answers.advance(c.run);
  const TestAnswers::Arm& known = answers.arm(arm);
  canvas()->AddRectFilled(place.min, place.max, style.inset, 4);
  if (known.tested == 0) return;
  const float line = line_height(style.small);
  float names = 0;
  for (int k = 0; k < c.run.classes; ++k) names = std::max(names, text_width(style.small, class_name(c, k)));
  names = std::min(names, place.width() * 0.3f);
  constexpr float edge = 8;
  Matrix m;
  m.classes = c.run.classes;
  m.place = {{place.min.x + edge + names + 6, place.min.y + edge + line + 4},
             {place.max.x - edge + 2, place.max.y - edge + 2}};
  m.cell_wide = m.place.width() / static_cast<float>(m.classes);
  m.cell_high = m.place.height() / static_cast<float>(m.classes);
  text_fit(canvas(), style.small, {place.min.x + edge, place.min.y + edge - 2}, place.width() - 2 * edge,
           style.text_muted, tr("test rows: label ↓ answer →"));
  for (int label = 0; label < m.classes; ++label) {
    const Rect first = m.cell(label, 0);
    const float wide = std::min(names, text_width(style.small, class_name(c, label)));
    text_fit(canvas(), style.small, {m.place.min.x - 6 - wide, first.center().y - line * 0.5f}, wide + 1, style.text,
             class_name(c, label));
    for (int said = 0; said < m.classes; ++said) draw_cell(c, known, m, label, said);
  }
}

}  // namespace view
