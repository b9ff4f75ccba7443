#include "engine/slow_motion.h"

namespace app {
namespace {

constexpr double operations_at_once = 1e9;  // what is left is measuring
constexpr double beat_ms = 3000;            // time to read it

}  // namespace

void SlowMotion::begin(const lab::Laboratory& laboratory) {
  beat_ = lab::Beat::masks;
  iteration_ = laboratory.trainer().iteration() + 1;
  since_ = -1;
}

void SlowMotion::toggle(const lab::Laboratory& laboratory) {
  if (!on()) return begin(laboratory);
  beat_ = lab::Beat::off;
  iteration_ = -1;
}

void SlowMotion::go(lab::Beat beat, lab::Laboratory& laboratory) {
  if (beat_ == lab::Beat::update) begin(laboratory);
  beat_ = beat;
  since_ = -1;
  double operations = operations_at_once;
  if (beat == lab::Beat::update) laboratory.step(operations);
}

bool SlowMotion::keep_up(lab::Laboratory& laboratory, bool playing, double now_ms) {
  if (!on()) return false;
  if (iteration_ != laboratory.trainer().iteration() + (beat_ == lab::Beat::update ? 0 : 1)) {
    begin(laboratory);
    return true;
  }
  if (since_ < 0 || !playing) since_ = now_ms;
  if (now_ms - since_ < beat_ms) return false;
  go(lab::next(beat_), laboratory);
  return true;
}

}  // namespace app
