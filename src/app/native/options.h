// What the command line of the native program asks for.
#pragma once
#include <span>
#include <string>

#include "lab/experiment.h"
#include "view/page.h"

namespace app {

struct Options {
  int width = 1280, height = 800;  // of the window, in units of the panels
  float pixel_ratio = 1;           // device pixels a unit
  int frames = 0;                  // stop after so many; 0: until the window is closed
  std::string screenshot;          // PNG of the last frame; "": none
  std::string language;            // of src/view/po; "": English
  bool dark = false, meter = false, help = false;
  std::vector<view::Scene> scenes = {view::Scene::page};  // shown alone, or beside each other
  std::string lesson;                                     // to open
  std::string link, file;  // to open: as after '#' in the page's address; a table or a saved run
  lab::Experiment experiment;
};

// Reads the arguments, the program's name excluded. On a bad one returns false and `why` is one line that names it
// and says what is accepted.
bool read_options(std::span<const char* const> arguments, Options&, std::string& why);
std::string help();

}  // namespace app
