// The left rail: the network with keep_prob by layer, between data and arms.
#include <algorithm>
#include <cmath>

#include "chrome/rail/rail_rows.h"
#include "kit/announcing.h"
#include "kit/menu.h"
#include "run/arms.h"
#include "view/marks.h"
#include "view/tr.h"

namespace view {
namespace {

using lab::FieldId;

const char* activation_choice(int i) {
  static constexpr const char* words[] = {"ReLU", "tanh", "sigmoid", N_("linear")};
  return tr(words[i]);
}
const char* mask_choice(int i) {
  static constexpr const char* words[] = {N_("example"), N_("minibatch"), N_("run: frozen")};
  return tr(words[i]);
}
const char* output_word(net::Loss loss) {
  switch (loss) {
    case net::Loss::sigmoid_cross_entropy:
      return "sigmoid";
    case net::Loss::softmax_cross_entropy:
      return "softmax";
    case net::Loss::squared_error:
      return tr("linear");
  }
  return "";
}

// The count of weights that enter the row, over a bar as long as their matrix is large.
void matrix_bar(const Style& style, const lab::Snapshot& run, int row, Rect r) {
  const auto weights = [&run](int l) {
    const auto i = static_cast<std::size_t>(l);
    return static_cast<std::int64_t>(run.shape.units[i]) * run.shape.units[i - 1];
  };
  std::int64_t most = 1;
  for (int l = 1; l <= run.shape.layers; ++l) most = std::max(most, weights(l));
  const Words words = compact(weights(row)).add(tr(" weights"));
  const float length = std::max(2.0f, r.width() * static_cast<float>(weights(row)) / static_cast<float>(most));
  canvas()->AddRectFilled({r.max.x - length, r.max.y - 2}, {r.max.x, r.max.y + 0.5f}, style.bar, 1);
  text_right(canvas(), style.small, {r.max.x, r.center().y - line_height(style.small) * 0.5f}, style.text_muted, words);
  const auto i = static_cast<std::size_t>(row);
  explainf(style, r,
           tr("W%s: %d × %d = %s weights. The lecture's rule: the larger the matrix, the lower its keep_prob may be."),
           raised(row).chars, run.shape.units[i], run.shape.units[i - 1], grouped(weights(row)).chars);
}

float layer_row(const Frame& c, int row, int arm, ImVec2 pos, float width) {
  const Style& style = c.style;
  const lab::Snapshot& run = c.run;
  const int layers = run.shape.layers;
  const bool touch = style.touch;
  const float line = touch ? 36.0f : 20.0f * style.loose, y = pos.y + line * 0.5f - line_height(style.body) * 0.5f;
  ImGui::PushID(row);
  float x = pos.x + text(canvas(), style.bold, {pos.x, y}, style.text, layer_name(row, layers)) + 5;
  const char* word = row == 0        ? tr("input")
                     : row == layers ? output_word(run.shape.loss)
                                     : activation_choice(static_cast<int>(c.experiment.activation));
  text(canvas(), style.body, {x, y}, style.text_muted, word);
  const float steps = touch ? 116.0f : 62.0f;
  x = pos.x + (touch ? 96.0f : 72.0f);
  if (row > 0 && row < layers) {
    int units = nth(c.experiment.units, row - 1);
    const lab::Field& field = lab::field(FieldId::layers);
    const int low = std::max(1, static_cast<int>(field.low)), high = static_cast<int>(field.high);
    call_next(tr("units of %s"), layer_name(row, layers).chars);
    if (stepper(style, "units", {x, pos.y + (line - (touch ? 36.0f : 20.0f)) * 0.5f}, steps, low, high, units,
                tr("Units of this layer. A change starts a new run.")))
      c.intents.edit(FieldId::layers, static_cast<float>(units), row - 1);
  } else {
    const Words units = grouped(nth(run.shape.units, row));
    text_center(canvas(), style.body, {x + steps * 0.5f, y}, style.text_muted, units);
    explain(style, rect({x, pos.y}, {steps, line}),
            row == 0 ? tr("Inputs: as many as the data has.") : tr("Outputs: as many as the classes need."));
  }
  if (row > 0) matrix_bar(style, run, row, {{x + steps + 6, pos.y}, {pos.x + width, pos.y + line}});
  float bottom = pos.y + line;
  if (row < layers && arm >= 0) {
    float keep = nth(nth(c.experiment.arm, arm).keep, row);
    const float track = track_height(style);
    const Rect groove = rect({pos.x, bottom}, {width - 44, track});
    call_keep(c, row, arm);
    if (slider(style, "keep", groove, {{groove.max.x, bottom}, {pos.x + width, bottom + track}},
               keep_range(style, row, arm_color(style, c.experiment, arm)), keep))
      c.intents.edit(FieldId::keep, keep, row, arm);
    mark_rect("keep", row, groove);
    bottom += track + (touch ? 8.0f : 5.0f * style.loose);
  }
  ImGui::PopID();
  return bottom;
}

// "NETWORK · keep_prob of dropout": whose sliders these are; with several arms that drop, a list to choose from.
float network_heading(const Frame& c, int arm, ImVec2 pos, float width) {
  const Style& style = c.style;
  const char* label = arm < 0 ? tr("NETWORK") : tr("NETWORK · keep_prob of");
  const float below = heading(style, pos, label);
  if (arm < 0) return below;
  const float left = pos.x + text_width(style.small_bold, label) + 5, high = line_height(style.small_bold);
  const char* name = arm_name(c.run, arm);
  const int dropping = dropping_arms(c.experiment);
  const float room = pos.x + width - left, drawn = std::min(text_width(style.small_bold, name), room - 14);
  text_fit(canvas(), style.small_bold, {left, pos.y}, room - 14, arm_color(style, c.experiment, arm), name);
  const Rect place{{left - 3, pos.y - 3}, {left + drawn + (dropping > 1 ? 17.0f : 3.0f), pos.y + high + 3}};
  if (dropping < 2) {
    explain(style, place, tr("The arm whose keep_prob the sliders below set."));
    return below;
  }
  const Press press = press_area(style, "keep_arm", place, 3);
  mark_rect("keep_arm", 0, place);
  call_last(Words().add(tr("keep_prob of %s"), name));
  explain_last(style, tr("The arm whose keep_prob the sliders below set. Press to choose another."));
  text(canvas(), style.small_bold, {left + drawn + 4, pos.y}, style.text_muted, "▾");
  if (press.pressed) ImGui::OpenPopup("keep_arms");
  Menu menu;
  if (!begin_menu(style, "keep_arms", {left - 12, place.max.y + 3}, {0, 0}, 150, menu)) return below;
  for (int a = 0; a < c.experiment.arms; ++a) {
    if (!lab::drops(nth(c.experiment.arm, a).kind)) continue;
    ImGui::PushID(a);
    if (menu_row(style, menu, "option", arm_name(c.run, a), a == arm ? "✓" : "")) c.page.keep_arm = a;
    ImGui::PopID();
  }
  end_menu(menu);
  return below;
}

float network_section(const Frame& c, ImVec2 pos, float width) {
  const Style& style = c.style;
  const lab::Experiment& e = c.experiment;
  const int arm = dropout_arm(c);
  region(Place::settings, tr("Layers"), pos);
  float y = network_heading(c, arm, pos, width);
  for (int row = 0; row <= c.run.shape.layers; ++row) y = layer_row(c, row, arm, {pos.x, y}, width);
  y += 2;
  const float step = word_height(style) + 1;
  float x = pos.x;
  if (e.hidden < lab::max_hidden &&
      word_button(style, "add", x, y, tr("+ layer"), tr("Adds a hidden layer before the output. Starts a new run."))) {
    const int last = e.hidden > 0 ? nth(e.units, e.hidden - 1) : 8;
    c.intents.edit(FieldId::layers, static_cast<float>(last), e.hidden);
  }
  if (e.hidden > 0 &&
      word_button(style, "remove", x, y, tr("− layer"), tr("Removes the last hidden layer. Starts a new run.")))
    c.intents.edit(FieldId::layers, 0, e.hidden - 1);
  restart_sign(style, "", {x + 8, y + (word_height(style) - line_height(style.small)) * 0.5f});
  int activation = static_cast<int>(e.activation);
  x = std::max(x + 4, pos.x + width - dropdown_width(style, DropdownKind::link, activation_choice(activation)));
  if (word_list(c, "activation", x, y, "", 4, activation_choice, activation,
                tr("Activation of the hidden layers. Starts a new run.")))
    c.intents.edit(FieldId::activation, static_cast<float>(activation));
  y += step;
  x = pos.x;
  int per = static_cast<int>(e.mask_per);
  if (word_list(c, "mask_per", x, y, tr("one mask per"), 3, mask_choice, per,
                tr("Example: each example of a batch has a mask of its own. Minibatch: all share one, new in each "
                   "iteration, and as a rule J varies more from mask to mask. Frozen: all share one, the same in each "
                   "iteration, as a seed set inside the loop draws it. What it drops gets no gradient, but is used at "
                   "test. Starts a new run.")))
    c.intents.edit(FieldId::mask_per, static_cast<float>(per));
  return y + step;
}

}  // namespace

int dropout_arm(const Frame& c) {
  const lab::Experiment& e = c.experiment;
  const auto drops = [&](int a) { return a >= 0 && a < e.arms && lab::drops(nth(e.arm, a).kind); };
  if (drops(c.page.keep_arm)) return c.page.keep_arm;
  for (int a = 0; a < e.arms; ++a)
    if (drops(a)) return a;
  return -1;
}

float rail(const Frame& c, ImVec2 pos, float width) {
  const float gap = c.style.touch ? 18.0f : 11.0f * c.style.loose;
  c.page.thumbnails.remember_digits(c.run);
  pos.y = data_section(c, pos, width) + gap - 2;
  pos.y = network_section(c, pos, width) + gap;
  pos.y = arms_section(c, pos, width) + gap;
  return optimizer_section(c, pos, width);
}

}  // namespace view
