// Curves of each arm over what varies, with bars of one standard deviation over the seeds; a map of two keep_probs.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include "kit/announcing.h"
#include "kit/round_numbers.h"
#include "run/arms.h"
#include "run/guess.h"
#include "view/marks.h"
#include "view/tr.h"
#include "views/sweep/sweep.h"

namespace view {
namespace {

bool is_error(const SweepShown& shown) { return shown.figure == lab::SweepFigure::error; }
bool counts(const SweepShown& shown) {
  return shown.kind == lab::SweepKind::points || shown.kind == lab::SweepKind::scatter;
}

const char* along_words(const SweepShown& shown) {
  switch (shown.kind) {
    case lab::SweepKind::points:
      return tr("training points");
    case lab::SweepKind::seeds:
      return tr("seed");
    case lab::SweepKind::scatter:
      return tr("masks that J is averaged over");
    default:
      return "keep_prob";
  }
}

Words value_words(const SweepShown& shown, const lab::SweepSpread& point, bool spread) {
  const bool small = shown.figure == lab::SweepFigure::scatter;
  const auto number = [&](double value) {
    return Words().add(is_error(shown) ? "%.1f" : small ? "%.2g" : "%.3f", value);
  };
  Words words;
  if (shown.gain && point.mean > 0) words.add("+");
  words.add("%s", number(point.mean).chars);
  if (spread) words.add(" ± %s", number(point.deviation).chars);
  if (is_error(shown)) words.add("%s", shown.gain ? tr(" points") : " %");
  return words;
}

bool muted(const lab::SweepState& s, int arm) { return nth(s.sweep.base.arm, arm).muted; }

// Values to places: x along the settings, logarithmic for numbers of points.
struct Area {
  Rect place;
  const std::vector<double>* x = nullptr;
  bool logarithmic = false;
  float low = 0, high = 1;

  float at(std::size_t i) const {
    const double first = x->front(), last = x->back(), own = (*x)[i];
    const double t = logarithmic ? std::log(own / first) / std::log(last / first) : (own - first) / (last - first);
    return std::round(place.min.x + static_cast<float>(t) * place.width());
  }
  float y(double value) const {
    return place.max.y - std::clamp((static_cast<float>(value) - low) / (high - low), 0.0f, 1.0f) * place.height();
  }
};

void fit(Area& area, const lab::SweepState& s, const SweepShown& shown, const std::vector<float>* guess) {
  float low = HUGE_VALF, high = -HUGE_VALF;
  for (const lab::SweepCurve& curve : shown.curves.curves) {
    for (const lab::SweepSpread& point : curve.points) {
      if (!point.known() || muted(s, curve.arm)) continue;
      low = std::min(low, static_cast<float>(point.mean - point.deviation));
      high = std::max(high, static_cast<float>(point.mean + point.deviation));
    }
  }
  if (guess != nullptr)
    for (const float v : *guess) low = std::min(low, v), high = std::max(high, v);
  if (!(low <= high)) return;
  if (shown.gain) low = std::min(low, 0.0f), high = std::max(high, 0.0f);
  const float step = round_above(std::max((high - low) / 4, 1e-6f));
  area.low = low >= 0 ? std::max(std::floor(low / step) * step, 0.0f) : std::floor(low / step) * step;
  area.high = std::max(std::ceil(high / step) * step, area.low + step);
}

void axes(const Context& c, const SweepShown& shown, const Area& area, float numbers) {
  const Style& style = c.style;
  const float line = line_height(style.small);
  const float step = round_above(std::max((area.high - area.low) / (area.place.height() > 140 ? 5.0f : 3.0f), 1e-6f));
  for (float v = std::ceil(area.low / step) * step; v <= area.high + step * 0.01f; v += step) {
    const float y = std::round(area.y(static_cast<double>(v)));
    canvas()->AddRectFilled({area.place.min.x - 6, y}, {area.place.max.x + 6, y + 1}, style.grid);
    text_right(canvas(), style.small, {area.place.min.x - 10, y - line * 0.5f}, style.text_faint,
               Words().add("%.*g", 3, std::abs(v) < step * 0.01f ? 0.0 : static_cast<double>(v)));
  }
  if (shown.gain) {  // above it the arm is better, below it worse
    const float y = std::round(area.y(0));
    canvas()->AddRectFilled({area.place.min.x - 6, y}, {area.place.max.x + 6, y + 1}, style.text);
  }
  float free = -HUGE_VALF;
  for (std::size_t i = 0; i < area.x->size(); ++i) {
    const Words words =
        counts(shown) ? grouped(std::llround((*area.x)[i])) : Words().add("%s", shown.curves.ticks[i].c_str());
    const float half = text_width(style.small, words) * 0.5f, x = area.at(i);
    if (x - half < free) continue;
    text_center(canvas(), style.small, {x, area.place.max.y + 4}, style.text_faint, words);
    free = x + half + 5;
  }
  Words name = Words().add("%s", shown.figure == lab::SweepFigure::scatter ? tr("standard deviation of J")
                                 : is_error(shown)                         ? tr("test error, %")
                                                                           : tr("test J"));
  if (shown.gain)
    name = gain_over(*c.environment.sweep, shown.other)
               .add("%s", is_error(shown) ? tr(", points of test accuracy") : tr(", in test J"));
  text(canvas(), style.small, {area.place.min.x - numbers, area.place.min.y - line - 5}, style.text_muted, name);
  const char* along = along_words(shown);
  const float used = text_width(style.small, name) + 12;
  if (area.place.width() + numbers - used > text_width(style.small, along) + 12)
    text_right(canvas(), style.small, {area.place.max.x + 6, area.place.min.y - line - 5}, style.text_faint,
               Words().add("%s →", along));
}

// Names at the right ends, apart from one another.
void names(const Context& c, const SweepShown& shown, const Area& area, float room) {
  const Style& style = c.style;
  const lab::SweepState& s = *c.environment.sweep;
  struct End {
    float y;
    int arm;
  };
  std::vector<End> ends;
  for (const lab::SweepCurve& curve : shown.curves.curves) {
    for (std::size_t i = curve.points.size(); i-- > 0;) {
      if (!curve.points[i].known() || muted(s, curve.arm)) continue;
      ends.push_back({area.y(curve.points[i].mean), curve.arm});
      break;
    }
  }
  std::sort(ends.begin(), ends.end(), [](const End& a, const End& b) { return a.y < b.y; });
  const float line = line_height(style.small_bold);
  float y = area.place.min.y - line;
  for (std::size_t i = 0; i < ends.size(); ++i) {
    const float last = area.place.max.y + 4 - line * static_cast<float>(ends.size() - i);
    y = std::max(y + line, std::min(ends[i].y - line * 0.5f, last));
    text_fit(canvas(), style.small_bold, {area.place.max.x + 10, y}, room - 10,
             arm_color(style, s.sweep.base, ends[i].arm), sweep_arm_word(s, ends[i].arm));
  }
}

// `joined`: what runs along has an order, as seeds have none.
void curve(const Context& c, const Area& area, const lab::SweepCurve& one, bool joined) {
  const ImU32 color = arm_color(c.style, c.environment.sweep->sweep.base, one.arm);
  const float aside = 2 * static_cast<float>(one.arm) - 2;  // bars of several arms side by side
  ImVec2 before{-1, 0};
  for (std::size_t i = 0; i < one.points.size(); ++i) {
    const lab::SweepSpread& point = one.points[i];
    if (!point.known()) continue;
    const ImVec2 at{area.at(i) + aside, area.y(point.mean)};
    if (before.x >= 0 && joined) canvas()->AddLine(before, at, color, 2);
    if (point.deviation > 0) {
      const float top = area.y(point.mean + point.deviation), bottom = area.y(point.mean - point.deviation);
      canvas()->AddLine({at.x, top}, {at.x, bottom}, with_alpha(color, 0.55f), 1.5f);
      for (const float y : {top, bottom})
        canvas()->AddLine({at.x - 3, y}, {at.x + 3, y}, with_alpha(color, 0.55f), 1.5f);
    }
    canvas()->AddCircleFilled(at, 3.5f, color, 16);
    before = at;
  }
}

Words setting_words(const SweepShown& shown, std::size_t i) {
  if (shown.kind == lab::SweepKind::points)
    return Words().add(tr("%s training points"), grouped(std::llround(shown.curves.x[i])).chars);
  if (shown.kind == lab::SweepKind::seeds) return Words().add(tr("seed %s"), shown.curves.ticks[i].c_str());
  if (shown.kind == lab::SweepKind::scatter)
    return Words().add(tr("mean of J over %s masks"), shown.curves.ticks[i].c_str());
  return Words().add(tr("keep_prob %s"), shown.curves.ticks[i].c_str());
}

bool has_guess(const Context& c) { return guessed_on(c, "sweep") && (c.environment.lesson->shows_guess()); }

// The learner's guess, a number for each setting.
void draw_guess(const Context& c, const Area& area) {
  if (!has_guess(c) || area.x->size() != c.environment.lesson->guess.size()) return;
  GuessSpace space{area.place, {}, area.low, area.high};
  for (std::size_t i = 0; i < std::min<std::size_t>(area.x->size(), most_guessed); ++i) space.x[i] = area.at(i);
  later::guess_over(c, space);
}

}  // namespace

void sweep_guess(const Context& c, const lab::Sweep& planned, lab::SweepKind kind, Rect r) {
  const lab::Lesson& lesson = *c.environment.lesson->lesson;
  SweepShown shown;
  shown.kind = kind;
  shown.curves.ticks = planned.axes[0].values;
  for (const std::string& value : planned.axes[0].values) shown.curves.x.push_back(std::strtod(value.c_str(), nullptr));
  const float line = std::ceil(line_height(c.style.small)),
              numbers = std::ceil(text_width(c.style.small, "0.000")) + 10;
  const Area area{{{r.min.x + numbers + 6, r.min.y + line + 6}, {r.max.x - 24, r.max.y - line - 6}},
                  &shown.curves.x,
                  kind == lab::SweepKind::points,
                  lesson.low,
                  lesson.high};
  if (area.place.height() < 30 || shown.curves.x.size() < 2) return;
  axes(c, shown, area, numbers + 6);
  draw_guess(c, area);
}

int sweep_plot(const Context& c, const SweepShown& shown, Rect r) {
  const Style& style = c.style;
  const lab::SweepState& s = *c.environment.sweep;
  float room = 0;
  for (const lab::SweepCurve& one : shown.curves.curves)
    room = std::max(room, text_width(style.small_bold, sweep_arm_word(s, one.arm)));
  room = std::min(room + 12, r.width() * 0.28f);
  const float line = std::ceil(line_height(style.small)), numbers = std::ceil(text_width(style.small, "0.000")) + 10;
  Area area{{{r.min.x + numbers + 6, r.min.y + line + 6}, {r.max.x - room, r.max.y - line - 6}},
            &shown.curves.x,
            counts(shown)};
  if (area.place.height() < 30 || area.place.width() < 60 || shown.curves.x.size() < 2) return -1;
  fit(area, s, shown, has_guess(c) && is_error(shown) && !shown.gain ? &c.environment.lesson->guess : nullptr);
  axes(c, shown, area, numbers + 6);
  int pressed = -1;
  const std::size_t count = shown.curves.x.size();
  for (std::size_t i = 0; i < count; ++i) {
    Words words = setting_words(shown, i);
    bool known = false;
    for (const lab::SweepCurve& one : shown.curves.curves) {
      if (!one.points[i].known() || muted(s, one.arm)) continue;
      words.add("\n%s: %s", sweep_arm_word(s, one.arm),
                value_words(shown, one.points[i], shown.most > 1 && shown.kind != lab::SweepKind::seeds).chars);
      known = true;
    }
    if (!known) continue;
    const float x = area.at(i), left = i > 0 ? (area.at(i - 1) + x) * 0.5f : x - 14,
                right = i + 1 < count ? (area.at(i + 1) + x) * 0.5f : x + 10;
    const Rect place{{left, area.place.min.y}, {right, area.place.max.y + line + 4}};
    ImGui::PushID(static_cast<int>(i));
    const Press press = press_area(style, "place", place, style.control_rounding);
    ImGui::PopID();
    call_last(words);
    explain_announced(tr("A press opens a run of this setting; another press that of the next seed."));
    mark("sweep_place", static_cast<int>(i), place.min.x, place.min.y, place.width(), place.height());
    if (press.hovered || press.held)
      canvas()->AddRectFilled({x - 0.5f, area.place.min.y}, {x + 0.5f, area.place.max.y}, style.text_faint);
    if (press.hovered) hint(style, words.add("\n%s", tr("A press opens a run of it.")));
    if (press.pressed) pressed = static_cast<int>(i);
    if (static_cast<int>(i) == shown.own) {
      canvas()->AddTriangleFilled({x - 4, area.place.max.y + 3}, {x + 4, area.place.max.y + 3},
                                  {x, area.place.max.y - 3}, style.text);
    }
  }
  for (const lab::SweepCurve& one : shown.curves.curves)
    if (!muted(s, one.arm)) curve(c, area, one, shown.kind != lab::SweepKind::seeds);
  names(c, shown, area, room);
  if (is_error(shown) && !shown.gain) draw_guess(c, area);
  return pressed;
}

int sweep_map(const Context& c, const SweepShown& shown, Rect r) {
  const Style& style = c.style;
  const lab::SweepState& s = *c.environment.sweep;
  const lab::SweepMaps& maps = shown.maps;
  if (maps.maps.empty()) return -1;
  const lab::SweepMap& map = maps.maps[0];
  const std::size_t columns = maps.columns.size(), rows = maps.rows.size();
  const float line = std::ceil(line_height(style.small)), side = std::ceil(text_width(style.small, "a¹ 0.3")) + 8;
  const Rect place{{r.min.x + side, r.min.y}, {r.max.x, r.max.y - line - 4}};
  const float wide = std::floor(std::min(place.width() / static_cast<float>(columns), 150.0f)),
              high = std::floor(std::min(place.height() / static_cast<float>(rows), 72.0f));
  if (high < 9 || wide < 20) return -1;
  double low = HUGE_VAL, most = -HUGE_VAL;
  for (const lab::SweepSpread& cell : map.cells)
    if (cell.known()) low = std::min(low, cell.mean), most = std::max(most, cell.mean);
  const ImU32 color = arm_color(style, s.sweep.base, map.arm);
  int pressed = -1;
  for (std::size_t i = 0; i < map.cells.size(); ++i) {
    const std::size_t row = rows - 1 - i / columns, column = i % columns;  // the largest keep_prob on top
    const ImVec2 at{place.min.x + wide * static_cast<float>(column), place.min.y + high * static_cast<float>(row)};
    const Rect cell{at, {at.x + wide - 2, at.y + high - 2}};
    if (column == 0)
      text_right(canvas(), style.small, {at.x - 7, std::round(middle(style.small, cell))}, style.text_faint,
                 Words().add(row == 0 ? "a¹ %s" : "%s", maps.rows[i / columns].c_str()));
    if (row == rows - 1)
      text_center(canvas(), style.small, {cell.center().x, place.min.y + high * static_cast<float>(rows) + 2},
                  style.text_faint, Words().add(column + 1 == columns ? "a² %s" : "%s", maps.columns[column].c_str()));
    const lab::SweepSpread& point = map.cells[i];
    if (!point.known()) {
      canvas()->AddRect(cell.min, cell.max, style.grid, 3, 0, 1);
      continue;
    }
    ImGui::PushID(static_cast<int>(i));
    const Press press = press_area(style, "cell", cell, 3);
    ImGui::PopID();
    const Words value = value_words(shown, point, shown.most > 1);
    Words words =
        Words().add(tr("keep_prob %s × %s: %s %s"), maps.rows[i / columns].c_str(), maps.columns[column].c_str(),
                    is_error(shown) ? tr("test error") : tr("test J"), value.chars);
    call_last(words);
    explain_announced(tr("A press opens a run of this setting; another press that of the next seed."));
    mark("sweep_place", static_cast<int>(i), cell.min.x, cell.min.y, cell.width(), cell.height());
    const float t = most > low ? static_cast<float>((most - point.mean) / (most - low)) : 1.0f;
    const ImU32 ground = mix(style.inset, color, 0.04f + 0.5f * t);
    canvas()->AddRectFilled(cell.min, cell.max, ground, 3);
    const Words brief = value_words(shown, point, false);
    if (cell.height() > line && text_width(style.small, brief) + 4 < cell.width())
      text_center(canvas(), point.mean == low ? style.small_bold : style.small,
                  {cell.center().x, std::round(middle(style.small, cell))}, style.text, brief);
    if (static_cast<int>(i) == shown.own)
      canvas()->AddRect({cell.min.x + 1, cell.min.y + 1}, {cell.max.x - 1, cell.max.y - 1}, style.text, 3, 0, 2);
    if (press.hovered) hint(style, words.add("\n%s", tr("A press opens a run of it.")));
    if (press.pressed) pressed = static_cast<int>(i);
  }
  return pressed;
}

}  // namespace view
