// The whole page: Dear ImGui panels and WebGL 2 layers. Reads a snapshot, returns intents; knows no trainer.
#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lab/experiment.h"
#include "lab/inspection.h"
#include "lab/own_data.h"
#include "lab/raw_table.h"
#include "lab/snapshot.h"
#include "lab/sweep_plan.h"
#include "lab/tried.h"
#include "view/lesson.h"

namespace view {

// What is shown: everything, arranged by the width; the settings alone; or a view alone, of which the catalogue of
// views has the list.
enum class Scene : std::uint8_t { page, settings, first_view };
int scene_count();
const char* scene_key(Scene);    // "kill-test", as in an address
const char* scene_title(Scene);  // "Remove one unit: what does each arm lose?"
bool scene_named(std::string_view key, Scene& out);
// A segment, up to three scenes of one run beside each other: "norms,surfaces". False, and `out` as it was, where a
// name is none or there are more; the whole page and the settings stand alone.
constexpr std::size_t most_scenes = 3;
bool scenes_named(std::string_view keys, std::vector<Scene>& out);

// What the visitor asked for in this frame; gathered by the panels, applied once by the app.
struct Intents {
  bool toggle_play = false, step = false, reset = false;
  bool slow_motion = false;  // on, or off again
  lab::Beat beat{};          // of slow motion: go there
  int preset = -1;           // index into lab::presets()
  int speed = -1;            // index into speeds()
  int theme = -1;            // 0 light, 1 dark
  int present = -1;          // a scene to be presented; Scene::page: none any more
  bool undo = false, redo = false;
  bool share = false;                             // copy the link, inside the click
  bool whole = false;                             // open the whole page with this run, inside the click
  bool embed = false;                             // show how to embed the page in another
  Scene looked_at{};                              // … and of it what is looked at, the whole page if nothing alone
  bool check = false;                             // check the visitor's own dropout program
  bool licences = false;                          // show those of what the page is made of
  bool open_file = false;                         // let the visitor choose a CSV or JSON file
  bool paste = false;                             // take rows from the clipboard
  bool accept_data = false, refuse_data = false;  // what to do with the table that is shown
  bool choose_again = false;                      // show the table of the present data
  struct {
    int label = -1, input = -1;     // a column: to be learned; to be an input, or no longer
    int regression = -1, all = -1;  // 1, 0: of the label's numbers; of all columns that can be inputs
  } choose;
  bool stop_replay = false;
  bool dismiss_notices = false;
  int take = -1;  // index into lab::exports()
  bool remove_drawn = false;
  bool draws = false;  // a point was clicked onto a surface, in the plane's coordinates
  float draw_x = 0, draw_y = 0;
  int draw_class = 0;
  int pin = -1;                // training example whose activations and masks are to be shown
  bool unpin = false;          // the first example of each batch is shown again
  bool writes = false;         // an image was written, or what was written is gone
  std::vector<float> written;  // one number for each input; empty: nothing
  bool takes_keys = false;     // a control has the keyboard: Space, Enter and arrows are its, not shortcuts
  bool announced = false;      // this frame's announcements were collected
  lab::Analyses inspect;       // what of the inspection is shown
  lab::RemovedOfArms removed;  // which the kill test looks at the arms without
  lab::SweepAsk sweep;
  LessonAsk lesson;
  std::array<float, 4> lesson_place{};              // where its words stand, for the page to lay them there; nowhere
  std::vector<std::array<float, 4>> lesson_covers;  // what lies over them: menus, notices
  std::vector<std::string> lesson_labels;           // what the numbers of a guess are called
  std::vector<lab::Edit> edits;
  void edit(const lab::Edit& edit) { edits.push_back(edit); }
  void edit(lab::FieldId field, double value, int index = 0, int arm = 0) { edit({field, index, arm, value, {}}); }
};

// Speeds a visitor can choose: iterations a second; 0: as fast as the frame allows.
std::span<const float> speeds();

// What a notice is about: something went wrong or asks for care, something to know, something has been done.
enum class Tone : std::uint8_t { warning, neutral, good };

// What the panels must know besides the run.
struct Environment {
  float width = 1280, height = 800;  // of the canvas, in units, see view/scale.h
  float pixel_ratio = 1;             // device pixels to a unit
  bool dark = false;
  bool reduced_motion = false;
  bool more_contrast = false;
  bool playing = false;
  int speed = 0;
  lab::Beat beat{};                             // what slow motion shows
  bool digits_loading = false;                  // the digits were asked for and are under way
  std::string notice;                           // words for the visitor
  Tone tone{};                                  // of them
  const lab::OwnData* data = nullptr;           // of the run, if it is the visitor's own: names, classes, scale
  int drawn = 0;                                // points among the training set
  const lab::Import* import = nullptr;          // a table that waits for the visitor's word
  bool has_table = false;                       // that of the present data is at hand
  bool building = false;                        // what is replayed has no start yet
  float replayed = -1;                          // progress of a replay, [0, 1); below 0: none
  std::string undo, redo;                       // what the next undo takes back; empty: nothing
  std::string link;                             // to show for copying by hand where the clipboard is refused
  const lab::Inspection* inspection = nullptr;  // of the run
  const lab::Tried* tried = nullptr;            // choices of keep_prob that were trained
  const lab::SweepState* sweep = nullptr;       // null until one was asked for
  const LessonShown* lesson = nullptr;          // null: none is open
  Scene scene = Scene::page;
  std::span<const Scene> beside;                                          // it, further ones of a segment
  const lab::LessonWords& (*lesson_words)(const lab::Lesson&) = nullptr;  // null: the page around has them
  bool framed = false;    // within a host page, which shows a lesson and its view alone
  bool present = false;   // the scene is presented
  bool touch = false;     // fingers are what mostly points here
  bool has_page = false;  // there is a whole page that a scene can open
  bool complete = true;   // the code of every view is here; false in a page whose first frames are drawn without
  bool show_meter = false;
  float draw_ms = 0, train_ms = 0, frame_ms = 0;  // medians, for ?meter
  int draw_calls = 0;                             // of the last frame: the panels' and the layers'
};

class Page {
public:
  Page();  // needs a current GL context and an ImGui context
  ~Page();
  // Lays out and emits every panel for this frame (between ImGui::NewFrame and ImGui::Render).
  // Before NewFrame call prepare(): it rebuilds fonts and style when pixel ratio or theme changed.
  void prepare(const Environment&);
  Intents panels(const lab::Snapshot&, const lab::Experiment&, const Environment&);
  // Renders decision surfaces and unit fields into the atlas texture that the panels' images show.
  void layers(const lab::Snapshot&, const Environment&);
  int draw_calls() const;  // of the last layers()
  bool changed() const;    // the last layers() left other pictures for the panels to show
  // How far the shader's surfaces and unit fields are from the C++ forward pass: the largest difference in a value over
  // all arms and units on a grid. NaN where the shader does not compute this network.
  float shader_error(const lab::Snapshot&);
  void lost_context();  // drop GL objects without deleting; they are made anew at the next prepare()
private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace view
