#include "views/catalogue.h"

#include <iterator>

namespace view {
namespace {

struct Names {
  const char *key, *word, *title;
};

// In the order of the enumeration.
constexpr Names names[] = {
    {"page", "Page", "Dropout Lab"},
    {"network", "Network", "The network of this iteration"},
    {"tape", "Tape", "Masks of the last iterations"},
    {"surfaces", "Surfaces", "What each arm has learnt"},
    {"norms", "Norms", "Squared weight norm ‖W‖²"},
    {"cost", "Cost", "Cost J"},
    {"kill-test", "Kill test", "Remove one unit: what does each arm lose?"},
    {"lens", "Lens", "One unit under the lens"},
    {"penalty", "Penalty", "What dropout costs each weight"},
    {"weights", "Weights", "The weights of each arm"},
    {"settings", "Settings", "Settings"},
};
static_assert(std::size(names) == scene_count);

const Names& of(Scene scene) { return names[static_cast<std::size_t>(scene)]; }

}  // namespace

const char* scene_key(Scene scene) { return of(scene).key; }
const char* scene_word(Scene scene) { return of(scene).word; }
const char* scene_title(Scene scene) { return of(scene).title; }

bool scene_named(std::string_view key, Scene& out) {
  for (int i = 0; i < scene_count; ++i) {
    if (key != names[i].key) continue;
    out = static_cast<Scene>(i);
    return true;
  }
  return false;
}

}  // namespace view
