// What a host page may do with the run.
#include <algorithm>

#include "app.h"

namespace app {

void App::play(bool on) { engine_.post(command::Play{on}); }

void App::reset() {
  if (const std::string words = engine_.post(command::Reset{}); !words.empty()) say(words);
  engine_.show_now();
}

std::string App::step(int count) { return engine_.post(command::Step{count}); }

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
  return open(session, notices);
}

std::string App::set_speed(float wanted) {
  const auto speeds = view::speeds();
  const auto found = std::find(speeds.begin(), speeds.end(), wanted);
  if (found == speeds.end()) return "speeds are 1, 4, 15, 60, 240, 1000 and 0, as fast as it can";
  environment_.speed = static_cast<int>(found - speeds.begin());
  engine_.post(command::Speed{wanted});
  return {};
}

std::string App::history_csv() {
  engine_.show_now();
  return engine_.history_csv();
}

std::string App::set(std::string_view fields) {
  const lab::Experiment& now = engine_.report().experiment;
  lab::Experiment wanted = now;
  std::string why;
  if (!lab::read_fields(fields, wanted, why)) return why;
  address_is_wrong_ = false;
  why = engine_.post(command::Edits{lab::edits_between(now, wanted)});
  engine_.show_now();
  return why;
}

}  // namespace app
