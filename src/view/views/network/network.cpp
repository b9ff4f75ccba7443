// The network of this iteration: what the mask leaves of it, its weights and the field of every unit.
#include <algorithm>
#include <cmath>

#include "ink/text.h"
#include "kit/announcing.h"
#include "run/arms.h"
#include "view/later.h"
#include "view/marks.h"
#include "view/tr.h"
#include "views/network/network.h"
#include "views/network/slow_motion.h"

namespace view {
namespace {

void show_row(const lab::Snapshot& s, int row, ShownMask& mask) {
  const auto units = static_cast<std::size_t>(s.mask_units);
  const auto bits = s[s.tape].subspan(static_cast<std::size_t>(row) * units, units);
  mask.kept.assign(bits.begin(), bits.end());
  mask.iteration = s.tape_first + row;
  mask.run = s.run;
  const auto others = s[s.others];
  mask.others.clear();
  if (row == s.tape_rows - 1) mask.others.assign(others.begin(), others.end());
}

// Another beat, another iteration than one of the past: the numbers are of the present one. Where the visitor has
// chosen the mask of a past iteration, slow motion steps back.
Beat present_beat(const Context& c, NetworkMemory& own) {
  Selection& selection = c.selection;
  if (own.beat != c.environment.beat) {
    own.beat = c.environment.beat;
    own.beat_since = selection.time;
    if (own.beat != Beat::off) selection.past = -1;
  }
  return slowed(c) && selection.past < 0 && selection.hovered_row < 0 ? own.beat : Beat::off;
}

// Chooses the mask to show; see ShownMask.
void choose_mask(const lab::Snapshot& s, Selection& selection, int arm, bool slow, ShownMask& mask) {
  if (slow) {
    const auto kept = s[s.rehearsal.mask];
    mask.kept.assign(kept.begin(), kept.end());
    mask.iteration = s.rehearsal.iteration;
    mask.run = s.run;
    mask.others.clear();
    return;
  }
  if (arm != s.mask_arm || s.tape_rows == 0) {
    mask.kept.clear();
    mask.others.clear();
    mask.iteration = s.iteration;
    return;
  }
  if (selection.hovered_row >= 0 && selection.hovered_row < s.tape_rows)
    return show_row(s, selection.hovered_row, mask);
  if (selection.past_run != s.run || selection.past < s.tape_first || selection.past > s.iteration) selection.past = -1;
  if (selection.past >= 0) return show_row(s, static_cast<int>(selection.past - s.tape_first), mask);
  const bool fits = mask.run == s.run && mask.kept.size() == static_cast<std::size_t>(s.mask_units);
  if (fits && mask.iteration == selection.masks.iteration) return;
  selection.masks = {s.iteration, s.run, selection.time};
  show_row(s, s.tape_rows - 1, mask);
}

int hidden_units(const lab::Snapshot& s) {
  int sum = 0;
  for (int l = 1; l < s.shape.layers; ++l) sum += nth(s.shape.units, l);
  return sum;
}

int kept_hidden_units(const NetworkScene& scene) {
  int sum = 0;
  for (int l = 1; l < scene.s.shape.layers; ++l) {
    for (int u = 0; u < scene.row(l).count; ++u) sum += scene.kept(l, u) ? 1 : 0;
  }
  return sum;
}

void draw_title(const NetworkScene& scene, const Selection& selection, Rect place) {
  const Style& style = scene.style;
  const lab::Snapshot& s = scene.s;
  ImDrawList* list = ImGui::GetWindowDrawList();
  float right = place.max.x - style.padding;
  const float left = place.min.x + style.padding, top = place.min.y + 11;
  Words title, quiet, short_quiet, full, brief;
  const float middle = top + line_height(style.title) * 0.5f;
  right = slow_motion_button(scene.c, right, middle) - 8;
  if (scene.beat != Beat::off) {
    title.add(tr("Iteration %s in slow motion"), grouped(s.rehearsal.iteration).chars);
    if (dropping_arms(scene.c.experiment) > 1) title.add(" · %s", arm_name(s, scene.arm));
    text_fit(list, style.title, {left, top}, right - left, style.text, title);
    return;
  }
  const bool newest = scene.all_kept() || scene.own.mask.iteration == s.iteration;
  const bool present = newest || (selection.hovered_row < 0 && selection.past < 0);
  const bool one_of_many = !scene.all_kept() && one_mask_of_many(s);
  title.add(tr("%s’s network"), arm_name(s, scene.arm));
  if (!present) quiet.add(tr(" · iteration %s"), grouped(scene.own.mask.iteration).chars);
  if (one_of_many) {
    short_quiet = quiet;
    short_quiet.add(tr(" · 1 of %s"), grouped(s.batch).chars);
    // of a minibatch it may be the mask of another, and a past one had others
    if (s.batch == s.train_size || (present && s.shown_in_batch))
      quiet.add(tr(" · example %s of %s"), grouped(s.shown_example + 1).chars, grouped(s.train_size).chars);
    else
      quiet = short_quiet;
  }
  const int all = hidden_units(s), kept = kept_hidden_units(scene);
  brief.add(tr("%d of %d kept"), kept, all);
  const auto holds = s[s.held];
  const bool random = !scene.all_kept() && std::all_of(holds.begin(), holds.end(), [](float how) { return how == 0; });
  const bool frozen = s.mask_per == net::MaskPer::frozen && !scene.all_kept();
  const auto& keep = nth(s.arm, scene.arm).keep;
  const bool drops = std::any_of(keep.begin(), keep.begin() + s.shape.layers, [](float p) { return p < 1; });
  if (drops && scene.all_kept() && scene.arm != s.mask_arm)  // only the masks of mask_arm are known
    brief = full = Words().add(tr("dropout off"));
  else
    full.add(tr("kept %d of %d hidden units%s"), kept, all, frozen ? tr(", frozen") : random ? tr(" at random") : "");
  const Words whole = Words(title).add("%s", quiet.chars);
  announce_words({{left, top}, {right, top + 20}}, whole);
  announce_words({{left, top}, {right, top + 20}}, full);
  const float room = right - left, beside = text_width(style.body, brief) + 12;
  float width = text_fit(list, style.title, {left, top}, room, style.text, title);
  const float baseline = top + ascent(style.title) - ascent(style.body);
  const float left_over = room - width - (all > 0 ? beside : 0.0f);
  const char* shown = text_width(style.body, quiet) <= left_over         ? quiet.chars
                      : text_width(style.body, short_quiet) <= left_over ? short_quiet.chars
                                                                         : "";
  width += text(list, style.body, {left + width, baseline}, style.text_muted, shown) + 12;
  const char* note = text_width(style.body, full) <= room - width ? full.chars : brief.chars;
  if (all > 0 && text_width(style.body, note) <= room - width)
    text_right(list, style.body, {right, baseline}, style.text_muted, note);
}

// Captions "a¹ · keep 0.86" fit on one line; where columns are closer they take two.
bool captions_fit(const NetworkScene& scene) {
  return text_width(scene.style.small, tr("a¹ · keep 0.86")) + 8 <= scene.layout.column_width;
}

// "a¹ · keep 0.86", and how many units are left out.
void draw_captions(const NetworkScene& scene, float y) {
  const lab::Snapshot& s = scene.s;
  const Style& style = scene.style;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float line = line_height(style.small) + 1;
  const bool one_line = captions_fit(scene);
  for (int row = 0; row < scene.layout.rows; ++row) {
    const RowLayout& r = scene.row(row);
    const Words name = layer_name(row, s.shape.layers);
    Words whole, keep, part;
    if (row < s.shape.layers) {
      const double p = static_cast<double>(nth(nth(s.arm, scene.arm).keep, row));
      whole.add(tr("%s · keep %.2f"), name.chars, p);
      keep.add(scene.layout.column_width > 62 ? tr("keep %.2f") : "%.2f", p);
    }
    const float half = (one_line ? text_width(style.small, whole) : text_width(style.small, keep)) * 0.5f;
    const float x = std::clamp(r.middle(), scene.inside.min.x + half,
                               std::max(scene.inside.min.x + half, scene.inside.max.x - half));
    text_center(list, style.small, {x, y}, style.text_muted, one_line && row < s.shape.layers ? whole : name);
    if (!one_line) text_center(list, style.small, {x, y + line}, style.text_faint, keep);
    if (r.shown == r.count) continue;
    part.add(tr("%d of %d shown"), r.shown, r.count);
    if (text_width(style.small, part) + 8 > scene.layout.column_width)
      part = Words().add(tr("%d of %d"), r.shown, r.count);
    text_center(list, style.small, {x, y + (one_line ? line : 2 * line)}, style.text_faint, part);
  }
}

Pointed find_pointed(const NetworkScene& scene, ImVec2 pointer) {
  Pointed found;
  for (int row = 0; row < scene.layout.rows; ++row) {
    found.unit = scene.row(row).unit_at(pointer);
    if (found.unit < 0) continue;
    found.row = row;
    return found;
  }
  found.edge = edge_at(scene, pointer);
  return found;
}

// The pointer's place is shared with the tape in both directions.
void point(NetworkScene& scene, Selection& selection) {
  if (selection.hovered_row >= 0) {
    scene.pointed.row = selection.hovered_layer;
    scene.pointed.unit = selection.hovered_unit;
    return;
  }
  if (pointed_at(scene.inside) || held_down(ImGui::GetID("units")))
    scene.pointed = find_pointed(scene, ImGui::GetIO().MousePos);
  selection.hovered_layer = scene.pointed.row;
  selection.hovered_unit = scene.pointed.unit;
}

// In slow motion: whose numbers are shown, and how far the pass through the layers has come.
void focus(NetworkScene& scene) {
  constexpr double seconds_a_layer = 0.35;
  if (scene.beat == Beat::off) return;
  Selection& selection = scene.c.selection;
  if (scene.pointed.unit >= 0) scene.own.slow_unit = {scene.pointed.row, scene.pointed.unit};
  scene.focus = unit_in_focus(scene);
  const bool passes = scene.beat == Beat::forward || scene.beat == Beat::backward;
  scene.reached = scene.c.environment.reduced_motion || !passes
                      ? 99.0f
                      : static_cast<float>((selection.time - scene.own.beat_since) / seconds_a_layer);
}

void lay_out(NetworkScene& scene, Rect place) {
  const Style& style = scene.style;
  const float line = line_height(style.small) + 1;
  const float side = place.width() < 420 ? 10.0f : style.padding;
  const float bar = scene.beat == Beat::off ? 0 : slow_motion_height(scene.c, {place.width(), place.height()});
  const float top = place.min.y + 11 + line_height(style.title) + 12 + bar;
  scene.inside = {{place.min.x + side, top}, {place.max.x - side, place.max.y - 12 - line - 10}};
  const auto place_units = [&] {
    scene.layout = network_layout(scene.s.shape, scene.s.image_side, scene.s.classes > 2 ? 46.0f : 0.0f,
                                  scene.inside.min, scene.inside.max, style.pixel_ratio);
  };
  place_units();
  const bool left_out = std::any_of(scene.layout.row.begin(), scene.layout.row.begin() + scene.layout.rows,
                                    [](const RowLayout& r) { return r.shown < r.count; });
  const float more = (captions_fit(scene) ? 0.0f : line) + (left_out ? line : 0.0f);
  if (more == 0) return;
  scene.inside.max.y -= more;
  place_units();
}

}  // namespace

bool NetworkScene::kept(int row, int unit) const {
  if (row >= s.shape.layers || all_kept()) return true;
  const int bit = nth(first_unit, row) + unit;
  return nth(own.mask.kept, bit) != 0.0f;
}

const float* NetworkScene::parameters() const { return s[nth(s.arm, arm).parameters].data(); }

float NetworkScene::weight(int layer, int to, int from) const {
  return parameters()[s.shape.weight_offset(layer) + to * nth(s.shape.units, layer) + from];
}

void NetworkView::draw(const Context& c, Rect place) {
  const lab::Snapshot& s = c.run;
  const Style& style = c.style;
  Selection& selection = c.selection;
  region(Place::network, tr("Network"), place.min);
  mark("network", 0, place.min.x, place.min.y, place.width(), place.height());
  card(style, place);
  if (s.shape.layers == 0 || s.arms == 0) return;
  NetworkScene scene{.c = c, .s = s, .style = style, .pictures = c.pictures, .own = own_};
  scene.arm = std::max(0, s.mask_arm);
  if (!slowed(c) && selection.network_arm >= 0 && selection.network_arm < s.arms) scene.arm = selection.network_arm;
  for (int l = 0; l < s.shape.layers; ++l) {
    const auto i = static_cast<std::size_t>(l);
    scene.first_unit[i + 1] = scene.first_unit[i] + s.shape.units[i];
  }
  scene.beat = present_beat(c, own_);
  choose_mask(s, selection, scene.arm, scene.beat != Beat::off, scene.own.mask);
  scene.own.sub_network.run(s, scene.arm, scene.own.mask.kept);
  const Rect below{{place.min.x, place.max.y - below_height(scene, place)}, place.max};
  lay_out(scene, {place.min, {place.max.x, below.min.y}});
  lay_edges(scene);
  point(scene, selection);
  draw_title(scene, selection, place);
  const bool walked = hands_on(scene);
  focus(scene);
  draw_below(scene, below);
  draw_edges(scene, below.max);
  draw_units(scene);
  draw_captions(scene, scene.inside.max.y + 8);
  if (!c.environment.complete) return;
  if (scene.beat != Beat::off) {
    const float top = place.min.y + 11 + line_height(style.title) + 8;
    const int left_out = arrived(&later::draw_numbers)(scene);
    arrived (&later::slow_motion_bar)(
        scene, {{place.min.x + style.padding, top}, {place.max.x - style.padding, scene.inside.min.y}},
        {place.width(), place.height()}, left_out);
  }
  if (walked) {  // the explanation stands beside the unit, not at the pointer
    const RowLayout& r = scene.row(scene.own.walked_row);
    ImGui::SetNextWindowPos({r.right(scene.own.walked_unit) + 12, r.center(scene.own.walked_unit).y + 12});
  }
  const bool looked = own_.looked_row >= 0 && own_.looked_row == scene.pointed.row &&
                      own_.looked_unit == scene.pointed.unit;  // the sheet says what the hint would
  arrived (&later::unit_card)(scene);
  if (selection.hovered_row < 0 && !looked) arrived (&later::explain_pointed)(scene);
}

std::unique_ptr<Drawing> network_view() { return std::make_unique<NetworkView>(); }

}  // namespace view
