// Leads through a lesson: opens its experiment, runs it to the iteration at which the claim is measured, measures it,
// and once more with another seed and with what breaks the claim.
#pragma once
#include <string>
#include <vector>

#include "lab/experiment.h"
#include "view/page.h"

namespace app {

class Engine;
struct Wishes;

struct Lessons {
  view::LessonShown shown;
  std::vector<view::LessonAsk> asked;  // what waits for the next frame
  std::vector<std::string> written;    // the same in words, of the page around the program: see read_ask()
  const lab::LessonWords& (*words)(const lab::Lesson&) = nullptr;  // where no page has them
  int seed = 0;                                                    // of the lesson's own run
  lab::Experiment opened{};                                        // by the lesson
  bool opened_own = false;                                         // it has rows of its own
  bool starts = false;                                             // the run is to play when it is there
  int wanted_speed = -1;                                           // of view::speeds(); -1: as it is
  std::string problem;                                             // for the visitor, once
  // where the words stand, in CSS pixels, and what the numbers of a guess are called
  std::array<float, 4> place{};
  std::vector<std::array<float, 4>> covers;  // what lies over them
  float scale = 1;                           // CSS pixels to a unit of the panels
  std::vector<std::string> labels;
  std::string told, json;  // to the page

  bool waiting() const { return shown.lesson != nullptr || !asked.empty() || !written.empty(); }
};

namespace later {
// What is to be done in a frame.
void lead(Lessons&, Engine&, const view::Environment&);
// The page is told what has changed.
void tell_lesson(Lessons&, const Engine&, Wishes&);
}  // namespace later

}  // namespace app
