// The state behind a laboratory: the run, its story, what is undone, and what waits or is being built. Private to lab.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "lab/laboratory.h"
#include "laboratory/story.h"

namespace lab {

struct Laboratory::State {
  static constexpr int calls_of_a_drag = 30;  // half a second of frames

  // A session that waits for the digits or is being built, and the step of undo that it will be.
  struct Wanted {
    Session session;
    std::optional<Step> step;
    std::optional<Trainer> trainer;  // of the one that is being built
    // Where it comes of undo or redo: the step that was taken, from which list, to which.
    std::optional<Step> taken;
    std::vector<Step>*from = nullptr, *to = nullptr;
  };

  State() { go({}, std::nullopt); }

  Session whole() const;
  Session anew() const { return {now, session.data, session.drawn, {}, 0}; }  // as things are, from iteration 0
  void settle();
  void build_on(double& operations);
  void install(Session, Trainer);
  void give_up_wanted();
  void act();
  bool advance(double& operations);
  void go(const Session&, std::optional<Step>);
  bool begin(Wanted&);
  void restart(const Session&, std::string name, const std::vector<Edit>& targets);
  void edit_wanted(std::span<const Edit>);
  void edit_arms(std::span<const Edit>);
  void tune(std::span<const Edit>, bool with_step);
  void tune_later(const Edit&);
  bool put(const Edit&);
  void cut();
  void add_step(Step);
  bool goes_on(const std::vector<Edit>& targets) const;
  void take(std::vector<Step>& from, std::vector<Step>& to);
  Step swapped(const Step&);

  Session session;
  Experiment now;
  Trainer trainer;
  std::vector<std::uint8_t> digits;
  std::vector<float> written;
  std::optional<Wanted> wanted;
  std::int64_t target = 0;  // of the replay
  std::size_t next = 0;     // the changes from this one on are still to act
  std::vector<Step> done, undone;
  int calls = 0, last_edit = -calls_of_a_drag;  // of edit()
  std::uint32_t opened = 0;
  std::string error;
};

}  // namespace lab
