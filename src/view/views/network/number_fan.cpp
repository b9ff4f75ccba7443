// The numbers of one unit's edges, fanned out beside it.
#include <algorithm>
#include <array>
#include <cmath>

#include "kit/announcing.h"
#include "net/sort.h"
#include "run/unit_words.h"
#include "view/marks.h"
#include "view/tr.h"
#include "views/network/edge_numbers.h"

namespace view {
namespace {

constexpr int most_in_a_fan = 24;

struct Fan {
  std::array<std::size_t, most_in_a_fan> edge{};  // in NetworkMemory::edge_marks, from top to bottom
  std::array<Words, most_in_a_fan> words;
  int count = 0, all = 0;
  float width = 0;
};

// The strongest of the unit's edges on this side, at most so many.
Fan gather(const NetworkScene& scene, const Pointed& focus, bool incoming, int most) {
  Fan fan;
  const auto& marks = scene.own.edge_marks;
  for (std::size_t i = marks.size(); i-- > 0;) {  // the strong ones first
    const EdgeMark& m = marks[i];
    const bool touches =
        incoming ? m.layer + 1 == focus.row && m.to == focus.unit : m.layer == focus.row && m.from == focus.unit;
    if (!touches || !m.live || !reached_by_now(scene, m)) continue;
    ++fan.all;
    if (fan.count < most) nth(fan.edge, fan.count++) = i;
  }
  const auto& edges = scene.own.edges;
  const auto own = std::span(fan.edge).first(static_cast<std::size_t>(fan.count));
  net::sort(own, [&](std::size_t a, std::size_t b) {
    return incoming ? edges[a].y0 < edges[b].y0 : edges[a].y1 < edges[b].y1;
  });
  return fan;
}

// Words of every edge, all in the same form: products only where the widest leaves room for the lines.
void word(const NetworkScene& scene, Fan& fan, float gap) {
  const auto& marks = scene.own.edge_marks;
  for (const bool whole : {true, false}) {
    if (whole && scene.beat != Beat::forward) continue;
    fan.width = 0;
    for (int i = 0; i < fan.count; ++i) {
      const EdgeMark& m = marks[nth(fan.edge, i)];
      nth(fan.words, i) = whole ? product_words(scene, m) : words_of(scene, m);
      fan.width = std::max(fan.width, text_width(scene.style.small, nth(fan.words, i)));
    }
    if (fan.width < gap * 0.6f) return;
  }
}

// What the unit sums up before its activation, of all that it is sent.
struct Sum {
  double bias = 0, total = 0, others = 0;  // others: of edges that the fan leaves out
};

Sum sum_of(const NetworkScene& scene, const Pointed& focus, const Fan& fan) {
  const lab::Snapshot& s = scene.s;
  const auto before = s[s.rehearsal.before];
  const int layer = focus.row - 1;
  const auto product = [&](int from) {
    return static_cast<double>(before[index_of(scene, layer, focus.unit, from)]) *
           static_cast<double>(passed_on(scene, layer, from));
  };
  Sum sum;
  sum.bias = static_cast<double>(nth(before, s.shape.bias_offset(layer) + focus.unit));
  for (int from = 0; from < nth(s.shape.units, layer); ++from) sum.total += product(from);
  sum.others = sum.total;
  for (int i = 0; i < fan.count; ++i) sum.others -= product(scene.own.edge_marks[nth(fan.edge, i)].from);
  sum.total += sum.bias;
  return sum;
}

}  // namespace

int draw_fan(const NetworkScene& scene, const Pointed& focus, bool incoming, Taken& taken) {
  const Style& style = scene.style;
  const RowLayout &row = scene.row(focus.row), &other = scene.row(focus.row + (incoming ? -1 : 1));
  constexpr float margin = 8;
  const float gap = incoming ? row.min.x - other.max.x : other.min.x - row.max.x, end = gap < 90 ? 8 : 14;
  const float line = std::ceil(line_height(style.small)) + 1, room = scene.inside.max.y - scene.inside.min.y;
  const bool sums = incoming && scene.beat == Beat::forward;
  const int lines = std::min(static_cast<int>(room / line), most_in_a_fan), most = lines - (sums ? 3 : 0);
  if (most < 3) return -1;
  Fan fan = gather(scene, focus, incoming, most);
  if (fan.count == 0) return 0;
  word(scene, fan, gap);
  std::array<Words, 3> below;
  int rows = fan.count;
  if (sums) {
    const Sum sum = sum_of(scene, focus, fan);
    const int more = fan.all - fan.count;
    if (more > 0) below[0].add(tr("%d more: %s"), more, signed_figure(sum.others).chars);
    below[1].add(tr("bias %s"), signed_figure(sum.bias).chars);
    below[2].add(tr("sum %s"), signed_figure(sum.total).chars);
    rows += more > 0 ? 3 : 2;
    for (const Words& words : below) fan.width = std::max(fan.width, text_width(style.small_bold, words));
  }
  if (fan.width > gap - 2 * end) return -1;
  const float high = line * static_cast<float>(rows), middle = row.center(focus.unit).y;
  const float left = std::round(incoming ? row.min.x - end - fan.width : row.max.x + end), right = left + fan.width;
  float y = std::round(std::clamp(middle - high * 0.5f, scene.inside.min.y, scene.inside.max.y - high));
  const Rect place{{left - 3, y - 1}, {right + 3, y + high + 1}};
  taken.add({{place.min.x - margin, place.min.y}, {place.max.x + margin, place.max.y}});

  ImDrawList* list = canvas();
  for (int i = 0; i < fan.count; ++i) {
    const Edge& e = scene.own.edges[nth(fan.edge, i)];
    const float at = y + line * (static_cast<float>(i) + 0.5f);
    list->AddLine({e.x0, e.y0}, {left - 4, at}, with_alpha(e.color, 0.8f), 1);
    list->AddLine({right + 4, at}, {e.x1, e.y1}, with_alpha(e.color, 0.8f), 1);
  }
  list->AddRectFilled(place.min, place.max, with_alpha(style.panel, 0.94f), 3);
  for (int i = 0; i < fan.count; ++i, y += line) {
    const EdgeMark& m = scene.own.edge_marks[nth(fan.edge, i)];
    text_right(list, style.small, {right, y}, style.text, nth(fan.words, i));
    mark("edge_number", static_cast<int>(index_of(scene, m.layer, m.to, m.from)), left, y, fan.width, line);
  }
  if (!sums) return fan.count;
  list->AddLine({left, y}, {right, y}, style.text_faint, 1);
  for (const Words& words : below) {
    if (words.length == 0) continue;
    const bool last = &words == &below.back();
    text_right(list, last ? style.small_bold : style.small, {right, y}, last ? style.text : style.text_muted, words);
    if (last) mark("fan_sum", focus.unit, left, y, fan.width, line);
    y += line;
  }
  announce_words(place, Words().add(tr("%s adds up what it is sent, with its bias: %s"),
                                    unit_name(focus.row, focus.unit, scene.s.shape.layers).chars, below[2].chars));
  return fan.count;
}

}  // namespace view
