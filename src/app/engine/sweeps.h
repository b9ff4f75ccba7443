// A sweep at work in what the frames leave while the run that is shown stands still. Its code comes after the first
// frame: all of it is called by way of `later`.
#pragma once
#include <string>
#include <string_view>
#include <utility>

#include "engine/pace.h"
#include "lab/sweep_plan.h"
#include "lab/sweep_runner.h"

namespace app {

class Sweeps {
public:
  explicit Sweeps(const lab::Laboratory& laboratory) : laboratory_(laboratory) {}
  void ask(const lab::SweepAsk&);
  // What was kept of a sweep: "1" where it was at work, else "0"; its first line; rows.
  void recalled(std::string_view text);
  // `trains`: the frame belongs to the run that is shown.
  void advance(Pace&, bool trains);
  bool some(double& operations);  // of the work; false: no more
  const lab::SweepState& state() const { return state_; }
  std::string text() const { return runner_.text(); }
  // For whoever keeps sweeps (web/sweeps.js), messages one after the other, each ended by '\x1e': "?": give the newest;
  // "=LINE": this is the newest, give what is there of it; "+JOB\nLINE\nROW"; "1" it works, "0" it does not; "-" forget
  // that it is the newest.
  std::string take_messages() { return std::exchange(messages_, {}); }

private:
  void begin(const lab::Sweep&);
  void become(lab::SweepState::At);
  void show_rows();
  void show_newest();
  void keep(std::size_t job);
  void tell(std::string_view message) { (messages_ += message) += '\x1e'; }

  const lab::Laboratory& laboratory_;
  lab::SweepRunner runner_;
  lab::SweepState state_;
  std::string messages_;
  double worked_ms_ = 0, share_before_ = 0, frame_at_ = -1;
};

namespace later {
// Named functions, as their addresses are taken: what those reach is the later module's by its name.
void end_sweeps(Sweeps*);
bool sweep_some(void* sweeps, double& operations);
void go_on_sweeping(Sweeps&, Pace&, bool trains);
}  // namespace later

}  // namespace app
