// The page as a whole: which region lies where, at every width.
#include "view/page.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "chrome/layout.h"
#include "chrome/lesson/lesson.h"
#include "chrome/present.h"
#include "chrome/regions.h"
#include "chrome/scene_layout.h"
#include "chrome/view_card.h"
#include "gpu/pictures.h"
#include "gpu/shader_check.h"
#include "ink/font_atlas.h"
#include "ink/system_words.h"
#include "kit/item.h"
#include "kit/typing.h"
#include "run/choices.h"
#include "run/removed_units.h"
#include "view/announce.h"
#include "view/later.h"
#include "view/marks.h"
#include "view/tr.h"

namespace view {

struct Page::State {
  Style style;
  Selection selection;
  Pictures pictures;
  PageState page;
  RemovedUnits removed;
  float fonts_ratio = 0;
};

Page::Page() : state_(std::make_unique<State>()) {
  reserve_outlines(lab::history_capacity);
  for (const View& view : views()) state_->page.drawings.push_back(view.begin());
}
Page::~Page() = default;

void Page::prepare(const Environment& environment) {
  State& s = *state_;
  ImGuiIO& io = ImGui::GetIO();
  io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard | ImGuiConfigFlags_NavNoCaptureKeyboard;
  io.ConfigInputTextCursorBlink = !environment.reduced_motion;
  const bool touch = environment.touch || (!environment.present && environment.width < narrow_below);
  const bool fonts = environment.pixel_ratio != s.fonts_ratio || system_words_want_room();
  if (!fonts && s.style.dark == environment.dark && s.style.touch == touch &&
      s.style.strong == environment.more_contrast)
    return;
  Style style = make_style(environment.dark, environment.pixel_ratio, touch, environment.more_contrast);
  if (fonts) {
    build_fonts(style);
  } else {
    style.take_fonts(s.style);
  }
  s.fonts_ratio = environment.pixel_ratio;
  s.style = style;
  apply_to_imgui(s.style);
}

namespace {

// A bare window over the whole canvas: one draw list for everything that does not scroll.
void begin_canvas(const Environment& environment) {
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize({environment.width, environment.height});
  ImGui::Begin("page", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoMove |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus |
                   ImGuiWindowFlags_NoScrollWithMouse);
}

void meter(const Style& style, const Environment& environment) {
  if (!environment.show_meter) return;
  ImDrawList* draw = ImGui::GetForegroundDrawList();
  const Words words = Words().add(tr("draw %.2f ms · %d draw calls · train %.2f ms · frame %.1f ms"),
                                  static_cast<double>(environment.draw_ms), environment.draw_calls,
                                  static_cast<double>(environment.train_ms), static_cast<double>(environment.frame_ms));
  const float width = text_width(style.small, words) + 16;
  const Rect r = rect({environment.width - width - 4, environment.height - 24}, {width, 20});
  draw->AddRectFilled(r.min, r.max, style.tooltip, 4);
  text(draw, style.small, {r.min.x + 8, r.min.y + 3}, style.tooltip_text, words);
}

// Where a unit's sheet may stand if it has no card to lie over: at the lower edge, above what is pressed there.
Rect sheet_place(const Environment& e, bool narrow) {
  constexpr float edge = 8, bottom_bar = 72;
  const float wide = std::min(e.width - 2 * edge, narrow ? 480.0f : 360.0f);
  const float bottom = e.height - (narrow ? bottom_bar : 0) - edge;
  return {{e.width - edge - wide, e.height < 500 ? edge : e.height * 0.35f}, {e.width - edge, bottom}};
}

// Ctrl+Z takes back, Ctrl+Shift+Z and Ctrl+Y do again; Cmd where that is the custom.
void undo_keys(Intents& intents) {
  const ImGuiIO& io = ImGui::GetIO();
  if (io.WantTextInput || !(io.KeyCtrl || io.KeySuper)) return;
  const bool z = ImGui::IsKeyPressed(ImGuiKey_Z), y = ImGui::IsKeyPressed(ImGuiKey_Y);
  intents.undo |= z && !io.KeyShift;
  intents.redo |= (z && io.KeyShift) || y;
}

}  // namespace

Intents Page::panels(const lab::Snapshot& run, const lab::Experiment& experiment, const Environment& environment) {
  State& s = *state_;
  Intents intents;
  clear_marks();
  intents.announced = begin_announcing();
  can_type() = environment.complete;
  Selection& selection = s.selection;
  selection.narrow = environment.width < narrow_below;
  selection.time = ImGui::GetTime();
  selection.masks.follow(run.run, run.iteration, selection.time, environment.reduced_motion);
  PlotView& curves = selection.curves;
  const bool another = curves.run != run.run;
  if (another) {
    curves = {.pointing = curves.pointing, .run = run.run};
    s.page.wide_lambda = false;
  }
  for (int i = 0; i < experiment.arms; ++i) s.page.wide_lambda |= nth(experiment.arm, i).lambda > 10;
  curves.pointed = std::exchange(curves.pointing, -1.0f);
  const Frame frame{{s.removed.apply(run, selection), experiment, environment, s.style, selection, s.pictures, intents},
                    s.page};
  if (another) choose_tab(frame);
  remove_wanted(frame);
  open_view(frame);
  const bool draws = selection.drawing && Pictures::has_plane(run) && environment.scene == Scene::page;
  selection.large_arm = draws ? chosen_arm(frame) : -1;
  selection.sheet = sheet_place(environment, selection.narrow);
  selection.docked = false;
  begin_canvas(environment);
  float bottom = environment.height;
  if (environment.scene != Scene::page) {
    scene_layout(frame);
  } else if (environment.lesson != nullptr && environment.framed) {
    arrived (&later::lesson_scene)(frame);
  } else if (selection.narrow) {
    bottom = narrow_layout(frame);
  } else if (environment.width < wide_from) {
    medium_layout(frame);
  } else {
    wide_layout(frame);
  }
  ImGui::End();
  floats(frame, bottom);
  if (environment.complete) arrived (&later::say_typed)(s.style);
  end_announcing();
  meter(s.style, environment);
  undo_keys(intents);
  present_keys(frame);
  intents.looked_at = looked_at(frame);
  intents.takes_keys = keys_are_taken();
  return intents;
}

void Page::layers(const lab::Snapshot& run, const Environment&) {
  State& s = *state_;
  s.pictures.render(s.removed.applied(run), s.style);
}

int Page::draw_calls() const { return state_->pictures.draw_calls(); }
bool Page::changed() const { return state_->pictures.changed(); }

float Page::shader_error(const lab::Snapshot& run) {
  float largest = 0;
  for (int arm = 0; arm < run.arms; ++arm) {
    const float error = view::shader_error(state_->pictures, run, arm, 16);
    if (!(error <= largest)) largest = error;  // NaN too
  }
  return largest;
}

void Page::lost_context() {
  forget_system_words();
  state_->pictures.forget();
  for (const auto& drawing : state_->page.drawings) drawing->lost_context();
}

}  // namespace view
