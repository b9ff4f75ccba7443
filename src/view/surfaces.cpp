// One picture per arm of what it has learnt: the decision surface with the training points; where the inputs are an
// image, the test digits that it gets wrong; for a regression without a plane, its answers against the targets.
#include <algorithm>
#include <cmath>

#include "caches.h"
#include "panels.h"
#include "surfaces.h"
#include "text.h"
#include "view/marks.h"
#include "widgets.h"

namespace view {
namespace {

constexpr float rounding = 4;
constexpr int most_points = 600;  // of a large training set every n-th point is drawn

// Signs are drawn pixel for pixel: their corner lies on one.
ImVec2 snapped(const Style& style, ImVec2 p) {
  return {std::round(p.x * style.pixel_ratio) / style.pixel_ratio,
          std::round(p.y * style.pixel_ratio) / style.pixel_ratio};
}

struct Plane {
  const lab::Snapshot& s;
  Rect place;
  ImVec2 screen(float x1, float x2) const {
    const float span = s.x_high - s.x_low;
    return {place.min.x + (x1 - s.x_low) / span * place.width(), place.min.y + (s.x_high - x2) / span * place.height()};
  }
  ImVec2 input(ImVec2 p) const {
    const float span = s.x_high - s.x_low;
    return {s.x_low + (p.x - place.min.x) / place.width() * span,
            s.x_high - (p.y - place.min.y) / place.height() * span};
  }
};

int point_stride(const lab::Snapshot& s) { return (s.train_size + most_points - 1) / most_points; }

void draw_signs(ImDrawList* list, const Tile& tile, ImVec2 center, float diameter, const Style& style) {
  const ImVec2 corner = snapped(style, {center.x - diameter * 0.5f, center.y - diameter * 0.5f});
  list->PrimRectUV(corner, {corner.x + diameter, corner.y + diameter}, tile.uv0, tile.uv1, IM_COL32_WHITE);
}

// All points with one sign each, as one batch of rectangles.
void draw_points(const Plane& plane, const Style& style, Fields& fields) {
  const lab::Snapshot& s = plane.s;
  const float wanted = std::clamp(plane.place.width() / 22.0f, 6.5f, 10.0f) * (s.train_size > 400 ? 0.85f : 1.0f);
  const float diameter = std::round(wanted * style.pixel_ratio) / style.pixel_ratio;
  Tile tile[2][2];
  for (int wrong = 0; wrong < 2; ++wrong) {
    for (int label = 0; label < 2; ++label) {
      tile[wrong][label] = fields.sign(style, wrong ? Sign::wrong_point : Sign::point, label, diameter);
      if (!tile[wrong][label].ready) return;
    }
  }
  const auto x = s[s.train_x], label = s[s.train_label], flipped = s[s.train_flipped];
  const auto m = static_cast<std::size_t>(s.train_size);
  const auto stride = static_cast<std::size_t>(point_stride(s));
  const int count = static_cast<int>((m + stride - 1) / stride);
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->PushClipRect(plane.place.min, plane.place.max, true);
  list->PushTextureID(tile[0][0].texture);
  list->PrimReserve(6 * count, 4 * count);
  for (std::size_t i = 0; i < m; i += stride) {
    const bool wrong = i < flipped.size() && flipped[i] != 0.0f;
    const Tile& sign = tile[wrong ? 1 : 0][label[i] > 0.5f ? 1 : 0];
    draw_signs(list, sign, plane.screen(x[i], x[m + i]), diameter, style);
  }
  list->PopTextureID();
  list->PopClipRect();
}

// The training point within a few units of the pointer, or -1.
int nearest_point(const Plane& plane, ImVec2 pointer) {
  const lab::Snapshot& s = plane.s;
  const auto x = s[s.train_x];
  const int m = s.train_size;
  int nearest = -1;
  float least = 6.0f * 6.0f;
  for (int i = 0; i < m; i += point_stride(s)) {
    const ImVec2 p = plane.screen(x[static_cast<std::size_t>(i)], x[static_cast<std::size_t>(m + i)]);
    const float d = (p.x - pointer.x) * (p.x - pointer.x) + (p.y - pointer.y) * (p.y - pointer.y);
    if (d < least) {
      least = d;
      nearest = i;
    }
  }
  return nearest;
}

const char* class_word(int label) { return label == 0 ? "blue" : "orange"; }

void explain_plane(const Plane& plane, int arm, const Style& style, Fields& fields) {
  const lab::Snapshot& s = plane.s;
  const ImVec2 pointer = ImGui::GetIO().MousePos, x = plane.input(pointer);
  const float input[2] = {x.x, x.y};
  Predictor& predictor = fields.caches().predictor;
  predictor.load(s, arm);
  const float y = predictor.outputs(input, 1, 1)[0];
  Words words;
  words.add("x₁ %.2f   x₂ %.2f   ŷ %.2f\n", static_cast<double>(x.x), static_cast<double>(x.y), static_cast<double>(y));
  words.add("ŷ is the probability of orange, all units kept");
  const int point = nearest_point(plane, pointer);
  const auto flipped = s[s.train_flipped];
  if (point >= 0) {
    const auto i = static_cast<std::size_t>(point);
    const int label = s[s.train_label][i] > 0.5f ? 1 : 0;
    words.add("\ntraining point %d, labelled %s", point + 1, class_word(label));
    if (i < flipped.size() && flipped[i] != 0.0f) words.add(" (wrongly: hollow)");
  }
  hint(style, words);
}

void decision_surface(const lab::Snapshot& s, int arm, const Style& style, Fields& fields, Rect place) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const Plane plane{s, place};
  const Tile tile = fields.surface(s, style, arm, place.width());
  if (tile.ready) {
    list->AddImageRounded(tile.texture, place.min, place.max, tile.uv0, tile.uv1, IM_COL32_WHITE, rounding);
  } else {
    list->AddRectFilled(place.min, place.max, style.inset, rounding);
  }
  draw_points(plane, style, fields);
  if (pointed_at(place)) explain_plane(plane, arm, style, fields);
}

}  // namespace

void surface(const Context& c, int arm, Fields& fields, ImVec2 pos, ImVec2 size) {
  const lab::Snapshot& s = c.run;
  const Style& style = c.style;
  const float side = std::floor(std::min(size.x, size.y) * style.pixel_ratio) / style.pixel_ratio;
  const Rect place = rect(snapped(style, pos), {side, side});
  mark("surface", arm, place.min.x, place.min.y, side, side);
  if (Fields::has_plane(s)) {
    decision_surface(s, arm, style, fields, place);
  } else if (s.image_side > 0) {
    wrong_digits(s, arm, style, fields, place);
  } else if (s.classes == 0) {
    answers_against_targets(s, arm, style, fields, place);
  }
}

}  // namespace view
