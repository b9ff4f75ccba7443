// What can be shown alone: a view of the catalogue, or the settings.
#pragma once
#include "views/view.h"

namespace view {

constexpr Scene scene_of(std::size_t view) {
  return static_cast<Scene>(view + static_cast<std::size_t>(Scene::first_view));
}
// The view's index in the catalogue; past its end for what is no view.
constexpr std::size_t view_of(Scene scene) {
  return static_cast<std::size_t>(scene) - static_cast<std::size_t>(Scene::first_view);
}
// Calls one(index) for each view that stands there, in the order of the catalogue.
template <class Do>
void each_view(Stand stand, Do one) {
  for (std::size_t i = 0; i < views().size(); ++i)
    if (views()[i].stand == stand) one(i);
}

const char* scene_word(Scene);
Scene first_scene(Stand);

}  // namespace view
