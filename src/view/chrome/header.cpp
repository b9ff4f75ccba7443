// Name, preset, play, step, reset, speed, and how far the run is.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include "chrome/lesson/lesson.h"
#include "chrome/regions.h"
#include "ink/fill.h"
#include "kit/announcing.h"
#include "view/later.h"
#include "view/marks.h"
#include "view/tr.h"

namespace view {

int preset_of(const Frame& c) {
  if (c.environment.data || c.environment.drawn > 0) return -1;
  const auto all = lab::presets();
  for (std::size_t i = 0; i < all.size(); ++i)
    if (all[i].experiment == c.experiment) return static_cast<int>(i);
  return -1;
}

namespace {

constexpr std::array<float, 7> all_speeds{1, 4, 15, 60, 240, 1000, 0};

const char* preset_name(int i) { return tr(nth(lab::presets(), i).name); }

// The preset of the same data from which the fewest fields differ, or -1.
int nearest_preset(const lab::Experiment& e) {
  const auto all = lab::presets();
  int nearest = -1;
  std::size_t least = lab::fields().size();
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].experiment.source != e.source) continue;
    std::size_t different = 0;
    for (const lab::Field& f : lab::fields())
      different += lab::format(all[i].experiment, f.id) != lab::format(e, f.id) ? 1 : 0;
    if (different >= least) continue;
    least = different;
    nearest = static_cast<int>(i);
  }
  return nearest;
}

// The preset's name; of a run that is none, "Moons, changed".
Words preset_words(const Frame& c) {
  if (c.environment.lesson != nullptr) return lesson_words(c);
  if (const int same = preset_of(c); same >= 0) return Words().add("%s", preset_name(same));
  if (c.environment.data) return Words().add("%s", tr("your own"));
  PageState& page = c.page;
  if (!(page.likened == c.experiment)) page.like = nearest_preset(page.likened = c.experiment);
  if (page.like < 0) return Words().add("%s", tr("your own"));
  const char* name = preset_name(page.like);
  return Words().add(tr("%s, changed"), Words().add("%.*s", static_cast<int>(std::strcspn(name, ",")), name).chars);
}

void preset_list(const Frame& c, Rect place, DropdownKind kind, const char* words) {
  if (c.environment.lesson != nullptr) return arrived(&later::lesson_list)(c, place, kind);
  int choice = preset_of(c);
  const int count = static_cast<int>(lab::presets().size());
  call_next(tr("preset"));
  const bool chosen =
      dropdown(c.style, "preset", place, kind, count, preset_name, choice,
               tr("Starting points, each with data, network and arms. Choosing one starts a new run."), words);
  mark("preset", 0, place.min.x, place.min.y, place.width(), place.height());
  if (chosen) c.intents.preset = choice;
}

void play_button(const Frame& c, ImVec2 center, float radius) {
  const bool playing = c.environment.playing;
  if (icon_button(c.style, "play", center, radius, playing ? Icon::pause : Icon::play, true,
                  playing ? tr("Pause (Space)") : tr("Train (Space)")))
    c.intents.toggle_play = true;
  mark_item("play");
}

// Sign and word of a small button; only the sign where `word` is empty. Returns the x to its right.
float sign_button(const Frame& c, const char* id, float x, Rect band, Icon sign, const char* word,
                  const char* explanation, bool& pressed) {
  const Style& style = c.style;
  const float words = *word ? text_width(style.bold, word) + 7 : 0, own = 13 + words + 16;
  const float width = style.touch ? std::max(own, style.hit) : own, left = x + (width - own) * 0.5f;
  const Rect r{{x, band.center().y - 15}, {x + width, band.center().y + 15}};
  const Press press = press_area(style, id, r, style.control_rounding);
  if (press.hovered || press.held) canvas()->AddRectFilled(r.min, r.max, style.inset, style.control_rounding);
  const ImU32 ink = press.hovered ? style.text : style.text_muted;
  icon(style, canvas(), sign, {left + 14, band.center().y}, 6, ink);
  if (*word) text(canvas(), style.bold, {left + 28, middle(style.bold, band)}, ink, word);
  explain_last(style, explanation);
  call_last(id);
  mark_item(id);
  pressed |= press.pressed;
  return r.max.x + 2;
}

Words speed_words(int index) {
  const float speed = nth(all_speeds, std::clamp<int>(index, 0, all_speeds.size() - 1));
  return speed == 0 ? Words().add(tr("full")) : Words().add("%s/s", grouped(std::lround(speed)).chars);
}

// Groove and words of the speed.
void speed_slider(const Frame& c, Rect groove, float words_x) {
  SliderRange range;
  range.high = static_cast<float>(all_speeds.size() - 1);
  range.reset = 4;
  range.step = 1;
  range.typed = false;
  range.explanation = tr("Iterations a second; “full” trains as fast as drawing leaves time for.");
  float value = static_cast<float>(c.environment.speed);
  call_next(tr("speed"));
  if (slider(c.style, "speed", groove, {groove.max, groove.max}, range, value))
    c.intents.speed = static_cast<int>(std::lround(value));
  mark("speed", 0, groove.min.x, groove.min.y, groove.width(), groove.height());
  const Words words = speed_words(c.environment.speed);
  last_says(words);
  text(canvas(), c.style.body, {words_x, middle(c.style.body, groove)}, c.style.text, words);
}

// The parts of the counting sentence: words and figures in turn.
struct Sentence {
  std::array<Words, 8> part;  // odd parts are figures
  int parts = 0;
  void add(const char* words, const Words& figure) {
    nth(part, parts++).add("%s", words);
    nth(part, parts++) = figure;
  }
  float width(const Style& style, const char* tail) const {
    float sum = text_width(style.body, tail);
    for (int i = 0; i < parts; ++i) sum += text_width(i % 2 ? style.bold : style.body, nth(part, i));
    return sum;
  }
};

void announce_counters(Rect r, const Sentence& sentence, const char* tail) {
  if (!listening()) return;
  Words all;
  for (int i = 0; i < sentence.parts; ++i) all.add("%s", nth(sentence.part, i).chars);
  announce_words(r, all.add("%s", tail));
}

Words epoch_words(double epoch, const lab::Snapshot& run) {
  const bool whole = run.batch >= run.train_size;
  return whole         ? grouped(std::llround(epoch))
         : epoch < 100 ? Words().add("%.1f", epoch)
                       : grouped(static_cast<std::int64_t>(epoch));
}

}  // namespace

std::span<const float> speeds() { return all_speeds; }

// iteration 1,240 · epoch 41.3 · 50 sub-networks in each, ≥ 1,102 of 8,388,608; shorter where there is less room.
void counters(const Frame& c, Rect r) {
  const lab::Snapshot& run = c.run;
  const Style& style = c.style;
  const bool drops = run.mask_arm >= 0 && run.droppable > 0;
  const bool epochs = run.batch < run.train_size;
  const int each = run.mask_per == net::MaskPer::example ? run.batch : 1;
  Words tail;
  Sentence chosen;
  for (int form = 0; form < 5;
       ++form) {  // 0 all; without 1 those of each, 2 the epoch, 3 the word; 4 the iteration alone
    Sentence s;
    s.add(tr("iteration "), grouped(run.iteration));
    if (epochs && form < 2) s.add(tr(" · epoch "), epoch_words(run.epoch, run));
    tail = Words();
    if (drops && form == 0)
      s.add(each == 1 ? tr(" · a sub-network in each, ")
                      : Words().add(tr(" · %s sub-networks in each, "), grouped(each).chars).chars,
            Words().add("%s%s", run.distinct_is_exact ? "" : "≥ ", grouped(run.distinct).chars));
    if (drops && form == 0) tail.add(tr(" of %s"), power_of_two(run.droppable).chars);
    if (drops && form >= 1 && form <= 3) {
      s.add(" · ", Words().add("%s%s", run.distinct_is_exact ? "" : "≥ ", grouped(run.distinct).chars));
      tail.add(form < 3 ? tr(" of %s sub-networks") : tr(" of %s"), power_of_two(run.droppable).chars);
    }
    chosen = s;
    if (s.width(style, tail) <= r.width()) break;
    if (form == 4) return;  // no room for anything
  }
  announce_counters(r, chosen, tail);
  float x = r.min.x;
  for (int i = 0; i < chosen.parts; ++i) {
    const ImFont* font = i % 2 ? style.bold : style.body;
    x += text(canvas(), font, {x, middle(font, r)}, i % 2 ? style.text : style.text_muted, nth(chosen.part, i));
  }
  x += text(canvas(), style.body, {x, middle(style.body, r)}, style.text_muted, tail);
  const Rect drawn{r.min, {x, r.max.y}};
  if (!drops)
    return explain(
        style, drawn,
        tr("Iteration: one update of the weights. Epoch: one pass over the training set. No unit is dropped."));
  if (!ImGui::IsMouseHoveringRect(drawn.min, drawn.max)) return;
  const double expected = lab::expected_distinct(run);
  const Words average = std::isfinite(expected)
                            ? Words().add(tr("; chance gives %s on average"), grouped(std::llround(expected)).chars)
                            : Words();
  explainf(
      style, drawn,
      tr("Iteration: one update of the weights. Epoch: one pass over the training set.\n%s%s different sub-networks "
         "were trained so far, under %s masks%s. %d units can be dropped, so there are 2%s = %s in all."),
      run.distinct_is_exact ? "" : tr("At least "), grouped(run.distinct).chars, grouped(run.masks_drawn).chars,
      average.chars, run.droppable, raised(run.droppable).chars, power_of_two(run.droppable).chars);
}

void header(const Frame& c, Rect r) {
  const Style& style = c.style;
  region(Place::header, tr("Run"), r.min);
  const bool roomy = r.width() >= 1440, tight = r.width() < 860;
  fill(canvas(), r, style.panel);
  canvas()->AddLine({r.min.x, r.max.y}, {r.max.x, r.max.y}, style.panel_border, 1);
  const float y = r.center().y;
  float x = r.min.x + 20;
  x += text(canvas(), style.brand, {x, middle(style.brand, r)}, style.text, "Dropout Lab") + 20;
  const Words preset = preset_words(c);
  const float wanted = dropdown_width(style, DropdownKind::pill, preset);
  const float most = c.environment.lesson != nullptr ? 300.0f : 260.0f;
  const float list = std::clamp(r.width() * 0.15f, std::min(wanted, r.width() * 0.24f), most);
  preset_list(c, {{x, y - 14}, {x + list, y + 14}}, DropdownKind::pill, preset);
  x += list + 18 + 16;
  play_button(c, {x, y}, 16);
  x += 16 + 10;
  x = sign_button(c, "step", x, r, Icon::step, roomy ? tr("step") : "", tr("One iteration (→)"), c.intents.step);
  x = sign_button(c, "reset", x, r, Icon::reset, roomy ? tr("reset") : "",
                  tr("Back to the same start: same seed, same weights (R)"), c.intents.reset);
  x += 10;
  if (roomy) x += text(canvas(), style.body, {x, middle(style.body, r)}, style.text_muted, tr("speed")) + 10;
  const Rect groove{{x, y - 9}, {x + (tight ? 60.0f : 84.0f), y + 9}};
  speed_slider(c, groove, groove.max.x + 9);
  x = groove.max.x + 9 + 46 + 14;
  const float right = header_actions(c, r);
  counters(c, {{x, r.min.y}, {right - 16, r.max.y}});
}

void narrow_header(const Frame& c, Rect r) {
  const Style& style = c.style;
  fill(canvas(), r, style.panel);
  canvas()->AddLine({r.min.x, r.max.y}, {r.max.x, r.max.y}, style.panel_border, 1);
  const float x = r.min.x + 16;
  region(Place::header, tr("Run"), r.min);
  const float brand = text(canvas(), style.brand, {x, middle(style.brand, r)}, style.text, "Dropout Lab");
  const Words label = preset_words(c);
  const float width = std::min(dropdown_width(style, DropdownKind::link, label), r.width() - brand - 48);
  const Rect place{{r.max.x - 16 - width, r.center().y - 20}, {r.max.x - 16, r.center().y + 20}};
  preset_list(c, place, DropdownKind::link, label);
}

void bottom_bar(const Frame& c, Rect r) {
  const Style& style = c.style;
  fill(canvas(), r, style.panel);
  canvas()->AddLine(r.min, {r.max.x, r.min.y}, style.panel_border, 1);
  const float y = r.center().y, part = r.width() / 8;
  region(Place::header, tr("Training"), r.min);
  if (icon_button(style, "reset", {r.min.x + part, y}, 22, Icon::reset, false, tr("Back to the same start")))
    c.intents.reset = true;
  call_last(tr("reset"));
  mark_item("reset");
  play_button(c, {r.min.x + 3 * part, y}, 24);
  if (icon_button(style, "step", {r.min.x + 5 * part, y}, 22, Icon::step, false, tr("One iteration")))
    c.intents.step = true;
  call_last(tr("step"));
  mark_item("step");
  more_button(c, {r.min.x + 7 * part, y}, 22, {r.max.x - 8, r.min.y - 6}, 1);
}

float page_controls(const Frame& c, ImVec2 pos, float width) {
  const Style& style = c.style;
  const Rect band = rect(pos, {width, style.control_height});
  region(Place::settings, tr("Speed and theme"), pos);
  text(canvas(), style.body, {pos.x, middle(style.body, band)}, style.text, tr("speed"));
  speed_slider(c, {{pos.x + 56, band.min.y}, {band.max.x - 138, band.max.y}}, band.max.x - 128);
  theme_button(c, {band.max.x - 60, band.center().y});
  about_button(c, {band.max.x - 16, band.center().y});
  return band.max.y;
}

}  // namespace view
