// What a host page may do with the run.
#include <algorithm>

#include "app.h"
#include "lab/exports.h"

namespace app {
namespace {

constexpr double host_ms = 40, host_operations = 1e9;  // of a host's steps at a time, whichever is done first

}  // namespace

void App::play(bool on) {
  steps_to_ = -1;
  environment_.playing = on;
  stale_ = true;
}

void App::reset() {
  steps_to_ = -1;
  laboratory_.reset();
  say_error();
  show_now();
  link_is_old_ = true;
}

std::string App::step(int count) {
  if (laboratory_.replaying()) return "the run is being replayed; step again when it has arrived";
  environment_.playing = false;
  steps_to_ = std::max(steps_to_, laboratory_.trainer().iteration()) + count;
  return {};
}

// "…" while there are steps to do.
std::string App::go_on_stepping() {
  const double begin = now_ms();
  double left = host_operations;
  while (left > 0 && now_ms() - begin < host_ms) {
    if (steps_to_ < 0 || laboratory_.replaying()) return "another command came between the steps";
    if (laboratory_.trainer().iteration() >= steps_to_ || laboratory_.trainer().finished()) {
      steps_to_ = 0;
      show_now();
      link_is_old_ = true;
      return {};
    }
    double share = host_operations / 100;
    laboratory_.step(share);
    left -= host_operations / 100 - share;
  }
  return "…";
}

std::string App::open_preset(std::string_view key) {
  std::string known;
  for (const lab::Preset& preset : lab::presets()) {
    if (key == preset.key) {
      lab::Session session;
      session.start = preset.experiment;
      return open(session, {});
    }
    known += (known.empty() ? "" : ", ") + std::string(preset.key);
  }
  return "'" + std::string(key.substr(0, 40)) + "' is no preset; there are " + known;
}

std::string App::load_link(std::string_view link) {
  std::vector<std::string> notices;
  const lab::Session session = lab::read_link(link, notices);
  if (!notices.empty()) return notices.front();
  link_is_old_ = true;
  return open(session, notices);
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
  steps_to_ = -1;
  why = laboratory_.error();
  laboratory_.forget_error();
  wishes_.digits |= laboratory_.wants_digits();
  show_now();
  link_is_old_ = true;
  return why;
}

}  // namespace app
