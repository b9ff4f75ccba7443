#include "views/network/unit_hint.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "ink/text.h"
#include "run/data_words.h"
#include "view/marks.h"
#include "view/tr.h"

namespace view {
namespace {

constexpr int most_bars = 5;
constexpr float width = 256, column_gap = 16, line = 16;

double number(float value) { return static_cast<double>(value); }

// The strongest weights of one side of a unit.
struct Bars {
  struct Bar {
    int unit = 0;  // at the other end
    float weight = 0;
  };
  std::array<Bar, most_bars> bar{};
  int count = 0, all = 0;

  void offer(int unit, float weight) {
    ++all;
    int at = count;
    while (at > 0 && std::abs(nth(bar, at - 1).weight) < std::abs(weight)) --at;
    if (at >= most_bars) return;
    count = std::min(count + 1, most_bars);
    std::move_backward(bar.begin() + at, bar.begin() + count - 1, bar.begin() + count);
    nth(bar, at) = {unit, weight};
  }
};

Bars incoming(const NetworkScene& scene, int row, int unit) {
  Bars bars;
  for (int j = 0; row > 0 && j < scene.row(row - 1).count; ++j) bars.offer(j, scene.weight(row - 1, unit, j));
  return bars;
}

Bars outgoing(const NetworkScene& scene, int row, int unit) {
  Bars bars;
  for (int k = 0; row < scene.s.shape.layers && k < scene.row(row + 1).count; ++k)
    bars.offer(k, scene.weight(row, k, unit));
  return bars;
}

Words unit_name(const NetworkScene& scene, int row, int unit) {
  const lab::Snapshot& s = scene.s;
  if (row == 0 && s.image_side == 0) return input_name(scene.c, unit);
  if (row == s.shape.layers && s.classes > 2) return Words().add("%s", class_name(scene.c, unit));
  if (row == s.shape.layers) return layer_name(row, s.shape.layers);
  return Words().add("%s %d", row == 0 ? tr("pixel") : layer_name(row, s.shape.layers).chars, unit + 1);
}

// Meaning of the colours of a unit's picture.
const char* meaning_of_field(const NetworkScene& scene, int row) {
  if (!Pictures::has_plane(scene.s) || scene.s.classes > 2) return "";
  if (row == 0) return tr("\npicture: orange where this input is positive");
  if (row == scene.s.shape.layers) return tr("\npicture: orange where it says orange");
  if (nth(scene.s.shape.activation, row - 1) != net::Activation::relu)
    return tr("\npicture: orange where positive, blue where negative");
  return tr("\npicture: orange where it is active, blue where ReLU makes it 0");
}

int times_dropped(const NetworkScene& scene, int row, int unit) {
  const lab::Snapshot& s = scene.s;
  const auto tape = s[s.tape];
  const auto first = static_cast<std::size_t>(nth(scene.first_unit, row) + unit);
  int dropped = 0;
  for (std::size_t bit = first; bit < tape.size(); bit += static_cast<std::size_t>(s.mask_units))
    dropped += tape[bit] == 0.0f ? 1 : 0;
  return dropped;
}

void add_state(const NetworkScene& scene, int row, int unit, Words& words) {
  const lab::Snapshot& s = scene.s;
  const float keep = nth(nth(s.arm, scene.arm).keep, row);
  const int held = scene.held(row, unit);
  words.add(": %s%s", held ? tr("held ") : "", scene.kept(row, unit) && held != 2 ? tr("kept") : tr("dropped"));
  words.add(tr("\nkeep_prob %.2f"), number(keep));
  if (s.tape_rows > 0 && scene.arm == s.mask_arm)
    words.add(tr(", dropped in %d of the %d masks on the tape"), times_dropped(scene, row, unit), s.tape_rows);
}

// Nothing but gradients has ever changed the weights of the arm shown.
bool only_gradients(const NetworkScene& scene) {
  const lab::Snapshot& s = scene.s;
  const auto& arm = nth(scene.c.experiment.arm, scene.arm);
  const auto changes = s[s.changes];
  for (const lab::FieldId id : {lab::FieldId::lambda, lab::FieldId::max_norm}) {
    if (lab::acts(arm.kind, id) && lab::number(arm, id) != 0) return false;
    for (std::size_t at = 0; at + lab::numbers_of_a_change <= changes.size(); at += lab::numbers_of_a_change) {
      if (changes[at + 1] == static_cast<float>(id)) return false;
    }
  }
  return s.typed == 0;
}

void add_untaught(const NetworkScene& scene, int row, int unit, Words& words) {
  if (!scene.untaught(row, unit)) return;
  const lab::Snapshot& s = scene.s;
  words.add(s.iteration == 1 ? tr("\nno gradient in %s iteration") : tr("\nno gradient in %s iterations"),
            grouped(s.iteration).chars);
  words.add("%s", only_gradients(scene) ? tr(": incoming weights still the initial ones, but used at test")
                                        : tr(", but used at test"));
}

}  // namespace

Words describe(const NetworkScene& scene, int row, int unit) {
  const lab::Snapshot& s = scene.s;
  const bool output = row == s.shape.layers;
  Words words = unit_name(scene, row, unit);
  if (!output) add_state(scene, row, unit, words);
  if (scene.kept(row, unit)) {
    words.add(tr("\n%s %.3g for training example %d%s"), output ? tr("output") : tr("passes on"),
              number(scene.own.sub_network.passed_on(row, unit)), s.shown_example + 1,
              scene.c.selection.pinned == s.shown_example ? tr(" (pinned)") : "");
  }
  if (row > 0) {
    const auto weights = net::weights(s.shape, row - 1, scene.parameters()).row(unit);
    const float sum = weights.cwiseAbs().sum(), squares = weights.squaredNorm();
    const float bias = net::biases(s.shape, row - 1, scene.parameters())[unit];
    words.add(tr("\n‖w‖ %s, bias %.2f"), figure(number(std::sqrt(squares))).chars,
              std::abs(bias) < 0.005f ? 0.0 : number(bias));
    if (squares > 0)
      words.add(tr(", effective inputs %.1f of %d"), number(sum * sum / squares), static_cast<int>(weights.size()));
  }
  add_untaught(scene, row, unit, words);
  return words.add("%s", meaning_of_field(scene, row));
}

namespace {

float bars_height(const Bars& bars) {
  return bars.all == 0 ? 0.0f : line * static_cast<float>(bars.count + (bars.all > bars.count ? 2 : 1)) + 2;
}

void draw_bars(const NetworkScene& scene, const Bars& bars, const char* title, int other_row, ImVec2 at, float wide,
               ImU32 ink) {
  if (bars.all == 0) return;
  const Style& style = scene.style;
  text(canvas(), style.small_bold, at, ink, title);
  const float most = std::max(std::abs(bars.bar[0].weight), 1e-6f);
  const float left = at.x + 46, room = wide - 46 - 44;
  for (int i = 0; i < bars.count; ++i) {
    const auto& bar = nth(bars.bar, i);
    at.y += line;
    text_fit(canvas(), style.small, at, 42, ink, unit_name(scene, other_row, bar.unit));
    const float length = std::max(1.0f, room * std::abs(bar.weight) / most), y = at.y + line_height(style.small) * 0.5f;
    canvas()->AddRectFilled({left, y - 3.5f}, {left + length, y + 3.5f}, style.class_color[bar.weight < 0 ? 0 : 1],
                            1.5f);
    text_right(canvas(), style.small, {at.x + wide, at.y}, ink, Words().add("%.2f", number(bar.weight)));
  }
  if (bars.all > bars.count)
    text(canvas(), style.small, {at.x, at.y + line}, with_alpha(ink, 0.7f),
         Words().add(tr("and %d weaker"), bars.all - bars.count));
}

// In slow motion the numbers beside the unit are what is explained: its words stand under the network, or above it,
// else at the side that is farther away.
void keep_off(const NetworkScene& scene, ImVec2 size) {
  constexpr float edge = 10, away = 6;
  const Environment& page = scene.c.environment;
  const RowLayout& row = scene.row(scene.pointed.row);
  const float wide = size.x + 2 * edge, high = size.y + 2 * edge;
  const ImVec2 unit = row.center(scene.pointed.unit);
  const float beside = std::clamp(unit.x - wide * 0.5f, away, std::max(page.width - wide - away, away));
  ImVec2 at(beside, scene.inside.max.y + away);
  if (at.y + high > page.height - away) at.y = scene.inside.min.y - high - away;
  if (at.y < away) {
    at.x = unit.x > page.width * 0.5f ? away : page.width - wide - away;
    at.y = std::max(page.height - high - away, away);
  }
  ImGui::SetNextWindowPos(at);
}

}  // namespace

float unit_bars(const NetworkScene& scene, int row, int unit, ImVec2 pos, float wide, float room, ImU32 ink) {
  Bars in = incoming(scene, row, unit), out = outgoing(scene, row, unit);
  for (Bars* bars : {&in, &out})
    if (bars_height(*bars) > room) bars->count = std::clamp(static_cast<int>(room / line) - 2, 1, bars->count);
  const bool both = in.all > 0 && out.all > 0;
  const float column = both ? (wide - column_gap) * 0.5f : std::min(wide, 220.0f);
  draw_bars(scene, in, tr("incoming"), row - 1, pos, column, ink);
  draw_bars(scene, out, tr("outgoing"), row + 1, {both ? pos.x + column + column_gap : pos.x, pos.y}, column, ink);
  return std::max(bars_height(in), bars_height(out));
}

void explain_unit(const NetworkScene& scene) {
  const Style& style = scene.style;
  const int row = scene.pointed.row, unit = scene.pointed.unit;
  const Words words = describe(scene, row, unit);
  const Bars in = incoming(scene, row, unit), out = outgoing(scene, row, unit);
  const char* deed = row < scene.s.shape.layers ? tr("Press to look at it, and to hold it.") : "";
  const float high = text_wrapped(nullptr, style.small, {0, 0}, width, 0, words),
              bars = std::max(bars_height(in), bars_height(out));
  const ImVec2 size(width, high + 6 + bars + (*deed ? line : 0.0f));
  if (scene.beat != Beat::off) keep_off(scene, size);
  ImVec2 pos;
  if (!begin_hint(style, size, pos)) return;
  mark("unit_hint", unit, pos.x, pos.y, size.x, size.y);
  text_wrapped(canvas(), style.small, pos, width, style.tooltip_text, words);
  pos.y += high + 6;
  unit_bars(scene, row, unit, pos, width, bars, style.tooltip_text);
  text(canvas(), style.small, {pos.x, pos.y + bars}, with_alpha(style.tooltip_text, 0.7f), deed);
  end_hint();
}

}  // namespace view
