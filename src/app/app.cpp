#include "app.h"

#include <cmath>
#include <span>
#include <utility>

#include "announced.h"
#include "figures.h"
#include "imgui.h"
#include "imgui_internal.h"
#include "view/marks.h"

namespace app {
namespace {

// Slow enough to watch the curves unfold: the speed nearest to this many iterations a second.
constexpr float opening_speed = 250;
// Of a frame while a run is replayed: the page still answers.
constexpr double replay_ms = 40;
constexpr double slow_motion_operations = 5e8;  // of an iteration that is made at once, twice
constexpr double measuring_operations = 3e8;    // the same of measuring a run that stands still

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

App::App(Window& window, const lab::Session& start, bool show_meter, view::Scene scene) : window_(window) {
  environment_.scene = scene;
  environment_.inspection = &inspection_;
  environment_.show_meter = show_meter;
  environment_.playing = true;
  environment_.speed = nearest_speed(opening_speed);
  laboratory_.open(start);
  wishes_.digits = laboratory_.wants_digits();
}

void App::begin(const Surroundings& around) {
  around_ = around;
  pace_.begin_frame();
  if (notice_until_ > 0 && now_ms() > notice_until_) say("");
  view::Environment& e = environment_;
  e.width = around.canvas.width;
  e.height = around.canvas.height;
  e.pixel_ratio = around.canvas.pixel_ratio;
  e.dark = theme_ >= 0 ? theme_ == 1 : around.dark;
  e.reduced_motion = around.reduced_motion;
  e.more_contrast = around.more_contrast;
  e.digits_loading = laboratory_.wants_digits();
  e.data = laboratory_.session().data.get();
  e.drawn = static_cast<int>(laboratory_.session().drawn.size());
  e.reading = reads_ ? &reading_ : nullptr;
  e.building = laboratory_.building();
  e.replayed = laboratory_.replaying() ? static_cast<float>(laboratory_.progress()) : -1;
  e.undo = laboratory_.undo_name();
  e.redo = laboratory_.redo_name();
  e.draw_ms = pace_.draw_ms();
  e.train_ms = pace_.train_ms();
  e.frame_ms = pace_.frame_ms();
}

void App::advance() {
  const bool replays = laboratory_.replaying();
  const bool slow = slow_motion_.on();
  const bool trains = !replays && !slow && environment_.playing && !laboratory_.trainer().finished();
  if (slow_motion_.on() && laboratory_.trainer().operations() > slow_motion_operations) {
    slow_motion_.toggle(laboratory_);
    say("An iteration of this run takes too long for slow motion. Choose smaller layers, batches or fewer arms.");
  }
  if (!replays) stale_ |= slow_motion_.keep_up(laboratory_, environment_.playing, now_ms());
  environment_.beat = slow_motion_.beat();
  laboratory_.trainer().rehearse(slow ? slow_motion_.iteration() : -1);
  const std::uint32_t opened = laboratory_.opened();
  if (replays) laboratory_.replay(replay_ms, now_ms);
  if (!replays && steps_to_ > laboratory_.trainer().iteration()) {
    go_on_stepping();
    if (!laboratory_.trainer().amid_step()) laboratory_.read(snapshot_);
  }
  if (replays && !laboratory_.replaying()) wishes_.digits |= laboratory_.wants_digits();
  stale_ |= replays && (!laboratory_.building() || opened != laboratory_.opened());
  if (trains) {
    const bool stepped = pace_.train(laboratory_, view::speeds()[static_cast<std::size_t>(environment_.speed)]);
    if (stale_ || (stepped && !laboratory_.trainer().amid_step())) laboratory_.read(snapshot_);
    stale_ = false;
  } else if (stale_) {
    show_now();
  }
  pace_.inspect(inspection_, snapshot_, inspect_);
}

// A run that stands still shows figures of its very iteration, as soon as they are measured.
void App::show_now() {
  double operations = measuring_operations;
  stale_ = !laboratory_.trainer().refresh(operations);
  laboratory_.read(snapshot_);
}

void App::say_error() {
  if (laboratory_.error().empty()) return;
  say(laboratory_.error());
  laboratory_.forget_error();
}

view::Intents App::panels() {
  page_.prepare(environment_);
  window_.new_frame(around_.canvas);
  view::Intents intents = page_.panels(snapshot_, laboratory_.experiment(), environment_);
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
  if (intents.speed >= 0) environment_.speed = intents.speed;
  if (intents.dismiss_notices) {
    say("");
    environment_.link.clear();
  }
  apply_to_run(intents);
  apply_to_data(intents);
  wishes_.choose_file |= intents.open_file;
  wishes_.paste |= intents.paste;
  wishes_.copy |= intents.share;
  wishes_.embed |= intents.embed;
  wishes_.licences |= intents.licences;
  take_away(intents.take);
  link_is_old_ |= stale_ || environment_.playing;
  keep_address();
}

void App::apply_to_run(const view::Intents& intents) {
  laboratory_.edit({intents.edits.data(), static_cast<std::size_t>(intents.edit_count)});
  if (intents.preset >= 0) laboratory_.open_new(lab::presets()[static_cast<std::size_t>(intents.preset)].experiment);
  if (intents.reset) laboratory_.reset();
  if (intents.edit_count > 0 || intents.preset >= 0 || intents.reset) steps_to_ = -1;
  if (intents.undo) laboratory_.undo();
  if (intents.redo) laboratory_.redo();
  if (intents.stop_replay) laboratory_.stop_replay();
  if (intents.pin >= 0 || intents.unpin) laboratory_.trainer().show_example(intents.unpin ? -1 : intents.pin);
  if (intents.toggle_play) environment_.playing = !environment_.playing;
  if (intents.slow_motion) slow_motion_.toggle(laboratory_);
  if (intents.step || intents.beat > 0) environment_.playing = false;
  if (intents.beat > 0)
    slow_motion_.go(intents.beat, laboratory_);
  else if (intents.step && slow_motion_.on())
    slow_motion_.go(slow_motion_.beat() % SlowMotion::beats + 1, laboratory_);
  else if (intents.step && step(1).empty())
    go_on_stepping();
  wishes_.digits |= laboratory_.wants_digits() && !environment_.digits_loading;
  say_error();
  stale_ |= intents.edit_count > 0 || intents.preset >= 0 || intents.reset || intents.undo || intents.redo ||
            intents.stop_replay || intents.pin >= 0 || intents.unpin || intents.toggle_play || intents.step ||
            intents.slow_motion || intents.beat > 0;
  if (stale_) address_stands_ = false;
}

void App::apply_to_data(const view::Intents& intents) {
  if (intents.draws) laboratory_.draw(intents.draw_x, intents.draw_y, intents.draw_class);
  if (intents.remove_drawn) laboratory_.remove_drawn();
  stale_ |= intents.draws || intents.remove_drawn;
  if (reads_ && intents.accept_data) laboratory_.use(reading_.data);
  stale_ |= reads_ && intents.accept_data;
  if (intents.accept_data || intents.refuse_data) reads_ = false;
  say_error();
}

void App::layers() { page_.layers(snapshot_, environment_); }

void App::draw() {
  environment_.draw_calls = page_.draw_calls() + window_.draw(around_.canvas, page_.changed());
  pace_.end_frame();
}

void App::context_restored() {
  window_.lost_context();
  page_.lost_context();
}

Wishes App::take_wishes() { return std::exchange(wishes_, {}); }

void App::say(std::string words, double seconds) {
  environment_.notice = std::move(words);
  notice_until_ = seconds > 0 ? now_ms() + 1000 * seconds : 0;
}

const std::string& App::figures() {
  json_.clear();
  write_figures(json_, laboratory_, snapshot_, inspection_, environment_);
  return json_;
}

const std::string* App::announced() {
  if (!announced_) return nullptr;
  json_.clear();
  write_announced(json_, snapshot_, environment_);
  return &json_;
}

const std::string& App::boxes() {
  json_.clear();
  write_boxes(json_, view::marks());
  return json_;
}

}  // namespace app
