#include "views/averaging/answer_line.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "kit/announcing.h"
#include "net/sort.h"
#include "run/choices.h"
#include "run/data_words.h"
#include "view/marks.h"
#include "view/tr.h"

namespace view {
namespace {

using Averaging = lab::AveragingResult;

constexpr int most_dots = 4096;

// Where an answer lies on the line: of a probability 0 … 1, of a regression from its least to its greatest answer.
struct Scale {
  double low = 0, high = 1;
  double t(double answer) const { return (answer - low) / (high - low); }
};

Scale scale_of(const Averaging& found) {
  if (found.of_class >= 0) return {};
  Scale scale{found.weight_scaling, found.weight_scaling};
  const auto take = [&](double v) {
    if (std::isfinite(v)) scale.low = std::min(scale.low, v), scale.high = std::max(scale.high, v);
  };
  for (const double v : {found.arithmetic, found.geometric}) take(v);
  for (const lab::Range r : {found.answers, found.drawn})
    for (const float v : found[r]) take(static_cast<double>(v));
  const double room = std::max(0.04 * (scale.high - scale.low), 1e-3);
  return {scale.low - room, scale.high + room};
}

// A number without pattern, the same for the same dot: 0 … 1.
float scattered(std::uint32_t i) {
  i = (i ^ 61u) ^ (i >> 16);
  i *= 9u;
  i ^= i >> 4;
  i *= 0x27d4eb2du;
  i ^= i >> 15;
  return static_cast<float>(i & 0xffffu) / 65536.0f;
}

// Lays a colour over what is there; straight alpha.
ImU32 over(ImU32 under, ImU32 color, float alpha) {
  const float below = static_cast<float>(under >> IM_COL32_A_SHIFT) / 255.0f;
  const float sum = alpha + below * (1 - alpha);
  if (sum <= 0) return 0;
  const ImU32 mixed = mix(under, color, alpha / sum) & ~IM_COL32_A_MASK;
  return mixed | static_cast<ImU32>(std::lround(sum * 255)) << IM_COL32_A_SHIFT;
}

struct Needle {
  double answer = 0;
  const char* name = "";
  const char* brief = "";
  ImU32 color = 0;
  bool dashed = false;
};

struct Needles {
  std::array<Needle, 3> at{};
  int count = 0;
};

Needles needles_of(const Context& c, const Averaging& found) {
  const ImU32 arm = arm_color(c.style, c.run, c.run.mask_arm);
  Needles needles;
  const auto add = [&](const Needle& needle) { nth(needles.at, needles.count++) = needle; };
  const bool scaled = c.run.scaling != net::Scaling::wrong, regression = found.of_class < 0;
  if (same_needle(found) && !regression)
    add({found.weight_scaling, tr("weight scaling = normalized geometric mean"), tr("weight scaling = geometric"),
         arm});
  else
    add({found.weight_scaling, scaled ? tr("weight scaling") : tr("all units, nothing scaled"),
         scaled ? tr("weight scaling") : tr("all units"), arm});
  add({found.arithmetic, tr("arithmetic mean"), tr("arithmetic"), c.style.text});
  if (!same_needle(found) && !regression)
    add({found.geometric, tr("normalized geometric mean"), tr("geometric"), c.style.text_muted, true});
  std::span<Needle> all(needles.at.data(), static_cast<std::size_t>(needles.count));
  net::sort(all, [](const Needle& a, const Needle& b) { return a.answer > b.answer; });
  return needles;
}

void draw_needle(const Needle& needle, float x, float top, float bottom) {
  const float left = std::round(x) - 1;
  if (!needle.dashed) return canvas()->AddRectFilled({left, top}, {left + 2, bottom}, needle.color);
  for (float y = top; y < bottom; y += 6)
    canvas()->AddRectFilled({left, y}, {left + 2, std::min(y + 4, bottom)}, needle.color);
}

void explain_line(const Context& c, const Averaging& found, int masks, double answer) {
  int below = 0;
  for (const float v : found[found.drawn]) below += static_cast<double>(v) <= answer;
  Words words = Words().add(tr("%.3f at the pointer: %s of the %s drawn answer less"), answer, grouped(below).chars,
                            grouped(lab::drawn_masks).chars);
  words.add(tr("\nthe %s in colour are averaged"), grouped(masks).chars);
  if (found.enumerated) words.add(tr("\ngrey: every sub-network once, the likelier the darker"));
  hint(c.style, words);
}

}  // namespace

double mean_of(const Averaging& found, int masks) {
  double sum = 0;
  for (const float v : found[found.drawn].first(static_cast<std::size_t>(masks))) sum += static_cast<double>(v);
  return sum / masks;
}

bool same_needle(const Averaging& found) { return std::abs(found.weight_scaling - found.geometric) < 1e-9; }

float AnswerLine::words_height(const Context& c, const Averaging& found) {
  const float line = std::ceil(line_height(c.style.small)) + 1;
  return line * (same_needle(found) || found.of_class < 0 ? 2 : 3) + 3;
}

// Every sub-network a dot, of very many every n-th (n odd, so that all units are dropped among them); and those drawn,
// the averaged in colour.
void AnswerLine::paint(const Context& c, const Averaging& found, int masks, int width, int height) {
  const Key key{c.run.run,     c.run.typed,    found.iteration,
                found.example, c.run.mask_arm, masks,
                width,         height,         static_cast<float>(found.deviation),
                c.style.dark,  c.style.strong};
  if (key == key_) return;
  key_ = key;
  pixels_.assign(static_cast<std::size_t>(width * height), 0);
  const Scale scale = scale_of(found);
  const int size = std::max(2, static_cast<int>(std::lround(2.6f * c.style.pixel_ratio)));
  const auto put = [&](float answer, std::uint32_t index, ImU32 color, float alpha, int dot) {
    if (!std::isfinite(answer)) return;
    const int x = std::clamp(static_cast<int>(scale.t(static_cast<double>(answer)) * (width - dot)), 0, width - dot),
              y = std::clamp(static_cast<int>(scattered(index) * static_cast<float>(height - dot)), 0, height - dot);
    for (int i = 0; i < dot * dot; ++i) {
      ImU32& pixel = nth(pixels_, (y + i / dot) * width + x + i % dot);
      pixel = over(pixel, color, alpha);
    }
  };
  const auto answers = found[found.answers], probability = found[found.probability];
  if (!answers.empty()) {
    const float likeliest = *std::max_element(probability.begin(), probability.end());
    std::size_t stride = (answers.size() + most_dots - 1) / most_dots;
    if (stride % 2 == 0) ++stride;
    for (std::size_t i = 0; i < answers.size(); i += stride)
      put(answers[i], static_cast<std::uint32_t>(i), c.style.text_faint,
          0.08f + 0.5f * std::pow(probability[i] / likeliest, 0.4f), size);
  }
  const auto drawn = found[found.drawn];
  const ImU32 arm = arm_color(c.style, c.run, c.run.mask_arm);
  if (answers.empty())
    for (int k = masks; k < lab::drawn_masks; ++k)
      put(nth(drawn, k), static_cast<std::uint32_t>(k) + 70001u, c.style.text_faint, 0.5f, size);
  for (int k = 0; k < masks; ++k) put(nth(drawn, k), static_cast<std::uint32_t>(k) + 70001u, arm, 0.85f, size + 1);
  version_ = (version_ + 1) | std::uint64_t{1} << 60;  // apart from other pictures' versions
}

void AnswerLine::draw(const Context& c, const Averaging& found, int masks, Rect r) {
  const Style& style = c.style;
  const float line = std::ceil(line_height(style.small)) + 1, row = words_height(c, found);
  const Scale scale = scale_of(found);
  const bool probability = found.of_class >= 0;
  const Words low = probability ? Words().add("0") : figure(scale.low),
              high = probability ? Words().add("1") : figure(scale.high);
  const float inset = std::ceil(std::max(text_width(style.small, low), text_width(style.small, high))) + 6;
  const Rect band{{std::round(r.min.x + inset), std::round(r.min.y)},
                  {std::round(r.max.x - inset), std::round(r.max.y - row)}};
  const float y_words = middle(style.small, band);
  text(canvas(), style.small, {r.min.x, y_words}, style.text_muted, low);
  text_right(canvas(), style.small, {r.max.x, y_words}, style.text_muted, high);
  canvas()->AddRectFilled({band.min.x, band.max.y}, {band.max.x, band.max.y + 1}, style.track);
  mark("answer_line", 0, band.min.x, band.min.y, band.width(), band.height());
  const int width = static_cast<int>(std::lround(band.width() * style.pixel_ratio)),
            height = static_cast<int>(std::lround((band.height() - 1) * style.pixel_ratio));
  if (width > 8 && height > 4) {
    paint(c, found, masks, width, height);
    const Tile tile = c.pictures.picture(pixels_.data(), width, height, version_);
    if (tile.ready) canvas()->AddImage(tile.texture, band.min, {band.max.x, band.max.y - 1}, tile.uv0, tile.uv1);
  }
  const auto x_of = [&](double answer) {
    return band.min.x + static_cast<float>(std::clamp(scale.t(answer), 0.0, 1.0)) * band.width();
  };
  const Needles needles = needles_of(c, found);
  float y = band.max.y + 3;
  for (int i = 0; i < needles.count; ++i, y += line) {
    const Needle& needle = nth(needles.at, i);
    if (!std::isfinite(needle.answer)) continue;
    const float x = x_of(needle.answer);
    draw_needle(needle, x, band.min.y, y + line * 0.7f);
  }
  y = band.max.y + 3;
  for (int i = 0; i < needles.count; ++i, y += line) {
    const Needle& needle = nth(needles.at, i);
    if (!std::isfinite(needle.answer)) continue;
    const float x = x_of(needle.answer);
    Words words = Words().add("%s %.3f", needle.name, needle.answer);
    announce_words({{r.min.x, y}, {r.max.x, y + line}}, words);
    const auto fits = [&](float wide) { return x + 5 + wide <= r.max.x || x - 5 - wide >= r.min.x; };
    if (!fits(text_width(style.small, words))) words = Words().add("%s %.3f", needle.brief, needle.answer);
    const float wide = text_width(style.small, words);
    const bool right = x + 5 + wide <= r.max.x;
    const float left = right ? x + 5 : std::max(x - 5 - wide, r.min.x);
    canvas()->AddRectFilled({left - 2, y}, {left + wide + 2, y + line}, style.panel);
    text(canvas(), style.small, {left, y}, needle.color, words);
  }
  const float x = x_of(mean_of(found, masks));
  canvas()->AddTriangleFilled({x - 5, band.min.y - 1}, {x + 5, band.min.y - 1}, {x, band.min.y + 8},
                              arm_color(style, c.run, c.run.mask_arm));
  canvas()->AddTriangle({x - 5, band.min.y - 1}, {x + 5, band.min.y - 1}, {x, band.min.y + 8}, style.panel, 1);
  if (!pointed_at(band)) return;
  const float t = (ImGui::GetIO().MousePos.x - band.min.x) / band.width();
  explain_line(c, found, masks, scale.low + static_cast<double>(t) * (scale.high - scale.low));
}

}  // namespace view
