// The program: one engine, and the page that shows what it reports. The platform's entry (native or web) owns the
// window, tells what surrounds the program in each frame, and does what it wishes.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/engine.h"
#include "lessons.h"
#include "view/page.h"
#include "window.h"
#include "wishes.h"

namespace app {

// What surrounds the program in this frame.
struct Surroundings {
  Canvas canvas;
  bool dark = false;            // the theme that the system prefers
  bool reduced_motion = false;  // the system asks for less motion
  bool more_contrast = false;   // … for more contrast, or has forced its own colours
  bool coarse_pointer = false;  // fingers point
  bool complete = true;         // view::Environment's
  bool has_page = false;        // view::Environment's
  bool framed = false;          // view::Environment's
};

class App {
public:
  // The window is open; it outlives the app. Training begins with the first frame.
  App(Window&, const lab::Session& start, bool show_meter, std::vector<view::Scene> = {view::Scene::page});

  // One frame: advance; panels; apply intents; layers; draw.
  void frame(const Surroundings&);
  // The GL context is back after a loss: everything that lived in it is made anew.
  void context_restored();
  // What this frame gave the platform to do.
  Wishes take_wishes();

  // What a host page may do, as a visitor could by hand. Where words come back they say why nothing was done.
  void play(bool);
  void reset();
  std::string step(int count);
  // To be called after step() until the answer is no longer "…": "" when the steps are done, or why they are not.
  std::string go_on_stepping() { return engine_.go_on_stepping(); }
  std::string open_preset(std::string_view key);
  // Unlike open_link: a link with anything wrong in it opens nothing.
  std::string load_link(std::string_view link);
  std::string set_speed(float);  // iterations a second, one of view::speeds(); 0: as fast as it can
  // The theme is the one that surrounds the program again, whatever the visitor chose.
  void forget_theme() { theme_ = -1; }
  std::string history_csv();
  // A run that plays pauses at this iteration, once; 0: nowhere.
  void stop_at(std::int64_t iteration) { stop_at_ = iteration; }
  // One scene, large; Scene::page: what the address says again.
  void present(view::Scene);
  // Fields of the experiment as they stand in a link, "rate=0.02&keep=1,0.8,0.8": all of them or, if one is wrong,
  // none.
  std::string set(std::string_view fields);
  // The entry of the browser's history that is open becomes that of the run that is shown.
  void keep_entry() { entry_ = engine_.report().opened; }
  // What the address holds was not understood: it stays as it is until the visitor changes something.
  void leave_address() { address_is_wrong_ = true; }

  // Opens a link, with or without '#': the run is replayed to where the link says, and stands there.
  void open_link(std::string_view link);
  // Of the lesson that is open, or that is to be, in words as lessons.cpp reads them: "open c3", "guess 0.5", "run".
  void lesson(std::string_view deed) { lessons_.written.emplace_back(deed); }
  void use_words(const lab::LessonWords& (*words)(const lab::Lesson&)) {
    lessons_.words = environment_.lesson_words = words;
  }
  // What a file or the clipboard holds: a table, or an experiment saved as JSON. A file that is neither is answered
  // in words, and the former run goes on.
  void open_file(std::string_view name, std::string_view bytes);
  // Words of the platform for the visitor: a file could not be had, or was saved.
  void tell(const std::string& words, view::Tone = view::Tone::warning);
  // `length` of the whole address that was to be copied.
  void copied(bool done, int length);
  // What was kept of a sweep, see Sweeps::recalled.
  void sweep_recalled(std::string_view text);
  void digits_arrived(std::vector<std::uint8_t> bytes);
  // `why` says what happened and what to do; the former run goes on.
  void digits_failed(const std::string& why);

  // The state as JSON, for the host page and the tests: experiment, iteration, every arm's figures, the last mask.
  const std::string& figures();
  // How far the shader is from the C++ forward pass, see Page::shader_error.
  float shader_error() { return page_.shader_error(engine_.report().snapshot); }
  // For a screen reader's DOM: the controls of the last frame as JSON, see announced.h; null unless that frame was
  // collected.
  const std::string* announced();
  // Where the named widgets lie, as JSON: {"play 0": [x, y, width, height], …} in CSS pixels.
  const std::string& boxes();
  // CSS pixels to one of the panels' units, in which they tell places.
  float scale() const { return scale_; }

private:
  std::string open(const lab::Session&, const std::vector<std::string>& notices);
  void open_saved(std::string_view name, std::string_view json);
  void begin(const Surroundings&);
  void advance();
  void lead_lesson();
  view::Intents panels();
  void shortcuts(view::Intents&) const;
  void apply(const view::Intents&);
  void apply_to_run(const view::Intents&);
  void apply_to_table(const view::Intents&);
  void post(Command);
  void take_away(int row);  // of lab::exports()
  void keep_address();
  void layers();
  void draw();
  void show_alone();
  void say(std::string words, view::Tone = view::Tone::warning, double seconds = 0);

  Window& window_;
  view::Page page_;
  Engine engine_;
  lab::Analyses inspect_;  // what the page showed in the last frame
  lab::RemovedOfArms removed_;
  lab::Import import_;                             // the last table that was opened
  bool reads_ = false;                             // it waits for the visitor's word
  bool uses_ = false;                              // it got it, and its data are under way
  std::shared_ptr<const lab::OwnData> of_import_;  // its data, once they were used
  view::Environment environment_;
  Surroundings around_;  // its canvas in units of the panels
  float scale_ = 1;
  std::vector<view::Scene> alone_;  // what the address asks for
  std::int64_t stop_at_ = 0;
  Wishes wishes_;
  Lessons lessons_;
  bool asked_for_digits_ = false;  // and they are under way
  bool announced_ = false;         // the last frame's controls were collected
  int theme_ = -1;                 // the visitor's choice (0 light, 1 dark), -1: as the system prefers
  double notice_until_ = 0;        // by now_ms(); 0: until it is dismissed
  std::string address_, json_;
  std::uint32_t entry_ = 0;     // Report::opened of the address
  std::uint32_t commands_ = 0;  // Report::commands of the address
  double address_at_ = 0;       // by now_ms()
  bool link_is_old_ = true;     // since then something was trained
  bool address_is_wrong_ = false;
  bool address_stands_ = false;  // it names a run whose digits could not be had; until something is done
};

}  // namespace app
