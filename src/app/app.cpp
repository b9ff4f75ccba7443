#include "app.h"

#include <cmath>
#include <span>
#include <utility>

#include "announced.h"
#include "engine/slow_motion.h"
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

App::App(Window& window, const lab::Session& start, bool show_meter, view::Scene scene)
    : window_(window), engine_(start) {
  environment_.scene = scene;
  environment_.inspection = &engine_.report().inspection;
  environment_.show_meter = show_meter;
  environment_.speed = nearest_speed(opening_speed);
  engine_.post(command::Speed{view::speeds()[static_cast<std::size_t>(environment_.speed)]});
}

void App::begin(const Surroundings& around) {
  around_ = around;
  engine_.pace().begin_frame();
  if (notice_until_ > 0 && now_ms() > notice_until_) say("");
  view::Environment& e = environment_;
  e.width = around.canvas.width;
  e.height = around.canvas.height;
  e.pixel_ratio = around.canvas.pixel_ratio;
  e.dark = theme_ >= 0 ? theme_ == 1 : around.dark;
  e.reduced_motion = around.reduced_motion;
  e.more_contrast = around.more_contrast;
  e.complete = around.complete;
  e.reading = reads_ ? &reading_ : nullptr;
  const Pace& pace = engine_.pace();
  e.draw_ms = pace.draw_ms();
  e.train_ms = pace.train_ms();
  e.frame_ms = pace.frame_ms();
}

void App::advance() {
  engine_.advance(inspect_);
  if (const std::string words = engine_.take_words(); !words.empty()) say(words);
  const Report& report = engine_.report();
  view::Environment& e = environment_;
  e.playing = report.playing;
  e.digits_loading = report.wants_digits;
  e.beat = report.beat;
  e.data = report.data.get();
  e.drawn = report.drawn;
  e.building = report.building;
  e.replayed = report.replaying ? report.progress : -1;
  e.undo = report.undo;
  e.redo = report.redo;
}

view::Intents App::panels() {
  page_.prepare(environment_);
  window_.new_frame(around_.canvas);
  view::Intents intents = page_.panels(engine_.report().snapshot, engine_.report().experiment, environment_);
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
  inspect_ = intents.inspect;
  announced_ = intents.announced;
  if (intents.theme >= 0) theme_ = intents.theme;
  if (intents.dismiss_notices) {
    say("");
    environment_.link.clear();
  }
  apply_to_run(intents);
  wishes_.choose_file |= intents.open_file;
  wishes_.paste |= intents.paste;
  wishes_.copy |= intents.share;
  wishes_.embed |= intents.embed;
  wishes_.check |= intents.check;
  wishes_.licences |= intents.licences;
  if (intents.take >= 0) take_away(intents.take);
  keep_address();
}

// A command of the visitor's; what it is answered stands on the page.
void App::post(Command command) {
  if (const std::string words = engine_.post(std::move(command)); !words.empty()) say(words);
  address_stands_ = false;
}

void App::apply_to_run(const view::Intents& intents) {
  if (intents.speed >= 0) {
    environment_.speed = intents.speed;
    engine_.post(command::Speed{view::speeds()[static_cast<std::size_t>(intents.speed)]});
  }
  if (!intents.edits.empty()) post(command::Edits{intents.edits});
  if (intents.preset >= 0) post(command::OpenNew{lab::presets()[static_cast<std::size_t>(intents.preset)].experiment});
  if (intents.reset) post(command::Reset{});
  if (intents.undo) post(command::Undo{});
  if (intents.redo) post(command::Redo{});
  if (intents.stop_replay) post(command::StopReplay{});
  if (intents.pin >= 0 || intents.unpin) post(command::ShowExample{intents.unpin ? -1 : intents.pin});
  if (intents.toggle_play) post(command::Play{!engine_.report().playing});
  if (intents.slow_motion) post(command::SlowMotion{});
  const lab::Beat beat = engine_.report().beat;
  if (intents.beat != lab::Beat::off) {
    post(command::Beat{intents.beat});
  } else if (intents.step && beat != lab::Beat::off) {
    post(command::Beat{lab::next(beat)});
  } else if (intents.step) {
    address_stands_ = false;
    if (engine_.post(command::Step{1}).empty()) engine_.go_on_stepping();
  }
  if (intents.draws) post(command::Draw{intents.draw_x, intents.draw_y, intents.draw_class});
  if (intents.remove_drawn) post(command::RemoveDrawn{});
  if (reads_ && intents.accept_data) post(command::Use{std::move(reading_.data)});
  if (intents.accept_data || intents.refuse_data) reads_ = false;
}

void App::layers() { page_.layers(engine_.report().snapshot, environment_); }

void App::draw() {
  environment_.draw_calls = page_.draw_calls() + window_.draw(around_.canvas, page_.changed());
  engine_.pace().end_frame();
}

void App::context_restored() {
  window_.lost_context();
  page_.lost_context();
}

Wishes App::take_wishes() {
  const bool wants = engine_.report().wants_digits;
  wishes_.digits = wants && !asked_for_digits_;
  asked_for_digits_ = wants;
  return std::exchange(wishes_, {});
}

void App::say(std::string words, double seconds) {
  environment_.notice = std::move(words);
  notice_until_ = seconds > 0 ? now_ms() + 1000 * seconds : 0;
}

const std::string& App::figures() {
  json_.clear();
  write_figures(json_, engine_, environment_);
  return json_;
}

const std::string* App::announced() {
  if (!announced_) return nullptr;
  json_.clear();
  write_announced(json_, engine_.report(), environment_);
  return &json_;
}

const std::string& App::boxes() {
  json_.clear();
  write_boxes(json_, view::marks());
  return json_;
}

}  // namespace app
