// The rail's last section: the optimizer that all arms share.
#include <algorithm>
#include <iterator>

#include "chrome/rail/rail_rows.h"
#include "kit/announcing.h"
#include "view/marks.h"
#include "view/tr.h"

namespace view {
namespace {

using lab::FieldId;

const char* optimizer_choice(int i) {
  static constexpr const char* words[] = {"SGD", N_("momentum"), N_("averaged"), "Adam"};
  return tr(words[i]);
}
constexpr int batches[] = {0, 1, 5, 10, 20, 50, 100, 200};
const char* batch_choice(int i) {
  static constexpr const char* words[] = {N_("full"), "1", "5", "10", "20", "50", "100", "200"};
  return tr(words[i]);
}

}  // namespace

float optimizer_section(const Frame& c, ImVec2 pos, float width) {
  const Style& style = c.style;
  const lab::Experiment& e = c.experiment;
  region(Place::settings, tr("Optimizer"), pos);
  float y = heading(style, pos, tr("OPTIMIZER")), x = pos.x;
  const float step = word_height(style) + 1;
  int kind = static_cast<int>(e.optimizer), batch = -1;
  if (word_list(c, "optimizer", x, y, "", 4, optimizer_choice, kind,
                tr("How gradients become updates. Starts a new run.")))
    c.intents.edit(FieldId::optimizer, static_cast<float>(kind));
  for (int i = 0; i < static_cast<int>(std::size(batches)); ++i)
    if (batches[i] == e.batch) batch = i;
  const float list = dropdown_width(style, DropdownKind::link, batch_choice(std::max(batch, 0)));
  x = std::max(x, pos.x + width - list - text_width(style.body, tr("batch")) - 5);
  if (word_list(c, "batch", x, y, tr("batch"), static_cast<int>(std::size(batches)), batch_choice, batch,
                tr("Examples in each update; full: the whole training set. Starts a new run.")))
    c.intents.edit(FieldId::batch, static_cast<float>(batches[batch]));
  y += step;
  SliderRange rate =
      range_of(FieldId::rate, tr("Learning rate: how far each update goes. Acts in the next iteration."));
  rate.low = std::max(rate.low, 1e-4f);
  rate.high = std::min(rate.high, 10.0f);
  rate.logarithmic = true;
  rate.format = e.rate < 0.01f ? "%.4f" : e.rate < 0.1f ? "%.3f" : "%.2f";
  rate.reset = lab::Experiment{}.rate;
  float value = e.rate;
  if (row_slider(style, "rate", {pos.x, y}, 38, width, tr("rate"), rate, value)) c.intents.edit(FieldId::rate, value);
  y += row_height(style);
  if (e.optimizer == net::OptimizerKind::momentum || e.optimizer == net::OptimizerKind::averaged_momentum) {
    SliderRange momentum = range_of(FieldId::momentum, tr("Share of the last update that is carried on."));
    momentum.high = std::min(momentum.high, 0.99f);
    momentum.reset = 0.9f;
    momentum.share = true;
    value = e.momentum;
    if (row_slider(style, "momentum", {pos.x, y}, 74, width, tr("momentum"), momentum, value))
      c.intents.edit(FieldId::momentum, value);
    y += row_height(style);
  }
  x = pos.x;
  const float high = word_height(style), line = y + (high - line_height(style.body)) * 0.5f;
  x += text(canvas(), style.body, {x, line}, style.text, tr("seed")) + 5;
  x += text(canvas(), style.bold, {x, line}, style.text, Words().add("%d", e.seed)) + 10;
  announce_words({{pos.x, y}, {x, y + high}}, Words().add(tr("seed %d"), e.seed));
  float button_x = pos.x + width - button_width(style, ButtonKind::link, tr("new seed")) + 8;
  if (word_button(style, "seed", button_x, y, tr("new seed"),
                  tr("Other data, start, batches and masks; every arm shares them. Starts a new run."))) {
    const int highest = static_cast<int>(std::min(lab::field(FieldId::seed).high, 9999.0f));
    c.intents.edit(FieldId::seed, static_cast<float>(e.seed >= highest ? 1 : e.seed + 1));
  }
  mark_item("seed");
  return y + high;
}

}  // namespace view
