// What a host page may do with the run.
#include "app.h"

namespace app {

void App::play(bool on) {
  environment_.playing = on;
  stale_ = true;
}

void App::reset() {
  laboratory_.reset();
  show_now();
}

std::string App::step(int count) {
  if (laboratory_.replaying()) return "the run is being replayed; step again when it has arrived";
  environment_.playing = false;
  for (int i = 0; i < count; ++i) laboratory_.step();
  show_now();
  return {};
}

std::string App::open_preset(std::string_view key) {
  std::string known;
  for (const lab::Preset& preset : lab::presets()) {
    if (key == preset.key) {
      lab::Session session;
      session.start = preset.experiment;
      open(session, {});
      return {};
    }
    known += (known.empty() ? "" : ", ") + std::string(preset.key);
  }
  return "'" + std::string(key.substr(0, 40)) + "' is no preset; there are " + known;
}

std::string App::set(std::string_view fields) {
  lab::Experiment wanted = laboratory_.experiment();
  std::string why;
  if (!lab::read_fields(fields, wanted, why)) return why;
  if (static_cast<double>(static_cast<float>(wanted.seed)) != wanted.seed) return "a seed to set is at most 16777216";
  laboratory_.edit(lab::edits_between(laboratory_.experiment(), wanted));
  wishes_.digits |= laboratory_.wants_digits();
  show_now();
  return {};
}

}  // namespace app
