#include "run/choices.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "kit/announcing.h"
#include "view/marks.h"
#include "view/tr.h"

namespace view {
namespace {

// dropdown() takes plain functions, so the names of the arms pass through here.
const lab::Snapshot* named_run = nullptr;
const char* arm_word(int i) { return arm_name(*named_run, nth(shown_arms(*named_run).index, i)); }

Rect list_place(const Context& c, float right, float y, const char* word) {
  return {{right - dropdown_width(c.style, DropdownKind::link, word), y - 3}, {right, y + 19}};
}

}  // namespace

int chosen_layer(const Context& c) {
  const int chosen = c.selection.layer;
  if (chosen >= 0 && chosen < c.run.shape.layers) return chosen;
  // The largest whose inputs are dropped, so that there is a penalty to show; without one the largest of all.
  const auto dropped = [&](int layer) {
    return c.run.mask_arm >= 0 && nth(nth(c.run.arm, c.run.mask_arm).keep, layer) < 1;
  };
  const auto rank = [&](int layer) { return std::pair(dropped(layer), units_of(c, layer) * units_of(c, layer + 1)); };
  int largest = 0;
  for (int l = 1; l < c.run.shape.layers; ++l)
    if (rank(l) >= rank(largest)) largest = l;
  return largest;
}

float layer_list(const Context& c, float right, float y) {
  int choice = chosen_layer(c);
  const Rect place = list_place(c, right, y, matrix_word(choice));
  call_next(tr("weight matrix"));
  if (dropdown(c.style, "layer", place, DropdownKind::link, c.run.shape.layers, matrix_word, choice,
               tr("Which weight matrix is shown: W² holds the weights from a¹ to a².")))
    c.selection.layer = choice;
  mark("inspector_layer", 0, place.min.x, place.min.y, place.width(), place.height());
  return place.min.x;
}

int chosen_arm(const Context& c) {
  const ShownArms arms = shown_arms(c.run);
  if (arms.count == 0) return -1;
  const int chosen = c.selection.arm;
  if (std::find(arms.begin(), arms.end(), chosen) != arms.end()) return chosen;
  return std::find(arms.begin(), arms.end(), c.run.mask_arm) != arms.end() ? c.run.mask_arm : arms.index[0];
}

float arm_list(const Context& c, float right, float y) {
  const ShownArms arms = shown_arms(c.run);
  named_run = &c.run;
  int choice = static_cast<int>(std::find(arms.begin(), arms.end(), chosen_arm(c)) - arms.begin());
  const Rect place = list_place(c, right, y, arm_word(choice));
  call_next(tr("arm"));
  if (dropdown(c.style, "arm", place, DropdownKind::link, arms.count, arm_word, choice, tr("Whose weights are shown.")))
    c.selection.arm = nth(arms.index, choice);
  mark("inspector_arm", 0, place.min.x, place.min.y, place.width(), place.height());
  return place.min.x;
}

void say(const Context& c, Rect r, const char* words) {
  announce_words(r, words);
  text_wrapped(ImGui::GetWindowDrawList(), c.style.body, r.min, r.width(), c.style.text_muted, words);
}

void say_too_large(const Context& c, Rect r) {
  say(c, r, tr("This network is too large to be looked into while it runs. Choose smaller layers."));
}

float l2_per_weight(const Context& c) {
  for (int a = 0; a < c.experiment.arms; ++a) {
    const lab::Arm& arm = nth(c.experiment.arm, a);
    if (lab::acts(arm.kind, lab::FieldId::lambda) && c.run.train_size > 0)
      return arm.lambda / static_cast<float>(c.run.train_size);
  }
  return 0;
}

float largest_size(std::span<const float> values) {
  float largest = 0;
  for (const float v : values)
    if (std::isfinite(v)) largest = std::max(largest, std::abs(v));
  return largest;
}

}  // namespace view
