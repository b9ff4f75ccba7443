// Is J still defined? J with masks and without in the course of the run, the band of J at fixed weights, the debugging
// drill, and three programs of which one has a bug.
#pragma once
#include <array>
#include <optional>

#include "lab/programs.h"
#include "views/view.h"

namespace view {

class JScopeView : public Drawing {
public:
  void draw(const Context&, Rect) override;

private:
  enum Mode { course, drill, bug };
  float mode_tabs(const Context&, Rect);
  void draw_course(const Context&, int arm, Rect);
  void draw_drill(const Context&, int arm, Rect);
  void drill_button(const Context&, Rect);
  void draw_bug(const Context&, Rect);
  void panel(const Context&, int program, Rect);
  void reroll(const Context&, int arm, Rect);

  Mode mode_ = course;
  // Masks drawn one by one since the run stands: of which weights, and how many.
  struct Rolled {
    std::uint32_t run = 0, typed = 0;
    std::int64_t iteration = -1;
    int arm = -1, count = 0;
    bool stopping = false;  // asked for while the run went on
  } rolled_;
  // keep_probs from before the drill, of each arm.
  std::array<std::array<float, net::max_layers>, lab::max_arms> keep_before_{};
  bool has_keep_ = false;
  std::optional<lab::Programs> programs_;
  std::uint64_t seed_ = 1;
  double began_ = 0;  // seconds
  int guess_ = -1;
};

}  // namespace view
