// What a host page may do with the run.
#include <algorithm>

#include "app.h"
#include "lab/exports.h"

namespace app {

void App::play(bool on) {
  environment_.playing = on;
  stale_ = true;
}

void App::reset() {
  laboratory_.reset();
  show_now();
  link_is_old_ = true;
}

std::string App::step(int count) {
  if (laboratory_.replaying()) return "the run is being replayed; step again when it has arrived";
  environment_.playing = false;
  for (int i = 0; i < count; ++i) laboratory_.step();
  show_now();
  link_is_old_ = true;
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

std::string App::load_link(std::string_view link) {
  std::vector<std::string> notices;
  const lab::Session session = lab::read_link(link, notices);
  if (!notices.empty()) return notices.front();
  open(session, notices);
  link_is_old_ = true;
  return {};
}

std::string App::set_speed(float wanted) {
  const auto speeds = view::speeds();
  const auto found = std::find(speeds.begin(), speeds.end(), wanted);
  if (found == speeds.end()) return "speeds are 1, 4, 15, 60, 240, 1000 and 0, as fast as it can";
  environment_.speed = static_cast<int>(found - speeds.begin());
  return {};
}

std::string App::history_csv() {
  show_now();
  return lab::history_csv(snapshot_, laboratory_.experiment());
}

std::string App::set(std::string_view fields) {
  lab::Experiment wanted = laboratory_.experiment();
  std::string why;
  if (!lab::read_fields(fields, wanted, why)) return why;
  if (static_cast<double>(static_cast<float>(wanted.seed)) != wanted.seed) return "a seed to set is at most 16777216";
  laboratory_.edit(lab::edits_between(laboratory_.experiment(), wanted));
  wishes_.digits |= laboratory_.wants_digits();
  show_now();
  link_is_old_ = true;
  return {};
}

}  // namespace app
