// The picture of what an arm has learnt: the decision surface with the training points; where the inputs are an
// image, the test digits that it gets wrong; for a regression without a plane, its answers against the targets.
#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "gpu/pictures.h"
#include "ink/text.h"
#include "kit/widgets.h"
#include "run/data_words.h"
#include "view/marks.h"
#include "view/tr.h"
#include "views/surfaces/without_plane.h"

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
void draw_points(const Context& c, const Plane& plane) {
  const Style& style = c.style;
  const lab::Snapshot& s = plane.s;
  const float wanted = std::clamp(plane.place.width() / 22.0f, 6.5f, 10.0f) * (s.train_size > 400 ? 0.85f : 1.0f);
  const float diameter = std::round(wanted * style.pixel_ratio) / style.pixel_ratio;
  Tile tile[2][10];
  const int classes = std::clamp(s.classes, 2, 10);
  for (int wrong = 0; wrong < 2; ++wrong) {
    for (int k = 0; k < classes; ++k) {
      tile[wrong][k] = c.pictures.sign(style, wrong ? Sign::wrong_point : Sign::point,
                                       Pictures::point_variant(s.classes, k), diameter);
      if (!tile[wrong][k].ready) return;
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
    const Tile& sign = tile[wrong ? 1 : 0][std::clamp(static_cast<int>(label[i]), 0, classes - 1)];
    draw_signs(list, sign, plane.screen(x[i], x[m + i]), diameter, style);
  }
  list->PopTextureID();
  const auto pinned = static_cast<std::size_t>(s.shown_example);
  if (c.selection.pinned == s.shown_example && pinned < m) {
    const ImVec2 at = plane.screen(x[pinned], x[m + pinned]);
    list->AddCircle(at, diameter * 0.5f + 2.5f, style.text, 0, 2);
    list->AddCircle(at, diameter * 0.5f + 4.25f, style.panel, 0, 1.5f);
  }
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
    const ImVec2 p = plane.screen(nth(x, i), nth(x, m + i));
    const float d = (p.x - pointer.x) * (p.x - pointer.x) + (p.y - pointer.y) * (p.y - pointer.y);
    if (d < least) {
      least = d;
      nearest = i;
    }
  }
  return nearest;
}

// What the network says at a place: ŷ, or of several classes the likeliest.
void add_answer(const Context& c, std::span<const float> y, Words& words) {
  if (y.size() == 1) {
    words.add(tr("ŷ %.2f: the probability of %.40s"), static_cast<double>(y[0]), class_name(c, 1));
    return;
  }
  std::array<bool, 10> named{};
  for (int n = 0; n < 3 && n < static_cast<int>(y.size()); ++n) {
    std::size_t best = y.size();
    for (std::size_t k = 0; k < std::min(y.size(), named.size()); ++k)
      if (!named[k] && (best == y.size() || y[k] > y[best])) best = k;
    if (best == y.size() || (n > 0 && y[best] < 0.005f)) return;
    named[best] = true;
    words.add("%s%.40s %.2f", n > 0 ? ", " : "ŷ ", class_name(c, static_cast<int>(best)), static_cast<double>(y[best]));
  }
}

void explain_plane(const Context& c, const Plane& plane, int arm, Predictor& predictor) {
  const lab::Snapshot& s = c.run;
  const ImVec2 pointer = ImGui::GetIO().MousePos, x = plane.input(pointer);
  const float input[2] = {x.x, x.y};
  predictor.load(s, arm);
  Words words;
  const auto value = [&](int i) { return in_own_units(c, i, input[i]); };
  if (c.environment.data) {
    words.add("%s %s\n%s %s\n", input_name(c, 0).chars, figure(value(0)).chars, input_name(c, 1).chars,
              figure(value(1)).chars);
  } else {
    words.add("x₁ %.2f   x₂ %.2f\n", value(0), value(1));
  }
  add_answer(c, predictor.outputs(input, 1, 1), words);
  words.add(tr(" (all units kept)"));
  if (c.selection.drawing) {
    const int classes = std::max(s.classes, 2), other = (c.selection.draw_class + 1) % classes;
    const char* name = c.selection.draw_class < s.classes ? class_name(c, c.selection.draw_class) : tr("a new class");
    words.add(tr("\nPress: a point of %.40s; right button: %.40s"), name, class_name(c, other));
    return hint(c.style, words);
  }
  const int point = nearest_point(plane, pointer);
  const auto flipped = s[s.train_flipped];
  if (point >= 0) {
    const auto i = static_cast<std::size_t>(point);
    const int label = static_cast<int>(s[s.train_label][i]);
    words.add(tr("\ntraining point %d, labelled %.40s"), point + 1, class_name(c, label));
    if (i < flipped.size() && flipped[i] != 0.0f) words.add(tr(" (wrongly: hollow)"));
    words.add(c.selection.pinned == point ? tr("\nPinned; press to let it go.")
                                          : tr("\nPress to pin it and follow it through the network."));
  }
  hint(c.style, words);
}

// Words on a plate that the surface shines through; `align` 0 … 1: pos is their left, middle or right.
void plate(const Style& style, ImVec2 pos, const Words& words, float align, float most) {
  const float width = std::min(text_width(style.small, words), most), left = pos.x - align * (width + 6);
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled({left, pos.y}, {left + width + 6, pos.y + line_height(style.small) + 2},
                      with_alpha(style.panel, 0.78f), 3);
  text_fit(list, style.small, {left + 3, pos.y + 1}, width + 1, style.text, words);
}

// The visitor's own scale along the rim: names and ends of both inputs.
void draw_scale(const Context& c, const Plane& plane) {
  if (!c.environment.data || !c.environment.data->standardizes || plane.place.width() < 110) return;
  const lab::Snapshot& s = c.run;
  const Rect r = plane.place;
  const bool ends = r.width() >= 180;
  const auto end = [&](int input, float x) { return figure(in_own_units(c, input, x)); };
  const float inset = 4, line = line_height(c.style.small) + 2, low = r.max.y - line - inset;
  if (ends) {
    plate(c.style, {r.min.x + inset, low}, end(0, s.x_low), 0, 60);
    plate(c.style, {r.max.x - inset, low}, end(0, s.x_high), 1, 60);
  }
  plate(c.style, {r.center().x, low}, Words().add("%s →", input_name(c, 0).chars), 0.5f, r.width() - (ends ? 130 : 16));
  plate(c.style, {r.min.x + inset, r.min.y + inset},
        ends ? Words().add("↑ %s %s", input_name(c, 1).chars, end(1, s.x_high).chars)
             : Words().add("↑ %s", input_name(c, 1).chars),
        0, r.width() - 16);
  if (ends) plate(c.style, {r.min.x + inset, low - line - 3}, end(1, s.x_low), 0, 60);
}

// A press draws a point, or pins the one that it hits; pinned again it is let go. A finger that scrolls does neither.
void hands_on_plane(const Context& c, const Plane& plane) {
  const ImGuiIO& io = ImGui::GetIO();
  const auto pressed = [&](ImGuiMouseButton b) {
    return ImGui::IsMouseReleased(b) && plane.place.contains(io.MouseClickedPos[b]) &&
           io.MouseDragMaxDistanceSqr[b] < 36;
  };
  Selection& selection = c.selection;
  const int classes = std::max(c.run.classes, 2);
  if (selection.drawing) {
    ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    const bool first = pressed(ImGuiMouseButton_Left);
    if (!first && !pressed(ImGuiMouseButton_Right)) return;
    const ImVec2 x = plane.input(io.MousePos);
    c.intents.draws = true;
    c.intents.draw_x = x.x;
    c.intents.draw_y = x.y;
    c.intents.draw_class = first ? selection.draw_class : (selection.draw_class + 1) % classes;
    return;
  }
  const int point = nearest_point(plane, io.MousePos);
  if (point < 0) return;
  ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  if (!pressed(ImGuiMouseButton_Left)) return;
  const bool again = selection.pinned == point && c.run.shown_example == point;
  selection.pinned = again ? -1 : point;
  c.intents.pin = again ? -1 : point;
  c.intents.unpin = again;
}

void decision_surface(const Context& c, int arm, Predictor& predictor, Rect place) {
  const lab::Snapshot& s = c.run;
  const Style& style = c.style;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const Plane plane{s, place};
  const Tile tile = c.pictures.surface(s, style, arm, place.width());
  if (tile.ready) {
    list->AddImageRounded(tile.texture, place.min, place.max, tile.uv0, tile.uv1, IM_COL32_WHITE, rounding);
  } else {
    list->AddRectFilled(place.min, place.max, style.inset, rounding);
  }
  draw_points(c, plane);
  draw_scale(c, plane);
  if (!pointed_at(place)) return;
  hands_on_plane(c, plane);
  explain_plane(c, plane, arm, predictor);
}

}  // namespace

void surface(const Context& c, int arm, SurfacesMemory& own, ImVec2 pos, ImVec2 size) {
  const lab::Snapshot& s = c.run;
  const Style& style = c.style;
  const float side = std::floor(std::min(size.x, size.y) * style.pixel_ratio) / style.pixel_ratio;
  const Rect place = rect(snapped(style, pos), {side, side});
  mark("surface", arm, place.min.x, place.min.y, side, side);
  if (Pictures::has_plane(s)) {
    decision_surface(c, arm, own.predictor, place);
  } else if (s.image_side > 0) {
    wrong_digits(c, arm, own, place);
  } else if (s.classes == 0) {
    answers_against_targets(c, arm, own, place);
  } else {
    confusion(c, arm, own, place);
  }
}

}  // namespace view
