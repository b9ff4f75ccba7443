// Decides whether this machine should evaluate moving surfaces by the shader or in C++: where graphics run in software,
// the C++ forward pass on a coarser grid is many times cheaper than the shader.
#pragma once

namespace view {

class ShaderPace {
public:
  // A frame that took `seconds` since the last one; `moving`: it drew new surfaces.
  void frame(bool moving, float seconds);
  // Surfaces are to be computed in C++. A picture that stands still is drawn by the shader in any case.
  bool avoids_shader() const { return state_ != State::shader && still_frames_ < frames_of_a_still; }
  // Begins anew; where the context is known to draw in software, with C++ at once.
  void begin(bool in_software) {
    *this = ShaderPace();
    if (in_software) state_ = State::settled;
  }

private:
  // shader → (slow for a while) → trial of C++ → settled on it if frames became clearly faster, else back for good.
  enum class State { shader, trial, settled };
  static constexpr int patience = 9, frames_of_a_trial = 24, frames_of_a_still = 15;

  State state_ = State::shader;
  bool asked_ = false;  // a trial has been made
  int count_ = 0, still_frames_ = 0;
  float sum_ = 0, before_ = 0;  // seconds
};

}  // namespace view
