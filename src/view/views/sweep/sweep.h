// Many runs of the experiment that is shown, over a setting and seeds: what becomes of the test error.
#pragma once
#include <vector>

#include "lab/sweep_figure.h"
#include "views/view.h"

namespace view {

// A sweep's rows as they are drawn, made anew only when there are others.
struct SweepShown {
  std::uint32_t version = 0;
  bool known = false, map = false;
  lab::SweepKind kind{};
  lab::SweepFigure wanted{}, figure{};
  bool gain = false;  // the curves are of how much lower an arm is than `other`
  lab::SweepCurves curves;
  lab::SweepMaps maps;
  int arm = -1, other = -1;  // that drops, that it is compared with
  std::vector<lab::SweepGain> gains;
  std::size_t fewest = 0, most = 0;  // seeds of a setting that has any
  void make(const lab::SweepState&, lab::SweepFigure wanted, bool gain = false);
  int own = -1;        // the setting that is set now
  bool of_now = true;  // all but what varies is as it is set now
  lab::Experiment own_of;
  std::uint32_t own_version = 0;
  // Of the experiment that is set now.
  void find_own(const lab::SweepState&, const lab::Experiment&);
};

// "So far: with 50 training points dropout gains 6.1 points of test accuracy, …"
Words sweep_words(const lab::SweepState&, const SweepShown&);
const char* sweep_kind_word(int kind);
const char* sweep_arm_word(const lab::SweepState&, int arm);
// "gain over none"
Words gain_over(const lab::SweepState&, int arm);

// The setting that was pressed; -1: none.
int sweep_plot(const Context&, const SweepShown&, Rect);
int sweep_map(const Context&, const SweepShown&, Rect);

// Empty axes of a sweep that is planned, for a lesson's guess.
void sweep_guess(const Context&, const lab::Sweep& planned, lab::SweepKind, Rect);

class SweepDesk;
class SweepView : public Drawing {
public:
  void draw(const Context&, Rect) override;

private:
  std::unique_ptr<SweepDesk, void (*)(SweepDesk*)> desk_{nullptr, nullptr};  // whose end is the later module's, too
};

}  // namespace view
