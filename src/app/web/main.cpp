// The web entry: one frame for each of the browser's, on the page's canvas. A hidden tab gets no frames, so it does
// no work.
#include <emscripten.h>

#include "../app.h"
#include "bridge.h"
#include "system_text.h"

namespace {

struct Program {
  app::Window& window;
  app::App app;
  bool shown = false;
};

void take_size(app::Window& window, app::bridge::Page& page) {
  if (page.resized) window.resized(page.around.canvas);
  page.resized = false;
  page.around.canvas = window.within_limits(page.around.canvas);
  app::bridge::fit_canvas(page.around.canvas);
}

Program* the_program = nullptr;

// The page once more at twice the size, in device pixels; the frame after it has its own again.
void take_picture(Program& program, app::Surroundings around) {
  const app::Canvas& canvas = around.canvas;
  around.canvas = program.window.within_limits(
      app::canvas_of(static_cast<int>(canvas.width), static_cast<int>(canvas.height), 2 * canvas.pixel_ratio));
  app::bridge::fit_canvas(around.canvas);
  for (int i = 0; i < 2; ++i) program.app.frame(around);  // surfaces appear in the frame after the one that asks
  app::bridge::save_picture();
}

void frame(void* pointer) {
  Program& program = *static_cast<Program*>(pointer);
  app::bridge::Page& page = app::bridge::page();
  program.window.poll();
  if (page.context_lost) return;
  if (page.context_restored) program.app.context_restored();
  page.context_restored = false;
  take_size(program.window, page);
  if (!page.around.complete) page.around.complete = app::bridge::complete();
  program.app.frame(page.around);
  program.window.swap();
  app::bridge::announce(program.app);
  const app::Wishes wishes = program.app.take_wishes();
  app::bridge::fulfil(wishes);
  if (wishes.picture) take_picture(program, page.around);
  if (!program.shown) app::bridge::running();
  program.shown = true;
  if (!page.seen) emscripten_pause_main_loop();
}

}  // namespace

// For a host page, now: a frame that is hidden is given no frames by the browser.
extern "C" EMSCRIPTEN_KEEPALIVE void page_picture() {
  if (the_program != nullptr) take_picture(*the_program, app::bridge::page().around);
  emscripten_resume_main_loop();
}

EM_JS(bool, meter_wanted, (), { return new URLSearchParams(location['search'])['has']('meter'); });

int main() {
  app::bridge::connect();
  // Static, and so never gone: the program lives as long as its page, and main returns before the first frame.
  static app::Window window;
  if (!window.open(app::bridge::page().around.canvas)) {
    app::bridge::no_graphics();
    return 1;
  }
  view::use_system_text(&app::bridge::system_text());
  static Program program{window, {window, {}, meter_wanted(), app::bridge::scenes()}};
  app::bridge::open_address(program.app);
  app::bridge::serve(&program.app);
  the_program = &program;
  emscripten_set_main_loop_arg(frame, &program, 0, false);
  return 0;
}
