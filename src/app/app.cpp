#include "app.h"

#include <cmath>
#include <span>
#include <utility>

#include "figures.h"
#include "imgui.h"
#include "imgui_internal.h"
#include "view/marks.h"

namespace app {
namespace {

// Slow enough to watch the curves unfold: the speed nearest to this many iterations a second.
constexpr float opening_speed = 250;

int nearest_speed(float wanted) {
  const std::span<const float> speeds = view::speeds();
  int nearest = 0;
  for (std::size_t i = 0; i < speeds.size(); ++i) {
    const float best = speeds[static_cast<std::size_t>(nearest)];
    if (speeds[i] > 0 && std::abs(speeds[i] - wanted) < std::abs(best - wanted)) nearest = static_cast<int>(i);
  }
  return nearest;
}

}  // namespace

void App::frame(const Surroundings& around) {
  begin(around);
  advance();
  const view::Intents intents = panels();
  apply(intents);
  layers();
  draw();
}

App::App(Window& window, const lab::Experiment& start, bool show_meter) : window_(window) {
  environment_.show_meter = show_meter;
  environment_.playing = true;
  environment_.speed = nearest_speed(opening_speed);
  if (start.source == net::Source::digits) start_run(lab::Experiment{});  // something to see until they are here
  start_run(start);
}

void App::begin(const Surroundings& around) {
  around_ = around;
  pace_.begin_frame();
  view::Environment& e = environment_;
  e.width = around.canvas.width;
  e.height = around.canvas.height;
  e.pixel_ratio = around.canvas.pixel_ratio;
  e.dark = theme_ >= 0 ? theme_ == 1 : around.dark;
  e.reduced_motion = around.reduced_motion;
  e.digits_loading = awaiting_digits_;
  e.notice = notice_.c_str();
  e.draw_ms = pace_.draw_ms();
  e.train_ms = pace_.train_ms();
  e.frame_ms = pace_.frame_ms();
}

void App::advance() {
  const bool training = environment_.playing && !trainer_.finished();
  if (training) pace_.train(trainer_, view::speeds()[static_cast<std::size_t>(environment_.speed)]);
  if (!training && !stale_) return;
  if (!training) trainer_.refresh();  // a run that stands still shows figures of its very iteration
  trainer_.read(snapshot_);
  stale_ = false;
}

view::Intents App::panels() {
  page_.prepare(environment_);
  window_.new_frame(around_.canvas);
  view::Intents intents = page_.panels(snapshot_, experiment_, environment_);
  shortcuts(intents);
  return intents;
}

// Space plays and pauses, → steps, R resets, unless the keys are a control's or a modifier makes them the browser's.
void App::shortcuts(view::Intents& intents) const {
  const ImGuiIO& io = ImGui::GetIO();
  if (io.WantTextInput || io.KeyCtrl || io.KeyAlt || io.KeySuper) return;
  intents.reset |= ImGui::IsKeyPressed(ImGuiKey_R, false);
  if (intents.takes_keys) return;
  intents.toggle_play |= ImGui::IsKeyPressed(ImGuiKey_Space, false);
  intents.step |= ImGui::IsKeyPressed(ImGuiKey_RightArrow);
  // Otherwise Dear ImGui would take the arrow for a walk through the controls, as Tab is.
  const ImGuiID ours = ImHashStr("shortcuts"), owner = ImGui::GetKeyOwner(ImGuiKey_RightArrow);
  if (owner == ImGuiKeyOwner_None || owner == ours) ImGui::SetKeyOwner(ImGuiKey_RightArrow, ours);
}

void App::apply(const view::Intents& intents) {
  if (intents.theme >= 0) theme_ = intents.theme;
  if (intents.speed >= 0) environment_.speed = intents.speed;
  if (intents.toggle_play) {
    environment_.playing = !environment_.playing;
    stale_ = true;
  }
  apply_edits(intents);
  if (intents.preset >= 0) start_run(lab::presets()[static_cast<std::size_t>(intents.preset)].experiment);
  if (intents.reset) start_run(awaiting_digits_ ? awaited_ : experiment_);
  if (intents.step) {
    environment_.playing = false;
    trainer_.step();
    stale_ = true;
  }
}

// While the digits are under way the changes go to the experiment that waits for them; those that can act in mid-run
// also act in the run that is still shown.
void App::apply_edits(const view::Intents& intents) {
  lab::Experiment next = awaiting_digits_ ? awaited_ : experiment_;
  bool restarts = false, tunes = false;
  for (int i = 0; i < intents.edit_count; ++i) {
    const lab::Edit& edit = intents.edits[static_cast<std::size_t>(i)];
    if (lab::apply(next, edit)) {
      restarts = true;
    } else {
      tunes = true;
      lab::apply(experiment_, edit);
    }
  }
  if (tunes) trainer_.tune(experiment_);
  if (restarts) {
    start_run(next);
  } else if (awaiting_digits_) {
    awaited_ = next;
  }
}

void App::start_run(const lab::Experiment& next) {
  notice_.clear();
  awaiting_digits_ = next.source == net::Source::digits && digits_.empty();
  if (awaiting_digits_) {
    awaited_ = next;
    digits_requested_ = true;
    notice_ = "Loading the handwritten digits …";
    return;
  }
  if (!trainer_.restart(next, digits_)) {
    notice_ = "The digits file is damaged. Reload the page, or choose other data.";
    digits_.clear();  // the next choice fetches it again
    return;
  }
  experiment_ = next;
  stale_ = true;
}

void App::layers() { page_.layers(snapshot_, environment_); }

void App::draw() {
  window_.draw(around_.canvas);
  pace_.end_frame();
}

void App::context_restored() {
  window_.lost_context();
  page_.lost_context();
}

bool App::take_digits_request() { return std::exchange(digits_requested_, false); }

void App::digits_arrived(std::vector<std::uint8_t> bytes) {
  digits_ = std::move(bytes);
  if (awaiting_digits_) start_run(awaited_);
}

void App::digits_failed(const std::string& why) {
  if (!awaiting_digits_) return;
  awaiting_digits_ = false;
  notice_ = why;
}

const std::string& App::figures() {
  json_.clear();
  write_figures(json_, experiment_, snapshot_, environment_);
  return json_;
}

const std::string& App::boxes() {
  json_.clear();
  write_boxes(json_, view::marks());
  return json_;
}

}  // namespace app
