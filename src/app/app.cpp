#include "app.h"

#include <cmath>
#include <span>
#include <utility>

#include "announced.h"
#include "engine/slow_motion.h"
#include "figures.h"
#include "imgui.h"
#include "imgui_internal.h"
#include "sweeping.h"
#include "view/later.h"
#include "view/marks.h"
#include "view/scale.h"
#include "view/tr.h"

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

App::App(Window& window, const lab::Session& start, bool show_meter, std::vector<view::Scene> alone)
    : window_(window), engine_(start), alone_(std::move(alone)) {
  show_alone();
  environment_.inspection = &engine_.report().inspection;
  environment_.tried = &engine_.report().tried;
  environment_.show_meter = show_meter;
  environment_.speed = nearest_speed(opening_speed);
  engine_.post(command::Speed{view::speeds()[static_cast<std::size_t>(environment_.speed)]});
}

void App::begin(const Surroundings& around) {
  around_ = around;
  Canvas& canvas = around_.canvas;
  scale_ = view::scale_of(canvas.width, canvas.height, environment_.present);
  canvas.width /= scale_;
  canvas.height /= scale_;
  canvas.pixel_ratio *= scale_;
  window_.scale_pointer(scale_);
  engine_.pace().begin_frame();
  if (notice_until_ > 0 && now_ms() > notice_until_) say("");
  view::Environment& e = environment_;
  e.width = canvas.width;
  e.height = canvas.height;
  e.pixel_ratio = canvas.pixel_ratio;
  e.dark = theme_ >= 0 ? theme_ == 1 : around.dark;
  e.reduced_motion = around.reduced_motion;
  e.more_contrast = around.more_contrast;
  e.touch = around.coarse_pointer;
  e.has_page = around.has_page;
  e.framed = around.framed;
  e.complete = around.complete;
  e.import = reads_ ? &import_ : nullptr;
  const Pace& pace = engine_.pace();
  e.draw_ms = pace.draw_ms();
  e.train_ms = pace.train_ms();
  e.frame_ms = pace.frame_ms();
}

// The code of lessons comes after the first frame: what is asked before waits for it.
void App::lead_lesson() {
  if (!environment_.complete || !lessons_.waiting()) return;
  view::arrived(later::lead)(lessons_, engine_, environment_);
  environment_.lesson = lessons_.shown.lesson != nullptr ? &lessons_.shown : nullptr;
  const int speed = std::exchange(lessons_.wanted_speed, -1);
  if (speed >= 0) set_speed(view::speeds()[static_cast<std::size_t>(speed)]);
  if (!lessons_.problem.empty()) say(std::exchange(lessons_.problem, {}));
  if (environment_.has_page) view::arrived(later::tell_lesson)(lessons_, engine_, wishes_);
}

void App::advance() {
  lead_lesson();
  if (stop_at_ > engine_.report().snapshot.iteration) engine_.play_until(stop_at_);
  engine_.advance(inspect_, removed_);
  if (const std::string words = engine_.take_words(); !words.empty()) say(words);
  const Report& report = engine_.report();
  view::Environment& e = environment_;
  e.playing = report.playing;
  e.digits_loading = report.wants_digits;
  e.beat = report.beat;
  e.data = report.data.get();
  if (uses_ && report.data && report.data != of_import_) of_import_ = report.data, uses_ = false;
  e.has_table = !uses_ && report.data && report.data == of_import_;
  e.drawn = report.drawn;
  e.building = report.building;
  e.replayed = report.replaying ? report.progress : -1;
  e.undo = report.undo;
  e.redo = report.redo;
  e.sweep = report.sweep;
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
  if (environment_.present) return;  // arrows turn to other scenes
  intents.step |= ImGui::IsKeyPressed(ImGuiKey_RightArrow);
  // Otherwise Dear ImGui would take the arrow for a walk through the controls, as Tab is.
  const ImGuiID ours = ImHashStr("shortcuts"), owner = ImGui::GetKeyOwner(ImGuiKey_RightArrow);
  if (owner == ImGuiKeyOwner_None || owner == ours) ImGui::SetKeyOwner(ImGuiKey_RightArrow, ours);
}

void App::apply(const view::Intents& intents) {
  inspect_ = intents.inspect;
  if (environment_.lesson != nullptr) inspect_ |= environment_.lesson->lesson->needs;
  if (intents.lesson.deed != view::LessonAsk::nothing) lessons_.asked.push_back(intents.lesson);
  for (std::size_t i = 0; i < intents.lesson_place.size(); ++i) lessons_.place[i] = intents.lesson_place[i] * scale_;
  lessons_.labels = intents.lesson_labels;
  lessons_.covers = intents.lesson_covers;
  for (auto& cover : lessons_.covers)
    for (float& side : cover) side *= scale_;
  lessons_.scale = scale_;
  removed_ = intents.removed;
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
  if (intents.present >= 0) present(static_cast<view::Scene>(intents.present));
  wishes_.whole |= intents.whole;
  wishes_.embed |= intents.embed;
  if (intents.embed) wishes_.embedded = view::scene_key(intents.looked_at);
  wishes_.check |= intents.check;
  wishes_.licences |= intents.licences;
  if (intents.take >= 0 && !environment_.complete)
    say(view::tr("This part of the page is still under way. Press again in a moment."));
  else if (intents.take >= 0)
    take_away(intents.take);
  if (intents.sweep.deed != lab::SweepAsk::nothing || engine_.report().sweep)
    view::arrived(later::sweep)(engine_, wishes_, intents.sweep);
  keep_address();
  if (wishes_.whole) wishes_.link = engine_.link();
}

// A command of the visitor's; what it is answered stands on the page.
void App::post(Command command) {
  address_is_wrong_ &=
      std::holds_alternative<command::Play>(command) || std::holds_alternative<command::ShowExample>(command);
  if (const std::string words = engine_.post(std::move(command)); !words.empty()) say(words);
  address_stands_ = false;
}

void App::apply_to_run(const view::Intents& intents) {
  if (intents.speed >= 0) {
    environment_.speed = intents.speed;
    engine_.post(command::Speed{view::speeds()[static_cast<std::size_t>(intents.speed)]});
  }
  if (!intents.edits.empty()) post(command::Edits{intents.edits});
  if (intents.preset >= 0)
    post(command::OpenNew{lab::presets()[static_cast<std::size_t>(intents.preset)].experiment, nullptr});
  if (intents.reset) post(command::Reset{});
  if (intents.undo) post(command::Undo{});
  if (intents.redo) post(command::Redo{});
  if (intents.stop_replay) post(command::StopReplay{});
  if (intents.pin >= 0 || intents.unpin) post(command::ShowExample{intents.unpin ? -1 : intents.pin});
  if (intents.writes) post(command::Write{intents.written});
  if (intents.toggle_play) post(command::Play{!engine_.report().playing});
  if (intents.slow_motion) post(command::SlowMotion{});
  const lab::Beat beat = engine_.report().beat;
  if (intents.beat != lab::Beat::off) {
    post(command::Beat{intents.beat});
  } else if (intents.step && beat != lab::Beat::off) {
    post(command::Beat{lab::next(beat)});
  } else if (intents.step) {
    address_stands_ = address_is_wrong_ = false;
    if (engine_.post(command::Step{1}).empty()) engine_.go_on_stepping();
  }
  if (intents.draws) post(command::Draw{intents.draw_x, intents.draw_y, intents.draw_class});
  if (intents.remove_drawn) post(command::RemoveDrawn{});
  apply_to_table(intents);
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

void App::present(view::Scene scene) {
  const bool begins = scene != view::Scene::page;
  if (begins != environment_.present) wishes_.present = begins;
  environment_.present = begins;
  environment_.beside = {};
  if (begins)
    environment_.scene = scene;
  else
    show_alone();
}

void App::show_alone() {
  environment_.scene = alone_.front();
  environment_.beside = std::span(alone_).subspan(1);
}

void App::say(std::string words, view::Tone tone, double seconds) {
  environment_.notice = std::move(words);
  environment_.tone = tone;
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
  write_announced(json_, engine_.report(), environment_, scale_);
  return &json_;
}

const std::string& App::boxes() {
  json_.clear();
  write_boxes(json_, view::marks(), scale_);
  return json_;
}

}  // namespace app
