// The door between the page and what trains: commands in; snapshots, analyses and the run's state out. The rest of the
// program knows nothing of the laboratory, so that a worker can stand behind this door.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "engine/pace.h"
#include "lab/inspection.h"
#include "lab/own_data.h"
#include "lab/session.h"
#include "lab/snapshot.h"
#include "lab/sweep_plan.h"
#include "lab/tried.h"

namespace app {

class Sweeps;

// What the visitor, a link or a host page wants of the run. Plain data.
namespace command {

struct Edits {
  std::vector<lab::Edit> edits;
};
struct Open {  // a session: replayed to its iteration, then it stands
  lab::Session session;
};
struct OpenNew {  // undoable
  lab::Experiment experiment;
  std::shared_ptr<const lab::OwnData> data;  // null: as the experiment says
};
struct Use {
  lab::OwnData data;
};
struct Draw {  // a point onto the plane
  float x1 = 0, x2 = 0;
  int of_class = 0;
};
struct RemoveDrawn {};
struct Reset {};
struct Undo {};
struct Redo {};
struct StopReplay {};
struct ShowExample {
  int index = -1;  // -1: the first of each batch
};
struct Write {  // an image, for the networks to answer; empty: none
  std::vector<float> image;
};
struct Play {
  bool on = true;
  std::int64_t until = 0;  // pauses at this iteration; 0: goes on
};
struct Speed {
  float iterations_a_second = 0;  // 0: as fast as the frame allows
};
struct Step {
  int count = 1;
};
struct SlowMotion {};  // on, or off again
struct Beat {
  lab::Beat beat = lab::Beat::masks;
};
struct Digits {  // the packed file
  std::vector<std::uint8_t> packed;
};
struct NoDigits {};  // they can't be had: the former run goes on

}  // namespace command

using Command = std::variant<command::Edits, command::Open, command::OpenNew, command::Use, command::Draw,
                             command::RemoveDrawn, command::Reset, command::Undo, command::Redo, command::StopReplay,
                             command::ShowExample, command::Write, command::Play, command::Speed, command::Step,
                             command::SlowMotion, command::Beat, command::Digits, command::NoDigits>;

// What there is to show and to tell, as of the last advance() or command.
struct Report {
  lab::Snapshot snapshot;
  lab::Inspection inspection;
  lab::Tried tried;
  lab::Experiment experiment;                // as it is now
  std::shared_ptr<const lab::OwnData> data;  // of the run, if it is the visitor's own
  int drawn = 0, changes = 0;                // points among the training set; changes in mid-run
  bool playing = true;
  lab::Beat beat = lab::Beat::off;  // of slow motion
  bool wants_digits = false, building = false, replaying = false;
  float progress = 0;                      // of the replay, [0, 1)
  bool finished = false;                   // further steps change nothing
  const lab::SweepState* sweep = nullptr;  // null until one was asked for
  std::string undo, redo;                  // what they take back; empty: nothing
  std::uint32_t opened = 0;                // grows with every restart but those by Open
  std::uint32_t commands = 0;              // done so far
};

class Engine {
public:
  explicit Engine(const lab::Session& start);
  ~Engine();

  // Does it, or answers in words why it can't be: then everything is as it was. What is shown follows with the next
  // advance().
  std::string post(Command);
  // Trains, replays, builds, measures and inspects for what this frame leaves; `parts` of the inspection are shown,
  // of the arms without the units that are removed.
  void advance(const lab::Analyses& parts, const lab::RemovedOfArms& removed);
  // Words that came of work and not of a command, once: a run that could not be built after all.
  std::string take_words();
  const Report& report() const;
  // Measures this very iteration, so that what is taken away is of it.
  void show_now();
  // Goes on with the steps that were asked for: "…" while there are any, then "", or why they were not done.
  std::string go_on_stepping();
  // The run as texts that leave the page.
  std::string link() const;
  std::string written(int row) const;  // of lab::exports()
  std::string history_csv() const;

  Pace& pace();
  // A run that plays pauses at this iteration.
  void play_until(std::int64_t iteration);
  // Made when they are first asked for; called of `later` code only.
  Sweeps& sweeps();

private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace app
