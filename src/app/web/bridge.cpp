#include "bridge.h"

#include <emscripten.h>
#include <emscripten/html5.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

// Property names are quoted: the Closure compiler renames all others.
EM_JS_DEPS(bridge, "$UTF8ToString");

// clang-format off
EM_JS(void, bridge_connect, (), {
  Module['bridge']['connect']({
    'canvas': (width, height, ratio, deviceWidth, deviceHeight) =>
        _page_canvas(width, height, ratio, deviceWidth, deviceHeight),
    'preferences': (dark, reducedMotion) => _page_preferences(dark, reducedMotion),
    'context': (lost) => _page_context(lost),
    'digits': (bytes) => {
      const room = _page_digits_room(bytes.length);
      HEAPU8.set(bytes, room);
      _page_digits_arrived();
    },
    'digitsFailed': (status) => _page_digits_failed(status),
    'figures': () => UTF8ToString(_page_figures()),
    'boxes': () => UTF8ToString(_page_boxes()),
  });
});
EM_JS(void, bridge_running, (), { Module['bridge']['running'](); });
EM_JS(void, bridge_no_graphics, (), { Module['bridge']['noGraphics'](); });
EM_JS(void, bridge_fetch_digits, (), { Module['bridge']['fetchDigits'](); });
// clang-format on

namespace app::bridge {
namespace {

App* the_app = nullptr;
std::vector<std::uint8_t> digits;  // on their way in

}  // namespace

Page& page() {
  static Page the_page;
  return the_page;
}

void connect() { bridge_connect(); }
void serve(App* app) { the_app = app; }
void running() { bridge_running(); }
void no_graphics() { bridge_no_graphics(); }
void fetch_digits() { bridge_fetch_digits(); }

void fit_canvas(const Canvas& canvas) {
  int width = 0, height = 0;
  emscripten_get_canvas_element_size("#canvas", &width, &height);
  if (width == canvas.device_width && height == canvas.device_height) return;  // setting it would clear the picture
  emscripten_set_canvas_element_size("#canvas", canvas.device_width, canvas.device_height);
}

}  // namespace app::bridge

extern "C" {

using namespace app::bridge;

EMSCRIPTEN_KEEPALIVE void page_canvas(float width, float height, float ratio, int device_width, int device_height) {
  page().around.canvas = {width, height, ratio, device_width, device_height};
  page().resized = true;
}

EMSCRIPTEN_KEEPALIVE void page_preferences(bool dark, bool reduced_motion) {
  page().around.dark = dark;
  page().around.reduced_motion = reduced_motion;
}

EMSCRIPTEN_KEEPALIVE void page_context(bool lost) {
  page().context_lost = lost;
  page().context_restored = !lost;
}

EMSCRIPTEN_KEEPALIVE std::uint8_t* page_digits_room(std::size_t size) {
  digits.resize(size);
  return digits.data();
}

EMSCRIPTEN_KEEPALIVE void page_digits_arrived() {
  if (the_app != nullptr) the_app->digits_arrived(std::move(digits));
}

// `status` is the server's answer, 0 where there was none.
EMSCRIPTEN_KEEPALIVE void page_digits_failed(int status) {
  const std::string what = status == 0 ? "no connection" : "the server answers " + std::to_string(status);
  if (the_app != nullptr) {
    the_app->digits_failed("The digits could not be loaded: " + what + ". Choose them again to retry.");
  }
}

EMSCRIPTEN_KEEPALIVE const char* page_figures() { return the_app != nullptr ? the_app->figures().c_str() : "null"; }
EMSCRIPTEN_KEEPALIVE const char* page_boxes() { return the_app != nullptr ? the_app->boxes().c_str() : "null"; }

}  // extern "C"
