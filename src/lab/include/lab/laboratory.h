// The run in front of the visitor together with its story: what they change is recorded, can be undone, and can be
// replayed. One of these stands between the page (or the command line) and the trainer.
#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "lab/session.h"
#include "lab/trainer.h"

namespace lab {

class Laboratory {
public:
  // Starts the default experiment at iteration 0.
  Laboratory();
  ~Laboratory();

  // Opens a session: builds its start and replays it, changes and all, to its iteration. While the digits it asks for
  // are missing, `wants_digits()` is true and the former run stays; it opens as soon as they arrive. One that is large
  // is built in parts, by replay(), and the former run stays as long: building(). One that is too large is refused,
  // whatever asks for it: error() says so, and the former run goes on with its undo as before.
  void open(const Session&);
  void digits(std::vector<std::uint8_t> packed);        // damaged bytes: `error()` says so, the former run goes on
  std::span<const std::uint8_t> packed_digits() const;  // empty while they are not here
  bool wants_digits() const;
  bool building() const;
  void forget_wanted();  // the digits can't be had, or the building is given up: the former run goes on

  // Applies what the visitor did in one frame. What can act in mid-run is recorded at the present iteration and acts
  // in the next (before the first update it becomes part of the start); a change of the arms rebuilds the run from its
  // start and replays it to the present iteration; names, mutes and the reference hold from the start on; the rest
  // starts a new run at iteration 0. While a replay is under way, a change in mid-run ends it where it is; undo brings
  // back what lay ahead.
  // To be called every frame, without edits too: undo takes all edits of one call back together, and edits of the same
  // fields in calls at most 30 apart (a dragged slider) become one step of undo.
  void edit(std::span<const Edit>);
  void use(const OwnData&);  // restarts on it
  // A point on the plane as the networks see it joins the training set, and a new run starts; where it cannot, error()
  // says why.
  void draw(float x1, float x2, int of_class);
  void remove_drawn();
  // A preset, or what a lesson begins with, which may have rows of its own: restarts, undoable.
  void open_new(const Experiment&, std::shared_ptr<const OwnData> = nullptr);
  void reset();  // the present settings from iteration 0, without the changes' story

  // Undo of a change in mid-run sets the former value back, now; undo of a restart replays the former run.
  bool can_undo() const;
  bool can_redo() const;
  std::string undo_name() const;  // "keep_prob of a¹", "new seed", …: what the next undo takes back
  std::string redo_name() const;
  void undo();
  void redo();

  // One iteration of training. While a replay is under way: `replay` instead, for about `milliseconds` by the caller's
  // clock, and progress() in [0, 1).
  void step();
  bool step(double& operations);  // in parts, as Trainer::step
  bool replaying() const;         // or building: undo then gives up what is built
  double progress() const;
  void replay(double milliseconds, double (*now_ms)());
  void stop_replay();  // stays at the iteration it has reached; can be undone

  // An image that the visitor wrote, to be answered by the networks; empty: none. It is no part of the run.
  void write(std::vector<float> image);

  void read(Snapshot&) const;            // as Trainer::read, and the changes so far and what is written
  const Session& session() const;        // session().iteration is the trainer's; during a replay changes lie ahead
  const Experiment& experiment() const;  // as it is now
  // Grows with every restart but those by open(): a new entry of the browser's history. (A dragged slider makes one.)
  std::uint32_t opened() const;
  const std::string& error() const;
  void forget_error();
  Trainer& trainer();
  const Trainer& trainer() const;

private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace lab
