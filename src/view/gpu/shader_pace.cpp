#include "gpu/shader_pace.h"

#include <algorithm>

namespace view {
namespace {

constexpr float slow = 1.0f / 35;  // seconds
constexpr float longest = 1;       // a longer frame counts as this much: the page was hidden, or loading
constexpr float clearly = 0.75f;

}  // namespace

void ShaderPace::frame(bool moving, float seconds) {
  still_frames_ = moving ? 0 : still_frames_ + 1;
  if (!moving || state_ == State::settled || (state_ == State::shader && asked_)) return;
  if (state_ == State::shader && seconds < slow) {
    count_ = 0;
    sum_ = 0;
    return;
  }
  ++count_;
  sum_ += std::min(seconds, longest);
  if (count_ < (state_ == State::shader ? patience : frames_of_a_trial)) return;
  const float mean = sum_ / static_cast<float>(count_);
  if (state_ == State::shader) {
    before_ = mean;
    state_ = State::trial;
    asked_ = true;
  } else {
    state_ = mean < clearly * before_ ? State::settled : State::shader;
  }
  count_ = 0;
  sum_ = 0;
}

}  // namespace view
