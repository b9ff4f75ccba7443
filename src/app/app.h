// The program: one experiment, its trainer, and the page that shows it. The platform's entry (native or web) owns the
// window, tells what surrounds the program in each frame, and fetches the digits when they are wanted.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "lab/experiment.h"
#include "lab/snapshot.h"
#include "lab/trainer.h"
#include "pace.h"
#include "view/page.h"
#include "window.h"

namespace app {

// What surrounds the program in this frame.
struct Surroundings {
  Canvas canvas;
  bool dark = false;            // the theme that the system prefers
  bool reduced_motion = false;  // the system asks for less motion
};

class App {
public:
  // The window is open; it outlives the app. Training begins with the first frame.
  App(Window&, const lab::Experiment& start, bool show_meter);

  // One frame: advance; panels; apply intents; layers; draw.
  void frame(const Surroundings&);
  // The GL context is back after a loss: everything that lived in it is made anew.
  void context_restored();

  // The experiment that was asked for needs the packed digits: true once for each time that they are to be fetched.
  bool take_digits_request();
  void digits_arrived(std::vector<std::uint8_t> bytes);
  // `why` says what happened and what to do; the former run goes on.
  void digits_failed(const std::string& why);

  // The state as JSON, for the host page and the tests: experiment, iteration, every arm's figures, the last mask.
  const std::string& figures();
  // Where the named widgets lie, as JSON: {"play 0": [x, y, width, height], …} in CSS pixels.
  const std::string& boxes();

private:
  void begin(const Surroundings&);
  void advance();
  view::Intents panels();
  void shortcuts(view::Intents&) const;
  void apply(const view::Intents&);
  void apply_edits(const view::Intents&);
  void start_run(const lab::Experiment&);
  void layers();
  void draw();

  Window& window_;
  view::Page page_;
  lab::Trainer trainer_;
  lab::Experiment experiment_;  // of the run that is shown
  lab::Experiment awaited_;     // what is to run when the digits are here
  lab::Snapshot snapshot_;
  view::Environment environment_;
  Surroundings around_;
  Pace pace_;
  std::vector<std::uint8_t> digits_;  // the packed file; empty until it was fetched
  bool awaiting_digits_ = false, digits_requested_ = false;
  bool stale_ = true;  // the snapshot is older than the run
  int theme_ = -1;     // the visitor's choice (0 light, 1 dark), -1: as the system prefers
  std::string notice_, json_;
};

}  // namespace app
