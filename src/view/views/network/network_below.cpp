// What stands under the network: that every example has a mask of its own, and what the marks mean.
#include <algorithm>
#include <array>
#include <cmath>

#include "ink/text.h"
#include "kit/announcing.h"
#include "run/arms.h"
#include "run/removed_units.h"
#include "view/marks.h"
#include "view/tr.h"
#include "views/network/network_scene.h"

namespace view {
namespace {

constexpr float strip_high = 40, legend_high = 18;
constexpr int most_small_edges = 48;  // of one small network

bool has_strip(const NetworkScene& scene, Rect card) {
  return card.height() >= 320 && card.width() >= 460 && scene.beat == Beat::off && scene.s.other_masks > 0 &&
         scene.arm == scene.s.mask_arm;
}

bool has_legend(const NetworkScene& scene, Rect card) {
  return card.height() >= 280 && card.width() >= 420 && scene.beat == Beat::off;
}

// A network as dots and its strongest edges that are kept.
void small_network(NetworkScene& scene, std::span<const float> kept, Rect r) {
  const Style& style = scene.style;
  const lab::Snapshot& s = scene.s;
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(r.min, r.max, style.background, 4);
  const float step = (r.width() - 16) / static_cast<float>(s.shape.layers);
  const auto place = [&](int row, int unit) {
    const float n = static_cast<float>(scene.row(row).shown), room = r.height() - 10;
    const float pitch = std::min(room / std::max(n, 1.0f), 8.0f);
    return ImVec2(r.min.x + 8 + step * static_cast<float>(row),
                  r.center().y + (static_cast<float>(unit) - (n - 1) * 0.5f) * pitch);
  };
  const auto is_kept = [&](int row, int unit) {
    const std::size_t bit = static_cast<std::size_t>(nth(scene.first_unit, row) + unit);
    return row >= s.shape.layers || bit >= kept.size() || kept[bit] != 0;
  };
  // Of the edges of the network above, of which this mask keeps others: the strongest, from both of their groups, each
  // with the strongest last.
  const auto& marks = scene.own.edge_marks;
  std::size_t live = marks.size(), gone = 0;
  while (gone < marks.size() && !marks[gone].live) ++gone;
  const std::size_t first_live = gone;
  const auto size = [&](std::size_t i) { return std::abs(marks[i].value); };
  const float largest = std::max(live > first_live ? size(live - 1) : 0.0f, gone > 0 ? size(gone - 1) : 0.0f);
  for (int left = most_small_edges; left > 0 && (live > first_live || gone > 0);) {
    const bool from_live = gone == 0 || (live > first_live && size(live - 1) >= size(gone - 1));
    const EdgeMark& m = marks[from_live ? --live : --gone];
    if (!is_kept(m.layer, m.from) || !is_kept(m.layer + 1, m.to)) continue;
    const ImVec2 from = place(m.layer, m.from), to = place(m.layer + 1, m.to);
    scene.own.small_edges.push_back({from.x, from.y, to.x, to.y,
                                     std::max(0.5f, 1.6f * std::abs(m.value) / std::max(largest, 1e-6f)), 0,
                                     with_alpha(style.class_color[m.value < 0 ? 0 : 1], 0.55f)});
    --left;
  }
  for (int row = 0; row <= s.shape.layers; ++row)
    for (int unit = 0; unit < scene.row(row).shown; ++unit)
      list->AddCircleFilled(place(row, unit), 1.5f,
                            is_kept(row, unit) ? style.unit_ring : mix(style.background, style.dropped, 0.35f), 8);
}

void strip(NetworkScene& scene, Rect r) {
  const Style& style = scene.style;
  constexpr float wide = 78, gap = 8;
  const Words words = Words().add(tr("other examples,\nthe same iteration"));
  const float label = text_width(style.small, tr("the same iteration")) + 14;
  text_wrapped(canvas(), style.small, {r.min.x, r.center().y - line_height(style.small)}, label, style.text_muted,
               words);
  const auto units = static_cast<std::size_t>(scene.s.mask_units);
  const int known = static_cast<int>(scene.own.mask.others.size() / std::max<std::size_t>(units, 1));
  const int fit = static_cast<int>((r.width() - label + gap) / (wide + gap)), shown = std::min(known, fit);
  for (int i = 0; i < shown; ++i) {
    const float x = r.min.x + label + (wide + gap) * static_cast<float>(i);
    small_network(scene, std::span(scene.own.mask.others).subspan(static_cast<std::size_t>(i) * units, units),
                  {{x, r.min.y}, {x + wide, r.max.y}});
  }
  mark("other_networks", shown, r.min.x, r.min.y, r.width(), r.height());
  explain(style, r,
          tr("Each example of the batch has a mask of its own: these are the networks that others train in the "
             "same iteration, with the same weights."));
  if (shown > 0) announce_words(r, Words().add(tr("networks of %d other examples"), shown));
}

void legend(const NetworkScene& scene, Rect r) {
  const Style& style = scene.style;
  const float y = r.center().y, line = line_height(style.small) * 0.5f;
  ImDrawList* list = ImGui::GetWindowDrawList();
  float x = r.min.x;
  const auto word = [&](const char* words, float mark_wide) {
    x += mark_wide + 5;
    x += text(list, style.small, {x, y - line}, style.text_muted, words) + 16;
  };
  const auto fits = [&](const char* words, float mark_wide) {
    return x + mark_wide + 5 + text_width(style.small, words) <= r.max.x;
  };
  const char* weights = tr("weight −, +, its size");
  list->AddLine({x, y}, {x + 10, y}, style.class_color[0], 2);
  list->AddLine({x + 12, y}, {x + 22, y}, style.class_color[1], 4);
  word(weights, 22);
  const char* dropped = tr("dropped in this iteration");
  if (!scene.all_kept() && fits(dropped, 12)) {
    list->AddCircle({x + 6, y}, 5, style.dropped, 0, 1);
    list->AddLine({x + 4, y - 2}, {x + 8, y + 2}, style.dropped, 1);
    list->AddLine({x + 8, y - 2}, {x + 4, y + 2}, style.dropped, 1);
    word(dropped, 12);
  }
  const char* removed = tr("removed");
  if (most_removed(scene.c) > 0 && fits(removed, 12)) {
    list->AddCircle({x + 6, y}, 5, style.text, 0, 1.5f);
    list->AddLine({x + 2, y - 4}, {x + 10, y + 4}, style.text, 1.5f);
    list->AddLine({x + 10, y - 4}, {x + 2, y + 4}, style.text, 1.5f);
    word(removed, 12);
  }
  const auto flipped = scene.s[scene.s.train_flipped];
  const bool wrong = std::any_of(flipped.begin(), flipped.end(), [](float f) { return f != 0; });
  const char* wrongly = tr("hollow point: wrong label");
  if (wrong && scene.s.shape.inputs() == 2 && fits(wrongly, 10)) {
    list->AddCircle({x + 5, y}, 4, style.class_color[0], 0, 2);
    word(wrongly, 10);
  }
  const char* lines = tr("bold J: dropout off, thin: with masks");
  if (scene.s.mask_arm >= 0 && fits(lines, 20)) {
    list->AddLine({x, y - 2}, {x + 18, y - 2}, style.text_muted, 1);
    list->AddLine({x, y + 3}, {x + 18, y + 3}, style.text_muted, 3);
    word(lines, 20);
  }
}

}  // namespace

float below_height(const NetworkScene& scene, Rect card) {
  return (has_strip(scene, card) ? strip_high + 4 : 0) + (has_legend(scene, card) ? legend_high + 4 : 0);
}

void draw_below(NetworkScene& scene, Rect r) {
  scene.own.small_edges.clear();
  if (r.height() <= 0) return;
  const float pad = scene.style.padding;
  const bool shows_legend = std::fmod(r.height(), strip_high + 4) > 1;
  float y = r.min.y;
  if (r.height() > strip_high) {
    strip(scene, {{r.min.x + pad, y}, {r.max.x - pad, y + strip_high}});
    y += strip_high + 4;
  }
  if (shows_legend) legend(scene, {{r.min.x + pad, y - 2}, {r.max.x - pad, y + legend_high - 2}});
}

}  // namespace view
