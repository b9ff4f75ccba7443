// What the page itself, its bars and cards remember and share.
#pragma once
#include <memory>
#include <vector>

#include "chrome/rail/thumbnails.h"
#include "chrome/scenes.h"

namespace view {

struct PageState {
  std::vector<std::unique_ptr<Drawing>> drawings;  // one for each row of the catalogue
  Thumbnails thumbnails;
  // the card of units and weights
  std::size_t tab = 0;    // a view's index
  bool enlarged = false;  // in the place of the centre
  bool story_hidden = false;
  // the narrow layout
  Scene scene = Scene::first_view;  // the tab shown
  Scene scene_seen = Scene::page;   // … when its row was last moved to it
  // the header
  lab::Experiment likened{};  // the last that is no preset, and the preset most like it
  int like = -1;
  // the rail
  bool wide_lambda = false;     // the groove of λ reaches as far as λ may: this run has had one beyond 10
  int keep_arm = -1;            // whose keep_prob the sliders set; -1, or no dropout arm: the first that drops
  int renaming = -1;            // arm whose name is being typed
  bool renaming_began = false;  // in this frame
  lab::ArmName typed_name{};
  float rail_loose = 1;      // how far the rail's rows spread, so that they fill its height
  float rail_height = 1e9f;  // of its content in the last frame
  // the card of a table
  float around_columns = 320;  // how much of its height is not its list, in the last frame
};

struct Frame : Context {
  PageState& page;
};

// Draws a view of the catalogue, by its index.
void draw_view(const Frame&, std::size_t view, Rect);

}  // namespace view
