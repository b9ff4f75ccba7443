#include "chrome/scenes.h"

#include <algorithm>
#include <utility>

#include "view/tr.h"

namespace view {

int scene_count() { return static_cast<int>(scene_of(views().size())); }

const char* scene_key(Scene scene) {
  if (scene < Scene::first_view) return scene == Scene::page ? "page" : "settings";
  return views()[view_of(scene)].key;
}

const char* scene_word(Scene scene) {
  return scene < Scene::first_view ? tr("Settings") : tr(views()[view_of(scene)].word);
}

const char* scene_title(Scene scene) {
  if (scene < Scene::first_view) return scene == Scene::page ? tr("The whole page") : tr("The settings");
  return tr(views()[view_of(scene)].title);
}

Scene first_scene(Stand stand) {
  for (std::size_t i = 0; i < views().size(); ++i)
    if (views()[i].stand == stand) return scene_of(i);
  return Scene::first_view;
}

bool scene_named(std::string_view key, Scene& out) {
  for (int i = 0; i < scene_count(); ++i) {
    if (key != scene_key(static_cast<Scene>(i))) continue;
    out = static_cast<Scene>(i);
    return true;
  }
  return false;
}

bool scenes_named(std::string_view keys, std::vector<Scene>& out) {
  std::vector<Scene> found;
  for (std::size_t at = 0; at <= keys.size();) {
    const std::size_t end = std::min(keys.find(',', at), keys.size());
    if (found.size() == most_scenes || !scene_named(keys.substr(at, end - at), found.emplace_back())) return false;
    at = end + 1;
  }
  for (const Scene scene : found)
    if (scene < Scene::first_view && found.size() > 1) return false;
  out = std::move(found);
  return true;
}

}  // namespace view
